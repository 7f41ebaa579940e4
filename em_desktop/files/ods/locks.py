"""Which cell styles of an ODS workbook let their cells be written in a protected sheet.

A style may say so itself, or leave it to the style that it is based on: most often one that the
user has named, which stands in a part of its own.
"""

import re

from em_desktop.files.ods.sheet import Markup
from em_desktop.files.workbook.archive import Archive
from em_desktop.files.workbook.xml_text import ATTRIBUTES, as_utf8, attributes, check, plain

_PART = "styles.xml"
_OPEN = (b"none", b"formula-hidden")
_Style = tuple[bytes, bytes | None]
"""The name of the style that it is based on, and what it says itself."""


def unlocked_styles(content: bytes, archive: Archive) -> frozenset[bytes]:
    """Return the names of the styles whose cells may be written; empty for that of no style.

    Args:
        content: the part with the cells, without comments.
        archive: of the workbook.

    Raises:
        FileProblem: the part with the named styles is damaged.
    """
    styles: dict[bytes, _Style] = {}
    if archive.find(_PART) is not None:
        raw = archive.read(_PART)
        styles |= _styles(plain(as_utf8(check(raw, _PART), _PART)))
    styles |= _styles(content)
    return frozenset(name for name in {*styles, b""} if _is_open(name, styles))


def _is_open(name: bytes, styles: dict[bytes, _Style]) -> bool:
    seen = set()
    while name in styles and name not in seen:
        seen.add(name)
        name, said = styles[name]
        if said is not None:
            return said in _OPEN
    return False


def _styles(content: bytes) -> dict[bytes, _Style]:
    """Return the cell styles of a part by name; the default style has none."""
    markup = Markup(content)
    s = markup.style
    head = content.partition(b"<%bbody" % markup.office)[0]
    pattern = rb"<%b(?:default-)?style(?=\s)(%b)(?:/>|>(.*?)</%b(?:default-)?style\s*>)"
    protects = re.compile(rb"""\s%bcell-protect\s*=\s*["']([^"']*)""" % s)
    found = {}
    for raw, inner in re.findall(pattern % (s, ATTRIBUTES, s), head, re.DOTALL):
        held = attributes(raw)
        if held.get(s + b"family") == b"table-cell":
            said = protects.search(inner)
            based = held.get(s + b"parent-style-name", b"")
            found[held.get(s + b"name", b"")] = based, said[1] if said else None
    return found
