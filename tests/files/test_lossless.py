"""Any delimited text, any edits, held against a reader of its own that is slow and plainly right.

The reader below goes through the *decoded* text one character at a time. It says where cells lie
in the original and in what was exported; cut out where something was edited, both must be the
same bytes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from unittest import mock

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.proof.proof import prove_splice
from em_desktop.files.source import ReadOptions
from em_desktop.files.text import gathering, tokeniser
from em_desktop.files.text.delimited import DelimitedSource, read_delimited
from em_desktop.review.changes import Changes, NewColumn
from em_desktop.roster.table import Roster

THOROUGH = settings(max_examples=max(300, settings.default.max_examples))

MARKS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
CODECS = (
    *MARKS,
    *("cp1252", "iso8859-15", "cp1250", "cp1251", "cp1255", "cp1256", "koi8_r", "mac_roman"),
    *("shift_jis", "cp932", "gbk", "gb18030", "gb2312", "big5", "euc_jp", "euc_kr", "cp949"),
    *("johab", "cp437", "cp500", "iso2022_jp", "hz", "utf-7"),
)
STATEFUL = ("iso2022_jp", "hz", "utf-7")
"""These have several ways to write the same text; a file in another than Python's is refused."""

ORDINARY = "aB1 '-=.5#\x0b\x0c\x1c\x1b"
BEYOND = (
    "éßñ€żжё김철表ポソ十中文אביםمرحبا"
    "\u0301\u064b\u200b\u200f\u202e\u2067\u2028\x85\xa0😀𝒜\ufeff\U000e0041"
)
DELIMITERS = ",;\t| :^~§¦a"
LINE_ENDS = ("\n", "\r\n", "\r")


# ---- the reader ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Record:
    """Where a record lies in a text, in characters."""

    start: int
    cells: tuple[tuple[int, int], ...]
    stop: int
    after: int

    @property
    def is_row(self) -> bool:
        return self.stop > self.start


def read_slowly(text: str, delimiter: str) -> list[Record]:
    """Go through a text one character at a time; fails on a quote that is never closed."""
    records = []
    at = 0
    while at < len(text):
        start, cells = at, []
        while True:
            begin = at
            if text[at : at + 1] == '"':
                at += 1
                while text[at] != '"' or text[at + 1 : at + 2] == '"':
                    at += 2 if text[at] == '"' else 1
                at += 1
            while at < len(text) and text[at] not in (delimiter, "\n", "\r"):
                at += 1
            cells.append((begin, at))
            if text[at : at + 1] != delimiter:
                break
            at += 1
        stop = at
        at += 2 if text[at : at + 2] == "\r\n" else 1 if at < len(text) else 0
        records.append(Record(start, tuple(cells), stop, at))
    return records


def meaning(raw: str) -> str:
    """Return what a cell stands for."""
    if raw[:1] != '"':
        return raw
    found, at = "", 1
    while raw[at] != '"' or raw[at + 1 : at + 2] == '"':
        found += raw[at]
        at += 2 if raw[at] == '"' else 1
    return found + raw[at + 1 :]


# ---- arbitrary files and edits ---------------------------------------------------------------


@dataclass(frozen=True)
class File:
    codec: str
    mark: bytes
    delimiter: str
    header_row: int
    text: str
    chunk: int

    @property
    def content(self) -> bytes:
        return self.mark + self.text.encode(self.codec)

    @property
    def options(self) -> ReadOptions:
        return ReadOptions(self.codec, self.delimiter, self.header_row)

    @property
    def rows(self) -> list[Record]:
        records = read_slowly(self.text, self.delimiter)
        return [each for each in records[self.header_row + 1 :] if each.is_row]


@cache
def alphabet(codec: str) -> str:
    # An escape character as text makes nonsense of what follows; it cannot be written either.
    ordinary = ORDINARY.replace("\x1b", "") if codec.startswith("iso2022") else ORDINARY
    return ordinary + "".join(c for c in BEYOND if _held(c, codec))


def _held(text: str, codec: str) -> bool:
    try:
        return text.encode(codec).decode(codec) == text
    except UnicodeError:
        return False


