import pytest

from em_desktop.review.accept import leave_blank
from em_desktop.review.acts import fitting
from em_desktop.review.answer_keys import Act
from em_desktop.review.edits import SetCells
from em_desktop.review.reopening import instead
from em_desktop.review.status import OPEN, Status

ALWAYS = {Act.BACK, Act.NOTE}


@pytest.mark.parametrize(
    ("status", "how", "expected"),
    [
        (Status.RECORDED, {}, set()),
        (Status.RECORDED, {"odd": True}, set(Act) - ALWAYS),
        (Status.RECORDED, {"can_go_on": True}, {Act.SKIP}),
        (Status.RECORDED, {"misspelt": True}, {Act.CATEGORY}),
        (Status.ACCEPTED, {"can_go_on": True}, {Act.CATEGORY, Act.BLANK, Act.SKIP}),
        (Status.MISSING, {}, {Act.CATEGORY, Act.BLANK}),
        (Status.MISSING, {"inferred": True}, {Act.CATEGORY, Act.BLANK, Act.SKIP}),
        (Status.UNSURE, {"inferred": True, "suggested": True}, set(Act) - ALWAYS),
        (Status.ACCEPTED, {"inferred": True, "suggested": True}, {Act.CATEGORY, Act.BLANK}),
        (Status.LEFT_BLANK, {"suggested": True}, {Act.CATEGORY, Act.BLANK, Act.ACCEPT}),
        (Status.ENTERED, {"reopened": True}, {Act.CATEGORY, Act.BLANK, Act.SKIP}),
    ],
)
def test_each_row_has_the_answers_that_fit_it(status, how, expected):
    assert fitting(status, **how) == expected | ALWAYS


def test_an_answer_in_place_of_an_own_entry_brings_back_what_the_file_has(desk):
    desk.infer()
    desk.do(SetCells(1, (40, 41), ("male", "male")))
    undo = desk.do(instead(desk.workspace, [40, 41, 42], leave_blank([40, 41, 42])))
    assert desk.status[40:43].tolist() == [Status.LEFT_BLANK] * 3
    assert desk.workspace.roster.columns[1][40:43].tolist() == ["", "?", "n/a"]
    desk.do(undo)
    assert desk.status[40:42].tolist() == [Status.ENTERED] * 2
    assert desk.status[42] in OPEN


def test_an_answer_to_a_row_without_an_own_entry_is_left_as_it_is(desk):
    edit = leave_blank([40])
    assert instead(desk.workspace, [40], edit) is edit
