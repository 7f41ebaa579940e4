"""Files that are no roster that this program reads: what they are, and what to do with them."""

import struct

from em_desktop.files.formats import CHOOSE
from em_desktop.files.problem import FileProblem

_SAVE_AS = "Open it in {program}, save it as {suffix}, and open that file here."
_IN_A_SPREADSHEET = _SAVE_AS.format(program="LibreOffice or Excel", suffix=".xlsx")
_IN_STATISTICS = _SAVE_AS.format(program="the program that made it, or in R or PSPP", suffix="CSV")

_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", CHOOSE),
    (b"\x89PNG", "a picture", CHOOSE),
    (b"\xff\xd8\xff", "a picture", CHOOSE),
    (b"GIF8", "a picture", CHOOSE),
    (b"{\\rtf", "a text document (RTF)", CHOOSE),
    (b"\x1f\x8b", "a compressed file", "Unpack it first, and open the file that was in it."),
    (b"7z\xbc\xaf", "a compressed file", "Unpack it first, and open the file that was in it."),
    (b"Rar!", "a compressed file", "Unpack it first, and open the file that was in it."),
    (b"BZh", "a compressed file", "Unpack it first, and open the file that was in it."),
    (b"\xfd7zXZ", "a compressed file", "Unpack it first, and open the file that was in it."),
    (b"SQLite format 3", "a database", "Have the table that you need exported as CSV."),
    (b"$FL2", "an SPSS file (.sav)", _IN_STATISTICS),
    (b"$FL3", "an SPSS file (.zsav)", _IN_STATISTICS),
    (b"<stata_dta>", "a Stata file (.dta)", _IN_STATISTICS),
    (b"\0" * 12 + b"\xc2\xea\x81\x60", "a SAS file (.sas7bdat)", _IN_STATISTICS),
    (b"RDX", "an R workspace (.RData)", _IN_STATISTICS),
    (b"TABLE\r\n0,1", "a DIF table (.dif)", _IN_A_SPREADSHEET),
    (b"TABLE\n0,1", "a DIF table (.dif)", _IN_A_SPREADSHEET),
    (b"\x09\x00\x04\x00", "a very old Excel workbook (.xls, version 2)", _IN_A_SPREADSHEET),
    (b"\x09\x02\x06\x00", "a very old Excel workbook (.xls, version 3)", _IN_A_SPREADSHEET),
    (b"\x09\x04\x06\x00", "a very old Excel workbook (.xls, version 4)", _IN_A_SPREADSHEET),
    (b"\x00\x00\x02\x00", "a Lotus 1-2-3 worksheet", _IN_A_SPREADSHEET),
    (b"ARROW1", "an Arrow file", "Have it written as Parquet or CSV."),
    (b"FEA1", "a Feather file", "Have it written as Parquet or CSV."),
    (b"ORC", "an ORC file", "Have it written as Parquet or CSV."),
    (b"Obj\x01", "an Avro file", "Have it written as Parquet or CSV."),
    (b"\x89HDF", "an HDF5 file", "Have the table that you need written as Parquet or CSV."),
)
_WEB_PAGES = (b"<!doctype html", b"<html")
_JSON = (b'{"', b"[{", b"{\n", b"{\r")
_DBASE = frozenset({0x03, 0x30, 0x31, 0x83, 0x8B, 0xF5})
_GLANCE = 4000
_BOM = b"\xef\xbb\xbf"


def refuse_other_kinds(content: bytes) -> None:
    """Refuse what is no table of text.

    Args:
        content: the whole file.

    Raises:
        FileProblem: says what it is and what to do.
    """
    problem = other_kind(content)
    if problem is not None:
        raise problem
    _refuse_markup(content)
    if content[:_GLANCE].removeprefix(_BOM).lstrip().startswith(_JSON):
        raise _is("JSON", "Have it written as CSV.")


def other_kind(content: bytes) -> FileProblem | None:
    """Return what a file that is no text is, by its first bytes; None where they do not tell."""
    for beginning, kind, advice in _BEGINNINGS:
        if content.startswith(beginning) and not _begins_a_line_of_cells(content, beginning):
            return _is(kind, advice)
    if _is_dbase(content):
        return _is("a dBASE table (.dbf)", _IN_A_SPREADSHEET)
    if content.startswith(b"ID;P") and b"\nC;" in content[:_GLANCE]:  # not just ``ID;Points``
        return _is("a SYLK table (.slk)", _IN_A_SPREADSHEET)
    return None


def _refuse_markup(content: bytes) -> None:
    start = content[:_GLANCE].removeprefix(_BOM).lstrip().lower()
    if not start.startswith((*_WEB_PAGES, b"<?xml", b"<workbook")):
        return
    if b"urn:oasis:names:tc:opendocument" in start and b":spreadsheet" in content:
        advice = _SAVE_AS.format(program="LibreOffice", suffix=".ods")
        raise _is("a flat OpenDocument spreadsheet (.fods)", advice)
    if b"schemas-microsoft-com:office:spreadsheet" in start or b"excel.sheet" in start:
        raise _is("an XML spreadsheet of Excel 2003", _IN_A_SPREADSHEET)
    if not start.startswith(b"<workbook"):
        raise FileProblem(
            "This is a web page or XML, whatever its name says. Open it in a spreadsheet program "
            "and save it as XLSX."
        )


def kind_of_archive(names: tuple[str, ...]) -> FileProblem | None:
    """Return the problem of a known archive that is no workbook; None for an unknown one.

    Args:
        names: of its members.
    """
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        return _is(
            "a Numbers document",
            "Open it in Numbers, choose File ▸ Export To ▸ Excel, and open that file here.",
        )
    return None


def _is(kind: str, advice: str) -> FileProblem:
    return FileProblem(f"This is {kind}, not a table of text. {advice}")


def _begins_a_line_of_cells(content: bytes, beginning: bytes) -> bool:
    """Return whether these letters may be words of a header, as in ``ORC,height``."""
    if not beginning.isalnum() or not beginning.isascii():
        return False
    line = content[:_GLANCE].split(b"\n", 1)[0]
    return line.isascii() and any(separator in line for separator in (b",", b";", b"\t"))


def _is_dbase(content: bytes) -> bool:
    """Return whether a file has dBASE's header: a date, and field descriptions of 32 bytes."""
    if len(content) < 65 or content[0] not in _DBASE:
        return False
    month, day = content[2], content[3]
    (size,) = struct.unpack_from("<H", content, 8)
    ended = 32 < size <= len(content) and b"\r" in content[size - 1 : size]
    return 1 <= month <= 12 and 1 <= day <= 31 and (ended or (size - 296) % 32 == 0)
