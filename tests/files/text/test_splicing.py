"""Any delimited file, any edits: the bytes that nobody changed are the same bytes."""

import csv
import io
from dataclasses import dataclass

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from em_desktop.files.exporting import changed
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.source import ReadOptions
from em_desktop.files.text.delimited import DelimitedSource, read_delimited
from em_desktop.review.changes import Changes, NewColumn
from em_desktop.roster.table import Roster

ENCODINGS = {
    "utf-8": ("", "aé表😀"),
    "utf-8-sig": ("\ufeff", "aé表😀"),
    "cp1252": ("", "aéß€"),
    "utf-16-le": ("\ufeff", "aé表😀"),
    "utf-16-be": ("\ufeff", "aé表😀"),
    "utf-32-le": ("\ufeff", "aé表😀"),
    "shift_jis": ("", "aポ表ソ"),
    "gb18030": ("", "aé表😀"),
    "euc_kr": ("", "a김철"),
}
LINE_ENDS = ("\n", "\r\n", "\r")


@dataclass(frozen=True)
class Cell:
    raw: str
    text: str


@dataclass(frozen=True)
class Line:
    """A record, or a blank line where it has no cells."""

    cells: tuple[Cell, ...]
    end: str


@dataclass(frozen=True)
class File:
    codec: str
    delimiter: str
    titles: tuple[Line, ...]
    header: Line
    lines: tuple[Line, ...]

    def written(self, lines: list[str]) -> bytes:
        mark = ENCODINGS[self.codec][0]
        head = [self.shown(line) for line in (*self.titles, self.header)]
        text = mark + "".join(head) + "".join(lines)
        return text.encode(self.codec.removesuffix("-sig"))

    def shown(self, line: Line) -> str:
        return self.delimiter.join(cell.raw for cell in line.cells) + line.end

    @property
    def content(self) -> bytes:
        return self.written([self.shown(line) for line in self.lines])

    @property
    def records(self) -> list[Line]:
        return [line for line in self.lines if line.cells]

    def read(self) -> tuple[Roster, DelimitedSource]:
        options = ReadOptions(self.codec.removesuffix("-sig"), self.delimiter, len(self.titles))
        assume(self.shown(self.header).strip())
        roster, source, _ = read_delimited(self.content, options, Pace())
        return roster, source


def texts(codec: str, delimiter: str) -> st.SearchStrategy[str]:
    return st.text(alphabet=ENCODINGS[codec][1] + delimiter + " \"'\n\r=-5", max_size=6)


@st.composite
def cells(draw: st.DrawFn, codec: str, delimiter: str) -> Cell:
    text = draw(texts(codec, delimiter))
    must = delimiter in text or "\n" in text or "\r" in text or text.startswith('"')
    if must or draw(st.booleans()):
        inner = text.replace('"', '""')
        # What follows a closing quote belongs to the cell, as it stands.
        junk = draw(st.sampled_from(["", "", "x", " "] if delimiter != " " else ["", "x"]))
        return Cell(f'"{inner}"{junk}', text + junk)
    return Cell(text, text)


@st.composite
def records(draw: st.DrawFn, codec: str, delimiter: str, low: int, high: int) -> Line:
    found = draw(st.lists(cells(codec, delimiter), min_size=low, max_size=high))
    if all(not cell.raw for cell in found) and len(found) == 1:
        found = [Cell('""', "")]
    return Line(tuple(found), draw(st.sampled_from(LINE_ENDS)))


def _without_false_line_ends(lines: list[Line]) -> list[Line]:
    """A CR before a line that begins with LF would be one line end."""
    fixed: list[Line] = []
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else None
        blank = following is not None and not following.cells
        fixed.append(Line(line.cells, "\n") if line.end == "\r" and blank else line)
    return fixed


@st.composite
def files(draw: st.DrawFn) -> File:
    codec = draw(st.sampled_from(sorted(ENCODINGS)))
    delimiter = draw(st.sampled_from([",", ";", "\t", "|", " "]))
    blank = st.builds(Line, st.just(()), st.sampled_from(LINE_ENDS))
    title = records(codec, delimiter, 1, 2)
    width = draw(st.integers(1, 4))
    titles = draw(st.lists(title | blank, max_size=2))
    header = draw(records(codec, delimiter, width, width))
    usual = records(codec, delimiter, width, width)
    ragged = records(codec, delimiter, 1, width + 2)
    lines = draw(st.lists(usual | usual | usual | ragged | blank, max_size=8))
    whole = _without_false_line_ends([*titles, header, *lines])
    if lines and whole[-1].cells and draw(st.booleans()):
        whole[-1] = Line(whole[-1].cells, "")
    n = len(titles)
    return File(codec, delimiter, tuple(whole[:n]), whole[n], tuple(whole[n + 1 :]))


