import pytest

from em_desktop.files.problem import FileProblem
from em_desktop.files.workbook.sheet_names import find_sheet

NAMES = ("Pupils", "pupils ", "Staff", "2")


@pytest.mark.parametrize(
    ("wanted", "place"),
    [("Pupils", 0), ("pupils ", 1), ("STAFF", 2), (" staff ", 2), ("2", 3), ("3", 2)],
)
def test_a_name_comes_before_a_number(wanted, place):
    assert find_sheet(NAMES, wanted) == place


@pytest.mark.parametrize("wanted", ["", "PUPILS", "0", "5", "Lists", "²"])
def test_an_unknown_or_ambiguous_name_is_told_with_those_there_are(wanted):
    with pytest.raises(FileProblem, match=f"no sheet “{wanted}”. The sheets are: 1 Pupils, 2"):
        find_sheet(NAMES, wanted)
