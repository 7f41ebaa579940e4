"""Which categories are hidden, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from tables import Flags, Floats, Table

FEWEST = 2
"""Rows of each category that stay recorded, at least: a draw that leaves fewer is drawn again."""

_OFTEN, _SELDOM = 0.8, 0.2
_SLOPE = 2.0


@dataclass(frozen=True)
class Mechanism:
    """Why categories are missing.

    Attributes:
        kind: "at random", "by category" or "by measurement".
        part: hidden; by category, of the others it is `_SELDOM`.
        which: by category, the index of the one that is missing often; by measurement, 1 where
            the larger ones are missing more often and 0 where the smaller ones are.
    """

    kind: str
    part: float
    which: int = 0

    @property
    def words(self) -> str:
        """What a table calls it, both ways by the same words."""
        if self.kind == "by category":
            return f"{self.kind} {_OFTEN:.0%}/{_SELDOM:.0%}"
        return f"{self.kind} {self.part:.0%}"

    def chances(self, table: Table) -> Floats:
        """Return (n,) the chance of each row to be hidden."""
        if self.kind == "by category":
            return np.where(table.truth == self.which, self.part, _SELDOM)
        if self.kind == "by measurement":
            z = (table.values - table.values.mean()) / table.values.std()
            return _logistic(z if self.which else -z, self.part)
        return np.full(table.n_rows, self.part)

    def hide(self, table: Table, seed: int) -> Flags:
        """Return (n,) which rows are hidden; at random, exactly the part that is asked for.

        Raises:
            ValueError: the table is too small for that.
        """
        random = np.random.default_rng([seed, self.which, round(self.part * 1000), len(self.kind)])
        chances, n = self.chances(table), table.n_rows
        for _ in range(1000):
            if self.kind == "at random":
                hidden = np.zeros(n, dtype=np.bool_)
                hidden[random.permutation(n)[: round(self.part * n)]] = True
            else:
                hidden = random.random(n) < chances
            recorded = np.bincount(table.truth[~hidden], minlength=len(table.categories))
            if recorded.min() >= FEWEST and hidden.any():
                return hidden
        raise ValueError(f"{table.name}: too few rows to hide {self.words}")


def mechanisms(parts: Sequence[float]) -> list[Mechanism]:
    """Return all that are evaluated."""
    return [
        *(Mechanism("at random", part) for part in parts),
        *(Mechanism("by category", _OFTEN, which) for which in (0, 1)),
        *(Mechanism("by measurement", 0.5, which) for which in (0, 1)),
    ]


def _logistic(z: Floats, part: float) -> Floats:
    """Return chances that rise with z and are ``part`` on average."""
    low, high = -50.0, 50.0
    for _ in range(60):
        middle = (low + high) / 2
        chances = 1 / (1 + np.exp(-(_SLOPE * z + middle)))
        low, high = (middle, high) if chances.mean() < part else (low, middle)
    return chances