@st.composite
def edited(draw: st.DrawFn) -> tuple[File, Roster, DelimitedSource, Changes]:
    file = draw(files())
    roster, source = file.read()
    text = texts(file.codec, file.delimiter)
    n_columns = roster.n_columns
    cells_: dict[tuple[int, int], str] = {}
    deleted: frozenset[int] = frozenset()
    if roster.n_rows:
        row = st.integers(0, roster.n_rows - 1)
        place = st.tuples(row, st.integers(0, n_columns - 1))
        cells_ = draw(st.dictionaries(place, text, max_size=5))
        deleted = draw(st.frozensets(row, max_size=2))
        cells_ = {(r, c): t for (r, c), t in cells_.items() if r not in deleted}
    width = [text] * n_columns
    rows = draw(st.lists(st.tuples(*width), max_size=2))
    added = tuple((1000 + i, row) for i, row in enumerate(rows))
    ids = st.sampled_from([*range(roster.n_rows), 1000, 1001])
    column = st.builds(NewColumn, text, st.dictionaries(ids, text, max_size=4))
    new = tuple(draw(st.lists(column, max_size=2)))
    return file, roster, source, Changes(cells_, deleted, added, new)


@given(files())
def test_a_file_reads_as_it_was_meant_and_writes_back_the_same(file: File) -> None:
    roster, source = file.read()
    assert source.rewrite(Changes()) == file.content
    found = [list(row) for row in zip(*roster.columns, strict=True)]
    width = roster.n_columns
    wanted = [[cell.text for cell in line.cells] for line in file.records]
    assert found == [(row + [""] * width)[:width] for row in wanted]
    assert roster.ragged == {i for i, row in enumerate(wanted) if len(row) != width}


@given(edited())
def test_bytes_outside_the_edited_cells_are_the_same(
    case: tuple[File, Roster, DelimitedSource, Changes],
) -> None:
    file, _, source, changes = case
    lines = []
    row_id = -1
    for line in file.lines:
        row_id += bool(line.cells)
        if not line.cells or row_id not in {*changes.deleted, *(r for r, _ in changes.cells)}:
            lines.append(file.shown(line))
        elif row_id not in changes.deleted:
            now = {c: text for (r, c), text in changes.cells.items() if r == row_id}
            lines.append(_edited_line(line, now, file.delimiter))
    only = Changes(changes.cells, changes.deleted)
    assert source.rewrite(only) == file.written(lines)


def _edited_line(line: Line, now: dict[int, str], delimiter: str) -> str:
    raw = [cell.raw for cell in line.cells]
    raw += [""] * (max(now) + 1 - len(raw))
    for column, text in now.items():
        quote = raw[column].startswith('"') or any(c in text for c in f'{delimiter}"\n\r')
        raw[column] = '"' + text.replace('"', '""') + '"' if quote else text
    return (delimiter.join(raw) or '""') + line.end


@given(edited())
def test_what_is_written_reads_back_as_it_was_meant(
    case: tuple[File, Roster, DelimitedSource, Changes],
) -> None:
    file, roster, source, changes = case
    content = source.rewrite(changes)
    meant = changed(roster, changes)
    found = source.reread(content, meant.n_columns)
    assert found.n_rows == meant.n_rows
    for old, new in zip(meant.columns, found.columns, strict=True):
        assert old.tolist() == new.tolist()
    assert found.header[roster.n_columns :] == meant.header[roster.n_columns :]
    # The csv module agrees.
    text = content.decode(file.codec.removesuffix("-sig")).removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=file.delimiter))
    rows = [row for row in rows[len(file.titles) + 1 :] if row]
    width = meant.n_columns
    assert [(row + [""] * width)[:width] for row in rows] == [
        list(row) for row in zip(*meant.columns, strict=True)
    ]


@given(edited())
def test_additions_leave_everything_before_them(
    case: tuple[File, Roster, DelimitedSource, Changes],
) -> None:
    file, _, source, changes = case
    assume(changes.added)
    added = source.rewrite(Changes(added=changes.added))
    assert added.startswith(file.content)
    ends = tuple(end.encode(file.codec.removesuffix("-sig")) for end in LINE_ENDS)
    assert added.endswith(ends) is file.content.endswith(ends)


def rewritten(content: str, changes: Changes, options: ReadOptions | None = None) -> str:
    _, source, _ = read_delimited(content.encode(), options or ReadOptions(), Pace())
    return source.rewrite(changes).decode()


