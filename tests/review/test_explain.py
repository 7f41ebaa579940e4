"""Why a suggestion is what it is."""

from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em.sources import Source
from em_desktop.review.explain import confidence, explain
from em_desktop.roster.roles import Roles

MEASUREMENT, NAME, GROUP = Source.MEASUREMENT, Source.NAME, Source.GROUP
GIRLS, BOYS = ("Ada", "Mia", "Lea", "Eva"), ("Tom", "Ben", "Max", "Leo")


def known(i, sizes=(0, 0)):
    """A pupil of class A or B; girls about 160, boys about 176, and taller by class."""
    boy, room = i % 2, i // 2 % 2
    height = (160, 176)[boy] + sizes[room] + 1.1 * ((7 * i) % 20 - 9.5)
    return (f"{(GIRLS, BOYS)[boy][i // 4 % 4]} P{i}", "fm"[boy], f"{height:.1f}", "AB"[room])


def school(desk_of, missing, evidence, sizes=(0, 0)):
    rows = [known(i, sizes) for i in range(120)] + list(missing)
    roles = Roles(name=0, category=1, measurement=2, group=3)
    desk = desk_of(rows, roles)
    desk.workspace = replace(desk.workspace, evidence=frozenset(evidence))
    desk.infer()
    return desk


def told(desk, row_id=120):
    return explain(desk.suggestions, row_id, desk.workspace, desk.reading)


def test_one_measurement(desk_of):
    desk = school(desk_of, [("X", "", "190", "A")], {MEASUREMENT})
    found = told(desk)
    assert [part.key for part in found.parts] == ["share", "measurement", "caution"]
    assert found.sentence == (
        "Almost certainly m: this height is far more usual among m than among f."
    )
    assert (found.label, found.opening) == ("m", "Almost certainly")
    assert found.note == ""
    labels = desk.suggestions.labels
    assert (labels[found.best], labels[found.rival]) == ("m", "f")


def test_the_parts_add_up_to_the_probability(desk_of):
    desk = school(
        desk_of, [("Ada X", "", "171", "A"), ("Ben", "", "160", "B")], {MEASUREMENT, NAME, GROUP}
    )
    for row_id in (120, 121):
        found = told(desk, row_id)
        odds = np.exp(sum(part.log_odds for part in found.parts))
        p = desk.suggestions.of(row_id).probability
        assert odds == pytest.approx(p / (1 - p))
        assert np.exp(found.together.log_odds) == pytest.approx(odds)


def test_a_name_and_a_height_at_odds(desk_of):
    desk = school(desk_of, [("Ada X", "", "171", "A")], {MEASUREMENT, NAME})
    found = told(desk)
    by_key = {part.key: part for part in found.parts}
    assert found.label == "f"
    assert by_key["name"].value.endswith(" to 1 f")
    assert by_key["measurement"].value.endswith(" to 1 m")
    assert "the first name speaks clearly for f, more than the height does for m" in found.reason


def test_a_row_with_a_name_alone(desk_of):
    desk = school(desk_of, [("Tom X", "", "", "A")], {MEASUREMENT, NAME})
    found = told(desk)
    assert found.reason == "the first name speaks clearly for m"
    assert {part.key: part.value for part in found.parts}["measurement"] == "not known"


def test_classes_that_differ_are_where_heights_are_compared(desk_of):
    sizes = (-15, 15)
    desk = school(
        desk_of, [("X", "", "160", "A"), ("Y", "", "160", "B")], {MEASUREMENT, GROUP}, sizes
    )
    first, second = told(desk, 120), told(desk, 121)
    assert first.label == "m"
    assert second.label == "f"
    assert first.reason.startswith("in class A this height is ")
    assert first.note == "The curves over the bars are of all rows, not of class A."


def test_classes_that_do_not_differ_need_no_note(desk_of):
    desk = school(desk_of, [("X", "", "168", "A")], {MEASUREMENT, GROUP})
    assert told(desk).note == ""


@pytest.mark.parametrize("row_id", [0, 119, 121, -1])
def test_a_row_without_a_suggestion_needs_no_explanation(desk_of, row_id):
    desk = school(desk_of, [("X", "", "190", "A"), ("Y", "", "", "A")], {MEASUREMENT})
    assert told(desk, row_id) is None


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.95, "Almost certainly"),
        (0.9499, "Probably"),
        (0.8, "Probably"),
        (0.79, "Perhaps"),
        (0.6, "Perhaps"),
        (0.59, "Hard to tell, perhaps"),
    ],
)
def test_how_sure_in_words(probability, words):
    assert confidence(probability) == words
