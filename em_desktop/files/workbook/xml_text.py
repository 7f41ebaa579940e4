"""XML as bytes: checked once by expat, then cut at byte positions, never serialised anew.

A serialiser renames prefixes and reorders what it does not know, and spreadsheet programs
then "repair" the file. So the parts of a workbook are checked for being well formed and
free of DOCTYPE (and with it of entities), and from then on regular expressions may find
the few elements we need: in well-formed XML a ``<`` begins markup, everywhere but inside
comments, processing instructions and CDATA, which ``plain`` and ``masked`` take away.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.parsers import expat

from em_desktop.files.problem import FileProblem
from em_desktop.files.workbook.archive import damaged

ATTRIBUTES = rb"""(?:[^<>"'/]++|"[^"<]*+"|'[^'<]*+')*+"""
"""All attributes of a start tag, in well-formed XML."""

_ATTRIBUTE = re.compile(rb"""([^\s="'<>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SPACED_ATTRIBUTE = re.compile(rb"""(\s*)([^\s="'<>/]+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_NOT_MARKUP = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_REFERENCE = re.compile(r"&(#x[0-9A-Fa-f]+|#[0-9]+|amp|lt|gt|quot|apos);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_CHUNK = 1 << 18
_WINDOW = 1 << 19
_LONGEST_TAG = 1 << 16


class _Refused(Exception):
    """Expat met something that no workbook needs."""


def check(content: bytes, part: str, tick: Callable[[float], None] | None = None) -> bytes:
    """Return a part as UTF-8, after checking that it is well formed and has no DOCTYPE.

    Args:
        content: the part's bytes.
        part: its name, for the message.
        tick: called with the share that is done; may raise to stop.

    Raises:
        FileProblem: not well formed, or with a DOCTYPE.
    """
    _parse(expat.ParserCreate(), content, part, tick)
    return as_utf8(content, part)


def as_utf8(content: bytes, part: str) -> bytes:
    """Return a part as UTF-8 that was checked before.

    Raises:
        FileProblem: it is not in the encoding that it states.
    """
    encoding = encoding_of(content)
    try:
        return content if encoding == "utf-8" else content.decode(encoding).encode("utf-8")
    except (LookupError, ValueError):
        raise damaged(f"the part {part}") from None


def _parse(
    parser: expat.XMLParserType,
    content: bytes,
    part: str,
    tick: Callable[[float], None] | None = None,
) -> None:
    def refuse(*_: object) -> None:
        raise _Refused

    parser.StartDoctypeDeclHandler = refuse
    try:
        for at in range(0, len(content), _CHUNK):
            parser.Parse(content[at : at + _CHUNK], False)
            if tick:
                tick(at / len(content))
        parser.Parse(b"", True)
    except _Refused:
        raise FileProblem(
            "The workbook holds XML with a DOCTYPE, which no spreadsheet program writes and "
            "which can do harm. It was not opened."
        ) from None
    except (expat.ExpatError, LookupError, ValueError):
        raise damaged(f"the part {part}") from None


def encoding_of(content: bytes) -> str:
    """Return the codec of a part that expat accepted."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    declared = re.match(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([^"']+)""", content)
    name = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    return "utf-8" if name in ("utf-8", "utf8", "us-ascii", "ascii") else name


def restored(utf8: bytes, like: bytes) -> bytes:
    """Return a part of UTF-8 in the encoding that the part ``like`` was written in."""
    encoding = encoding_of(like)
    if encoding == "utf-8":
        return utf8
    if encoding == "utf-16":
        encoding = "utf-16-le" if like.startswith(b"\xff\xfe") else "utf-16-be"
        return like[:2] + utf8.decode("utf-8").encode(encoding)
    return utf8.decode("utf-8").encode(encoding, "xmlcharrefreplace")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag: local names of it and the elements around it, attributes by local name."""

    path: tuple[str, ...]
    attributes: dict[str, str]

    @property
    def name(self) -> str:
        """The local name."""
        return self.path[-1]


def tags(content: bytes, part: str) -> list[Tag]:
    """Return all start tags of a small part, in order.

    Raises:
        FileProblem: not well formed, or with a DOCTYPE.
    """
    found: list[Tag] = []
    path: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(name.rpartition("}")[2])
        found.append(
            Tag(tuple(path[-3:]), {k.rpartition("}")[2]: v for k, v in attributes.items()})
        )

    def end(_: str) -> None:
        path.pop()

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    _parse(parser, content, part)
    return found


def attributes(raw: bytes) -> dict[bytes, bytes]:
    """Return the attributes of a start tag, values as written (still escaped)."""
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(raw)}


def with_attributes(raw: bytes, new: dict[bytes, bytes | None]) -> bytes:
    """Return a start tag's attributes with some set or (None) removed; the others stay as written.

    Args:
        raw: what stands between the element's name and ``>`` or ``/>``.
        new: escaped values by name.
    """
    left = dict(new)

    def change(match: re.Match[bytes]) -> bytes:
        if match[2] not in left:
            return match[0]
        value = left.pop(match[2])
        return b"" if value is None else match[1] + match[2] + b'="' + value + b'"'

    changed = _SPACED_ATTRIBUTE.sub(change, raw)
    for name, value in left.items():
        if value is not None:
            changed = changed.rstrip() + b" " + name + b'="' + value + b'"'
    return changed


def plain(content: bytes) -> bytes:
    """Return a part without comments and instructions and with CDATA as escaped text."""
    if not _has_specials(content):
        return content

    def change(match: re.Match[bytes]) -> bytes:
        text = match[1]
        return b"" if text is None else text.replace(b"&", b"&amp;").replace(b"<", b"&lt;")

    return _NOT_MARKUP.sub(change, content)


def masked(content: bytes) -> bytes:
    """Return a part of the same length in which only markup looks like markup."""
    if not _has_specials(content):
        return content
    return _NOT_MARKUP.sub(lambda match: b" " * len(match[0]), content)


def find_all(
    pattern: re.Pattern[bytes], content: bytes, start: int = 0, end: int | None = None
) -> Iterator[re.Match[bytes]]:
    """Yield the matches of a pattern for a tag, without holding up other threads for long.

    A single search holds the interpreter lock until it ends; over a large part that would be
    long enough for a window to stutter.

    Args:
        pattern: what to find; a match is at most as long as a tag may sensibly be.
        content: where to look.
        start: from here.
        end: to here; None for the end.
    """
    at = start
    end = len(content) if end is None else end
    while at < end:
        stop = min(end, at + _WINDOW)
        last = at
        for match in pattern.finditer(content, at, min(end, stop + _LONGEST_TAG)):
            if match.start() >= stop:
                break
            yield match
            last = match.end()
        at = max(stop, last)


def contains(content: bytes, pattern: re.Pattern[bytes]) -> bool:
    """Return whether a pattern for a tag occurs; see ``find_all``."""
    return next(find_all(pattern, content), None) is not None


def _has_specials(content: bytes) -> bool:
    """Whether there is a comment, CDATA or instruction (searched in windows: see ``find_all``)."""
    return any(
        content.find(b"<!", at, at + _WINDOW + 1) >= 0
        or content.find(b"<?", max(at, 5), at + _WINDOW + 1) >= 0
        for at in range(0, len(content), _WINDOW)
    )


def unescaped(raw: bytes) -> str:
    """Return the text of character data, all line ends made line feeds as XML prescribes."""
    text = raw.decode("utf-8", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def _referred(match: re.Match[str]) -> str:
    name = match[1]
    if name[0] != "#":
        return _NAMED[name]
    code = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    return chr(code) if code < 0x110000 else "�"


def escaped(text: str) -> bytes:
    """Return text as character data or the value of an attribute in double quotes."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").encode("utf-8")
