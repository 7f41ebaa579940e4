import numpy as np
import pytest

from em_desktop.review.accept import accept, leave_blank
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import (
    DeleteRows,
    SetCells,
    SetDecisions,
    SetOptions,
    SetRoles,
    new_rows,
)
from em_desktop.review.status import Status, statuses
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.roles import Roles

GENDER, HEIGHT, CLASS = 1, 2, 3


@pytest.fixture
def inferred(desk):
    desk.infer()
    return desk


def of(desk, *row_ids):
    at = desk.workspace.roster.positions(row_ids)
    return [Status(int(s)) for s in desk.status[at]]


def test_before_a_fit_rows_are_recorded_or_missing(desk):
    assert (desk.status[:40] == Status.RECORDED).all()
    assert of(desk, 40, 41, 42, 43) == [Status.MISSING] * 4


def test_a_fit_suggests_where_a_height_is(inferred):
    assert of(inferred, 40, 41, 43) == [Status.SUGGESTED, Status.SUGGESTED, Status.MISSING]
    assert (inferred.status[:40] == Status.RECORDED).all()


def test_what_is_unsure_is_a_matter_of_choice(inferred):
    p = inferred.suggestions.of(42).probability
    args = inferred.workspace, inferred.reading, inferred.suggestions
    assert statuses(*args, unsure_below=p)[42] == Status.SUGGESTED
    assert statuses(*args, unsure_below=np.nextafter(p, 1))[42] == Status.UNSURE
    assert statuses(*args, unsure_below=0.0)[42] == Status.SUGGESTED


def test_answers(inferred):
    inferred.do(accept(inferred.suggestions, [40]))
    inferred.do(leave_blank([41, 43]))
    inferred.do(SetCells(GENDER, (42,), ("X",)))
    expected = [Status.ACCEPTED, Status.LEFT_BLANK, Status.ENTERED, Status.LEFT_BLANK]
    assert of(inferred, 40, 41, 42, 43) == expected


def test_a_row_put_off_keeps_waiting(inferred):
    inferred.do(SetDecisions({40: Decision(Answer.DEFERRED)}))
    assert of(inferred, 40) == [Status.SUGGESTED]


def test_an_answer_holds_without_the_suggestion(inferred):
    inferred.do(accept(inferred.suggestions, [40]))
    inferred.suggestions = None
    assert of(inferred, 40, 41) == [Status.ACCEPTED, Status.MISSING]


def test_a_decision_is_without_effect_where_the_cell_is_not_missing(inferred):
    inferred.do(SetDecisions({0: Decision(Answer.ACCEPTED, "male", 0.9)}))
    assert of(inferred, 0) == [Status.RECORDED]
    inferred.do(accept(inferred.suggestions, [41]))
    inferred.do(SetOptions(ReadingOptions(missing_words=())))  # "?" is a value from now on
    assert of(inferred, 41) == [Status.RECORDED]


def test_a_changed_record_stays_recorded_and_a_cleared_one_is_missing(desk):
    desk.do(SetCells(GENDER, (0, 1), ("male", "")))
    assert of(desk, 0, 1) == [Status.RECORDED, Status.MISSING]


def test_an_entry_that_is_cleared_again_is_missing(desk):
    desk.do(SetCells(GENDER, (40,), ("female",)))
    desk.do(SetCells(GENDER, (40,), ("n/a",)))
    assert of(desk, 40) == [Status.MISSING]


def test_rows_keep_their_status_when_others_go(inferred):
    inferred.do(SetCells(GENDER, (41,), ("male",)))
    inferred.do(accept(inferred.suggestions, [42]))
    inferred.do(DeleteRows((0, 7, 40)))
    assert of(inferred, 41, 42, 43) == [Status.ENTERED, Status.ACCEPTED, Status.MISSING]


def test_rows_that_were_added(inferred):
    inferred.do(new_rows(inferred.workspace, [("A", "female", "", ""), ("B", "", "170", "")]))
    assert of(inferred, 44, 45) == [Status.RECORDED, Status.MISSING]


def test_without_a_column_to_fill_in_all_is_recorded(inferred):
    inferred.do(SetRoles(Roles(measurement=HEIGHT)))
    assert (inferred.status == Status.RECORDED).all()


def test_no_rows(desk_of):
    assert desk_of([]).status.tolist() == []
