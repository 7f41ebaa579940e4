"""A cell's text as the paragraphs of an ODS workbook, both ways."""

import re
from xml.parsers import expat

from em_desktop.files.workbook.archive import damaged
from em_desktop.files.workbook.xml_text import ATTRIBUTES, escaped, unescaped

PART = "content.xml"
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML cannot hold; ODS has no way to write them."""

_TAG = re.compile(rb"<[^\s<>/]+%b/?>" % ATTRIBUTES)
_SPACES = re.compile("[ \t\r\n]+")
_INNER_SPACES = re.compile("(?<= ) +|^ +|\t")


def shown(inner: bytes, prefix: bytes) -> str:
    """Return the paragraphs of a cell as LibreOffice shows them, without comment and drawings.

    Args:
        inner: what stands between the cell's tags.
        prefix: of the text elements, with its colon.
    """
    if not inner:
        return ""
    opened, closed = b"<%bp>" % prefix, b"</%bp>" % prefix
    if inner.count(b"<") == 2 and inner.startswith(opened) and inner.endswith(closed):
        text = unescaped(inner[len(opened) : -len(closed)])
        return text if _is_tight(text) else _SPACES.sub(" ", text).lstrip(" ")
    return "\n".join(Paragraphs(inner, prefix).texts)


def _is_tight(text: str) -> bool:
    return not (text.startswith((" ", "\n", "\t")) or "  " in text or "\n" in text or "\t" in text)


class Paragraphs:
    """What stands inside a cell that holds more than one plain paragraph.

    Attributes:
        texts: its own paragraphs, spaces and line breaks as they are shown.
        others: bytes of all other elements directly in it (its comment, drawings).
    """

    def __init__(self, inner: bytes, prefix: bytes) -> None:
        """Read a cell's content.

        Args:
            inner: what stands between its tags.
            prefix: of the text elements, with its colon.
        """
        self.texts: list[str] = []
        self.others: list[bytes] = []
        self._prefix = prefix.decode()
        self._depth = 0
        self._inside = False
        self._run: list[str] = []
        self._left = 0
        self._wrapped = b"<cell>%b</cell>" % inner
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.buffer_text = True
        self._parser = parser
        try:
            parser.Parse(self._wrapped, True)
        except expat.ExpatError:
            raise damaged(f"the part {PART}") from None

    def _start(self, name: str, held: dict[str, str]) -> None:
        p = self._prefix
        if self._depth == 1:
            self._inside = name == p + "p"
            self._run = []
            self._left = self._parser.CurrentByteIndex
        elif self._inside:
            if name == p + "s":
                count = held.get(p + "c", "1")
                self._run.append("\0" * (min(int(count), 32_767) if count.isdecimal() else 1))
            elif name == p + "tab":
                self._run.append("\1")
            elif name == p + "line-break":
                self._run.append("\2")
        self._depth += 1

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self._depth != 1:
            return
        if self._inside:
            text = _SPACES.sub(" ", "".join(self._run)).lstrip(" ")
            self.texts.append(text.translate({0: " ", 1: "\t", 2: "\n"}))
        else:
            at = self._parser.CurrentByteIndex
            if self._wrapped.startswith(b"</", at):
                at = self._wrapped.index(b">", at) + 1
            else:  # an empty element: the index is that of its only tag
                tag = _TAG.match(self._wrapped, at)
                at = tag.end() if tag else at
            self.others.append(self._wrapped[self._left : at])
        self._inside = False

    def _characters(self, text: str) -> None:
        if self._inside:
            self._run.append(text)


def paragraphs(text: str, prefix: bytes) -> bytes:
    """Return a cell's text as paragraphs, one for each line.

    Args:
        text: without the characters that XML cannot hold (``UNWRITABLE``).
        prefix: of the text elements, with its colon.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if text else []
    return b"".join(b"<%bp>%b</%bp>" % (prefix, _spaced(line, prefix), prefix) for line in lines)


def _spaced(line: str, prefix: bytes) -> bytes:
    """Return a paragraph's content, spaces that would be lost written as elements."""
    pieces = []
    at = 0
    for match in _INNER_SPACES.finditer(line):
        pieces.append(escaped(line[at : match.start()]))
        if match[0] == "\t":
            pieces.append(b"<%btab/>" % prefix)
        else:
            pieces.append(b'<%bs %bc="%d"/>' % (prefix, prefix, len(match[0])))
        at = match.end()
    pieces.append(escaped(line[at:]))
    return b"".join(pieces)
