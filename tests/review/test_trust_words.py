from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em import Inference, Outcome, Source, Trust
from em_desktop.em.trust import Offer
from em_desktop.review.accept import Forecast
from em_desktop.review.ceiling import low_ceiling
from em_desktop.review.trust_words import (
    Nouns,
    accept_question,
    basis_words,
    best_offer,
    ceiling_words,
    dots,
    dots_words,
    expected_words,
    hidden_words,
    offer_lines,
    summary_words,
)

SOURCES = {
    Source.MEASUREMENT: "height",
    Source.NAME: "first names",
    Source.GROUP: "class",
    Source.AGE: "age",
}
NOUNS = Nouns("gender", "height", SOURCES)
BOTH = Nouns("gender", "height and first names", SOURCES)


def trust_of(right, wrong, stated=0.8, boys=0.5):
    """So many rows guessed right and wrong, each with the same stated probability."""
    n = right + wrong
    labels = np.zeros(n, dtype=np.intp)
    labels[: round(boys * n)] = 1
    chances = np.full((n, 2), 1 - stated)
    guessed = labels.copy()
    guessed[np.arange(n) % n < wrong] ^= 1
    chances[np.arange(n), guessed] = stated
    return Trust(labels, chances, np.ones(n))


def fit_of(trust=None, offers=(), evidence=(Source.MEASUREMENT,)):
    return Inference(
        Outcome.CONVERGED, ("girl", "boy"), evidence=evidence, trust=trust, offers=offers
    )


def offer(source, without, together, *, used=False, worthwhile=True, loss=0.3):
    return Offer(source, used, 240, without, together, 0.5, loss, worthwhile)


NAMES = offer(Source.NAME, 0.76, 0.86)
CLASS = offer(Source.GROUP, 0.76, 0.79, loss=0.4)
AGE = offer(Source.AGE, 0.76, 0.75, worthwhile=False, loss=0.5)


def test_hidden_rows_are_told_with_the_interval():
    said = hidden_words(fit_of(trust_of(840, 160)), NOUNS)
    assert said == (
        "When the gender of 1,000 recorded rows was hidden and guessed, 84 % were right "
        "(82–86 %, 9 times out of 10)."
    )


def test_too_few_rows_to_test_are_said_to_be_so():
    assert hidden_words(fit_of(), NOUNS).startswith("Too few rows record a gender to test")
    assert summary_words(fit_of(), NOUNS) == hidden_words(fit_of(), NOUNS)
    assert basis_words(fit_of()) == ""
    assert dots(fit_of()) == ()


def test_groups_that_were_found_have_nothing_to_be_tested_on():
    found = Nouns("group", "eruptions", SOURCES, groups_found=True)
    assert hidden_words(fit_of(), found).startswith("These groups were found, not recorded")


def test_the_summary_says_what_is_used_and_what_would_help():
    fit = fit_of(trust_of(82, 18), (AGE, CLASS, NAMES))
    assert summary_words(fit, NOUNS) == (
        "Height alone 76 % right, with first names 86 %, with class 79 %."
    )
    assert basis_words(fit) == "tested on 240 recorded rows"
    alone = fit_of(trust_of(82, 18), (AGE,))
    assert summary_words(alone, NOUNS) == "Height alone 82 % right (75–87 %)."
    assert basis_words(alone) == "tested on 100 recorded rows"
    both = fit_of(trust_of(82, 18), evidence=(Source.MEASUREMENT, Source.NAME))
    assert summary_words(both, BOTH) == "Height and first names 82 % right (75–87 %)."


def test_more_evidence_that_guesses_no_better_is_not_given_a_figure():
    fit = fit_of(trust_of(90, 10), (replace(NAMES, accuracy_with=0.76),))
    assert summary_words(fit, NOUNS) == (
        "Height alone 90 % right (84–94 %). First names would sharpen the percentages."
    )


def test_where_the_missing_ones_are_of_another_kind_it_is_said_of_whom_the_figures_speak():
    suggested = "of the 115 suggestions about 83 %"
    fit = fit_of(trust_of(89, 11))
    assert summary_words(fit, NOUNS, suggested) == (
        "Height alone 89 % of hidden recorded rows right (83–93 %). "
        "Of the 115 suggestions about 83 %."
    )
    assert hidden_words(fit, NOUNS, suggested).endswith(
        "Rows without one are of another kind: of the 115 suggestions about 83 % are expected to "
        "be right."
    )
    offered = fit_of(trust_of(89, 11), (NAMES,))
    assert summary_words(offered, NOUNS, suggested) == (
        "Height alone 76 % of hidden recorded rows right, with first names 86 %. "
        "Of the 115 suggestions about 83 %."
    )


def test_evidence_that_cannot_tell_is_said_to_be_such():
    fit = fit_of(trust_of(52, 48))
    assert low_ceiling(fit).share == 0.5
    assert summary_words(fit, NOUNS) == (
        "Height can hardly tell: right for 52 %, always “girl” for 50 %."
    )
    assert ceiling_words(fit, NOUNS) == (
        "Height can hardly tell: always answering “girl” would be right for 50 %."
    )


def test_a_rare_category_makes_the_ceiling_high():
    fit = fit_of(trust_of(82, 18, boys=0.8))
    assert low_ceiling(fit).commonest == 1
    assert ceiling_words(fit_of(trust_of(82, 18)), NOUNS) == ""
    assert low_ceiling(fit_of()) is None


