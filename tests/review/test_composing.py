"""Edits in a row as few lead to the same state."""

from hypothesis import given
from hypothesis import strategies as st

from em_desktop.review.checks import Check, CheckKind
from em_desktop.review.composing import composed
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import (
    AddColumn,
    DeleteRows,
    SetCells,
    SetChecks,
    SetDecisions,
    SetNotes,
    SetReadings,
    SetRoles,
    Several,
    apply,
)
from em_desktop.review.workspace import Workspace
from em_desktop.roster.cell_reading import CellReading
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

IDS = st.integers(0, 4)
CHECK = Check(CheckKind.BLIND, "m", "f", 0.8)
EDITS = st.one_of(
    st.builds(lambda c, i, t: SetCells(c, (i,), (t,)), st.integers(0, 2), IDS, st.text("ab")),
    st.builds(
        lambda i, answer: SetDecisions({i: answer and Decision(answer, "f")}),
        IDS,
        st.sampled_from([None, *Answer]),
    ),
    st.builds(lambda i, said: SetChecks({i: CHECK if said else None}), IDS, st.booleans()),
    st.builds(lambda i, note: SetNotes({i: note}), IDS, st.none() | st.just("ask")),
    st.builds(
        lambda i, said: SetReadings(2, {i: CellReading("a") if said else None}),
        IDS,
        st.booleans(),
    ),
    st.sampled_from([SetRoles(Roles(name=0, category=c)) for c in (1, 2)]),
    st.just(AddColumn("more")),
)


def told(workspace):
    roster = workspace.roster
    return (
        roster.header,
        roster.row_ids.tolist(),
        [list(column) for column in roster.columns],
        dict(workspace.decisions),
        dict(workspace.checks),
        dict(workspace.notes),
        dict(workspace.readings),
        workspace.roles,
    )


def start():
    rows = [(f"P{i}", "", "160") for i in range(5)]
    return Workspace.of(Roster.from_rows(("name", "gender", "height"), rows), Roles(0, 1))


@given(done=st.lists(EDITS | st.builds(lambda a, b: Several((a, b)), EDITS, EDITS), max_size=12))
def test_they_lead_to_the_same_state_forward_and_back(done):
    first, now, inverses = start(), start(), []
    for edit in done:
        now, inverse = apply(edit, now)
        inverses.insert(0, inverse)
    at_once, _ = apply(composed(done, first.roles.category), first)
    assert told(at_once) == told(now)
    back, _ = apply(composed(inverses, now.roles.category), now)
    assert told(back) == told(first)


def test_a_column_is_written_once_however_many_steps_wrote_it():
    done = [SetCells(2, (i % 3,), (str(i),)) for i in range(100)]
    done += [SetDecisions({4: Decision(Answer.DEFERRED)}), SetCells(2, (4,), ("x",))]
    few = composed(done, 1)
    assert [type(edit) for edit in few.edits] == [SetCells, SetDecisions]
    assert len(composed([*done, DeleteRows((0,)), *done], 1).edits) == 5
