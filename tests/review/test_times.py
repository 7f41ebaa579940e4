from em_desktop.review.accept import leave_blank, withdraw
from em_desktop.review.checks import Check, CheckKind
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import (
    DeleteRows,
    InsertRows,
    SetCells,
    SetChecks,
    SetDecisions,
    Several,
)
from em_desktop.review.times import WHOLE_ROW, last_written, stamped


def test_decisions_are_stamped_once():
    edit = stamped(Several((leave_blank([3]), withdraw([4]))), 7.0)
    again = stamped(edit, 8.0)
    assert isinstance(again, Several)
    blank, taken_back = again.edits
    assert blank == SetDecisions({3: Decision(Answer.LEFT_BLANK)})
    assert blank.decisions[3].time == 7.0
    assert taken_back == SetDecisions({4: None})


def test_checks_are_stamped_once():
    made = SetChecks({3: Check(CheckKind.BLIND, "f", "f", 0.9), 4: None})
    again = stamped(stamped(made, 7.0), 8.0)
    assert again == made
    assert isinstance(again, SetChecks)
    assert again.checks[3].time == 7.0


def test_the_last_writing_of_a_cell_counts():
    steps = [
        (1.0, SetCells(0, (5, 6), ("a", "b"))),
        (2.0, Several((SetCells(0, (6,), ("c",)), DeleteRows((7,)), leave_blank([5])))),
        (3.0, InsertRows((9,), (("x",),))),
    ]
    assert last_written(steps) == {
        (5, 0): 1.0,
        (6, 0): 2.0,
        (7, WHOLE_ROW): 2.0,
        (9, WHOLE_ROW): 3.0,
    }
