"""Any edits of workbooks with formulas, merged and protected cells: named, or written."""

import io
import zipfile

import openpyxl
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import PatternFill, Protection
from openpyxl.worksheet.formula import ArrayFormula

from em_desktop.files.obstacles import Kind, without
from em_desktop.files.source import ReadOptions
from em_desktop.files.xlsx.source import read_xlsx
from em_desktop.review.changes import Changes

N_COLUMNS = 4
TEXTS = st.sampled_from(["F", "M", "172", "=1+1", "a  b", "<&>", "", "\n", "1.72 m", "ü", "-5"])
VALUES = st.one_of(
    TEXTS.filter(lambda text: text != "=1+1"),  # which openpyxl would take for a formula
    st.integers(-5, 200),
    st.floats(1, 200).map(lambda x: round(x, 2)),
)
SHEET = "xl/worksheets/sheet1.xml"


@st.composite
def workbooks(draw):
    """A workbook, and which cells may not be written, as row id and column."""
    n_rows = draw(st.integers(2, 6))
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([f"h{column}" for column in range(N_COLUMNS)])
    for _row in range(n_rows):
        sheet.append(["x", *[draw(VALUES) for _ in range(N_COLUMNS - 1)]])
    every = [(row, column) for row in range(n_rows) for column in range(1, N_COLUMNS)]
    forbidden = {}
    for row, column in draw(st.sets(st.sampled_from(every), max_size=3)):
        sheet.cell(row + 2, column + 1).value = "=A2&B$2"
        forbidden[row, column] = Kind.FORMULA
    if draw(st.booleans()) and not any(column == 3 for _, column in forbidden):
        sheet["D2"] = ArrayFormula("D2:D3", "=A2:A3")
        forbidden |= {(0, 3): Kind.FORMULA, (1, 3): Kind.FORMULA}
    if draw(st.booleans()) and (n_rows - 1, 2) not in forbidden:
        sheet.merge_cells(start_row=n_rows + 1, end_row=n_rows + 1, start_column=2, end_column=3)
        forbidden[n_rows - 1, 2] = Kind.MERGED
    if draw(st.booleans()):
        sheet.protection.enable()
        for row, column in every:
            if draw(st.booleans()):
                sheet.cell(row + 2, column + 1).protection = Protection(locked=False)
            else:
                forbidden.setdefault((row, column), Kind.PROTECTED)
        forbidden |= {(row, 0): Kind.PROTECTED for row in range(n_rows)}
    for row, column in draw(st.sets(st.sampled_from(every), max_size=4)):
        sheet.cell(row + 2, column + 1).fill = PatternFill("solid", fgColor="FFFF00")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue(), n_rows, forbidden


def cells(content: bytes) -> dict[str, tuple[object, ...]]:
    """What openpyxl finds in each cell."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return {
        cell.coordinate: (
            getattr(cell.value, "text", cell.value),
            cell.fill.fgColor.rgb if cell.has_style else None,
            cell.protection.locked if cell.has_style else None,
        )
        for row in sheet.iter_rows()
        for cell in row
        if not isinstance(cell, openpyxl.cell.cell.MergedCell)
    }


@given(workbook=workbooks(), choice=st.data())
def test_cells_are_named_or_written_and_all_others_stay(workbook, choice):
    content, n_rows, forbidden = workbook
    opened = read_xlsx(content, None, ReadOptions(header_row=0))
    roster, source = opened.roster, opened.source
    columns = [int(name[1:]) for name in roster.header]
    places = st.tuples(st.integers(0, n_rows - 1), st.integers(0, len(columns) - 1))
    edits = choice.draw(st.dictionaries(places, TEXTS, min_size=1, max_size=6))
    changes = Changes(cells=edits)
    differing = {(r, c): t for (r, c), t in edits.items() if roster.cell(r, c) != t}
    expected = {
        (row, c): forbidden[row, columns[c]]
        for row, c in differing
        if (row, columns[c]) in forbidden
    }
    found = source.obstacles(changes)
    named = {cell for obstacle in found for cell in obstacle.cells}
    assert named == set(expected)
    assert {obstacle.kind for obstacle in found} >= set(expected.values())
    left = without(changes, found, len(columns))
    assert source.obstacles(left) == ()
    written = source.rewrite(left)
    again = source.reread(written, len(columns))
    for row in range(n_rows):
        for c in range(len(columns)):
            assert again.cell(row, c) == left.cells.get((row, c), roster.cell(row, c))
    before, after = cells(content), cells(written)
    touched = {f"{'ABCD'[columns[c]]}{row + 2}" for row, c in differing if (row, c) not in expected}
    for place, (value, fill, locked) in before.items():
        assert after[place][1:] == (fill, locked)
        if place not in touched:
            assert after[place][0] == value
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(io.BytesIO(written)) as new,
    ):
        assert old.namelist() == new.namelist()
        assert all(old.read(n) == new.read(n) for n in old.namelist() if n != SHEET)
