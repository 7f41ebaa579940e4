"""Given names as a fit sees them."""

from dataclasses import dataclass

from em_desktop.em.arrays import Integers, owned_integers


@dataclass(frozen=True, eq=False)
class Names:
    """One reading of a name column.

    Attributes:
        texts: the different given names.
        codes: (n,) index into ``texts``; -1 where there is none.

    Raises:
        ValueError: if a code is out of range.
    """

    texts: tuple[str, ...]
    codes: Integers

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", tuple(self.texts))
        object.__setattr__(self, "codes", owned_integers(self.codes))
        codes = self.codes
        if len(codes) and not (codes.min() >= -1 and codes.max() < len(self.texts)):
            raise ValueError(f"codes must lie between -1 and {len(self.texts) - 1}")

    def take(self, rows: Integers) -> "Names":
        """Return the names of some rows, in the order asked for."""
        return Names(self.texts, self.codes[rows])
