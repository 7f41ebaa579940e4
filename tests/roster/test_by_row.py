"""What is known of distinct texts, asked by row."""

import numpy as np
import pytest

from em_desktop.roster.by_row import ByRow


def test_rows_have_what_is_known_of_their_text() -> None:
    found = ByRow({0: "a", 2: "c"}, np.array([2, 1, 0, 2, 0]), np.array([0, 2, 3]))
    assert dict(found) == {0: "c", 2: "a", 3: "c"}
    assert found.get(4) is None, "its text has a value, but the row is settled"
    assert 1 not in found
    with pytest.raises(KeyError):
        found[99]
    assert found.holds(np.array([3, 4, 0])).tolist() == [True, False, True]
    assert found.rows_of([0]).tolist() == [2]
    assert found.rows_of([0, 2]).tolist() == [0, 2, 3]


def test_nothing_is_known() -> None:
    nothing: ByRow[str] = ByRow.nothing()
    assert (len(nothing), list(nothing), nothing.get(0)) == (0, [], None)
    assert nothing.rows_of([0]).tolist() == []