@pytest.mark.parametrize(
    ("content", "changes", "wanted"),
    [
        # quoted stays quoted, unquoted is quoted only where it must be
        ('a,b\n"x",1\n', Changes({(0, 0): "y"}), 'a,b\n"y",1\n'),
        ('a,b\n"x",1\n', Changes({(0, 1): "2"}), 'a,b\n"x",2\n'),
        ("a,b\nx,1\n", Changes({(0, 0): "y, z"}), 'a,b\n"y, z",1\n'),
        ("a,b\nx,1\n", Changes({(0, 1): "5'7\""}), 'a,b\nx,"5\'7"""\n'),
        # short rows are padded up to the cell, no further
        ("a,b,c,d\nx\n", Changes({(0, 2): "y"}), "a,b,c,d\nx,,y\n"),
        # a row that would vanish as a blank line
        ("a\nx\ny\n", Changes({(0, 0): ""}), 'a\n""\ny\n'),
        # deleted rows go with their line end, blank lines stay
        ("a,b\r\n\r\nx,1\r\ny,2\r\n", Changes(deleted=frozenset({0})), "a,b\r\n\r\ny,2\r\n"),
        ("a,b\nx,1\ny,2", Changes(deleted=frozenset({1})), "a,b\nx,1\n"),
        # added rows follow the last records' style
        ('a,b\r\n"x",1\r\n', Changes(added=((9, ("y", "2")),)), 'a,b\r\n"x",1\r\n"y",2\r\n'),
        ("a,b\nx,1", Changes(added=((9, ("y", "2")),)), "a,b\nx,1\ny,2"),
        ("a,b", Changes(added=((9, ("y", "2")),)), "a,b\ny,2"),
        # new columns stand in their column, in short and long rows too
        (
            "Title\n\na,b\nx,1\ny\nz,3,4\n",
            Changes(new_columns=(NewColumn("c", {0: "p", 1: "q", 2: "r"}),)),
            "Title\n\na,b,c\nx,1,p\ny,,q\nz,3,r,4\n",
        ),
        (
            '"a","b"\n"x","1"\n',
            Changes(new_columns=(NewColumn("c", {0: "p"}),)),
            '"a","b","c"\n"x","1","p"\n',
        ),
        # R's header without a name for the row names
        (
            "sex\theight\n1\tF\t170\n2\tM\t180\n",
            Changes({(0, 1): "M"}, new_columns=(NewColumn("c", {0: "p"}),)),
            "sex\theight\tc\n1\tM\t170\tp\n2\tM\t180\t\n",
        ),
    ],
)
def test_the_style_of_the_file_is_kept(content: str, changes: Changes, wanted: str) -> None:
    assert rewritten(content, changes) == wanted


@pytest.mark.parametrize(
    ("codec", "text", "words"),
    [
        ("cp1252", "Łuk", "row 2, column “name”.*Windows-1252.*UTF-8"),
        ("utf-8", "a\0", "row 2, column “name”.*NUL"),
        ("utf-8", "\ud800", "row 2, column “name”.*half a character"),
        ("utf-16-le", "\ud800", "row 2, column “name”.*half a character"),
    ],
)
def test_a_text_that_the_encoding_lacks_is_named_by_its_place(
    codec: str, text: str, words: str
) -> None:
    content = "name,sex\nA,F\nB,M\n".encode(codec)
    _, source, _ = read_delimited(content, ReadOptions(encoding=codec), Pace())
    with pytest.raises(FileProblem, match=words) as caught:
        source.rewrite(Changes({(1, 0): text}))
    assert text not in str(caught.value)


def test_damaged_bytes_are_kept_beside_a_changed_cell() -> None:
    content = "Zoë,Ñu,Åse,Øre,Łuk\n".encode() + b"J\xfcrgen,1,2,3,4\n"
    roster, source, notes = read_delimited(content, ReadOptions(), Pace())
    assert roster.cell(0, 0) == "J\ufffdrgen"
    assert any("damaged" in note for note in notes)
    assert source.rewrite(Changes({(0, 1): "9"})) == content.replace(b",1,", b",9,")


def test_a_cell_of_a_row_that_is_not_in_the_file_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="not in the file"):
        rewritten("a,b\nx,1\n", Changes({(1, 0): "y"}))


def test_a_text_is_not_taken_for_a_byte_order_mark() -> None:
    options = ReadOptions(header_row=-1)
    written = rewritten("x,1\ny,2\n", Changes({(0, 0): "\ufeffx"}), options)
    assert written == '"\ufeffx",1\ny,2\n'
