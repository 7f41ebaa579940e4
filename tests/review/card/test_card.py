"""What the review card says, without any widget."""

import re
from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em.sources import Source
from em_desktop.review.accept import accept, defer, leave_blank
from em_desktop.review.card.card import card
from em_desktop.review.card.densities import Densities, NoDensities
from em_desktop.review.card.known import Known
from em_desktop.review.card.longest import longest_sentences
from em_desktop.review.card.state import CardState, NextStep
from em_desktop.review.course import Course
from em_desktop.review.edits import SetCells
from em_desktop.roster.roles import Roles

LOW, HIGH, MIDDLE, EMPTY = 40, 41, 42, 43
GENDER = 1


def known(desk, **more):
    return Known(desk.workspace, desk.reading, desk.status, desk.suggestions, **more)


@pytest.fixture
def inferred(desk):
    desk.infer()
    return desk


def test_a_suggested_row_says_who_what_how_sure_and_why(inferred):
    shown = card(known(inferred), LOW)
    assert (shown.title, shown.details[0]) == ("Low", "158.2 cm")
    assert "height: 158.2" in shown.tip.splitlines()
    assert shown.saying.state is CardState.SUGGESTED
    assert (shown.saying.label, shown.saying.category) == ("female", 0)
    assert shown.saying.sure.endswith(" %")
    assert shown.saying.sentence.startswith("This height")


def test_before_a_fit_it_says_to_infer(desk):
    shown = card(known(desk), LOW)
    assert shown.saying.state is CardState.NOT_INFERRED
    assert shown.standing.step is NextStep.INFER
    assert shown.densities.caption == ""


@pytest.mark.parametrize(
    ("edit", "state"),
    [
        (lambda desk: accept(desk.suggestions, [LOW]), CardState.ACCEPTED),
        (lambda _: leave_blank([LOW]), CardState.LEFT_BLANK),
        (lambda _: defer([LOW]), CardState.SKIPPED),
        (lambda _: SetCells(GENDER, (LOW,), ("male",)), CardState.ENTERED),
    ],
)
def test_each_answer_is_told(inferred, edit, state):
    inferred.do(edit(inferred))
    assert card(known(inferred), LOW).saying.state is state


def test_a_row_that_has_gone_and_several_rows_are_told(inferred):
    assert card(known(inferred), 99).saying.state is CardState.NO_ROW
    assert card(known(inferred), LOW, 3).title == "3 rows selected"
    assert card(known(inferred), EMPTY).saying.state is CardState.NO_EVIDENCE


def test_what_looks_odd_is_found_by_inferring(inferred):
    looking = known(inferred, course=Course(looking=True))
    assert card(looking, LOW).standing.step is None
    assert card(replace(looking, suggestions=None), LOW).standing.step is NextStep.INFER


def test_a_sample_and_how_far_all_has_come_have_room_in_one_line(inferred):
    course = Course(time_left="about 3 minutes left")
    shown = card(known(inferred, course=course), LOW).standing
    assert shown.words == "0 of 4 decided · about 3 minutes left"
    assert shown.led_by("Sample 3 of 10").words == "Sample 3 of 10 · 0 of 4 decided"
    assert shown.led_by("") is shown


def test_all_is_decided_only_where_nothing_can_wait_any_more(inferred):
    inferred.do(leave_blank([LOW, HIGH, MIDDLE]))
    without_fit = replace(known(inferred), suggestions=None)
    inferred_again = replace(without_fit, status=np.where(inferred.status == 1, 1, inferred.status))
    assert card(inferred_again, LOW).standing.step is NextStep.INFER
    inferred.do(leave_blank([EMPTY]))
    done = card(known(inferred), LOW).standing
    assert (done.words, done.step) == ("All 4 rows decided.", NextStep.EXPORT)
    assert card(known(inferred, is_exported=True), LOW).standing.step is None


