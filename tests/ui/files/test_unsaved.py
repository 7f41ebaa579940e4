from pathlib import Path
from types import SimpleNamespace

import pytest

from em_desktop.ui.files.unsaved import _question


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ("23 cells changed", "Your work on “a.csv” is in no file yet: 23 cells changed."),
        ("", "Your work on “a.csv” is in no file yet."),
    ],
)
def test_what_is_in_no_file_is_named_where_it_can_be(left, said):
    document = SimpleNamespace(opened=SimpleNamespace(path=Path("a.csv")), unexported=left)
    assert _question(SimpleNamespace(document=document)).text == said
