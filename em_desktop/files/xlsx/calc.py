"""Whether formulas depend on the cells that are written, and how to have them computed anew.

Excel shows the results that a file holds, unless the file asks for computing them. It can ask for
the formulas of one sheet, in the sheet's own part, or for all, in the workbook's part; we ask for
no more than is needed. LibreOffice heeds neither and shows the old results until Ctrl+Shift+F9.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from em_desktop.files.problem import FileProblem
from em_desktop.files.workbook.references import (
    Cells,
    Referred,
    is_fixed,
    referred,
    resolved,
    spread,
)
from em_desktop.files.workbook.xml_text import (
    ATTRIBUTES,
    as_utf8,
    attributes,
    contains,
    find_all,
    masked,
    plain,
    unescaped,
    with_attributes,
)
from em_desktop.files.xlsx.guard import parse_range
from em_desktop.files.xlsx.parts import Book, Sheet, prefix_of

OLD_RESULTS = (
    "Formulas may depend on cells that are written. Excel computes them when it opens the file; "
    "LibreOffice shows their old results until you press Ctrl+Shift+F9."
)
OLD_RESULTS_ELSEWHERE = (
    "Formulas on other sheets may depend on cells that are written, so the workbook’s own part "
    "changes too: it asks for computing them. Excel does so when it opens the file; LibreOffice "
    "shows their old results until you press Ctrl+Shift+F9."
)


@dataclass(frozen=True)
class Dependence:
    """Which formulas may depend on some cells of a sheet.

    Attributes:
        here: some of the sheet itself.
        elsewhere: some of other sheets, directly or by way of those here.
    """

    here: bool
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class _Formula:
    """A formula, and how far it is filled down and to the right."""

    refers: Referred
    down: int = 0
    right: int = 0


def dependence(book: Book, sheet: Sheet, cells: Cells) -> Dependence:
    """Return which formulas may depend on cells of a sheet; in doubt, they do."""
    names = _names(book)
    own = sheet.name.casefold()
    here = False
    for each in (sheet, *(other for other in book.sheets if other != sheet)):
        is_here = each == sheet
        for formula in _formulas(book, each):
            for reference in resolved(formula.refers, names):
                if reference is None:
                    touched = mentioned = True
                else:
                    at = reference.sheet
                    mentioned = at == own or (at is None and is_here)
                    touched = mentioned and cells.touch(
                        spread(reference, formula.down, formula.right)
                    )
                if not is_here and (touched or (here and mentioned)):
                    return Dependence(here, elsewhere=True)
                here = here or touched
            if here and is_here:
                break
    return Dependence(here, elsewhere=False)


def has_formulas(book: Book) -> bool:
    """Return whether any sheet has a formula (one that cannot be read may have)."""
    for sheet in book.sheets:
        try:
            content = as_utf8(book.archive.read(sheet.part), sheet.part)
            prefix = prefix_of(content, "worksheet", sheet.part)
        except FileProblem:
            return True
        if contains(content, re.compile(rb"<%bf(?=[\s/>])" % prefix)):
            return True
    return False


def _formulas(book: Book, sheet: Sheet) -> Iterator[_Formula]:
    try:
        content = plain(as_utf8(book.archive.read(sheet.part), sheet.part))
        prefix = prefix_of(content, "worksheet", sheet.part)
    except FileProblem:  # a sheet that nobody can read may hold any formula
        yield _Formula(Referred(all_else=True))
        return
    pattern = re.compile(
        rb"<%bf(?=[\s/>])(%b)(?:/>|>([^<]*)</%bf\s*>)" % (prefix, ATTRIBUTES, prefix)
    )
    for match in find_all(pattern, content):
        held = attributes(match[1]) if match[1] else {}
        if held.get(b"t") == b"dataTable":
            yield _Formula(Referred(all_else=True))
        elif match[2]:
            down = right = 0
            area = parse_range(held.get(b"ref", b"")) if held.get(b"t") == b"shared" else None
            if area is not None:
                down, right = area[2] - area[0], area[3] - area[1]
            yield _Formula(referred(unescaped(match[2])), down, right)


def _names(book: Book) -> Mapping[str, Referred]:
    """Return what the defined names refer to; those of several sheets in one."""
    content = plain(as_utf8(book.archive.read(book.part), book.part))
    found: dict[str, Referred] = {}
    pattern = re.compile(rb"<(?:[^\s:<>/]+:)?definedName(?=\s)(%b)>([^<]*)</" % ATTRIBUTES)
    for raw, text in pattern.findall(content):
        name = unescaped(attributes(raw).get(b"name", b"")).casefold()
        refers = referred(unescaped(text))
        moves = not all(map(is_fixed, refers.ranges))
        before = found.get(name, Referred())
        found[name] = Referred(
            before.ranges + refers.ranges,
            before.names + refers.names,
            before.all_else or refers.all_else or moves,
        )
    return found


def asks_for_all(frame: bytes, part: str) -> bool:
    """Return whether Excel computes all formulas of a workbook in any case when it opens it.

    It does so where the workbook asks for it, and where no version of Excel has computed it last
    (a workbook of LibreOffice names none).
    """
    mask = masked(frame)
    p = prefix_of(mask, "workbook", part)
    found = re.search(rb"<%bcalcPr(?=[\s/>])(%b)" % (p, ATTRIBUTES), mask)
    held = attributes(found[1]) if found else {}
    if held.get(b"fullCalcOnLoad") in (b"1", b"true"):
        return True
    return held.get(b"calcId", b"0") == b"0" and held.get(b"calcMode", b"auto") == b"auto"


def with_recalculation(frame: bytes, part: str) -> bytes:
    """Return a workbook's part that asks for computing all formulas when it is opened."""
    mask = masked(frame)
    p = prefix_of(mask, "workbook", part)
    found = re.search(rb"<%bcalcPr(?=[\s/>])(%b)" % (p, ATTRIBUTES), mask)
    if found:
        if attributes(found[1]).get(b"fullCalcOnLoad") in (b"1", b"true"):
            return frame
        raw = with_attributes(found[1], {b"fullCalcOnLoad": b"1"})
        return frame[: found.start(1)] + raw + frame[found.end(1) :]
    for name in (b"definedNames", b"externalReferences", b"functionGroups", b"sheets"):
        closed = re.search(rb"</%b%b\s*>" % (p, name), mask)
        if closed:
            calc = b'<%bcalcPr fullCalcOnLoad="1"/>' % p
            return frame[: closed.end()] + calc + frame[closed.end() :]
    return frame


def sheet_request(sheet: bytes, part: str) -> bytes:
    """Return the element, to stand behind the rows, that asks for computing a sheet's formulas.

    Empty where the sheet asks already.
    """
    mask = masked(sheet)
    p = prefix_of(mask, "worksheet", part)
    if re.search(rb"<%bsheetCalcPr(?=[\s/>])" % p, mask[mask.rfind(b"sheetData") :]):
        return b""
    return b'<%bsheetCalcPr fullCalcOnLoad="1"/>' % p
