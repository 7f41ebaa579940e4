"""What an answer measures, told apart without a window."""

from dataclasses import replace

import pytest

from em_desktop.review.checks import Check, CheckKind
from em_desktop.review.edits import SetCells, SetChecks, Several
from em_desktop.review.measuring import can_measure, is_blind, measured, sample_of, told_by
from em_desktop.review.sampling import sample

GENDER, LOW, HIGH = 1, 40, 41


@pytest.fixture
def inferred(desk):
    desk.infer()
    return desk


@pytest.fixture
def drawn(inferred):
    """The sample of all that was suggested."""
    return sample(inferred.workspace, inferred.suggestions, inferred.suggestions.row_ids, 0.5)


def blind(said="male"):
    return Check(CheckKind.BLIND, said, "female", 0.9, 1)


def test_a_word_for_missing_says_nothing_of_a_suggestion(inferred):
    assert not can_measure("n/a", inferred.workspace)
    assert not can_measure(" ? ", inferred.workspace)


@pytest.mark.parametrize("said", [None, "", "female", "other"])
def test_a_category_a_blank_and_an_acceptance_can_be_compared(inferred, said):
    assert can_measure(said, inferred.workspace)


def test_an_answer_in_a_sample_is_measured_as_such_though_it_is_blind(inferred, drawn):
    suggested = inferred.suggestions.of(LOW)
    check = measured(suggested, 7, "male", drawn, is_blind=True)
    made = ("male", suggested.text, suggested.probability, 7)
    assert check == Check(CheckKind.SAMPLE, *made, threshold=0.5, draw=drawn.draw)


def test_a_blind_answer_is_measured_and_any_other_is_not(inferred):
    suggested = inferred.suggestions.of(LOW)
    check = measured(suggested, 7, "", None, is_blind=True)
    assert check == Check(CheckKind.BLIND, "", suggested.text, suggested.probability, 7)
    assert measured(suggested, 7, "", None, is_blind=False) is None


def test_taking_the_suggestion_says_what_it_says(inferred, drawn):
    check = measured(inferred.suggestions.of(LOW), 7, None, drawn, is_blind=False)
    assert check is not None
    assert check.agreed


def test_blind_is_what_is_hidden_was_never_in_view_and_not_measured_before(inferred):
    assert is_blind(LOW, inferred.workspace, {HIGH}, hidden=True)
    assert not is_blind(LOW, inferred.workspace, {HIGH}, hidden=False)
    assert not is_blind(HIGH, inferred.workspace, {HIGH}, hidden=True)
    inferred.do(SetChecks({LOW: blind()}))
    assert not is_blind(LOW, inferred.workspace, (), hidden=True)


def test_a_drawn_row_counts_wherever_it_is_answered(inferred, drawn):
    seen = inferred.workspace, inferred.suggestions
    assert sample_of(LOW, drawn, None, *seen, waits=True) is drawn
    assert sample_of(LOW, None, drawn, *seen, waits=True) is drawn
    assert sample_of(0, drawn, drawn, *seen, waits=True) is None


def test_a_sample_that_was_left_takes_no_row_that_waits_no_more(inferred, drawn):
    seen = inferred.workspace, inferred.suggestions
    assert sample_of(LOW, None, drawn, *seen, waits=False) is None


def test_a_sample_that_was_left_is_over_once_another_is_drawn(inferred, drawn):
    seen = inferred.workspace, inferred.suggestions
    assert sample_of(LOW, None, replace(drawn, draw=drawn.draw + 1), *seen, waits=True) is None


def test_a_row_is_measured_once(inferred, drawn):
    inferred.do(SetChecks({LOW: blind()}))
    seen = inferred.workspace, inferred.suggestions
    assert sample_of(LOW, drawn, drawn, *seen, waits=True) is None


def test_blind_answers_are_found_in_steps_and_no_others():
    of_sample = replace(blind(), kind=CheckKind.SAMPLE)
    answer = SetCells(GENDER, (LOW,), ("male",))
    steps = [
        None,
        answer,
        Several((answer, SetChecks({LOW: blind()}))),
        Several((answer, SetChecks({HIGH: of_sample}))),
        SetChecks({42: None, 43: blind()}),
    ]
    assert list(told_by(steps)) == [LOW, 43]
