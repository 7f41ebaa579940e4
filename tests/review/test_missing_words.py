"""Why categories are missing, in one sentence."""

from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em.missingness import Missingness, MissingnessKind
from em_desktop.review.encode import encode
from em_desktop.review.missing_words import missingness_as_json, missingness_sentence
from em_desktop.roster.roles import Roles

KIND = MissingnessKind
ROLES = Roles(name=0, category=1, measurement=2)


def pupils(chance, seed=0, n=600):
    """Rows whose gender is missing with a chance that depends on boy or girl and on height."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(n):
        boy = int(rng.integers(2))
        height = rng.normal((163, 177)[boy], 6.5)
        gender = "" if rng.random() < chance(boy, height) else ("girl", "boy")[boy]
        rows.append(("", gender, f"{height:.1f}", ""))
    return rows


def told(desk, fit=None):
    encoding = encode(desk.workspace, desk.reading)
    fit = desk.infer().fit if fit is None else fit
    return missingness_sentence(encoding, fit, desk.workspace, desk.reading)


def test_nothing_is_said_where_it_is_chance(desk_of):
    desk = desk_of(pupils(lambda _boy, _height: 0.4), ROLES)
    assert told(desk) == ""


def test_the_taller_are_missing(desk_of):
    desk = desk_of(pupils(lambda _, height: 1 / (1 + np.exp((170 - height) / 4))), ROLES)
    assert told(desk) == (
        "The gender is missing far more often among the taller (about 90 % of the tallest third, "
        "about 10 % of the shortest). As long as that is the only reason, the suggestions allow "
        "for it."
    )


def test_boys_are_missing(desk_of):
    desk = desk_of(pupils(lambda boy, _: (0.2, 0.8)[boy]), ROLES)
    sentence = told(desk)
    assert sentence.startswith("The gender is missing far more often for “boy” (about ")
    assert sentence.endswith("%). The suggestions allow for it, as far as that can be estimated.")
    assert missingness_as_json(desk.suggestions.fit, desk.suggestions.labels, sentence) == {
        "kind": "by category",
        "rates": pytest.approx({"boy": 0.8, "girl": 0.2}, abs=0.1),
        "sentence": sentence,
    }


def said(desk_of, kind, missing, header="length", weight=0.0):
    """The sentence where the rows of a roster of ninety that are missing are given."""
    rows = [("", "" if i in missing else "ab"[i % 2], f"{i + 1000}", "") for i in range(90)]
    desk = desk_of(rows, ROLES, ("name", "kind", header, "class"))
    fit = replace(desk.infer().fit, missingness=Missingness(kind, {}, weight=weight))
    return told(desk, fit)


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        (
            range(27),
            "far more often where the length is small (about 90 % of the lowest third, "
            "under 5 % of the highest).",
        ),
        (
            [*range(12), *range(35, 50), *range(62, 90)],
            "far more often where the length is large (about 95 % of the highest third, "
            "about 40 % of the lowest).",
        ),
        (
            range(33, 57),
            "far more often among rows of a middling length (about 80 % of the middle third, "
            "under 5 % of the others).",
        ),
        (
            [*range(24), *range(66, 90)],
            "far more often at both ends than of a middling length (under 5 % of the "
            "middle third, about 80 % of the others).",
        ),
        (
            [*range(12), *range(35, 50), *range(60, 78)],
            "somewhat more often where the length is large (about 60 % of the highest third, "
            "about 40 % of the lowest).",
        ),
    ],
)
def test_where_a_measurement_decides(desk_of, missing, words):
    sentence = said(desk_of, KIND.BY_MEASUREMENT_SQUARED, set(missing))
    assert sentence == (
        f"The kind is missing {words} As long as that is the only reason, the suggestions allow "
        "for it."
    )


@pytest.mark.parametrize(("weight", "warned"), [(0.05, False), (0.1, True), (0.24, True)])
def test_what_may_be_another_reason_is_told_instead(desk_of, weight, warned):
    other = "mostly one kind is missing. More of the suggestions are wrong then."
    sentence = said(desk_of, KIND.BY_MEASUREMENT, range(27), weight=weight)
    assert sentence.endswith(f"It may also mean that {other}") == warned
    assert ("allow for it" in sentence) != warned
    chance = said(desk_of, KIND.AT_RANDOM, range(27), weight=weight)
    assert chance == (f"It may be that {other}" if warned else "")


def test_a_straight_line_has_no_middle(desk_of):
    missing = {*range(20), *range(40, 44), *range(80, 90)}
    assert "small" in said(desk_of, KIND.BY_MEASUREMENT, missing)
    assert "both ends" in said(desk_of, KIND.BY_MEASUREMENT_SQUARED, missing)


def test_nothing_is_known_of_why(desk_of, desk):
    fit = replace(desk.infer().fit, missingness=None)
    assert told(desk, fit) == ""
    assert missingness_as_json(fit, ("a", "b"), "") is None
    assert missingness_as_json(None, (), "") is None


def test_without_rates_there_is_no_sentence(desk):
    fit = replace(desk.infer().fit, missingness=Missingness(KIND.BY_CATEGORY, {}))
    assert told(desk, fit) == ""
