"""The parts of an XLSX workbook around its sheets: sheet list, styles, shared strings."""

import posixpath
import re
from dataclasses import dataclass, field

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.workbook.archive import Archive, damaged
from em_desktop.files.workbook.cell_text import NumberStyle, number_style
from em_desktop.files.workbook.xml_text import ATTRIBUTES, Tag, check, plain, tags, unescaped

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Sheet:
    """A worksheet.

    Attributes:
        name: as the tab shows it.
        part: its member in the archive.
        visible: whether the user can see its tab.
    """

    name: str
    part: str
    visible: bool


@dataclass(frozen=True)
class Styles:
    """What the cell styles mean, by style number (``s=``).

    Attributes:
        numbers: how each style shows numbers.
        unlocked: styles whose cells may be written in a protected sheet.
    """

    numbers: tuple[NumberStyle, ...] = (NumberStyle(),)
    unlocked: frozenset[int] = frozenset()

    def number(self, style: int) -> NumberStyle:
        """Return how a style shows numbers; an unknown style shows them plainly."""
        return self.numbers[style] if style < len(self.numbers) else NumberStyle()


@dataclass(frozen=True)
class Book:
    """A workbook's frame.

    Attributes:
        archive: its members.
        part: the member with the list of sheets.
        sheets: worksheets in the order of their tabs.
        related: members by relation type (its last word), such as ``sharedStrings``.
        from_1904: dates count from 1904.
    """

    archive: Archive
    part: str
    sheets: tuple[Sheet, ...]
    related: dict[str, str] = field(default_factory=dict)
    from_1904: bool = False


def relations(archive: Archive, part: str) -> list[tuple[str, str, str]]:
    """Return ``(identifier, last word of the type, member)`` of all relations of a part."""
    folder, name = posixpath.split(part)
    found = archive.find(posixpath.join(folder, "_rels", f"{name}.rels"))
    if found is None:
        return []
    listed = []
    for tag in tags(archive.read(found), found):
        target = tag.attributes.get("Target", "")
        if tag.name == "Relationship" and tag.attributes.get("TargetMode") != "External":
            path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            member = archive.find(posixpath.normpath(path))
            kind = tag.attributes.get("Type", "").rpartition("/")[2]
            if member is not None:
                listed.append((tag.attributes.get("Id", ""), kind, member))
    return listed


def read_book(archive: Archive) -> Book:
    """Read the frame of a workbook.

    Raises:
        FileProblem: no XLSX workbook, or damaged.
    """
    part = next((m for _, kind, m in relations(archive, "") if kind == "officeDocument"), None)
    if part is None:
        raise FileProblem(
            "This is an archive but no workbook. Choose an XLSX, ODS, CSV or TSV file."
        )
    if part.endswith(".bin"):
        raise FileProblem(
            "This is a binary workbook (.xlsb). Open it in your spreadsheet program, save it "
            "as .xlsx, and open that file here."
        )
    listed = relations(archive, part)
    members = {identifier: (kind, member) for identifier, kind, member in listed}
    sheets = []
    from_1904 = False
    found = tags(archive.read(part), part)
    if found[0].name != "workbook":
        raise FileProblem(
            "This is a document but no workbook. Choose an XLSX, ODS, CSV or TSV file."
        )
    for tag in found:
        if tag.name == "workbookPr":
            from_1904 = tag.attributes.get("date1904") in ("1", "true")
        elif tag.name == "sheet" and "sheets" in tag.path:
            kind, member = members.get(tag.attributes.get("id", ""), ("", ""))
            if kind == "worksheet":
                visible = tag.attributes.get("state", "visible") == "visible"
                sheets.append(Sheet(tag.attributes.get("name", ""), member, visible))
    related = {kind: member for _, kind, member in listed}
    return Book(archive, part, tuple(sheets), related, from_1904)


def read_styles(book: Book) -> Styles:
    """Read what the cell styles mean."""
    part = book.related.get("styles")
    if part is None:
        return Styles()
    codes: dict[int, str] = {}
    formats: list[int] = []
    unlocked: set[int] = set()
    for tag in tags(book.archive.read(part), part):
        if tag.name == "numFmt" and "numFmts" in tag.path:
            codes[_integer(tag, "numFmtId")] = tag.attributes.get("formatCode", "")
        elif tag.path[-2:] == ("cellXfs", "xf"):
            formats.append(_integer(tag, "numFmtId"))
        elif tag.path == ("cellXfs", "xf", "protection") and tag.attributes.get("locked") in (
            "0",
            "false",
        ):
            unlocked.add(len(formats) - 1)
    numbers = tuple(number_style(n, codes.get(n), book.from_1904) for n in formats)
    return Styles(numbers or (NumberStyle(),), frozenset(unlocked))


def _integer(tag: Tag, name: str) -> int:
    text = tag.attributes.get(name, "0")
    return int(text) if text.isdecimal() else 0


def read_strings(book: Book, pace: Pace) -> list[str]:
    """Read the shared strings.

    Raises:
        FileProblem: the part is damaged.
        ReadCancelled: the user has cancelled.
    """
    part = book.related.get("sharedStrings")
    if part is None:
        return []
    with pace.part(0.0, 0.08):
        content = plain(check(book.archive.read(part, pace.step), part))
    prefix = prefix_of(content, "sst", part)
    item = re.compile(
        rb"<%bsi%b(?:/>|>(?:<%bt(?: xml:space=\"preserve\")?>([^<]*)</%bt></%bsi>|(.*?)</%bsi\s*>))"
        % (prefix, ATTRIBUTES, prefix, prefix, prefix, prefix),
        re.DOTALL,
    )
    runs = TextRuns(prefix)
    texts = []
    with pace.part(0.08, 0.2):
        for match in item.finditer(content):
            simple, rich = match.groups()
            texts.append(excel_text(simple) if rich is None else runs.text(rich))
            if not len(texts) & 0xFFF:
                pace.step(match.end() / len(content))
    return texts


class TextRuns:
    """Reads the text of a string item: its ``t`` elements but for phonetic hints."""

    def __init__(self, prefix: bytes) -> None:
        self._phonetic = re.compile(
            rb"<%brPh(?=[\s/>]).*?</%brPh\s*>" % (prefix, prefix), re.DOTALL
        )
        self._text = re.compile(
            rb"<%bt(?=[\s/>])%b(?:/>|>([^<]*)</%bt\s*>)" % (prefix, ATTRIBUTES, prefix)
        )

    def text(self, item: bytes) -> str:
        """Return the text inside an ``si`` or ``is`` element."""
        if b"rPh" in item:
            item = self._phonetic.sub(b"", item)
        return "".join(excel_text(run) for run in self._text.findall(item))


def excel_text(raw: bytes | None) -> str:
    """Return character data as text, Excel's ``_x000D_`` escapes resolved."""
    if not raw:
        return ""
    text = unescaped(raw)
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def prefix_of(content: bytes, root: str, part: str) -> bytes:
    """Return the namespace prefix (with its colon) that a part's root element has.

    Raises:
        FileProblem: the root element is another one.
    """
    match = re.match(
        rb"(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>|<!--.*?-->|\s)*<(?:([^\s:/>]+:))?%b(?=[\s/>])"
        % root.encode(),
        content,
        re.DOTALL,
    )
    if match is None:
        raise damaged(f"the part {part}")
    return match[1] or b""