@st.composite
def raw_cells(draw: st.DrawFn, letters: str, delimiter: str) -> str:
    plain = "".join(c for c in letters if c != delimiter)
    kind = draw(st.sampled_from(["plain", "plain", "plain", "quoted", "junk", "literal"]))
    inner = draw(st.text(alphabet=letters + delimiter + '"\n\r', max_size=8))
    quoted = '"' + inner.replace('"', '""') + '"'
    if kind == "quoted":
        return quoted
    if kind == "junk":
        return quoted + draw(st.text(alphabet=plain, max_size=2))
    text = draw(st.text(alphabet=plain, max_size=draw(st.sampled_from([4, 4, 30]))))
    return f'{text}x"{text}"' if kind == "literal" and delimiter != "x" else text


@st.composite
def files(draw: st.DrawFn) -> File:
    codec = draw(st.sampled_from(CODECS))
    delimiter = draw(st.sampled_from([c for c in DELIMITERS if _held(c, codec)]))
    mark = codec in MARKS and draw(st.booleans())
    letters = alphabet(codec)
    width = draw(st.integers(1, 5))
    cell = raw_cells(letters, delimiter)
    line = st.lists(cell, min_size=width, max_size=width)
    ragged = st.lists(cell, min_size=1, max_size=width + 2)
    blank = st.just([""])
    lines = draw(st.lists(line | line | line | line | ragged | blank, min_size=1, max_size=10))
    ends = draw(st.sampled_from([("\n",), ("\r\n",), ("\r",), LINE_ENDS]))
    text = "".join(delimiter.join(each) + draw(st.sampled_from(ends)) for each in lines)
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    assume(not text.startswith("\ufeff"))
    assume(not text.endswith("\x1a"))
    assume(_held(text, codec))
    records = read_slowly(text, delimiter)
    header_row = draw(st.sampled_from([-1, 0, 0, 0, 1, 2]))
    assume(header_row < len(records))
    chunk = draw(st.sampled_from([8, 40, 200, tokeniser.CHUNK]))
    marks = "\ufeff".encode(codec) if mark else b""
    return File(codec, marks, delimiter, header_row, text, chunk)


@contextmanager
def in_small_steps(file: File) -> Iterator[None]:
    """Let blocks end anywhere, and what is done for many rows be done for few."""
    many = 1 if file.chunk < tokeniser.CHUNK else 16
    with (
        mock.patch.multiple(tokeniser, CHUNK=file.chunk, _SLOW_CHUNK=file.chunk, _MANY=many),
        mock.patch.multiple(gathering, _MANY_ROWS=many),
    ):
        yield


def opened(file: File) -> tuple[Roster, DelimitedSource]:
    try:
        roster, source, _ = read_delimited(file.content, file.options, Pace())
    except FileProblem as problem:
        told = str(problem)
        empty = not file.text.strip() and "empty" in told
        stateful = file.codec in STATEFUL and ("written back" in told or "not written" in told)
        assert empty or stateful, told
        assume(False)
        raise
    return roster, source


@st.composite
def edits(draw: st.DrawFn, file: File, roster: Roster) -> Changes:
    text = st.text(alphabet=alphabet(file.codec) + file.delimiter + '"\n\r\x1a', max_size=6).filter(
        lambda each: _held(each, file.codec)
    )
    cells: dict[tuple[int, int], str] = {}
    deleted: frozenset[int] = frozenset()
    if roster.n_rows:
        row = st.integers(0, roster.n_rows - 1)
        place = st.tuples(row, st.integers(0, roster.n_columns - 1))
        deleted = draw(st.frozensets(row, max_size=3))
        cells = draw(st.dictionaries(place, text, max_size=8))
        cells = {place: each for place, each in cells.items() if place[0] not in deleted}
    new_row = st.tuples(*[text] * roster.n_columns)
    added = tuple(enumerate(draw(st.lists(new_row, max_size=2)), start=1000))
    ids = st.sampled_from([*range(roster.n_rows), 1000, 1001])
    column = st.builds(NewColumn, text, st.dictionaries(ids, text, max_size=4))
    columns = tuple(draw(st.lists(column, max_size=draw(st.sampled_from([0, 0, 2])))))
    return Changes(cells, deleted, added, columns)