def test_the_height_lies_on_the_curves_where_the_fit_says(inferred):
    drawn = card(known(inferred), MIDDLE).densities
    assert isinstance(drawn, Densities)
    at = int(np.searchsorted(drawn.x, drawn.value))
    assert drawn.x[at] == drawn.value == 170
    np.testing.assert_allclose(drawn.curves[:, at], drawn.heights)
    assert drawn.curves.max() == 1
    # The curves say the same as the bars: what is frequent and the height, without caution.
    duel = inferred.suggestions.fit.contributions(np.array([MIDDLE]))
    logs = duel.logs[:-1, 0].sum(axis=0)
    assert np.log(drawn.heights[0] / drawn.heights[1]) == pytest.approx(logs[0] - logs[1])
    assert (drawn.caption, drawn.brief) == (
        "At 170 cm, female and male are equally common.",
        "equally common",
    )
    low = card(known(inferred), LOW).densities
    assert low.caption == f"At 158.2 cm, {low.brief} as male."


def test_curves_are_those_of_the_rows_own_group(desk_of):
    rows = [
        (f"P{i}", ("f", "m")[i % 2], f"{base + 6 * (i % 2) + 1.3 * ((7 * i) % 11 - 5):.1f}", grade)
        for base, grade in ((140, "1"), (170, "9"))
        for i in range(60)
    ]
    rows += [("A", "", "143", "1"), ("B", "", "173", "9")]
    desk = desk_of(rows, Roles(name=0, category=1, measurement=2, group=3))
    desk.workspace = replace(desk.workspace, evidence=frozenset({Source.MEASUREMENT, Source.GROUP}))
    desk.infer()
    small, large = (card(known(desk), row_id).densities for row_id in (120, 121))
    middles = [drawn.x[drawn.curves.sum(axis=0).argmax()] for drawn in (small, large)]
    assert middles == [pytest.approx(143, abs=5), pytest.approx(173, abs=5)]
    assert small.caption.startswith("At 143 cm in class 1, ")


def test_where_a_name_speaks_too_the_caption_is_of_the_height_alone(desk_of):
    """It may be more common in another category than the one that is suggested."""
    names = ("Ada", "Tom")
    rows = [
        (names[i % 2], ("f", "m")[i % 2], f"{(164, 176)[i % 2] + 1.3 * ((7 * i) % 11 - 5):.1f}", "")
        for i in range(60)
    ]
    rows += [("Ada", "", "173", ""), ("?", "", "173", "")]
    desk = desk_of(rows, Roles(name=0, category=1, measurement=2))
    desk.workspace = replace(desk.workspace, evidence=frozenset({Source.MEASUREMENT, Source.NAME}))
    desk.infer()
    named, nameless = (card(known(desk), row_id) for row_id in (60, 61))
    assert named.saying.label == "f"
    assert named.densities.caption.startswith("Height alone: at 173 cm, m is ")
    assert re.fullmatch(r"height alone: m [\d.]+ times", named.densities.brief)
    assert nameless.densities.caption.startswith("At 173 cm, m is ")


def test_nothing_is_drawn_without_a_usable_height(inferred):
    drawn = card(known(inferred), EMPTY).densities
    assert drawn == NoDensities("The height is not known.")


def test_a_stray_height_does_not_make_needles_of_the_curves(desk_of, desk):
    roster = desk.workspace.roster
    rows = [tuple(column[i] for column in roster.columns) for i in range(roster.n_rows)]
    far = desk_of([*rows, ("Far", "female", "249", "10A"), ("New", "", "166", "10A")])
    far.infer()
    drawn = card(known(far), 45).densities
    assert drawn.x[-1] < 225


def test_room_is_kept_for_the_longest_sentence_of_a_fit(inferred):
    longest = max(map(len, longest_sentences(known(inferred))))
    for row_id in range(44):
        said = card(known(inferred), row_id).saying
        if said.state in (CardState.SUGGESTED, CardState.UNSURE):
            assert len(said.sentence) <= longest