@pytest.mark.parametrize(
    ("forecast", "words"),
    [
        (Forecast(41, 3.2, 1, 6), "Accepting these 41 will put about 3 wrong (1 to 6)."),
        (Forecast(9, 0.2, 0, 1), "Accepting these 9 will put hardly any wrong (0 to 1)."),
        (Forecast(9, 0.0, 0, 0), "Accepting these 9 will put hardly any wrong."),
        (Forecast(1, 0.12, 0, 1), "The one suggestion is wrong with a chance of 12 %."),
        (Forecast(271, 3.2, 1, 6, grouped=True), "These 271 rows lie clearly in one group."),
        (Forecast(1, 0.01, 0, 1, grouped=True), "This row lies clearly in one group."),
        (Forecast(9, 3.0, 1, 4, grouped=True), "These 9 rows lie in part between two groups."),
        (Forecast(0, 0.0, 0, 0, grouped=True), "No suggestion that waits is that sure."),
        (Forecast(0, 0.0, 0, 0), "No suggestion that waits is that sure."),
    ],
)
def test_the_number_of_wrong_ones_is_said(forecast, words):
    assert expected_words(forecast) == words


def test_what_helps_most_is_offered_first_and_what_does_not_is_not():
    lines = offer_lines(fit_of(offers=(AGE, CLASS, NAMES)), NOUNS)
    assert [(line.sentence, line.action) for line in lines] == [
        ("Height alone 76 %, with first names 86 %.", "Use first names"),
        ("Height alone 76 %, with class 79 %.", "Use class"),
        ("Age adds nothing that is sure: 76 %, then 75 %.", ""),
    ]
    assert best_offer(fit_of(offers=(AGE, CLASS, NAMES))) is NAMES
    assert best_offer(fit_of(offers=(AGE,))) is None


def test_what_is_used_can_be_stopped_except_the_measurement():
    offers = (
        replace(NAMES, used=True),
        replace(AGE, used=True),
        offer(Source.MEASUREMENT, 0.81, 0.86, used=True),
    )
    lines = offer_lines(fit_of(offers=offers, evidence=(Source.MEASUREMENT, Source.NAME)), BOTH)
    assert {(line.sentence, line.action) for line in lines} == {
        ("Without first names 76 %, with them 86 %.", "Stop using first names"),
        ("Age adds nothing that is sure: without 76 %, with 75 %.", "Stop using age"),
        ("Without height 81 %, with it 86 %.", ""),
    }
    assert all(line.stops for line in lines)
    assert best_offer(fit_of(offers=offers)) is None


def test_many_doubtful_suggestions_are_asked_about_with_what_would_help():
    fit = fit_of(trust_of(52, 48), (NAMES,))
    question, behind = accept_question(Forecast(120, 55.2, 44, 66), fit, NOUNS)
    assert question == "Accept 120 suggestions, of which about 55 will be wrong?"
    assert behind == (
        "Nine times out of ten it is 44 to 66 of them. Height can hardly tell: always answering "
        "“girl” would be right for 50 %. First names would tell more."
    )
    plain, only = accept_question(Forecast(10, 3.0, 1, 5), fit_of(trust_of(82, 18)), NOUNS)
    assert plain.startswith("Accept 10 suggestions")
    assert only == "Nine times out of ten it is 1 to 5 of them."


def test_outdated_suggestions_are_asked_about_as_such():
    fit = fit_of(trust_of(82, 18), (NAMES,))
    question, behind = accept_question(Forecast(7, 0.4, 0, 1, stale=True), fit, NOUNS)
    assert question == "Accept 7 suggestions from before the change?"
    assert behind.startswith("They are from before the table or the evidence was changed.")
    for grouped in (False, True):
        old = Forecast(120, 55.2, 44, 66, stale=True, grouped=grouped)
        risky, both = accept_question(old, fit, NOUNS)
        assert risky == accept_question(replace(old, stale=False), fit, NOUNS)[0]
        assert both.startswith(behind)
        assert "tell more" not in both


def test_a_sample_never_says_that_all_will_be_right():
    always = replace(NAMES, accuracy_without=0.0, accuracy_with=1.0)
    fit = fit_of(trust_of(82, 18), (always,))
    lines = [line.sentence for line in offer_lines(fit, NOUNS)]
    for words in (*lines, summary_words(fit, NOUNS)):
        assert "> 99 %" in words
        assert "< 1 %" in words
        assert "100 %" not in words


def test_where_no_suggestion_waits_none_is_called_unsure():
    assert expected_words(Forecast(0, 0.0, 0, 0, left=False)) == "No suggestion waits."


def test_the_question_about_groups_counts_no_wrong_ones():
    found = Nouns("group", "eruptions", SOURCES, groups_found=True)
    question, behind = accept_question(Forecast(120, 55.2, 44, 66, grouped=True), fit_of(), found)
    assert question.startswith("Accept 120 suggestions, though many")
    assert "wrong" not in question + behind


def test_dots_have_an_interval_that_holds_them():
    found = dots(fit_of(trust_of(80, 20)))
    assert sum(dot.n for dot in found) == 100
    assert all(0 <= dot.low <= dot.right <= dot.high <= 1 for dot in found)
    assert dots_words(dots(fit_of(trust_of(8, 2)))) == "80 % stated, 80 % right, 10 rows"
