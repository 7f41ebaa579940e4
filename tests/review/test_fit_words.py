from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em import Inference, Options, Outcome, Source
from em_desktop.em.inference import LeftOut
from em_desktop.em.stacking import Member, Stack
from em_desktop.review.fit_words import left_out_words, model_words, parameter_lines, with_error
from em_desktop.roster.roles import Roles


@pytest.mark.parametrize(
    ("value", "error", "words"),
    [
        (165.234, 0.41, "165.2 ± 0.4 cm"),
        (165.234, 0.96, "165 ± 1 cm"),
        (165.234, 0.094, "165.23 ± 0.09 cm"),
        (165.234, 12.3, "165 ± 12 cm"),
        (165.234, None, "165.2 cm"),
        (165.234, 0.0, "165.2 cm"),
        (165.234, np.nan, "165.2 cm"),
    ],
)
def test_a_figure_has_the_digits_that_its_error_makes_sense_of(value, error, words):
    assert with_error(value, error, "cm") == words


def test_a_figure_without_a_unit_has_none():
    assert with_error(3.5, 0.5, "") == "3.5 ± 0.5"


def test_each_category_has_its_line(desk):
    fit = desk.infer().fit
    girls, boys = parameter_lines(fit, ("female", "male"), "cm")
    assert (girls.category, boys.category) == ("female", "male")
    assert girls.share.endswith(" %")
    assert girls.mean.startswith("16")
    assert " ± " in boys.mean
    assert boys.mean.endswith(" cm")
    bare = parameter_lines(replace(fit, standard_errors=None), ("female", "male"), "cm")
    assert "±" not in bare[0].share + bare[0].mean + bare[0].spread


def stacked(*weights, temperature=0.95):
    members = [
        Member(Options(missing_weight=1.0, tails=8.0), 1.0),
        Member(Options(missing_weight=0.0, tails=np.inf), 1.0),
        Member(Options(missing_weight=0.25, tails=8.0), 1.0),
        Member(None, 1.0),
    ]
    return Stack(tuple(members), np.array(weights), temperature)


def words(**attributes):
    fit = Inference(Outcome.CONVERGED, ("female", "male"), **attributes)
    return " ".join(model_words(fit))


def test_the_models_are_told_by_their_weights():
    said = words(stack=stacked(0.4, 0.2, 0.2, 0.2))
    assert "counted in full (50 %), not at all (25 %) and at 25 % of a recorded row (25 %)." in said
    assert "lightly (75 %) and normal curves (25 %)." in said
    assert "That nothing can be told has 20 % of the weight" in said
    assert said.endswith(
        "All percentages were made a little more modest, as the hidden rows ask for."
    )


def test_a_single_way_has_no_weight():
    said = words(stack=stacked(1.0, 0.0, 0.0, 0.0, temperature=1.0))
    assert "Rows without a category were counted in full. The model used curves with" in said
    assert "nothing can be told" not in said
    assert said.endswith("The percentages are as the models say them.")


@pytest.mark.parametrize(
    ("temperature", "word"), [(0.7, "clearly more modest"), (1.2, "a little bolder")]
)
def test_the_temperature_is_a_word(temperature, word):
    assert word in words(stack=stacked(1.0, 0.0, 0.0, 0.0, temperature=temperature))


def test_one_model_needs_no_words():
    assert words() == ""
    assert words(stack=Stack((Member(Options(), 1.0),), np.ones(1), 1.0)) == ""


def test_evidence_that_was_left_out_is_named_as_in_the_roster(desk_of):
    roles = Roles(name=0, category=1, measurement=2, group=3, further=(4,))
    desk = desk_of([("Ann", "f", "163", "10A", "50")], roles, ("name", "sex", "cm", "form", "kg"))
    out = (
        LeftOut(Source.NAME, "is blank in every row"),
        LeftOut(Source.GROUP, "is the same in every row"),
        LeftOut(Source.MEASUREMENT, "has too few values", 0),
    )
    fit = Inference(Outcome.CONVERGED, (), left_out=out)
    assert left_out_words(fit, desk.workspace, desk.reading) == (
        "The first name is blank in every row, so it was not used.",
        "The form is the same in every row, so it was not used.",
        "The kg has too few values, so it was not used.",
    )
