import pytest

from em_desktop.roster.column_names import ColumnError, find_column

HEADER = ("Name", "name", "Sex", "2", "", "Height (cm)")


@pytest.mark.parametrize(
    ("wanted", "column"),
    [("Name", 0), ("name", 1), ("sex", 2), (" SEX ", 2), ("2", 3), ("1", 0), ("6", 5)],
)
def test_a_header_comes_before_a_number(wanted, column):
    assert find_column(HEADER, wanted) == column


def test_two_columns_that_differ_in_case_only_are_ambiguous_otherwise():
    with pytest.raises(ColumnError, match="numbers 1 and 2"):
        find_column(HEADER, "NAME")


def test_two_columns_of_one_name_are_ambiguous():
    with pytest.raises(ColumnError, match="numbers 1 and 3"):
        find_column(("sex", "height", "sex"), "sex")


@pytest.mark.parametrize("wanted", ["gender", "0", "7", "-1", "²", "1.0"])
def test_an_unknown_column_is_told_with_those_there_are(wanted):
    with pytest.raises(ColumnError, match=r"1 Name, 2 name, 3 Sex, 4 2, 5, 6 Height \(cm\)"):
        find_column(HEADER, wanted)


def test_a_wide_table_is_listed_in_part():
    with pytest.raises(ColumnError) as problem:
        find_column([f"column {i} {'x' * 100}" for i in range(10_000)], "gender")
    assert "and 9960 more" in str(problem.value)
    assert len(str(problem.value)) < 3000


def test_a_long_name_is_not_repeated_whole():
    with pytest.raises(ColumnError) as problem:
        find_column(HEADER, "x" * 100_000)
    assert len(str(problem.value)) < 200


def test_a_table_without_columns_has_none():
    with pytest.raises(ColumnError, match="are: none"):
        find_column((), "gender")
