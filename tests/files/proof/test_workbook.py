"""What is claimed of a written workbook is compared: all that lies outside of the changed cells."""

import io
import re
import zipfile
from contextlib import suppress

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from em_desktop.files.cell_range import column_letters
from em_desktop.files.exporting import Manner, in_the_way, prepare
from em_desktop.files.obstacles import without
from em_desktop.files.opening import open_bytes
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem, ReadCancelled
from em_desktop.files.proof.proof import Proof, prove_splice
from em_desktop.files.proof.workbook import UNREADABLE
from em_desktop.files.source import Format, Opened, ReadOptions
from em_desktop.files.workbook.archive import Archive
from em_desktop.files.writing import write_table
from em_desktop.review.changes import Changes, NewColumn
from em_desktop.review.workspace import Workspace
from em_desktop.roster.roles import Roles

NAMES = ("name", "gender", "height")
XLSX_SHEET, ODS_SHEET = "xl/worksheets/sheet1.xml", "content.xml"
WORDS = st.sampled_from(["", "Ann", "f", "m", "160", "a&b", " x ", "<", "two\nlines"])
EXTRAS = ["<!-- <row r='1'> -->", "<?x <c?>", ""]


def opened_of(content: bytes, header_row: int = 0) -> Opened:
    return open_bytes(content, None, ReadOptions(header_row=header_row), Pace())


def written(opened: Opened, changes: Changes) -> tuple[bytes, Proof]:
    workspace = Workspace(opened.roster, opened.roster, Roles())
    done = prepare(opened, workspace, changes, Manner(opened.source.format))
    return done.content, done.proof


def proven(opened: Opened, changes: Changes, content: bytes) -> Proof:
    return prove_splice(opened.source, opened.roster, changes, content, Pace())


def part(content: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(content)).read(name)


@st.composite
def xlsx_sheets(draw: st.DrawFn) -> bytes:
    """A workbook with a sheet as any program may write it: gaps, notes, prefixes, blanks."""
    p = draw(st.sampled_from(["", "x:"]))
    gap = st.sampled_from(["", "\n  "])
    table = [NAMES, *draw(st.lists(st.tuples(*[WORDS] * 3), min_size=1, max_size=5))]
    numbered = draw(st.booleans())
    rows, at = [], 0
    spans = draw(st.booleans())
    for record in table:
        at += 1 if not numbered else draw(st.integers(1, 2))
        cells = ""
        for column, text in enumerate(record):
            if not text and draw(st.booleans()):
                continue
            value = f"<{p}is><{p}t xml:space='preserve'>{_xml(text)}</{p}t></{p}is>" if text else ""
            kind = " t='inlineStr'" if text else ""
            style = draw(st.sampled_from(["", ' s="0"']))
            cells += f'<{p}c r="{column_letters(column)}{at}"{style}{kind}>{value}</{p}c>'
            cells += draw(gap)
        if draw(st.booleans()):
            cells += f'<{p}c r="F{at}" s="0"/>'
        note = ' spans="1:3"' if spans else ""
        rows.append(f'<{p}row r="{at}"{note}>{draw(gap)}{cells}</{p}row>{draw(gap)}')
    extra = draw(st.sampled_from(EXTRAS))
    size = f'<{p}dimension ref="A1:C{at}"/>' if draw(st.booleans()) else ""
    ns = "xmlns:x" if p else "xmlns"
    sheet = (
        f'<?xml version="1.0"?><{p}worksheet {ns}='
        f'"http://schemas.openxmlformats.org/spreadsheetml/2006/main">{size}{extra}'
        f"<{p}sheetData>{''.join(rows)}</{p}sheetData>{extra}"
        f'<{p}pageMargins left="0.7" right="0.7"/></{p}worksheet>'
    )
    base = write_table(NAMES, [("a", "b", "1")], Format.XLSX)
    return Archive(base).replaced({XLSX_SHEET: sheet.encode()})


