"""Groups that a person names before any row has one: plain clustering."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from em_desktop.roster.categories import read_categories
from em_desktop.roster.folding import shown
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.table import texts

FEWEST, MOST = 2, 9
"""How many groups there may be."""

HEADER = "type"
"""Of the column for the groups, unless a person says otherwise."""

LONGEST_NAME = 60
"""Letters of a name or a header."""


@dataclass(frozen=True)
class Clusters:
    """The groups of one column.

    Attributes:
        column: the column to fill in.
        names: one for each group, in ascending order of the measurement as they were found.
    """

    column: int
    names: tuple[str, ...]


def default_names(n: int) -> tuple[str, ...]:
    """Return A, B, C and so on."""
    return tuple(ascii_uppercase[:n])


def free_header(header: Sequence[str]) -> str:
    """Return a name for a new column that none of these has."""
    taken = {name.strip().casefold() for name in header}
    candidates = [HEADER, *(f"{HEADER} {i}" for i in range(2, len(header) + 3))]
    return next(name for name in candidates if name not in taken)


def problem_of_header(text: str, header: Sequence[str]) -> str:
    """Return a sentence where a column cannot have this name, else nothing.

    Args:
        text: of the new column.
        header: of the columns that there are.
    """
    if not text.strip():
        return "The new column needs a name."
    if len(text) > LONGEST_NAME or not text.isprintable():
        return f"A column’s name is one line of at most {LONGEST_NAME} letters."
    if text.strip().casefold() in {name.strip().casefold() for name in header}:
        return f"There is a column “{shown(text)}” already. Choose another name for the new one."
    return ""


def problem_of_names(names: Sequence[str], options: ReadingOptions, header: str) -> str:
    """Return a sentence where the groups cannot have these names, else nothing.

    Each must read back as itself: not as missing, and not as another's spelling.

    Args:
        names: of the groups.
        options: with the words for missing.
        header: of the column.
    """
    if not FEWEST <= len(names) <= MOST:
        return f"There can be {FEWEST} to {MOST} groups, each with a name."
    if not all(name.strip() for name in names):
        return "Each group needs a name."
    for name in names:
        if len(name) > LONGEST_NAME or not name.isprintable() or name != name.strip():
            return f"A group’s name is one line of at most {LONGEST_NAME} letters."
    reading = read_categories(texts(names), options, header)
    for name, code in zip(names, reading.codes.tolist(), strict=True):
        if code < 0:
            return f"“{shown(name)}” means a missing value. Choose another name for the group."
        if reading.declined[code]:
            return f"“{shown(name)}” means that there is no answer. Choose another name."
    if len(reading.categories) < len(names):
        return "Two groups have the same name. Choose a name for each."
    return ""
