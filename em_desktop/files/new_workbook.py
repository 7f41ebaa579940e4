"""New workbooks, for a roster that comes from another format.

Text stays text. A column becomes a column of numbers if at least half of its filled cells
are plain numbers that come back as the very same text (``172``, ``172.5``; not ``172.50``,
``007`` or ``1e5``) and none has leading zeros; its other cells stay text. So averages and
charts work on measurements, and identifiers are not damaged. Nothing is ever a formula.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence

import xlsxwriter

from em_desktop.files.ods.text import UNWRITABLE, paragraphs
from em_desktop.files.problem import FileProblem
from em_desktop.files.workbook.cell_text import number_columns, plain_number
from em_desktop.files.workbook.table_area import MAX_COLUMNS, MAX_ROWS, refused
from em_desktop.files.workbook.xml_text import escaped

MAX_TEXT = 32_767
_SURROGATE = re.compile("[\ud800-\udfff]")
_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_SHEET = "Roster"


def write_xlsx(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return an XLSX workbook with one sheet.

    Args:
        header: column names.
        rows: one text for each column, for each row.

    Raises:
        FileProblem: a text that a cell cannot hold, or more rows or columns than a sheet has.
    """
    table = _checked(header, rows)
    numeric = number_columns(table, len(header))
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet(_SHEET)
    bold = book.add_format({"bold": True})
    for column, name in enumerate(header):
        sheet.write_string(0, column, _xlsx_text(name, 0, column), bold)
    for at, row in enumerate(table, start=1):
        for column, text in enumerate(row):
            number = plain_number(text) if numeric[column] else None
            if number is not None:
                sheet.write_number(at, column, number)
            elif text:
                sheet.write_string(at, column, _xlsx_text(text, at, column))
    sheet.freeze_panes(1, 0)
    book.close()
    return content.getvalue()


def write_ods(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return an ODS workbook with one sheet.

    Args:
        header: column names.
        rows: one text for each column, for each row.

    Raises:
        FileProblem: a text that a cell cannot hold, or more rows or columns than a sheet has.
    """
    table = _checked(header, rows)
    numeric = number_columns(table, len(header))
    pieces = [_CONTENT_START % len(header)]
    pieces.append(_ods_row(0, header, [False] * len(header), b' table:style-name="bold"'))
    pieces += [_ods_row(at, row, numeric, b"") for at, row in enumerate(table, start=1)]
    pieces.append(_CONTENT_END)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (
            ("mimetype", _MIMETYPE),
            ("content.xml", b"".join(pieces)),
            ("styles.xml", _STYLES),
            ("META-INF/manifest.xml", _MANIFEST),
        ):
            entry = zipfile.ZipInfo(name)  # without a date, so that equal tables give equal bytes
            stored = name == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, part)
    return content.getvalue()


def _checked(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[Sequence[str]]:
    table = list(rows)
    if len(table) >= MAX_ROWS or len(header) > MAX_COLUMNS:
        raise FileProblem(
            f"A sheet holds at most {MAX_ROWS - 1:,} rows and {MAX_COLUMNS:,} columns. Export as "
            "CSV instead."
        )
    return table


def _xlsx_text(text: str, row: int, column: int) -> str:
    if len(text) > MAX_TEXT:
        raise refused(
            [(row, column)],
            f"the text is longer than the {MAX_TEXT:,} characters that a cell holds. Export as "
            "CSV instead.",
        )
    if _SURROGATE.search(text):
        raise refused([(row, column)], "the text holds half a character, which no file can keep.")
    return text


def _ods_row(at: int, row: Sequence[str], numeric: Sequence[bool], style: bytes) -> bytes:
    cells = []
    for column, (text, may_be_number) in enumerate(zip(row, numeric, strict=True)):
        if UNWRITABLE.search(text):
            raise refused(
                [(at, column)], "the text holds a character that an ODS file cannot keep."
            )
        if not text:
            cells.append(b"<table:table-cell/>")
            continue
        kind = b'office:value-type="string"'
        if may_be_number and plain_number(text) is not None:
            kind = b'office:value-type="float" office:value="%b"' % escaped(text)
        inner = paragraphs(text, b"text:")
        cells.append(b"<table:table-cell%b %b>%b</table:table-cell>" % (style, kind, inner))
    return b"<table:table-row>%b</table:table-row>" % b"".join(cells)


_NAMESPACES = (
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    b'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    b'office:version="1.2"'
)
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_CONTENT_START = (
    _DECLARATION
    + b"<office:document-content "
    + _NAMESPACES
    + b'><office:automatic-styles><style:style style:name="bold" style:family="table-cell">'
    b'<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
    b'<office:body><office:spreadsheet><table:table table:name="Roster">'
    b'<table:table-column table:number-columns-repeated="%d"/>'
)
_CONTENT_END = b"</table:table></office:spreadsheet></office:body></office:document-content>"
_STYLES = (
    _DECLARATION
    + b"<office:document-styles "
    + _NAMESPACES
    + b"><office:styles/></office:document-styles>"
)
_MANIFEST = (
    _DECLARATION
    + b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    b'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" '
    b'manifest:version="1.2" manifest:media-type="' + _MIMETYPE + b'"/>'
    b'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    b'<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
    b"</manifest:manifest>"
)
