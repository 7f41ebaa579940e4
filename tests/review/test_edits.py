from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.em.sources import Source
from em_desktop.review.checks import Check, CheckKind
from em_desktop.review.clusters import Clusters
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import (
    AddColumn,
    DeleteRows,
    InsertRows,
    RemoveColumn,
    SetCells,
    SetChecks,
    SetClusters,
    SetDecisions,
    SetEvidence,
    SetNotes,
    SetOptions,
    SetReadings,
    SetRoles,
    Several,
    apply,
    assign_role,
    blank_row,
    new_rows,
    toggle_evidence,
)
from em_desktop.review.workspace import Workspace
from em_desktop.roster.cell_reading import CellReading
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.roles import Role, Roles
from em_desktop.roster.table import Roster

N_COLUMNS = 3
NAME, GENDER, HEIGHT = range(N_COLUMNS)

words = st.sampled_from(["", "f", "m", "?", "170", "5'7\"", "a\nb", "Zoë"])
rows = st.tuples(*[words] * N_COLUMNS)
columns = st.one_of(st.none(), st.integers(0, N_COLUMNS - 1))
roles = st.builds(
    Roles, name=columns, category=columns, measurement=columns, group=columns, age=columns
)
options = st.builds(
    ReadingOptions,
    unit=st.sampled_from([None, Unit.INCH, Unit.PLAIN]),
    decimal_mark=st.sampled_from([None, ".", ","]),
    missing_words=st.sampled_from([("?",), ("?", "na"), ()]),
)
readings = st.builds(
    CellReading, text=words, number=st.none() | st.just(68.0), unit=st.sampled_from([None, *Unit])
)
decisions = st.builds(
    Decision,
    answer=st.sampled_from(Answer),
    text=st.sampled_from(["f", "m"]),
    probability=st.floats(0.5, 1),
)
checks = st.builds(
    Check,
    kind=st.sampled_from(CheckKind),
    said=st.sampled_from(["f", "m", ""]),
    suggested=st.sampled_from(["f", "m"]),
    probability=st.floats(0.5, 1),
)


@st.composite
def workspaces(draw):
    """A workspace in the middle of a session: rows were deleted and added, some are decided."""
    original = Roster.from_rows(("name", "gender", "height"), draw(st.lists(rows, max_size=6)))
    workspace = Workspace.of(original, draw(roles), draw(options))
    if original.n_rows:
        gone = draw(st.sets(st.sampled_from(range(original.n_rows))))
        workspace, _ = apply(DeleteRows(tuple(gone)), workspace)
    workspace, _ = apply(new_rows(workspace, draw(st.lists(rows, max_size=3))), workspace)
    workspace, _ = apply(SetDecisions(draw(answers(workspace))), workspace)
    return apply(SetChecks(draw(answers(workspace, checks))), workspace)[0]


def answers(workspace, made=decisions):
    ids = workspace.roster.row_ids.tolist()
    if not ids:
        return st.just({})
    return st.dictionaries(st.sampled_from(ids), st.one_of(st.none(), made))


@st.composite
def simple_edits(draw, workspace):
    ids = workspace.roster.row_ids.tolist()
    kinds = ["insert", "restore", "roles", "options", "evidence", "readings"]
    kind = draw(
        st.sampled_from(kinds + (["cells", "delete", "decide", "check", "note"] if ids else []))
    )
    match kind:
        case "insert":
            return new_rows(workspace, draw(st.lists(rows, max_size=3)))
        case "restore":
            lost = sorted(set(range(workspace.next_id)).difference(ids))
            chosen = draw(st.sets(st.sampled_from(lost))) if lost else set()
            return InsertRows(tuple(sorted(chosen)), tuple(draw(rows) for _ in chosen))
        case "roles":
            return SetRoles(draw(roles))
        case "options":
            return SetOptions(draw(options))
        case "evidence":
            return SetEvidence(draw(st.frozensets(st.sampled_from(Source))))
        case "readings":
            said = st.dictionaries(st.integers(0, 8), st.none() | readings, max_size=4)
            return SetReadings(draw(st.integers(0, N_COLUMNS - 1)), draw(said))
        case "cells":
            chosen = draw(st.lists(st.sampled_from(ids), max_size=5))
            texts = tuple(draw(words) for _ in chosen)
            return SetCells(draw(st.integers(0, N_COLUMNS - 1)), tuple(chosen), texts)
        case "delete":
            return DeleteRows(tuple(draw(st.lists(st.sampled_from(ids), max_size=5))))
        case "note" | "check":
            make, what = (SetNotes, words) if kind == "note" else (SetChecks, checks)
            return make(draw(answers(workspace, what)))
        case _:
            return SetDecisions(draw(answers(workspace)))


