import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.review.report.rows_left import row_numbers


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        ((), ""),
        ((0,), "1"),
        ((0, 4), "1 and 5"),
        ((0, 1, 5, 6, 7), "1, 2 and 6–8"),
        ((999,), "1,000"),
    ],
)
def test_rows_are_named_by_number(ids, said):
    assert row_numbers(ids) == said


def test_what_is_too_much_is_counted():
    assert row_numbers(range(0, 100, 2), most=2) == "1, 3 and 48 more"


@given(st.sets(st.integers(0, 300)))
def test_each_row_is_named_once(ids):
    said = row_numbers(sorted(ids)).replace(" and ", ", ")
    found = []
    for part in filter(None, said.split(", ")):
        first, _, last = part.partition("–")
        found += range(int(first) - 1, int(last or first))
    assert found == sorted(ids)
