"""The parts of an explanation in words."""

from types import SimpleNamespace

import numpy as np
import pytest

from em_desktop.em.missingness import Missingness, MissingnessKind
from em_desktop.review.duels import Duels
from em_desktop.review.parts import Parts


class Known:
    """Stands in for what is known of a row."""

    measurement = "height"

    def __init__(self, noun="height", place="", has_name=True):
        self.noun, self.where, self.name = noun, place, has_name

    def measured(self, _at):
        return self.noun

    def place(self, _at):
        return self.where

    def has_name(self, _at):
        return self.name


def parts(known=None, *, recorded=100, kind=None, **odds):
    """Parts of a suggestion for boy against girl, with odds for each."""
    missingness = None if kind is None else Missingness(kind, {})
    suggestions = SimpleNamespace(
        labels=("boy", "girl", "other"),
        fit=SimpleNamespace(missingness=missingness),
        encoding=SimpleNamespace(recorded=np.array([recorded, 0])),
    )
    logs = np.log(np.array([list(odds.values())], dtype=float)).T
    duel = Duels(np.array([0]), np.array([1]), tuple(odds), logs, logs.sum(axis=0))
    return Parts(suggestions, duel, 0, known or Known())


def only(*arguments, **more):
    [part] = parts(*arguments, **more).each()
    return part


@pytest.mark.parametrize(
    ("odds", "value", "sentence", "favours"),
    [
        (6, "6 to 1 boy", "The height speaks for boy: 6 to 1.", 0),
        (1 / 6, "6 to 1 girl", "The height speaks for girl: 6 to 1.", 1),
        (1.2, "1.2 to 1 boy", "The height leans to boy: 1.2 to 1.", 0),
        (1.01, "even", "The height says nothing.", None),
    ],
)
def test_a_measurement(odds, value, sentence, favours):
    part = only(measurement=odds)
    assert (part.title, part.value, part.sentence) == ("height", value, sentence)
    assert part.favours == favours
    assert part.log_odds == pytest.approx(np.log(odds))


def test_details_tell_the_number_that_adds_up():
    assert only(name=20).details == "The first name speaks for boy: 20 to 1. (log odds +3.00)"
    assert only(name=0.05).details.endswith("(log odds -3.00)")


def test_several_measurements():
    both = Known("measurements")
    assert only(both, measurement=6).sentence == "The measurements speak for boy: 6 to 1."
    assert only(both, measurement=1.2).sentence == "The measurements lean to boy: 1.2 to 1."
    assert only(both, measurement=1).sentence == "The measurements say nothing."


def test_what_is_not_known_says_so():
    part = only(Known(""), measurement=1)
    assert (part.title, part.value, part.favours) == ("height", "not known", None)
    assert part.sentence == "No height is known of this row."
    part = only(Known(has_name=False), name=1)
    assert (part.title, part.value) == ("first name", "not known")
    assert part.sentence == "No first name is known of this row."


@pytest.mark.parametrize(
    ("odds", "place", "sentence"),
    [
        (1.2, "", "boy is a little more frequent here: 1.2 to 1."),
        (0.4, "", "girl is more frequent here: 2.5 to 1."),
        (12, "in class 7b", "boy is far more frequent in class 7b: 12 to 1."),
        (1, "", "boy and girl are equally frequent here."),
    ],
)
def test_how_frequent(odds, place, sentence):
    part = only(Known(place=place), share=odds)
    assert (part.title, part.sentence) == ("how frequent", sentence)


def test_how_frequent_among_the_missing_where_that_differs():
    part = only(share=3, kind=MissingnessKind.BY_CATEGORY)
    assert part.sentence == "boy is more frequent among the rows to fill in: 3 to 1."
    assert only(share=3, kind=MissingnessKind.AT_RANDOM).sentence.endswith("here: 3 to 1.")


@pytest.mark.parametrize(
    ("odds", "recorded", "title", "value", "sentence"),
    [
        (
            1 / 1.3,
            100,
            "caution",
            "1.3 times less sure",
            "Caution, because few rows are recorded: 1.3 times less sure.",
        ),
        (
            1 / 1.3,
            5000,
            "caution",
            "1.3 times less sure",
            "Caution, because no single model is certain: 1.3 times less sure.",
        ),
        (
            1.3,
            100,
            "other models",
            "1.3 times surer",
            "The other models, weighed with this one: 1.3 times surer.",
        ),
        (1, 100, "other models", "no difference", "The other models make no difference here."),
    ],
)
def test_other_models_are_called_caution_only_where_they_make_less_sure(
    odds, recorded, title, value, sentence
):
    part = only(caution=odds, recorded=recorded)
    assert (part.title, part.value, part.sentence) == (title, value, sentence)


def test_together():
    whole = parts(share=2, measurement=6).together()
    assert (whole.value, whole.sentence) == (
        "12 to 1 boy",
        "All together speak for boy: 12 to 1.",
    )
    nothing = parts(share=2, measurement=0.5).together()
    assert (nothing.value, nothing.favours) == ("even", None)
    assert nothing.sentence == "All together make no difference."


def test_they_come_in_the_order_of_the_inference():
    keys = [part.key for part in parts(share=1, measurement=2, name=3, caution=1).each()]
    assert keys == ["share", "measurement", "name", "caution"]
