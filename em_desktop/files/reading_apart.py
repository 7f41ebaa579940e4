"""Reads an old workbook in a process of its own: ``python -m em_desktop.files.reading_apart``.

The library that reads XLS and XLSB reserves whatever memory a damaged file asks for; where the
computer refuses, the whole process is aborted, which no ``except`` can stop. Apart from the
window, that costs nobody's work, can be bounded, and can be cancelled by ending the process.

The file's bytes come on standard input. What goes out is one JSON value a line: first a
description (see `describe`), then each row with text as ``[row, [column, text, …]]``, 0-based.
"""

import io
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TextIO

from em_desktop.files.problem import FileProblem
from em_desktop.files.workbook.cell_text import clock_text, number_text
from em_desktop.files.workbook.sheet_names import find_sheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Value = int | float | str | bool | time | date | datetime | timedelta
"""What the library makes of a cell."""

NO_WORKBOOK = "no workbook"
NO_ROWS = "no rows"
TOO_LARGE = "too large"
_SECONDS_OF_WORK = 600
"""More than the largest workbook needs; a file that keeps the library busy for ever has an end."""
_LETTERS = 1 << 30
"""No roster has more; a text of 32,000 letters that a million cells share would have."""


def describe(book: "CalamineWorkbook", wanted: str | None) -> "tuple[dict[str, object], int]":
    """Say which sheet is read, or why none is.

    Args:
        book: the workbook.
        wanted: a sheet's name or number; None for the only one that holds rows.

    Returns:
        ``{"sheet": name, "sheets": all names, "rows": n}`` and the sheet's index; or, with -1,
        ``{"choose": names}`` of the sheets that hold rows, or ``{"problem": sentence}`` or one
        of the words above.
    """
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - only in this process

    names = book.sheet_names
    if wanted is not None:
        try:
            index = find_sheet(names, wanted)
        except FileProblem as problem:
            return {"problem": str(problem)}, -1
        return _description(book, index), index
    kinds = book.sheets_metadata
    for visible in (True, False):
        filled = [
            i
            for i, kind in enumerate(kinds)
            if (kind.visible == SheetVisibleEnum.Visible) == visible
            and kind.typ == SheetTypeEnum.WorkSheet
            and book.get_sheet_by_index(i).height
        ]
        if len(filled) > 1:
            return {"choose": [names[i] for i in filled]}, -1
        if filled:
            return _description(book, filled[0]), filled[0]
    return {"problem": NO_ROWS}, -1


def _description(book: "CalamineWorkbook", index: int) -> dict[str, object]:
    last = book.get_sheet_by_index(index).end
    names = book.sheet_names
    n_rows = 0 if last is None else last[0] + 1
    return {"sheet": names[index], "sheets": names, "rows": n_rows}


def rows(sheet: "CalamineSheet") -> Iterator[tuple[int, list[int | str]]]:
    """Yield each row that holds text: its 0-based number, and columns and texts in turn."""
    if sheet.start is None:
        return
    first = sheet.start[1]
    for at, values in enumerate(sheet.iter_rows()):
        cells: list[int | str] = []
        for column, value in enumerate(values, start=first):
            if value != "":
                cells += (column, cell_text(value))
        if cells:
            yield at, cells


def cell_text(value: Value) -> str:
    """Return a cell's text by the rules of ``em_desktop.files.workbook.cell_text``."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(float(value))
    if isinstance(value, timedelta):
        return clock_text(round(value.total_seconds()))
    if isinstance(value, time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return clock_text(round(seconds + value.microsecond / 1e6))
    if isinstance(value, datetime):
        nearest = value + timedelta(microseconds=500_000)
        clock = nearest.hour * 3600 + nearest.minute * 60 + nearest.second
        day = nearest.date().isoformat()
        return f"{day} {clock_text(clock)}" if clock else day
    return value.isoformat()


def main() -> None:
    """Read the workbook on standard input.

    Arguments: the most bytes of memory to use, and the sheet where one is wanted.
    """
    _limit(int(sys.argv[1]))
    wanted = sys.argv[2] if len(sys.argv) > 2 else None
    out = io.TextIOWrapper(sys.stdout.buffer, "ascii", newline="\n", write_through=False)
    _read(sys.stdin.buffer.read(), wanted, out)
    out.flush()


def _read(content: bytes, wanted: str | None, out: TextIO) -> None:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - under the limits

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        said, index = describe(book, wanted)
        out.write(json.dumps(said) + "\n")
        written = 0
        for row in rows(book.get_sheet_by_index(index)) if index >= 0 else ():
            written += out.write(json.dumps(row) + "\n")
            if written > _LETTERS:
                out.write(json.dumps({"problem": TOO_LARGE}) + "\n")
                return
    except Exception as error:  # noqa: BLE001 - whatever a library makes of a damaged file
        del error
        out.write(json.dumps({"problem": NO_WORKBOOK}) + "\n")


def _limit(memory: int) -> None:
    """Bound memory and time, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, _SECONDS_OF_WORK),
        (resource.RLIMIT_CORE, 0),  # an abort leaves no copy of the file behind
    ):
        _, hard = resource.getrlimit(kind)
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(kind, (most, hard))


if __name__ == "__main__":
    main()
