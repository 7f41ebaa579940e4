"""The options of the command line that say how the roster is read."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from em_desktop.files.cell_range import CellRange
    from em_desktop.files.preview.how_read import HowRead

_UNITS = ("cm", "m", "mm", "in", "ft", "none")
_MARKS = {"point": ".", ".": ".", "comma": ",", ",": ","}
_DELIMITERS = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    r"\t": "\t",
    "space": " ",
    "bar": "|",
    "colon": ":",
}


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """Add the options; without them all is found out from the file."""
    group = parser.add_argument_group(
        "how the roster is read", "without these it is found out from the file"
    )
    group.add_argument("--sheet", metavar="S", help="sheet of a workbook, by name or number")
    group.add_argument(
        "--range",
        type=_range,
        metavar="B3:F200",
        help="the part that holds the table; the lines and columns of a text file count alike",
    )
    group.add_argument(
        "--header-row",
        type=_header_row,
        metavar="N",
        help="the line (or row of the sheet) that names the columns, from 1; 0 for none",
    )
    group.add_argument(
        "--encoding", metavar="E", help="encoding of a text file, such as utf-8 or windows-1252"
    )
    group.add_argument(
        "--delimiter",
        type=_delimiter,
        metavar="D",
        help="what separates the cells of a text file: one character, or comma, semicolon, tab, "
        "space, bar, colon",
    )
    group.add_argument(
        "--decimal",
        type=_decimal,
        metavar="M",
        help="the decimal mark: point or comma; the other one separates thousands",
    )
    group.add_argument(
        "--unit",
        choices=_UNITS,
        metavar="U",
        help="unit of measurements that state none: cm, m, mm, in, ft, or none",
    )


def how_read(chosen: argparse.Namespace) -> "HowRead":
    """Return what was said about how the roster is read."""
    from em_desktop.files.preview.how_read import HowRead  # noqa: PLC0415 - numpy, when needed
    from em_desktop.files.source import ReadOptions  # noqa: PLC0415
    from em_desktop.roster.options import Unit  # noqa: PLC0415

    options = ReadOptions(
        chosen.encoding, chosen.delimiter, chosen.header_row, chosen.sheet, chosen.range
    )
    unit = None if chosen.unit is None else Unit("" if chosen.unit == "none" else chosen.unit)
    return HowRead(options, unit, chosen.decimal)


def _range(text: str) -> "CellRange":
    from em_desktop.files.cell_range import CellRange  # noqa: PLC0415 - numpy, when needed
    from em_desktop.files.problem import FileProblem  # noqa: PLC0415

    try:
        return CellRange.of(text)
    except FileProblem as problem:
        raise argparse.ArgumentTypeError(str(problem).removesuffix(".")) from problem


def _header_row(text: str) -> int:
    """Return the 0-based row, -1 for none."""
    if text.strip().isascii() and text.strip().isdigit() and len(text) < 10:
        return int(text) - 1
    raise argparse.ArgumentTypeError(
        f"“{text}” is no line number; count the lines from 1, or say 0 where no line names the "
        "columns"
    )


def _delimiter(text: str) -> str:
    character = _DELIMITERS.get(text.strip().casefold(), text)
    if len(character) == 1:
        return character
    raise argparse.ArgumentTypeError(
        f"“{text}” cannot separate cells; name one character, or comma, semicolon, tab, space, "
        "bar or colon"
    )


def _decimal(text: str) -> str:
    mark = _MARKS.get(text.strip().casefold())
    if mark is None:
        raise argparse.ArgumentTypeError(f"“{text}” is no decimal mark; choose point or comma")
    return mark
