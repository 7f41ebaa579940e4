"""The part of a sheet, or of a text file, that holds the table: ``B3:F200``."""

import re
from dataclasses import dataclass
from typing import Self

from em_desktop.files.problem import FileProblem
from em_desktop.roster.folding import shown

_MOST_ROWS = 1 << 40
_MOST_LETTERS = 4
_CORNER = re.compile(r"\$?([A-Za-z]*)\$?([0-9]*)")
_LONGEST = 40


@dataclass(frozen=True)
class CellRange:
    """A rectangle of cells; all numbers are 0-based, and the last ones belong to it.

    In a text file the rows are its records, blank lines counted (in most files: its lines), and
    the columns are the cells of a record.

    Attributes:
        top: first row.
        left: first column.
        bottom: last row; None for as far as there are rows.
        right: last column; None for as far as there are columns.
    """

    top: int = 0
    left: int = 0
    bottom: int | None = None
    right: int | None = None

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the range that a person writes: ``B3:F200``, ``B:F``, ``3:200``, ``B3:F``.

        Raises:
            FileProblem: the text is no range; the sentence shows one that is.
        """
        corners = [_CORNER.fullmatch(corner.strip()) for corner in text.split(":")]
        first, last = corners[0], corners[-1]
        if len(corners) != 2 or first is None or last is None or not any(first.groups()):
            raise _no_range(text)
        left, right = _column(first[1], text), _column(last[1], text)
        top, bottom = _row(first[2], text), _row(last[2], text)
        found = cls(top or 0, left or 0, bottom, right)
        if (right is not None and right < found.left) or (
            bottom is not None and bottom < found.top
        ):
            raise FileProblem(
                f"The range “{shown(text, _LONGEST)}” ends before it begins. Name the upper left "
                "cell first, then the lower right one."
            )
        return found

    def holds_row(self, row: int) -> bool:
        """Whether a row lies in the range."""
        return self.top <= row and (self.bottom is None or row <= self.bottom)

    def holds_column(self, column: int) -> bool:
        """Whether a column lies in the range."""
        return self.left <= column and (self.right is None or column <= self.right)

    def __str__(self) -> str:
        """The range as a person writes it."""
        last = "" if self.right is None else column_letters(self.right)
        last += "" if self.bottom is None else str(self.bottom + 1)
        return f"{column_letters(self.left)}{self.top + 1}:{last}"


def column_letters(column: int) -> str:
    """Return a 0-based column as a spreadsheet names it: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _column(letters: str, text: str) -> int | None:
    """Return a column's number, None where none is named."""
    if len(letters) > _MOST_LETTERS:
        raise _no_range(text)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1 if letters else None


def _row(digits: str, text: str) -> int | None:
    if not digits:
        return None
    number = int(digits) if len(digits) < _LONGEST else 0
    if not 1 <= number < _MOST_ROWS:
        raise _no_range(text)
    return number - 1


def _no_range(text: str) -> FileProblem:
    return FileProblem(
        f"“{shown(text, _LONGEST)}” is no range of cells. Write it as a spreadsheet does, such as "
        "B3:F200, or B:F for whole columns."
    )
