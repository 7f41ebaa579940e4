import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.journal.record import Did, Exported, Moved, Redone, Undone
from em_desktop.review.clusters import Clusters
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import (
    AddColumn,
    DeleteRows,
    RemoveColumn,
    SetCells,
    SetClusters,
    SetDecisions,
    SetRoles,
    Several,
)
from em_desktop.review.place import Place
from em_desktop.review.workspace import Workspace
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster
from em_desktop.session.history import Made, replay


def fresh():
    roster = Roster.from_rows(("name", "gender"), [("A", ""), ("B", "f"), ("C", "?")])
    return Workspace.of(roster, Roles(name=0, category=1))


def did(edit, text="step"):
    return Did(edit, text, 1.0)


def names(workspace):
    return list(workspace.roster.columns[0])


def write(text):
    return did(SetCells(0, (0,), (text,)), text)


def test_steps_are_done_undone_and_done_again():
    records = (write("one"), write("two"), Undone(), Moved(Place(), "", 1.0), Undone(), Redone())
    history = replay(fresh(), records)
    assert names(history.workspace) == ["one", "B", "C"]
    assert history.records == records
    assert [type(step) for step in history.steps] == [Made, Made, Undone, Undone, Redone]


def test_what_was_undone_is_gone_after_another_step():
    history = replay(fresh(), (write("one"), Undone(), write("two"), Undone(), Redone()))
    assert names(history.workspace)[0] == "two"


def test_the_state_that_was_exported_may_be_an_earlier_one():
    records = (write("one"), write("two"), Exported(1), write("three"))
    history = replay(fresh(), records)
    assert names(history.exported)[0] == "one"
    assert names(history.workspace)[0] == "three"
    assert names(replay(fresh(), (write("one"), Exported(0))).exported)[0] == "A"


def test_without_an_export_the_file_is_what_was_exported():
    start = fresh()
    assert replay(start, (write("one"),)).exported is start


@pytest.mark.parametrize(
    "odd",
    [
        Undone(),
        Redone(),
        Exported(5),
        did(DeleteRows((9,))),
        did(SetCells(7, (0,), ("x",))),
        did(RemoveColumn()),
        did(SetRoles(Roles(name=0, further=(4,)))),
        did(SetClusters(Clusters(3, ("a", "b")))),
        did(Several((SetCells(0, (0,), ("half",)), DeleteRows((9,))))),
    ],
)
def test_it_ends_before_what_does_not_suit_the_roster(odd):
    first = (write("one"), Undone(), Redone()) if isinstance(odd, Redone) else (write("one"),)
    first = () if isinstance(odd, Undone) else first
    history = replay(fresh(), (*first, odd, write("never")))
    assert history.records == first
    assert names(history.workspace)[0] == ("one" if first else "A")


def test_the_newest_fit_is_known():
    decisions = {0: Decision(Answer.ACCEPTED, "f", 0.9, None, 3), 2: None}
    edit = Several((SetDecisions(decisions), SetCells(0, (0,), ("x",))))
    assert replay(fresh(), (did(edit),)).fits == 3
    assert replay(fresh(), (write("x"),)).fits == 0


@given(st.lists(st.sampled_from(["do", "undo", "redo", "column"]), max_size=20))
def test_undoing_all_leads_back_to_the_file(actions):
    records, depth, undone = [], 0, 0
    for number, action in enumerate(actions):
        if action == "undo" and depth:
            records.append(Undone())
            depth, undone = depth - 1, undone + 1
        elif action == "redo" and undone:
            records.append(Redone())
            depth, undone = depth + 1, undone - 1
        elif action in ("do", "column"):
            edit = AddColumn(f"c{number}") if action == "column" else DeleteRows((number,))
            suits = action == "column" or number in range(3)
            records.append(did(edit) if suits else write(str(number)))
            depth, undone = depth + 1, 0
    start = fresh()
    history = replay(start, records)
    if len(history.records) == len(records):
        back = replay(start, [*records, *[Undone()] * depth]).workspace
        assert [list(c) for c in back.roster.columns] == [list(c) for c in start.roster.columns]