@st.composite
def edited(draw: st.DrawFn) -> tuple[File, Changes]:
    file = draw(files())
    roster, _ = opened(file)
    return file, draw(edits(file, roster))


# ---- what must hold --------------------------------------------------------------------------


@THOROUGH
@given(files())
def test_every_file_reads_as_the_slow_reader_has_it_and_writes_back_the_same(file: File) -> None:
    with in_small_steps(file):
        roster, source = opened(file)
        width = roster.n_columns
        wanted = [[meaning(file.text[a:b]) for a, b in each.cells] for each in file.rows]
        found = [list(row) for row in zip(*roster.columns, strict=True)]
        assert found == [(row + [""] * width)[:width] for row in wanted]
        assert roster.ragged == {i for i, row in enumerate(wanted) if len(row) != width}
        assert source.rewrite(Changes()) == file.content


@THOROUGH
@given(edited())
def test_all_bytes_outside_the_edited_spans_are_the_same_and_the_rest_reads_as_meant(
    case: tuple[File, Changes],
) -> None:
    file, changes = case
    with in_small_steps(file):
        roster, source = opened(file)
        content = source.rewrite(changes)
        again = source.reread(content, roster.n_columns + len(changes.new_columns))
    event(f"{len(changes.cells)} cells")
    assert content.startswith(file.mark)
    text = content[len(file.mark) :].decode(file.codec)
    result = read_slowly(text, file.delimiter)
    cuts = list(_cuts(file, changes, roster, result, source.splicer.header_cells))
    before = _without(file.text, [each[0] for each in cuts], file.codec)
    after = _without(text, [each[1] for each in cuts], file.codec)
    assert after == before
    rows = [each for each in result[file.header_row + 1 :] if each.is_row]
    meant = _meant(file, changes, roster)
    width = again.n_columns
    read = [[meaning(text[a:b]) for a, b in each.cells] for each in rows]
    assert [(row + [""] * width)[:width] for row in read] == meant
    assert [list(row) for row in zip(*again.columns, strict=True)] == meant


