"""The report as a page of HTML: no script, nothing from elsewhere, for screen and paper."""

from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from itertools import count

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
from em_desktop.review.report.html_style import STYLE, narrow_titles
from em_desktop.review.report.inks import SCREEN
from em_desktop.review.report.plain import readable

_CHUNK = 500
_NARROW = 420
"""Width of a picture beside which its caption has room."""


def as_html(report: Report, step: Callable[[float], None] = lambda _share: None) -> str:
    """Return the page.

    Args:
        report: what it shows.
        step: told what share is done; may raise to stop.
    """
    return "".join(_page(report, step))


def _page(report: Report, step: Callable[[float], None]) -> Iterator[str]:
    numbers = count(1)
    body: list[str] = []
    styles: list[str] = []
    for done, section in enumerate(report.sections):
        share = done / max(1, len(report.sections))
        body += _section(section, numbers, styles, partial(step, share))
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="robots" content="noindex">\n'
    )
    yield f"<title>{_text(report.title)}</title>\n<style>\n{STYLE}{''.join(styles)}</style>\n"
    yield "</head>\n<body>\n<main>\n"
    yield f'<header><h1>{_text(report.title)}</h1>\n<p class="lead">{_text(report.under)}</p>'
    yield "</header>\n"
    yield from body
    yield f"</main>\n<footer>{_text(report.footer)}</footer>\n</body>\n</html>\n"


def _section(
    section: Section, numbers: Iterator[int], styles: list[str], pause: Callable[[], None]
) -> Iterator[str]:
    pause()
    yield f"<section>\n<h2>{_text(section.heading)}</h2>\n"
    for block in section.blocks:
        yield from _block(block, numbers, styles, pause)
    yield "</section>\n"


def _block(
    block: Block, numbers: Iterator[int], styles: list[str], pause: Callable[[], None]
) -> Iterator[str]:
    match block:
        case Words(text=text, lead=lead, muted=muted):
            kind = ' class="lead"' if lead else ' class="muted"' if muted else ""
            yield f"<p{kind}>{_text(text)}</p>\n"
        case Listing(items=items):
            yield "<ul>\n" + "".join(f"<li>{_text(item)}</li>\n" for item in items) + "</ul>\n"
        case Facts(pairs=pairs):
            yield "<dl>\n"
            for name, what in pairs:
                yield f"<div><dt>{_text(name)}</dt><dd>{_text(what)}</dd></div>\n"
            yield "</dl>\n"
        case Table():
            number = next(numbers)
            styles.append(narrow_titles(f"t{number}", [c.title for c in block.columns]))
            yield from _table(block, f"t{number}", pause)
        case Figure(picture=picture, caption=caption):
            narrow = picture.size[0] < _NARROW
            kind = ' class="beside"' if narrow else f' style="max-width:{picture.size[0] + 100}px"'
            yield f"<figure{kind}>{picture.svg(SCREEN)}"
            yield f"<figcaption>{_text(caption)}</figcaption></figure>\n"


def _table(table: Table, name: str, pause: Callable[[], None]) -> Iterator[str]:
    wide = " wide" if len(table.columns) > 5 else ""
    wide = " numbers" if all(column.right for column in table.columns) else wide
    total = sum(column.room for column in table.columns)
    yield f'<div class="scroll"><table id="{name}" class="rows{wide}">\n'
    if table.caption:
        yield f"<caption>{_text(table.caption)}</caption>\n"
    yield "<colgroup>"
    for column in table.columns:
        yield f'<col style="width:{100 * column.room / total:.1f}%">'
    yield "</colgroup>\n<thead><tr>"
    for column in table.columns:
        yield f'<th scope="col"{_right(right=column.right)}>{_text(column.title)}</th>'
    yield "</tr></thead>\n<tbody>\n"
    sides = [_right(right=column.right) for column in table.columns]
    for i, row in enumerate(table.rows):
        if i % _CHUNK == 0:
            pause()
        yield "<tr>"
        for k, text in enumerate(row):
            cell = "th" if table.heads and k == 0 else "td"
            scope = ' scope="row"' if cell == "th" else ""
            yield f"<{cell}{scope}{sides[k]}>{_text(text)}</{cell}>"
        yield "</tr>\n"
    yield "</tbody>\n</table></div>\n"


def _right(*, right: bool) -> str:
    return ' class="n"' if right else ""


def _text(text: str) -> str:
    return escape(readable(text))