@st.composite
def edits(draw, workspace, depth=2):
    """An edit that suits a workspace; `Several` are nested."""
    if depth == 0 or draw(st.booleans()):
        return draw(simple_edits(workspace))
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        part = draw(edits(workspace, depth - 1))
        workspace, _ = apply(part, workspace)
        parts.append(part)
    return Several(tuple(parts))


@st.composite
def sessions(draw):
    """A workspace, and edits that can be made one after the other."""
    workspace = draw(workspaces())
    now, made = workspace, []
    for _ in range(draw(st.integers(1, 4))):
        edit = draw(edits(now))
        now, _ = apply(edit, now)
        made.append(edit)
    return workspace, made


def content(workspace):
    """All that the user can see: everything but the number that the next row will get."""
    roster = workspace.roster
    cells = tuple(tuple(column) for column in roster.columns)
    return (
        roster.header,
        roster.row_ids.tolist(),
        cells,
        roster.ragged,
        workspace.roles,
        workspace.options,
        workspace.evidence,
        dict(workspace.decisions),
        dict(workspace.readings),
        dict(workspace.checks),
    )


@given(sessions())
def test_the_inverses_lead_back_step_by_step_and_the_edits_forth_again(session):
    workspace, made = session
    states, inverses = [content(workspace)], []
    for edit in made:
        workspace, inverse = apply(edit, workspace)
        states.append(content(workspace))
        inverses.append(inverse)
    for inverse, before in zip(reversed(inverses), reversed(states[:-1]), strict=True):
        workspace, _ = apply(inverse, workspace)
        assert content(workspace) == before
    for edit, after in zip(made, states[1:], strict=True):
        workspace, _ = apply(edit, workspace)
        assert content(workspace) == after


@given(sessions())
def test_an_edit_changes_nothing_but_what_it_returns(session):
    workspace, made = session
    original = workspace.original
    file = tuple(tuple(column) for column in original.columns)
    for edit in made:
        before = content(workspace)
        after, inverse = apply(edit, workspace)
        assert content(workspace) == before
        assert after.original is original
        back, again = apply(inverse, after)
        assert content(apply(again, back)[0]) == content(after)
        workspace = after
    assert tuple(tuple(column) for column in original.columns) == file


@given(sessions())
def test_ids_stay_ascending_and_none_is_given_twice(session):
    workspace, made = session
    inverses, seen = [], set(range(workspace.next_id))
    for edit in made:
        workspace, inverse = apply(edit, workspace)
        inverses.append(inverse)
        ids = workspace.roster.row_ids
        assert (np.diff(ids) > 0).all()
        assert {*workspace.decisions, *workspace.checks} <= set(ids.tolist())
        seen |= set(ids.tolist())
    for inverse in reversed(inverses):
        workspace, _ = apply(inverse, workspace)
    assert not seen & set(new_rows(workspace, [blank_row(workspace)] * 2).row_ids)


SAMPLED = Check(CheckKind.SAMPLE, "", "f", 0.97, threshold=0.95)


@pytest.fixture
def workspace():
    roster = Roster.from_rows(
        ("name", "gender", "height"), [("Ann", "f", "160"), ("Bob", "", "175"), ("Cy", "?", "171")]
    )
    accepted = Decision(Answer.ACCEPTED, "m", 0.9)
    return replace(
        Workspace.of(roster, Roles(name=NAME, category=GENDER, measurement=HEIGHT)),
        decisions={1: accepted, 2: Decision(Answer.LEFT_BLANK)},
        checks={1: Check(CheckKind.BLIND, "f", "m", 0.9), 2: SAMPLED},
    )


def test_a_persons_own_entry_replaces_the_decision_on_its_row(workspace):
    after, inverse = apply(SetCells(GENDER, (0, 1), ("m", "f")), workspace)
    assert set(after.decisions) == {2}
    assert after.checks == workspace.checks  # what was measured stays measured
    assert content(apply(inverse, after)[0]) == content(workspace)


def test_an_edit_of_another_column_keeps_the_decision(workspace):
    after, _ = apply(SetCells(HEIGHT, (1,), ("176",)), workspace)
    assert after.decisions == workspace.decisions


def test_a_deleted_row_takes_what_was_said_of_it_along_and_brings_it_back(workspace):
    after, inverse = apply(DeleteRows((2, 1)), workspace)
    assert after.roster.row_ids.tolist() == [0]
    assert not after.decisions
    assert not after.checks
    assert content(apply(inverse, after)[0]) == content(workspace)


