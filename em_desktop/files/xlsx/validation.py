"""Whether the sheet's own validation allows the texts that are written into its cells."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from em_desktop.files.obstacles import listed
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.workbook.cell_text import plain_number
from em_desktop.files.workbook.references import Range, referred
from em_desktop.files.workbook.sheet_plan import Plan
from em_desktop.files.workbook.table_area import TableArea, cell_name
from em_desktop.files.workbook.xml_text import ATTRIBUTES, as_utf8, attributes, plain, unescaped
from em_desktop.files.xlsx.guard import parse_range
from em_desktop.files.xlsx.parts import Book, Sheet, read_strings, read_styles
from em_desktop.files.xlsx.sheet import SheetReader

NOT_ALLOWED = (
    "The sheet’s validation does not allow the text that is written there. Excel keeps it and "
    "marks it only when asked to (Data ▸ Data Validation ▸ Circle Invalid Data)."
)
_MOST_CHOICES = 10_000
_RULE = re.compile(
    rb"<(?P<p>[^\s:<>/]+:)?dataValidation(?=\s)(?P<raw>%b)>(?P<inner>.*?)</(?P=p)?dataValidation\s*>"
    % ATTRIBUTES,
    re.DOTALL,
)
_FORMULA = re.compile(
    rb"<(?:[^\s:<>/]+:)?formula([12])(?=[\s>])%b>(?:<[^\s<>/]+>)?([^<]*)<" % ATTRIBUTES
)
_PLACES = re.compile(rb"<(?:[^\s:<>/]+:)?sqref\s*>([^<]*)<")
_COMPARED: dict[str, Callable[[float, float, float], bool]] = {
    "between": lambda x, a, b: min(a, b) <= x <= max(a, b),
    "notBetween": lambda x, a, b: not min(a, b) <= x <= max(a, b),
    "equal": lambda x, a, _: x == a,
    "notEqual": lambda x, a, _: x != a,
    "greaterThan": lambda x, a, _: x > a,
    "lessThan": lambda x, a, _: x < a,
    "greaterThanOrEqual": lambda x, a, _: x >= a,
    "lessThanOrEqual": lambda x, a, _: x <= a,
}


@dataclass(frozen=True)
class _Rule:
    kind: str
    operator: str
    first: str
    second: str
    areas: tuple[Range, ...]


def not_allowed(book: Book, sheet: Sheet, xml: bytes, plan: Plan) -> str:
    """Return a sentence on the texts that validation would refuse; empty for none.

    Rules that compute (a formula, a name) are passed over: what they allow is not known.

    Args:
        book: the workbook.
        sheet: that is written.
        xml: its part, without comments and CDATA.
        plan: what is written.
    """
    refused: set[tuple[int, int]] = set()
    for rule in _rules(xml[xml.rfind(b"sheetData") :]):
        allows = _allows(book, sheet, rule)
        if allows is None:
            continue
        for row, texts in plan.cells.items():
            for column, text in texts.items():
                covered = any(t <= row <= b and a <= column <= z for t, a, b, z in rule.areas)
                if covered and text and not allows(text):
                    refused.add((row, column))
    if not refused:
        return ""
    return f"{listed(cell_name(*place) for place in sorted(refused))}: {_lowered(NOT_ALLOWED)}"


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _rules(xml: bytes) -> Iterator[_Rule]:
    for match in _RULE.finditer(xml):
        held = attributes(match["raw"])
        formulas = {number: unescaped(text) for number, text in _FORMULA.findall(match["inner"])}
        places = held.get(b"sqref", b"") or b" ".join(_PLACES.findall(match["inner"]))
        areas = tuple(area for each in places.split() if (area := parse_range(each)))
        kind = held.get(b"type", b"none").decode()
        operator = held.get(b"operator", b"between").decode()
        yield _Rule(kind, operator, formulas.get(b"1", ""), formulas.get(b"2", ""), areas)


def _allows(book: Book, sheet: Sheet, rule: _Rule) -> Callable[[str], bool] | None:
    """Return what tells whether a rule allows a text; None where that is not known."""
    if rule.kind == "list":
        choices = _choices(book, sheet, rule.first)
        return None if choices is None else lambda text: text.strip().casefold() in choices
    compared = _COMPARED.get(rule.operator)
    first, second = plain_number(rule.first), plain_number(rule.second or "0")
    if compared is None or first is None or second is None:
        return None
    if rule.kind == "textLength":
        return lambda text: compared(len(text), first, second)
    if rule.kind in ("whole", "decimal"):
        whole = rule.kind == "whole"

        def allows(text: str) -> bool:
            number = plain_number(text)
            if number is None or (whole and number != int(number)):
                return False
            return compared(number, first, second)

        return allows
    return None


def _choices(book: Book, sheet: Sheet, formula: str) -> frozenset[str] | None:
    """Return the texts of a list, casefolded."""
    if formula.startswith('"') and formula.endswith('"') and len(formula) > 1:
        listed_texts = formula[1:-1].replace('""', '"').split(",")
        return frozenset(text.strip().casefold() for text in listed_texts)
    found = referred(formula)
    if found.all_else or found.names or len(found.ranges) != 1:
        return None
    (reference,) = found.ranges
    top, left, bottom, right = reference.area
    if (bottom - top + 1) * (right - left + 1) > _MOST_CHOICES or not all(reference.fixed):
        return None
    name = sheet.name.casefold() if reference.sheet is None else reference.sheet
    other = next((each for each in book.sheets if each.name.casefold() == name), None)
    if other is None:
        return None
    try:
        xml = plain(as_utf8(book.archive.read(other.part), other.part))
        reader = SheetReader(read_strings(book, Pace()), read_styles(book))
        grid = reader.read(xml, other.part, Pace())
    except FileProblem:
        return None
    area = TableArea(-1, np.arange(top, bottom + 1), tuple(range(left, right + 1)))
    columns = grid.roster(area).columns
    return frozenset(text.strip().casefold() for column in columns for text in column)
