import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.options_json import decoded_options, encoded_options
from em_desktop.files.source import ReadOptions


@given(st.data())
def test_whatever_can_be_said_of_reading_comes_back(data):
    try:
        options = data.draw(st.from_type(ReadOptions))
    except ValueError:  # choices that go together are no matter here
        return
    assert decoded_options(json.loads(json.dumps(encoded_options(options)))) == options


def test_what_nobody_said_is_not_written():
    assert encoded_options(ReadOptions(sheet="Class 3")) == {"sheet": "Class 3"}


@pytest.mark.parametrize(
    "content", [None, [], {"sheets": "A"}, {"sheet": 3}, {"header_row": True}, {"header_row": "1"}]
)
def test_what_says_nothing_of_reading_is_refused(content):
    with pytest.raises(ValueError, match=r"choice"):
        decoded_options(content)
