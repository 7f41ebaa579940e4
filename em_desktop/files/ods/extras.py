"""What an ODS workbook holds around the table: what an export must tell of, or would lose."""

import re
from collections.abc import Iterator

from em_desktop.files.ods.sheet import Markup, Sheet
from em_desktop.files.workbook.archive import Archive
from em_desktop.files.workbook.references import Cells, Referred, referred_odf, resolved
from em_desktop.files.workbook.xml_text import ATTRIBUTES, attributes, find_all, unescaped

OLD_RESULTS = (
    "Formulas may depend on cells that are written. If LibreOffice shows their old results, press "
    "Ctrl+Shift+F9."
)
SIGNED = (
    "The workbook is digitally signed. The signature does not hold for the corrected file; "
    "whoever signed it must sign it again."
)
STALE_PIVOT = (
    "A pivot table counts rows of this sheet and shows its old figures until it is refreshed "
    "(right-click it, Refresh)."
)


def is_signed(archive: Archive) -> bool:
    """Return whether somebody has signed the workbook."""
    return archive.find("META-INF/documentsignatures.xml") is not None


def depends(xml: bytes, markup: Markup, position: int, cells: Cells) -> bool:
    """Return whether a formula of any sheet may depend on cells of one; in doubt, it does.

    Args:
        xml: the content, without comments and CDATA.
        markup: its expressions.
        position: of the sheet among all.
        cells: of that sheet.
    """
    if markup.table + b"formula" not in xml:
        return False
    sheets = markup.sheets(xml)
    own = sheets[position].name.casefold()
    names = _names(xml, markup)
    for each, formula in _formulas(xml, markup, sheets):
        for reference in resolved(referred_odf(formula), names):
            if reference is None:
                return True
            here = reference.sheet == own or (reference.sheet is None and each == position)
            if here and cells.touch(reference.area):
                return True
    return False


def _formulas(xml: bytes, markup: Markup, sheets: list[Sheet]) -> Iterator[tuple[int, str]]:
    """Yield the formulas with the position of their sheet."""
    pattern = re.compile(
        rb"""\s%bformula\s*=\s*(?:"([^"]*)"|'([^']*)')""" % re.escape(markup.table)
    )
    for position, sheet in enumerate(sheets):
        for match in find_all(pattern, xml, sheet.start, sheet.end):
            yield position, unescaped(match[1] or match[2] or b"")


def _names(xml: bytes, markup: Markup) -> dict[str, Referred]:
    t = markup.table
    found: dict[str, Referred] = {}
    pattern = re.compile(rb"<%bnamed-(?:range|expression)(?=\s)(%b)" % (t, ATTRIBUTES))
    for match in find_all(pattern, xml):
        held = attributes(match[1])
        name = unescaped(held.get(t + b"name", b"")).casefold()
        area = held.get(t + b"cell-range-address")
        refers = Referred(all_else=True)
        if area is not None and name not in found and b"$" in area:
            refers = referred_odf(f"of:=[{unescaped(area)}]")
        found[name] = refers
    return found


def has_pivot(xml: bytes, markup: Markup, sheet: Sheet) -> bool:
    """Return whether a pivot table counts rows of the sheet (one of a whole database may)."""
    t = markup.table
    if b"data-pilot-table" not in xml:
        return False
    pattern = re.compile(rb"<%bsource-cell-range(?=\s)(%b)" % (t, ATTRIBUTES))
    for match in find_all(pattern, xml):
        area = unescaped(attributes(match[1]).get(t + b"cell-range-address", b""))
        of = [r.sheet for r in referred_odf(f"of:=[{area}]").ranges]
        if not of or sheet.name.casefold() in of:
            return True
    return False


def extras(archive: Archive, xml: bytes, markup: Markup, *, formulas: bool) -> tuple[str, ...]:
    """Return in words what a new file with the table's text would lack."""
    found = ["the styles and column widths"]
    if formulas:
        found.append("the formulas (their results stay, as text or numbers)")
    others = len(markup.sheets(xml)) - 1
    charts = len({name.split("/")[0] for name in archive.names if name.startswith("Object ")})
    pictures = sum(name.startswith("Pictures/") for name in archive.names)
    found += [
        f"{n:,} {words}{'' if n == 1 else 's'}"
        for n, words in ((charts, "chart"), (pictures, "picture"), (others, "other sheet"))
        if n
    ]
    t = markup.table
    for mark, words in (
        (b":annotation", "the comments"),
        (b"conditional-format", "the conditional formats"),
        (b"<%bcontent-validation" % t, "the validations"),
        (b"<%bnamed-" % t, "the names for ranges"),
        (b"<%bdata-pilot-table" % t, "the pivot tables"),
    ):
        if mark in xml:
            found.append(words)
    if any(name.startswith(("Basic/", "Scripts/")) for name in archive.names):
        found.append("the macros")
    return tuple(found)
