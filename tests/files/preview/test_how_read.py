import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.cell_range import CellRange
from em_desktop.files.preview.how_read import HowRead, decoded, encoded
from em_desktop.files.source import ReadOptions
from em_desktop.roster.options import ReadingOptions, Unit

RANGES = st.none() | st.builds(CellRange, st.integers(0, 99), st.integers(0, 99))
OPTIONS = st.builds(
    ReadOptions,
    st.none() | st.just("cp1250"),
    st.none() | st.sampled_from(",;\t"),
    st.none() | st.integers(-1, 9),
    st.none() | st.text(max_size=9),
    RANGES,
)
HOW = st.builds(
    HowRead, OPTIONS, st.none() | st.sampled_from(Unit), st.none() | st.sampled_from(".,")
)


@given(HOW)
def test_what_is_kept_comes_back(how):
    assert decoded(json.loads(json.dumps(encoded(how)))) == how


@pytest.mark.parametrize(
    "nonsense",
    [
        *(None, 7, "cm", [], {}),
        *({"options": {}, "unit": "league"}, {"options": {}, "decimal_mark": ";"}),
        *({"options": {"header_row": "1"}}, {"options": {"area": "all"}}, {"options": None}),
    ],
)
def test_what_makes_no_sense_is_nothing(nonsense):
    assert decoded(nonsense) is None


def test_it_says_how_text_becomes_values_and_leaves_the_words_for_missing():
    how = HowRead(unit=Unit.INCH, decimal_mark=",")
    applied = how.applied(ReadingOptions(missing_words=("gone",)))
    assert applied == ReadingOptions(Unit.INCH, ",", ("gone",))
    assert HowRead.of(ReadOptions(), applied) == how
