"""A report set into pages: nothing is cut, titles of tables come again on each page."""

from collections.abc import Callable

from em_desktop.review.report.blocks import (
    Block,
    Facts,
    Figure,
    Listing,
    Report,
    Section,
    Table,
    Words,
)
from em_desktop.review.report.inks import PAPER
from em_desktop.ui.paper.flow import Flow
from em_desktop.ui.paper.lettering import Line
from em_desktop.ui.paper.sheet import POINT, Face, Pages, Sheet
from em_desktop.ui.paper.table_setting import CELL, TableSetter, row_height

_TITLE, _HEADING = Face(400, bold=True), Face(260, bold=True)
_LEAD, _BODY, _SMALL = Face(220), Face(190), Face(168)
_STRONG = Face(200, bold=True)

_GAP = 5 * POINT
"""Between paragraphs."""
_NAMES = 0.24
"""Part of the line that the names of facts have."""
_PAD = 2.6 * POINT
_INDENT = 11 * POINT
_UNIT, _SMALL_UNIT = 14.0, 11.0
"""Length of a picture's own unit; of one that has its caption beside it."""
_NARROW = 420
"""Width of a picture, in its units, beside which the caption has room."""
_FEW_ROWS = 12
"""A table with fewer rows begins where all of it has room, if it can."""


def set_pages(
    report: Report, sheet: Sheet, step: Callable[[float], None] = lambda _share: None
) -> Pages:
    """Set a report.

    Args:
        report: to set.
        sheet: of paper.
        step: told what share is done; may raise to stop.
    """
    flow = Flow(sheet)
    flow.paragraph(report.title, _TITLE, after=3 * POINT)
    flow.paragraph(report.under, _LEAD, after=6 * POINT)
    flow.rule("accent", 40)
    flow.y += 6 * POINT
    weights = [1 + _weight(section) for section in report.sections]
    total, before = sum(weights), 0
    for section, weight in zip(report.sections, weights, strict=True):
        low, high = before / total, (before + weight) / total
        before += weight
        _section(flow, section, _between(step, low, high))
    return Pages(report.title, sheet, flow.pages(report.footer))


def _weight(section: Section) -> int:
    """Return about how long a section is."""
    return sum(len(block.rows) for block in section.blocks if isinstance(block, Table))


def _between(step: Callable[[float], None], low: float, high: float) -> Callable[[float], None]:
    return lambda share: step(low + (high - low) * share)


def _section(flow: Flow, section: Section, step: Callable[[float], None]) -> None:
    """Set a heading and what is under it; a heading never stands alone."""
    step(0.0)
    if not flow.is_fresh:
        flow.y += 12 * POINT
    following = _beginning(flow, section.blocks[0]) if section.blocks else 0.0
    flow.need(flow.letters.height(_HEADING) + 6 * POINT + following)
    flow.paragraph(section.heading, _HEADING, after=4 * POINT)
    for at, block in enumerate(section.blocks):
        after = section.blocks[at + 1] if at + 1 < len(section.blocks) else None
        if isinstance(block, Words) and isinstance(after, Table):  # they belong together
            lines = len(flow.lines(block.text, _BODY, flow.sheet.line))
            flow.need((lines + 2) * flow.letters.height(_BODY) + 3 * row_height(flow))
        _block(flow, block, step)


def _block(flow: Flow, block: Block, step: Callable[[float], None]) -> None:
    match block:
        case Words(text=text, lead=lead, muted=muted):
            face = _STRONG if lead else _SMALL if muted else _BODY
            flow.paragraph(text, face, "muted" if muted else "text", after=_GAP)
        case Listing(items=items):
            _listing(flow, items)
        case Facts(pairs=pairs):
            _facts(flow, pairs)
        case Table():
            if len(block.rows) < _FEW_ROWS:
                flow.need(_beginning(flow, block))
            flow.paragraph(block.caption, _SMALL, "muted", after=2 * POINT if block.caption else 0)
            TableSetter(flow, block).set(step)
            flow.y += _GAP
        case Figure():
            _figure(flow, block)


def _beginning(flow: Flow, block: Block) -> float:
    """Return the room that a block, or its beginning, takes."""
    line = flow.letters.height(_BODY)
    match block:
        case Figure():
            return _height_of(flow, block)
        case Table(rows=rows) if len(rows) < _FEW_ROWS:
            return 3 * line + len(rows) * row_height(flow)
        case Facts(pairs=pairs):
            return min(len(pairs), 4) * row_height(flow)
        case _:
            return 3 * line


def _listing(flow: Flow, items: tuple[str, ...]) -> None:
    mark = Line("•", 0.0)
    for item in items:
        flow.need(flow.letters.height(_BODY))
        flow.write(flow.sheet.side + 2 * POINT, flow.y, mark, _BODY, "muted")
        flow.paragraph(item, _BODY, after=2 * POINT, indent=_INDENT)
    flow.y += _GAP - 2 * POINT


def _facts(flow: Flow, pairs: tuple[tuple[str, str], ...]) -> None:
    sheet, high = flow.sheet, flow.letters.height(CELL)
    split = sheet.line * _NAMES
    for name, what in pairs:
        names = flow.lines(name, CELL, split - 5 * POINT)
        lines = flow.lines(what, CELL, sheet.line - split)
        n = max(len(names), len(lines), 1)
        flow.need(min(3, n) * high + 2 * _PAD)
        flow.y += _PAD
        for i in range(n):
            flow.need(high)
            for found, x, ink in ((names, 0.0, "muted"), (lines, split, "text")):
                if i < len(found):
                    flow.write(sheet.side + x, flow.y, found[i], CELL, ink)
            flow.y += high
        flow.y += _PAD
        flow.rule()
    flow.y += _GAP


def _figure(flow: Flow, figure: Figure) -> None:
    flow.need(_height_of(flow, figure))
    sheet, top = flow.sheet, flow.y
    width, height = _size_of(flow, figure)
    flow.image(width, height, figure.picture.svg(PAPER))
    flow.y += height + 2 * POINT
    if not _is_narrow(figure):
        flow.paragraph(figure.caption, _SMALL, "muted", after=2 * _GAP)
        return
    beside = width + 15 * POINT
    lines = flow.lines(figure.caption, _SMALL, sheet.line - beside)
    high = flow.letters.height(_SMALL)
    y = top + max(0.0, (height - len(lines) * high) / 2)
    for line in lines:
        flow.write(sheet.side + beside, y, line, _SMALL, "muted")
        y += high
    flow.y = max(flow.y, y) + _GAP


def _is_narrow(figure: Figure) -> bool:
    return figure.picture.size[0] < _NARROW


def _size_of(flow: Flow, figure: Figure) -> tuple[float, float]:
    width, height = figure.picture.size
    room = flow.sheet.end - flow.sheet.top
    unit = _SMALL_UNIT if _is_narrow(figure) else _UNIT
    unit = min(unit, flow.sheet.line / width, 0.8 * room / height)
    return width * unit, height * unit


def _height_of(flow: Flow, figure: Figure) -> float:
    _, height = _size_of(flow, figure)
    if _is_narrow(figure):
        return height + _GAP
    lines = len(flow.lines(figure.caption, _SMALL, flow.sheet.line))
    return height + lines * flow.letters.height(_SMALL) + 4 * POINT