def test_what_was_said_does_not_go_over_to_another_column_that_is_to_be_filled_in(workspace):
    after, inverse = apply(SetRoles(Roles(category=NAME, measurement=HEIGHT)), workspace)
    assert not after.decisions
    assert not after.checks
    assert content(apply(inverse, after)[0]) == content(workspace)


def test_decisions_outlast_a_change_of_the_other_roles(workspace):
    after, _ = apply(SetRoles(Roles(category=GENDER, group=NAME)), workspace)
    assert (after.decisions, after.checks) == (workspace.decisions, workspace.checks)


def test_columns_that_are_not_edited_stay_the_same_objects(workspace):
    after, _ = apply(SetCells(HEIGHT, (1,), ("176",)), workspace)
    assert after.roster.columns[NAME] is workspace.roster.columns[NAME]
    assert after.roster.columns[HEIGHT] is not workspace.roster.columns[HEIGHT]


@pytest.mark.parametrize(
    "edit", [SetCells(NAME, (7,), ("x",)), DeleteRows((0, 7)), Several((DeleteRows((7,)),))]
)
def test_a_row_that_is_not_there_cannot_be_edited(workspace, edit):
    before = content(workspace)
    with pytest.raises(KeyError):
        apply(edit, workspace)
    assert content(workspace) == before


def workspace_of_three():
    roster = Roster.from_rows(("name", "class", "height"), [("Ann", "10a", "170")])
    return Workspace.of(roster, Roles(name=0, measurement=2))


@pytest.mark.parametrize(("role", "source"), [(Role.GROUP, Source.GROUP), (Role.AGE, Source.AGE)])
def test_who_names_the_group_or_the_age_wants_it_used(role, source):
    workspace, inverse = apply(assign_role(workspace_of_three(), 1, role), workspace_of_three())
    assert workspace.roles.role_of(1) is role
    assert workspace.evidence == {Source.MEASUREMENT, source}
    back, _ = apply(inverse, workspace)
    assert (back.roles, back.evidence) == (Roles(name=0, measurement=2), {Source.MEASUREMENT})
    again = assign_role(workspace, 0, role)
    assert again == SetRoles(workspace.roles.assign(0, role))  # it is used already


@pytest.mark.parametrize("role", [Role.FURTHER, Role.NAME, Role.CATEGORY, None])
def test_other_roles_leave_the_evidence_as_it_is(role):
    edit = assign_role(workspace_of_three(), 1, role)
    assert edit == SetRoles(workspace_of_three().roles.assign(1, role))


def test_evidence_is_switched_on_and_off():
    workspace = workspace_of_three()
    on, inverse = apply(toggle_evidence(workspace, Source.NAME), workspace)
    assert on.evidence == {Source.MEASUREMENT, Source.NAME}
    assert apply(toggle_evidence(on, Source.NAME), on)[0].evidence == workspace.evidence
    assert apply(inverse, on)[0].evidence == workspace.evidence


def test_a_column_is_added_behind_the_last_and_taken_away() -> None:
    before = Workspace.of(Roster.from_rows(("name",), [("Ada",), ("Bo",)]), Roles(name=0))
    added, back = apply(AddColumn("type"), before)
    assert added.roster.header == ("name", "type")
    assert added.roster.columns[1].tolist() == ["", ""]
    filled, _ = apply(SetCells(1, (1,), ("x",)), added)
    removed, again = apply(back, filled)
    assert removed.roster.header == ("name",)
    restored, _ = apply(again, removed)
    assert restored.roster.columns[1].tolist() == ["", "x"]


def test_columns_of_the_file_and_those_with_a_meaning_stay() -> None:
    before = Workspace.of(Roster.from_rows(("name",), [("Ada",)]), Roles())
    with pytest.raises(ValueError, match="of the file"):
        apply(RemoveColumn(), before)
    added, _ = apply(Several((AddColumn("type"), SetRoles(Roles(category=1)))), before)
    with pytest.raises(ValueError, match="meaning"):
        apply(RemoveColumn(), added)


def test_groups_are_named_and_named_no_more() -> None:
    before = Workspace.of(Roster.from_rows(("type",), [("",)]), Roles(category=0))
    assert before.reading_options == before.options
    named, back = apply(SetClusters(Clusters(0, ("a", "b"))), before)
    assert named.reading_options.known == ("a", "b")
    assert apply(back, named)[0].clusters is None
    elsewhere, _ = apply(SetRoles(Roles()), named)
    assert elsewhere.reading_options.known == ()
