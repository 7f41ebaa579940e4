"""A column of names, whose given names are read when they are first asked for."""

from dataclasses import dataclass
from functools import cached_property

from em_desktop.roster.given_names import GivenNames, read_given_names
from em_desktop.roster.table import Texts


@dataclass(frozen=True, eq=False)
class NameColumn:
    """A column of names.

    A million names take seconds to read, and an edit of one must not wait for that.

    Attributes:
        column: shape ``(n_rows,)``.
        missing_words: texts that mean "missing".
    """

    column: Texts
    missing_words: tuple[str, ...]

    @cached_property
    def given_names(self) -> tuple[GivenNames, ...]:
        """Ways to read the given names, such as the first word and the last."""
        return read_given_names(self.column, self.missing_words)
