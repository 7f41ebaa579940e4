import pytest

from em_desktop.review.differences import Difference, Differences, Kind, Who
from em_desktop.review.sifting import Key, Sift, sifted, sorted_by

FOUND = Differences.of(
    [
        Difference(Kind.COLUMN_ADDED, header="note", who=Who.EDITED),
        Difference(Kind.CELL, 1, 1, "Zoë", "gender", "", "f", Who.THRESHOLD, 0.96, 0.9),
        Difference(Kind.CELL, 2, 1, "ann", "gender", "?", "m", Who.ACCEPTED, 0.7),
        Difference(Kind.CELL, 3, 2, "Ben", "height", "17O", "170", Who.EDITED),
        Difference(Kind.ROW_DELETED, 9, name="Cy", old="Cy · 180", who=Who.EDITED),
    ]
)


@pytest.mark.parametrize(
    ("sift", "text", "places"),
    [
        (Sift.ALL, "", [0, 1, 2, 3, 4]),
        (Sift.ACCEPTED, "", [1, 2]),
        (Sift.BY_HAND, "", [3]),
        (Sift.ROWS, "", [0, 4]),
        (Sift.ALL, "ZOË", [1]),
        (Sift.ALL, "17", [3]),
        (Sift.ROWS, "180", [4]),
        (Sift.ACCEPTED, "height", []),
    ],
)
def test_what_is_shown(sift, text, places):
    assert sifted(FOUND, sift, text).tolist() == places


@pytest.mark.parametrize(
    ("key", "descending", "places"),
    [
        (Key.ROW, True, [4, 3, 2, 1, 0]),
        (Key.NAME, False, [0, 2, 3, 4, 1]),
        (Key.PROBABILITY, False, [2, 1, 0, 3, 4]),
        (Key.PROBABILITY, True, [1, 2, 0, 3, 4]),
        (Key.WHO, False, [2, 1, 0, 3, 4]),
        (Key.NEW, True, [2, 1, 3, 0, 4]),
    ],
)
def test_in_which_order(key, descending, places):
    found = sorted_by(FOUND, sifted(FOUND, Sift.ALL), key, descending=descending)
    assert found.tolist() == places
