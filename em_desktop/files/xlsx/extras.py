"""What a workbook holds around the table: what an export must tell of, or would lose."""

import re
from collections.abc import Iterator

from em_desktop.files.problem import FileProblem
from em_desktop.files.workbook.references import Range
from em_desktop.files.workbook.xml_text import Tag, tags
from em_desktop.files.xlsx.guard import parse_range
from em_desktop.files.xlsx.parts import Book, Sheet, relations

SIGNED = (
    "The workbook is digitally signed. The signature does not hold for the corrected file; "
    "whoever signed it must sign it again."
)
STALE_PIVOT = (
    "A pivot table counts rows of this sheet and shows its old figures until it is refreshed "
    "(in Excel: Data ▸ Refresh All)."
)
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_MACROS = "application/vnd.ms-excel."
_SUFFIXES = {
    f"{_MAIN}sheet.main+xml": ".xlsx",
    f"{_MACROS}sheet.macroEnabled.main+xml": ".xlsm",
    f"{_MAIN}template.main+xml": ".xltx",
    f"{_MACROS}template.macroEnabled.main+xml": ".xltm",
    f"{_MACROS}addin.macroEnabled.main+xml": ".xlam",
}


def suffixes(book: Book) -> frozenset[str]:
    """Return the suffix that Excel demands for this kind of workbook; none if it is unknown."""
    part = book.archive.find("[Content_Types].xml")
    if part is not None:
        for tag in tags(book.archive.read(part), part):
            if tag.attributes.get("PartName", "").casefold() == f"/{book.part}".casefold():
                suffix = _SUFFIXES.get(tag.attributes.get("ContentType", ""))
                return frozenset({suffix} if suffix else ())
    return frozenset()


def is_signed(book: Book) -> bool:
    """Return whether somebody has signed the workbook (its macros' own signature stays)."""
    return any(kind == "origin" for _, kind, _ in relations(book.archive, ""))


def has_stale_pivot(book: Book, sheet: Sheet) -> bool:
    """Return whether a pivot table keeps a copy of rows of the sheet that nothing refreshes."""
    for name in book.archive.names:
        if "/pivotCacheDefinition" in name and name.endswith(".xml"):
            try:
                found = tags(book.archive.read(name), name)
            except FileProblem:
                return True
            refreshes = found[0].attributes.get("refreshOnLoad") in ("1", "true")
            if not refreshes and any(_counts(tag, sheet) for tag in found):
                return True
    return False


def _counts(tag: Tag, sheet: Sheet) -> bool:
    if tag.name != "worksheetSource":
        return False
    return tag.attributes.get("sheet", sheet.name).casefold() == sheet.name.casefold()


def tables(book: Book, sheet: Sheet) -> Iterator[tuple[str, Range, dict[str, str]]]:
    """Yield name, range and attributes of the sheet's tables."""
    for _, kind, member in relations(book.archive, sheet.part):
        if kind == "table":
            root = tags(book.archive.read(member), member)[0].attributes
            area = parse_range(root.get("ref", "").encode())
            if area is not None:
                yield root.get("displayName", root.get("name", "")), area, root


def table_headings(book: Book, sheet: Sheet) -> tuple[Range, ...]:
    """Return the header and totals rows of the sheet's tables."""
    found = []
    for _, (top, left, bottom, right), root in tables(book, sheet):
        if root.get("headerRowCount", "1") != "0":
            found.append((top, left, top, right))
        if root.get("totalsRowCount", "0") != "0":
            found.append((bottom, left, bottom, right))
    return tuple(found)


_KINDS = (
    ("/charts/chart", "chart", "charts"),
    ("/media/", "picture", "pictures"),
    ("/pivotTables/", "pivot table", "pivot tables"),
    ("/tables/", "table with filters", "tables with filters"),
    ("/comments", "part with comments", "parts with comments"),
    ("vbaProject.bin", "macro project", "macro projects"),
)


def extras(book: Book, sheet: Sheet, *, formulas: bool) -> tuple[str, ...]:
    """Return in words what a new file with the table's text would lack."""
    found = ["the styles and column widths"]
    if formulas:
        found.append("the formulas (their results stay, as text or numbers)")
    for mark, one, several in _KINDS:
        n = sum(mark in name and "_rels" not in name for name in book.archive.names)
        if n:
            found.append(f"{n} {one if n == 1 else several}")
    others = len(book.sheets) - 1
    if others:
        found.append(f"{others} other sheet{'' if others == 1 else 's'}")
    frame = book.archive.read(book.part)
    if re.search(rb"<(?:[^\s:<>/]+:)?definedName\s", frame):
        found.append("the names for ranges")
    sheet_xml = book.archive.read(sheet.part)
    if b"conditionalFormatting" in sheet_xml:
        found.append("the conditional formats")
    if b"dataValidation" in sheet_xml:
        found.append("the validations")
    return tuple(found)