@st.composite
def ods_sheets(draw: st.DrawFn) -> bytes:
    """A workbook with runs of rows and cells, a comment, and a sheet before and behind."""
    rows = ""
    for record in [NAMES, *draw(st.lists(st.tuples(*[WORDS] * 3), min_size=1, max_size=5))]:
        cells, column = "", 0
        while column < len(record):
            text = record[column]
            times = 1
            while column + times < len(record) and record[column + times] == text:
                times += 1
            cells += _ods_cell(text, times, draw(st.booleans()))
            column += times
        if draw(st.booleans()):
            cells += '<table:table-cell table:number-columns-repeated="16381"/>'
        many = draw(st.integers(1, 3)) if record != NAMES else 1
        repeated = f' table:number-rows-repeated="{many}"' if many > 1 else ""
        rows += f'<table:table-row table:style-name="ro1"{repeated}>{cells}</table:table-row>'
        rows += draw(st.sampled_from(["", "\n "]))
    if draw(st.booleans()):
        rows += (
            '<table:table-row table:number-rows-repeated="1000">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        )
    other = '<table:table table:name="{}"><table:table-row><table:table-cell/></table:table-row>'
    other += "</table:table>"
    body = (
        f'{other.format("Before")}<table:table table:name="Pupils"><table:table-column '
        f'table:number-columns-repeated="{draw(st.integers(3, 5))}"/>{rows}</table:table>'
        f"{other.format('Behind')}"
    )
    base = write_table(NAMES, [("a", "b", "1")], Format.ODS)
    xml = part(base, ODS_SHEET).decode()
    xml = re.sub(r"(<office:spreadsheet>).*(</office:spreadsheet>)", lambda m: m[1] + body + m[2],
                 xml, flags=re.DOTALL)  # fmt: skip
    return Archive(base).replaced({ODS_SHEET: xml.encode()})


def _ods_cell(text: str, times: int, styled: bool) -> str:
    raw = ' table:style-name="ce1"' if styled else ""
    raw += f' table:number-columns-repeated="{times}"' if times > 1 else ""
    note = "<office:annotation><text:p>ask</text:p></office:annotation>" if styled else ""
    paragraphs = "".join(f"<text:p>{_xml(line)}</text:p>" for line in text.split("\n") if line)
    kind = ' office:value-type="string"' if text else ""
    return f"<table:table-cell{raw}{kind}>{note}{paragraphs}</table:table-cell>"


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@st.composite
def edits(draw: st.DrawFn, opened: Opened, *, rows: bool = True) -> Changes:
    """Changes that the workbook can take."""
    n, width = opened.roster.n_rows, opened.roster.n_columns
    assume(n > 0)
    places = st.tuples(st.integers(0, n - 1), st.integers(0, width - 1))
    ids = st.integers(0, n - 1)
    changes = Changes(
        draw(st.dictionaries(places, WORDS, max_size=4)),
        draw(st.frozensets(ids, max_size=2)) if rows else frozenset(),
        tuple(
            (1000 + i, tuple(draw(WORDS) for _ in range(width)))
            for i in range(draw(st.integers(0, 2)) if rows else 0)
        ),
        tuple(
            NewColumn(f"new {i}", draw(st.dictionaries(ids, WORDS, max_size=2)))
            for i in range(draw(st.integers(0, 2)))
        ),
    )
    workspace = Workspace(opened.roster, opened.roster, Roles())
    found = in_the_way(opened, workspace, changes, Manner(opened.source.format))
    return without(changes, found, width)


@pytest.mark.parametrize("sheets", [xlsx_sheets(), ods_sheets()], ids=["xlsx", "ods"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_written_rightly_is_proven(sheets: st.SearchStrategy, data: st.DataObject) -> None:
    opened = opened_of(data.draw(sheets))
    changes = data.draw(edits(opened))
    _, proof = written(opened, changes)
    assert {each.name for each in proof.parts} <= {opened.source.part}


def _own(opened: Opened, xml: bytes, changes: Changes) -> list[tuple[int, int]]:
    """Where the written XML of the changed cells lies; they may say anything that reads right."""
    columns = [column_letters(c) for c in opened.source.area.columns]
    rows = opened.source.area.rows
    found = []
    for row_id, column in changes.cells:
        name = f"{columns[column]}{rows[row_id] + 1}".encode()
        pattern = rb'<(x:)?c r="%b"[^>]*?(/>|>.*?</(x:)?c>)' % name
        found += [match.span() for match in re.finditer(pattern, xml, re.DOTALL)]
    return found


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_byte_of_a_sheet_that_differs_elsewhere_is_noticed(data: st.DataObject) -> None:
    opened = opened_of(data.draw(xlsx_sheets()))
    n, width = opened.roster.n_rows, opened.roster.n_columns
    assume(n)
    places = st.tuples(st.integers(0, n - 1), st.integers(0, width - 1))
    changes = Changes(data.draw(st.dictionaries(places, WORDS, max_size=3)))
    content, right = written(opened, changes)
    xml = bytearray(part(content, XLSX_SHEET))
    at = data.draw(st.integers(0, len(xml) - 1))
    assume(not any(start <= at < end for start, end in _own(opened, bytes(xml), changes)))
    xml[at] ^= data.draw(st.sampled_from([1, 2, 4, 8, 16, 32]))
    _is_noticed(opened, changes, Archive(content).replaced({XLSX_SHEET: bytes(xml)}), right)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_byte_outside_of_the_written_rows_of_a_content_is_noticed(data: st.DataObject) -> None:
    opened = opened_of(data.draw(ods_sheets()))
    changes = data.draw(edits(opened))
    content, right = written(opened, changes)
    old, xml = part(opened.source.content, ODS_SHEET), bytearray(part(content, ODS_SHEET))
    common = next((i for i, (a, b) in enumerate(zip(old, xml, strict=False)) if a != b), len(xml))
    same_end = next(
        (i for i, (a, b) in enumerate(zip(old[::-1], xml[::-1], strict=False)) if a != b), len(xml)
    )
    at = data.draw(st.integers(0, len(xml) - 1))
    assume(not common <= at < len(xml) - same_end)
    xml[at] ^= data.draw(st.sampled_from([1, 2, 4, 8, 16, 32]))
    _is_noticed(opened, changes, Archive(content).replaced({ODS_SHEET: bytes(xml)}), right)


def _is_noticed(opened: Opened, changes: Changes, content: bytes, right: Proof) -> None:
    with suppress(FileProblem):
        assert proven(opened, changes, content) != right


BASE = {
    Format.XLSX: write_table(NAMES, [("Ann", "f", "1"), ("Bo", "", "2"), ("Cy", "", "3")],
                             Format.XLSX),
    Format.ODS: write_table(NAMES, [("Ann", "f", "1"), ("Bo", "", "2"), ("Cy", "", "3")],
                            Format.ODS),
}  # fmt: skip
KINDS = {
    "cells": Changes({(1, 1): "m", (2, 1): "f"}),
    "rows go": Changes({(2, 1): "f"}, deleted=frozenset({0})),
    "rows come": Changes({(2, 1): "f"}, added=((9, ("Di", "", "4")),)),
    "columns": Changes({(1, 1): "m"}, new_columns=(NewColumn("by", {1: "EM"}),)),
}


@pytest.mark.parametrize("changes", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("format_", BASE)
def test_a_difference_in_any_other_part_is_refused(format_: Format, changes: Changes) -> None:
    opened = opened_of(BASE[format_])
    content, _ = written(opened, changes)
    archive = Archive(content)
    others = [name for name in archive.names if name != opened.source.part]
    assert others
    for name in others:
        wrong = archive.replaced({name: archive.read(name) + b" "})
        with pytest.raises(FileProblem, match="nothing was written"):
            proven(opened, changes, wrong)


# In the written sheet, what reads back as the same table.
SPOILT = {
    Format.XLSX: {
        "style": ('<c r="A2"', '<c s="0" r="A2"'),
        "row's height": ('<row r="2"', '<row ht="30" r="2"'),
        "row's style": ('<row r="3"', '<row s="0" customFormat="1" r="3"'),
        "cell beside the table": ("</row>", '<c r="H1" s="0"/></row>'),
        "row below": ("</sheetData>", '<row r="99"/></sheetData>'),
        "after the rows": ("</sheetData>", "</sheetData><phoneticPr/>"),
        "space": ("</sheetData>", " </sheetData>"),
    },
    Format.ODS: {
        "another sheet": ("</table:table>", '</table:table><table:table table:name="T"/>'),
        "row's style": ("<table:table-row>", '<table:table-row table:style-name="x">'),
        "style": ("<office:body>", "<office:automatic-styles/><office:body>"),
        "cell behind": ("</table:table-row>", "<table:table-cell/></table:table-row>"),
        "row below": ("</table:table>", "<table:table-row/></table:table>"),
    },
}
SPOILT_CASES = [
    pytest.param(format_, edit, id=f"{format_.name}: {name}")
    for format_, edits_ in SPOILT.items()
    for name, edit in edits_.items()
]


@pytest.mark.parametrize("changes", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize(("format_", "edit"), SPOILT_CASES)
def test_what_differs_in_the_sheet_besides_its_cells_is_refused(
    format_: Format, edit: tuple[str, str], changes: Changes
) -> None:
    opened = opened_of(BASE[format_])
    content, _ = written(opened, changes)
    name = opened.source.part
    xml = part(content, name).decode()
    if edit[0] not in xml:
        pytest.skip("the written sheet has no such place")
    wrong = Archive(content).replaced({name: xml.replace(*edit, 1).encode()})
    with pytest.raises(FileProblem, match="nothing was written"):
        proven(opened, changes, wrong)


def test_what_follows_from_the_changes_is_told_by_name() -> None:
    opened = opened_of(BASE[Format.XLSX])
    assert written(opened, KINDS["cells"])[1].sentences == ("2 cells changed, all else identical.",)
    _, proof = written(opened, KINDS["rows go"])
    assert (
        proof.sentences[0]
        == "1 cell changed and 1 row deleted. All else is identical but for this:"
    )
    assert "The rows below the deleted ones moved up" in proof.sentences[1]


def test_runs_that_were_split_are_told() -> None:
    rows = [("Ann", "", "")]
    base = write_table(NAMES, rows, Format.ODS)
    xml = part(base, ODS_SHEET).decode()
    cut = xml.rindex("<table:table-row")
    xml = xml[:cut] + xml[cut:].replace(
        "<table:table-row", '<table:table-row table:number-rows-repeated="3"', 1
    )
    opened = opened_of(Archive(base).replaced({ODS_SHEET: xml.encode()}))
    assert opened.roster.n_rows == 3
    _, proof = written(opened, Changes({(1, 1): "f"}))
    assert "equal neighbours" in proof.sentences[1]
    assert not proof.identical


def test_an_original_that_python_cannot_read_is_not_taken_for_torn() -> None:
    rows = [("Ann", "f", "160"), ("Ben", "", "180")]
    content = bytearray(write_table(("name", "gender", "height"), rows, Format.XLSX))
    sheet = content.index(b"xl/worksheets/sheet1.xml", content.index(b"PK\1\2")) - 46
    content[sheet + 24 : sheet + 28] = (7).to_bytes(4, "little")  # its size, wrongly
    _, proof = written(opened_of(bytes(content)), Changes({(1, 1): "m"}))
    assert [part.why for part in proof.parts] == [UNREADABLE]


def test_the_comparison_of_a_large_sheet_can_be_cancelled() -> None:
    opened = opened_of(BASE[Format.XLSX])
    content, _ = written(opened, KINDS["cells"])
    with pytest.raises(ReadCancelled):
        prove_splice(
            opened.source,
            opened.roster,
            KINDS["cells"],
            content,
            Pace(cancelled=lambda: True),
        )


def test_where_parts_cannot_be_compared_nothing_is_claimed_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise zipfile.BadZipFile

    opened = opened_of(BASE[Format.XLSX])
    content = opened.source.rewrite(KINDS["cells"])
    monkeypatch.setattr(zipfile, "ZipFile", refuse)
    first, second = proven(opened, KINDS["cells"], content).sentences
    assert first == "2 cells changed."
    assert "keeps its other parts from being compared" in second
