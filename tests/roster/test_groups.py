import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.groups import read_groups
from em_desktop.roster.table import texts


def test_groups_are_named_as_written_in_natural_order() -> None:
    codes, names = read_groups(texts(["10b", "9a", "", "9A ", "NA", "10b"]), ("na",))
    assert names == ("9a", "10b")
    assert codes.tolist() == [1, 0, -1, 0, -1, 1]


def test_no_groups() -> None:
    codes, names = read_groups(texts([]), ())
    assert codes.shape == (0,)
    assert names == ()


@given(st.lists(st.text(st.characters(), max_size=5) | st.sampled_from(["9a", "10a", "²", "٣a"])))
def test_any_column_has_groups(cells: list[str]) -> None:
    codes, names = read_groups(texts(cells), ("na",))
    assert set(np.unique(codes)) <= set(range(-1, len(names)))
    assert len(set(names)) == len(names)
