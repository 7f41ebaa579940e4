"""Several tables in one file: below one another, each with a header, or side by side."""

from itertools import groupby, pairwise
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from em_desktop.files.cell_range import CellRange
from em_desktop.files.preview.totals import totals_from
from em_desktop.files.source import Opened
from em_desktop.files.text.delimited import DelimitedSource
from em_desktop.files.text.detection import header_evidence
from em_desktop.files.workbook.table_area import TableArea
from em_desktop.roster.table import Roster

_MOST_GAPS = 200
_ROWS_LOOKED_AT = 50
_TWO = 2

Rows = NDArray[np.int64]


@runtime_checkable
class InSheet(Protocol):
    """A source that knows where in a sheet its roster stands."""

    @property
    def area(self) -> TableArea:
        """Places of the roster's cells."""
        ...


def find_tables(opened: Opened) -> tuple[CellRange, ...]:
    """Return the ranges of the tables of a file or sheet that was read as one.

    Rows at the end that sum a table up are left out. Empty where there is but one table and no
    such row, and where a range was chosen already.

    Args:
        opened: read with a header.
    """
    roster, source = opened.roster, opened.source
    if roster.n_rows == 0 or opened.options.area is not None:
        return ()
    if isinstance(source, DelimitedSource):
        header, columns = source.layout.header_row, tuple(range(roster.n_columns))
        rows = record_numbers(source) if header >= 0 else None
    elif isinstance(source, InSheet):
        area = source.area
        header, rows, columns = area.header, area.rows, area.columns
    else:
        return ()
    if header < 0 or rows is None:
        return ()
    return _stacked(roster, header, rows, columns) or _abreast(roster, header, rows, columns)


def record_numbers(source: DelimitedSource) -> Rows:
    """Return the 0-based number of each record in its file, blank lines counted."""
    splicer = source.splicer
    span = splicer.header_span
    begin = span[1] if span is not None else 0
    first = source.layout.header_row if span is not None else 0
    body = np.frombuffer(splicer.body, dtype=np.uint8)
    ends = np.concatenate((np.array([begin], dtype=np.int64), splicer.ends))
    lf, cr = body == ord("\n"), body == ord("\r")
    cr[:-1] &= ~lf[1:]  # of CRLF only the LF counts
    line_ends = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(lf | cr)))
    between = line_ends[splicer.starts] - line_ends[ends[:-1]]
    numbers: Rows = first + np.cumsum(between)
    return numbers


def _stacked(
    roster: Roster, header: int, rows: Rows, columns: tuple[int, ...]
) -> tuple[CellRange, ...]:
    """Find tables below one another: a header comes again, or another one after a blank row."""
    filled = np.zeros(roster.n_rows, dtype=bool)
    repeats = np.ones(roster.n_rows, dtype=bool)
    for name, column in zip(roster.header, roster.columns, strict=True):
        filled |= column != ""
        repeats &= column == name
    repeats &= sum(map(bool, roster.header)) >= _TWO
    full = np.flatnonzero(filled)
    if len(full) == 0:
        return ()
    apart = np.flatnonzero((np.diff(rows[full]) > 1) | repeats[full[1:]])
    gaps = [int(full[at + 1]) for at in apart[:_MOST_GAPS]]
    starts = [at for at in gaps if repeats[at] or _begins_table(roster, filled, at)]
    tops = [header, *(int(rows[at]) for at in starts)]
    behind_gap = np.append(False, np.diff(rows[full]) > 1)
    bounds = [0, *np.searchsorted(full, starts).tolist(), len(full)]
    last, n_kept = [], 0
    for low, high in pairwise(bounds):
        kept = totals_from(roster, full[low:high], behind_gap[low:high])
        n_kept += kept
        last.append(int(rows[full[low + kept - 1]]) if kept else -1)
    if not starts and n_kept == len(full):
        return ()
    right = columns[-1]
    return tuple(
        CellRange(top, columns[0], bottom, right)
        for top, bottom in zip(tops, last, strict=True)
        if bottom > top
    )


def _row(roster: Roster, position: int) -> list[str]:
    return [str(column[position]) for column in roster.columns]


def _begins_table(roster: Roster, filled: NDArray[np.bool_], position: int) -> bool:
    """Whether a row after a gap names columns, and rows of its own follow."""
    top = _row(roster, position)
    if sum(bool(text.strip()) for text in top) < _TWO:
        return False
    below = []
    for at in range(position + 1, min(position + _ROWS_LOOKED_AT, roster.n_rows)):
        if not filled[at]:
            break
        below.append(_row(roster, at))
    if not below:
        return False
    names, belongs = header_evidence([top, *below], 0, roster.n_columns)
    narrower = sum(map(bool, top)) < sum(map(bool, roster.header))
    return names >= (1 if narrower else _TWO) and belongs == 0


def _abreast(
    roster: Roster, header: int, rows: Rows, columns: tuple[int, ...]
) -> tuple[CellRange, ...]:
    """Find tables side by side: groups of named columns that end in different rows."""
    used = [
        (place, index)
        for index, place in enumerate(columns)
        if roster.header[index].strip() or any(t.strip() for t in roster.columns[index])
    ]
    groups = [
        [pair for _, pair in group]
        for _, group in groupby(enumerate(used), key=lambda each: each[1][0] - each[0])
    ]
    if len(groups) < _TWO or any(len(group) < _TWO for group in groups):
        return ()
    if not all(roster.header[index].strip() for group in groups for _, index in group):
        return ()
    bottoms = []
    for group in groups:
        held = [r for r in range(roster.n_rows) if any(roster.cell(r, i).strip() for _, i in group)]
        bottoms.append(int(rows[held[-1]]) if held else header)
    names = [frozenset(roster.header[i].strip().casefold() for _, i in g) for g in groups]
    if len(set(bottoms)) == 1 and not names[0] & names[1]:
        return ()
    return tuple(
        CellRange(header, group[0][0], bottom, group[-1][0])
        for group, bottom in zip(groups, bottoms, strict=True)
    )
