"""Where in a sheet changes fall, told apart from the code that writes them; and a walk through it.

Counted anew from where the roster stood when it was read, so that a proof does not repeat what a
splicer may have got wrong.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.workbook.table_area import TableArea
from em_desktop.review.changes import Changes
from em_desktop.roster.folding import shown
from em_desktop.roster.table import Roster

_CHUNK = 1 << 20
_NOT_MARKUP = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_ATTRIBUTE = re.compile(rb"""([^\s="'<>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

IN_TAG = rb"""(?:[^<>"'/]++|"[^"<]*+"|'[^'<]*+')*+"""
"""All attributes of a start tag."""


@dataclass(frozen=True)
class Places:
    """Where a sheet may differ; all numbers are 0-based and those of the original.

    Attributes:
        cells: columns that are written, by row; the new rows follow the last record.
        deleted: rows that go.
        added: rows of ``cells`` that are new records.
        columns: of the table, the new ones among them.
        header: the header's row; -1 for none.
    """

    cells: Mapping[int, frozenset[int]]
    deleted: frozenset[int]
    added: frozenset[int]
    columns: frozenset[int]
    header: int


def places(original: Roster, changes: Changes, area: TableArea) -> Places:
    """Return where in its sheet a roster's changes fall.

    Args:
        original: the roster of the file.
        changes: what was to differ.
        area: where the roster stands.
    """
    rows, columns = area.rows, area.columns
    cells: dict[int, set[int]] = {}
    for (row_id, column), text in changes.cells.items():
        if row_id not in changes.deleted and original.cell(row_id, column) != text:
            cells.setdefault(int(rows[row_id]), set()).add(columns[column])
    new = range(columns[-1] + 1, columns[-1] + 1 + len(changes.new_columns))
    below = (int(rows[-1]) if len(rows) else area.header) + 1
    row_of = {row_id: below + i for i, (row_id, _) in enumerate(changes.added)}
    every = {*columns, *new}
    cells.update((row, set(every)) for row in row_of.values())
    for column, each in zip(new, changes.new_columns, strict=True):
        if area.header >= 0:
            cells.setdefault(area.header, set()).add(column)
        for row_id, text in each.texts.items():
            if text and row_id not in changes.deleted and row_id not in row_of:
                cells.setdefault(int(rows[row_id]), set()).add(column)
    return Places(
        {row: frozenset(held) for row, held in cells.items()},
        frozenset(int(rows[row_id]) for row_id in changes.deleted),
        frozenset(row_of.values()),
        frozenset(every),
        area.header,
    )


class Walk:
    """Two versions of a part, from top to bottom.

    Attributes:
        at: how far the original was compared.
        there: the same place in the written part.
    """

    def __init__(self, old: bytes, new: bytes, part: str) -> None:
        self.old, self.new = old, new
        self.at = self.there = 0
        self._part = part

    def same(self, end: int, pace: Pace | None = None) -> None:
        """Compare what nobody changed, up to a place in the original.

        Raises:
            FileProblem: a byte differs.
        """
        first = self.at
        for at in range(first, end, _CHUNK):
            if pace is not None and at > first:
                pace.pause()
            chunk = self.old[at : min(end, at + _CHUNK)]
            if not self.new.startswith(chunk, self.there):
                raise self.differs()
            self.there += len(chunk)
        self.at = max(end, self.at)

    def finish(self, pace: Pace) -> None:
        """Compare all that is left."""
        self.same(len(self.old), pace)
        if self.there != len(self.new):
            raise self.differs()

    def differs(self, row: int = -1) -> FileProblem:
        """Return the problem of a byte that differs.

        Args:
            row: near which; -1 where none is known.
        """
        return differs(self._part, row)


def differs(part: str, row: int = -1) -> FileProblem:
    """Return the problem of a part that differs where nobody changed it."""
    near = f", near row {row + 1:,} of the sheet," if row >= 0 else ""
    return FileProblem(
        f"The workbook’s part “{shown(part)}” would differ{near} where nobody changed it, so "
        "nothing was written. Please report this; meanwhile export to another format."
    )


def blanked(content: bytes) -> bytes:
    """Return a part of the same length without comments, instructions and CDATA."""
    if b"<!" not in content and content.find(b"<?", 5) < 0:
        return content
    return _NOT_MARKUP.sub(lambda found: b" " * len(found[0]), content)


def attributes(raw: bytes) -> list[tuple[bytes, bytes]]:
    """Return the attributes of a start tag in order, values as written."""
    return [(name, double or single) for name, double, single in _ATTRIBUTE.findall(raw)]