def _cuts(
    file: File, changes: Changes, roster: Roster, result: list[Record], header_cells: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Return what was edited: spans of the original and of the result, first to last."""
    width, new = roster.n_columns, len(changes.new_columns)
    records = read_slowly(file.text, file.delimiter)
    if new and file.header_row >= 0:
        header = records[file.header_row], result[file.header_row]
        yield from _row_cuts(*header, [], header_cells, new)
    ours = iter([each for each in result[file.header_row + 1 :] if each.is_row])
    row_id = -1
    old_at = at = 0
    if file.header_row >= 0:
        old_at = records[file.header_row].after
        header_end = records[file.header_row].after - records[file.header_row].stop
        at = result[file.header_row].stop + header_end
    for record in records[file.header_row + 1 :]:
        if not record.is_row:
            continue
        row_id += 1
        if row_id in changes.deleted:
            at += record.start - old_at
            old_at = record.after
            yield (record.start, record.after), (at, at)
            continue
        now = next(ours)
        columns = sorted(c for r, c in changes.cells if r == row_id)
        yield from _row_cuts(record, now, columns, width, new)
        old_at = record.after
        at = now.stop + (record.after - record.stop)  # what follows may have joined a lone CR
    added = list(ours)
    assert len(added) == len(changes.added)
    if added:
        end = len(file.text)
        begin = at + end - old_at
        yield (end, end), (begin, added[-1].after)


def _row_cuts(
    old: Record, now: Record, columns: list[int], width: int, new: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    many = len(old.cells)
    for column in columns:
        if column < many:
            yield old.cells[column], now.cells[column]
    padded = max([many, *(c + 1 for c in columns)])
    if new:
        padded = max(padded, width)
    if padded > many:
        yield (old.stop, old.stop), (now.cells[many - 1][1], now.stop)
    elif new:
        at = old.cells[width - 1][1]
        yield (at, at), (now.cells[width - 1][1], now.cells[width - 1 + new][1])


def _without(text: str, spans: list[tuple[int, int]], codec: str) -> list[bytes]:
    """Return the bytes between the spans."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    return [text[a:b].encode(codec) for a, b in zip(edges[0::2], edges[1::2], strict=True)]


def _meant(file: File, changes: Changes, roster: Roster) -> list[list[str]]:
    rows = []
    for row_id, record in enumerate(file.rows):
        cells = [meaning(file.text[a:b]) for a, b in record.cells]
        row = (cells + [""] * roster.n_columns)[: roster.n_columns]
        for (changed, column), text in changes.cells.items():
            if changed == row_id:
                row[column] = text
        row += [new.texts.get(row_id, "") for new in changes.new_columns]
        if row_id not in changes.deleted:
            rows.append(row)
    for row_id, added in changes.added:
        rows.append([*added, *(new.texts.get(row_id, "") for new in changes.new_columns)])
    return rows


@THOROUGH
@given(edited())
def test_edits_that_are_taken_back_give_the_original_bytes(case: tuple[File, Changes]) -> None:
    file, changes = case
    with in_small_steps(file):
        roster, source = opened(file)
        raw = [[file.text[a:b] for a, b in each.cells] for each in file.rows]
        cells = {
            (row, column): text
            for (row, column), text in changes.cells.items()
            if column < len(raw[row]) and _keeps_style(raw[row][column], text, file)
        }
        content = source.rewrite(Changes(cells, added=changes.added))
        _, changed, _ = read_delimited(content, file.options, Pace())
        back = {place: roster.cell(*place) for place in cells}
        gone = frozenset(range(roster.n_rows, roster.n_rows + len(changes.added)))
        original = changed.rewrite(Changes(back, gone))
    if changes.added and not file.text.endswith(("\n", "\r")):
        # The line end before the rows that were added is the last record's now.
        text = original[len(file.mark) :].decode(file.codec)
        assert text.removesuffix("\n").removesuffix("\r") == file.text
    else:
        assert original == file.content


def _keeps_style(raw: str, text: str, file: File) -> bool:
    """Whether a cell is written as it was when its text is changed and changed back."""
    must = (file.delimiter, '"', "\n", "\r")
    plain = all(c not in raw + text for c in must) and not (raw + text).endswith("\x1a")
    blank = (raw == "" or text == "") and not raw.startswith('"')  # a lone one needs its quotes
    first = text.startswith("\ufeff") or raw.startswith("\ufeff")  # is written in quotes
    quoted = raw == '"' + meaning(raw).replace('"', '""') + '"'
    return (plain and not blank and not first) or quoted


@THOROUGH
@given(files())
def test_what_is_found_out_about_a_file_reads_it_as_the_slow_reader_would(file: File) -> None:
    with in_small_steps(file):
        try:
            roster, source, _ = read_delimited(file.content, ReadOptions(), Pace())
        except FileProblem:
            return
        assert source.rewrite(Changes()) == file.content
    layout = source.layout
    text = file.content[len(layout.encoding.mark) :].decode(
        layout.encoding.codec, layout.encoding.errors
    )
    try:
        records = read_slowly(text, layout.delimiter)
    except IndexError:  # a quote that is open to the end
        return
    rows = [each for each in records[layout.header_row + 1 :] if each.is_row]
    width = roster.n_columns
    wanted = [[meaning(text[a:b]) for a, b in each.cells] for each in rows]
    assert [list(row) for row in zip(*roster.columns, strict=True)] == [
        (row + [""] * width)[:width] for row in wanted
    ]


@THOROUGH
@given(edited())
def test_the_proof_of_an_export_agrees(case: tuple[File, Changes]) -> None:
    file, changes = case
    with in_small_steps(file):
        roster, source = opened(file)
        for each in (changes, Changes(changes.cells)):
            proof = prove_splice(source, roster, each, source.rewrite(each), Pace())
            assert proof.identical
