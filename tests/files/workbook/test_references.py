import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.workbook.references import (
    Cells,
    Reference,
    referred,
    referred_odf,
    resolved,
    spread,
)
from em_desktop.files.workbook.table_area import MAX_COLUMNS, MAX_ROWS, cell_name


def areas(formula, read=referred):
    return [(found.sheet, found.area) for found in read(formula).ranges]


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("AVERAGE(Pupils!C2:C5)", [("pupils", (1, 2, 4, 2))]),
        ('COUNTIF(B:B,"F")', [(None, (0, 1, MAX_ROWS - 1, 1))]),
        ("SUM($2:5)", [(None, (1, 0, 4, MAX_COLUMNS - 1))]),
        ("'my sh''eet'!$A$1+B$2*1.5e3", [("my sh'eet", (0, 0, 0, 0)), (None, (1, 1, 1, 1))]),
        ('IF(A1>2,TRUE,"C3")', [(None, (0, 0, 0, 0))]),
        ("LOG10(5)+a1", [(None, (0, 0, 0, 0))]),
        ("Übersicht!C5:B2", [("übersicht", (1, 1, 4, 2))]),
        ('"say ""B2"""', []),
    ],
)
def test_ranges_of_a_formula(formula, found):
    assert areas(formula) == found
    assert not referred(formula).all_else


@pytest.mark.parametrize(
    "formula",
    [
        "Table1[gender]",
        "A1#",
        "S1:S3!A1",
        "'S1:S3'!A1",
        "A1:INDEX(B:B,3)",
        "[1]Sheet1!A1",
        "'[other.xlsx]S'!A1",
        "OFFSET(A1,1,1)",
        'indirect("B2")',
        "#REF!+1",
    ],
)
def test_what_is_not_understood_may_be_anything(formula):
    assert referred(formula).all_else


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("of:=AVERAGE([.C2:.C5])", [(None, (1, 2, 4, 2))]),
        ("of:=[$Pupils.$C$2]", [("pupils", (1, 2, 1, 2))]),
        (
            "of:=[$'my sh.eet'.B2]+[.B:.B]",
            [("my sh.eet", (1, 1, 1, 1)), (None, (0, 1, 1048575, 1))],
        ),
    ],
)
def test_ranges_of_a_formula_of_libreoffice(formula, found):
    assert areas(formula, referred_odf) == found
    assert not referred_odf(formula).all_else


@pytest.mark.parametrize("formula", ["oooc:=[.A1]", "of:=['file:///a.ods'#$S.A1]", "of:=B2"])
def test_other_formulas_of_libreoffice_may_refer_to_anything(formula):
    assert referred_odf(formula).all_else


def test_names_lead_to_ranges_and_unknown_ones_to_anything():
    names = {"a": referred("B+C1"), "b": referred("A+D1")}  # a circle
    found = list(resolved(referred("SUM(A)"), names))
    assert [each and each.area for each in found] == [(0, 2, 0, 2), (0, 3, 0, 3)]
    assert list(resolved(referred("nobody"), names)) == [None]


def test_a_formula_that_is_filled_down():
    (reference,) = referred("A$1:$A2").ranges
    assert spread(reference, 3, 2) == (0, 0, 4, 2)
    assert isinstance(reference, Reference)


@given(
    st.dictionaries(
        st.integers(0, 30), st.sets(st.integers(0, 8), min_size=1, max_size=3), max_size=6
    ),
    st.tuples(st.integers(0, 30), st.integers(0, 8), st.integers(0, 30), st.integers(0, 8)),
)
def test_cells_know_which_range_holds_one_of_them(cells, corners):
    top, bottom = sorted(corners[::2])
    left, right = sorted(corners[1::2])
    inside = any(
        top <= row <= bottom and left <= column <= right
        for row, columns in cells.items()
        for column in columns
    )
    assert Cells(cells).touch((top, left, bottom, right)) == inside
    text = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
    assert areas(f"SUM({text})") == [(None, (top, left, bottom, right))]
