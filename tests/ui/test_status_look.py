from itertools import combinations

import pytest
from PySide6.QtCore import QSize

from em_desktop.assets import resource
from em_desktop.review.show import Show
from em_desktop.review.signs import Sign, Signs
from em_desktop.ui.icons import icon
from em_desktop.ui.status_look import LOOKS, OF_FILTER, named, told


def shape(name):
    """Return which of the pixels of a small icon are inked."""
    image = icon(name, "#000000").pixmap(QSize(16, 16), 1.0).toImage()
    return {(x, y) for x in range(16) for y in range(16) if image.pixelColor(x, y).alpha() > 100}


def test_every_sign_has_a_look_and_every_filter_a_sign():
    assert list(LOOKS) == list(Sign)
    assert set(OF_FILTER) == set(Show) - {Show.ALL}


@pytest.mark.usefixtures("qapp")
def test_shapes_differ_by_much_more_than_a_few_pixels():
    shapes = {sign: shape(look.icon) for sign, look in LOOKS.items()}
    for one, other in combinations(shapes, 2):
        either, both = shapes[one] | shapes[other], shapes[one] & shapes[other]
        assert len(both) < 0.75 * len(either), (one, other)


@pytest.mark.parametrize("said", ["icon", "shape", "meaning"])
def test_no_two_signs_say_the_same(said):
    assert len({getattr(look, said) for look in LOOKS.values()}) == len(LOOKS)


def test_signs_are_told_in_words():
    found = Signs(Sign.LATER, (Sign.FLAGGED,))
    assert named(found) == "skipped for now, flagged"
    assert told(found).splitlines() == [
        "Skipped for now: you skipped it; it still waits.",
        "Flagged: a rule found something odd in the row.",
    ]


def test_the_guide_has_the_same_table():
    rows = (f"| {look.shape} | {sign.value} | {look.meaning} |" for sign, look in LOOKS.items())
    table = "\n".join(("| Sign | Called | Meaning |", "|---|---|---|", *rows))
    assert table in resource("help/guide.md").read_text(encoding="utf-8")
