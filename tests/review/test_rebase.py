"""Edits carried over to a file that another program has changed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.review.checks import Check, CheckKind
from em_desktop.review.clusters import Clusters
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import (
    AddColumn,
    DeleteRows,
    SetCells,
    SetChecks,
    SetClusters,
    SetDecisions,
    SetNotes,
    SetReadings,
    SetRoles,
    Several,
    apply,
    new_rows,
)
from em_desktop.review.rebase import rebase
from em_desktop.review.rebased import Kind, Rebased
from em_desktop.review.workspace import Workspace
from em_desktop.roster.cell_reading import CellReading
from em_desktop.roster.options import Unit
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

HEADER = ("name", "gender", "height")
ROLES = Roles(name=0, category=1, measurement=2)
ROWS = (("Ann", "f", "160"), ("Ben", "", "175"), ("Cat", "", "158"), ("Dan", "m", "181"))
YES = Decision(Answer.ACCEPTED, "m", 0.97, None, 1)


def edited(*edits, rows=ROWS, header=HEADER, roles=ROLES) -> Workspace:
    workspace = Workspace.of(Roster.from_rows(header, rows), roles)
    return apply(Several(edits), workspace)[0]


def carried(former: Workspace, rows, header=HEADER) -> Rebased:
    return rebase(former, Roster.from_rows(header, rows))


def result(rebased: Rebased, *mine: int) -> Workspace:
    return apply(rebased.edit(mine), rebased.start)[0]


def rows_of(workspace: Workspace) -> list[tuple[str, ...]]:
    return list(zip(*workspace.roster.columns, strict=True))


CHECK = Check(CheckKind.BLIND, "f", "m", 0.8, 1)
APPENDED = (*ROWS, ("Eve", "", "166"))
INSERTED = (("Eve", "", "166"), *ROWS)


def test_edits_go_to_the_same_rows_of_a_file_that_grew():
    former = edited(SetCells(2, (1,), ("174",)), SetDecisions({2: YES}))
    rebased = carried(former, INSERTED)
    now = result(rebased)
    assert rows_of(now)[2] == ("Ben", "", "174")
    assert now.decisions == {3: YES}
    assert (rebased.number(), rebased.already, rebased.conflicts) == (2, 0, ())


def test_one_undo_gives_the_file_as_it_is_now():
    former = edited(SetCells(2, (1,), ("174",)), SetDecisions({2: YES}), DeleteRows((0,)))
    rebased = carried(former, APPENDED)
    now, back = apply(rebased.edit(), rebased.start)
    assert rows_of(now) != list(APPENDED)
    before, _ = apply(back, now)
    assert rows_of(before) == list(APPENDED)
    assert before.decisions == {}


def test_an_edit_that_the_file_has_by_now_is_no_edit_any_more():
    former = edited(SetCells(2, (1,), ("174",)), SetDecisions({1: YES}), DeleteRows((3,)))
    rebased = carried(former, [("Ann", "f", "160"), ("Ben", "m", "174"), ("Cat", "", "158")])
    assert (rebased.number(), rebased.already, rebased.conflicts) == (0, 3, ())


def test_a_cell_changed_on_both_sides_stays_as_the_file_has_it_unless_mine_is_chosen():
    former = edited(SetCells(2, (1,), ("174",)))
    rebased = carried(former, [ROWS[0], ("Ben", "", "173"), *ROWS[2:]])
    (conflict,) = rebased.conflicts
    assert conflict.kind is Kind.CELL
    assert (conflict.before, conflict.mine, conflict.theirs) == ("175", "174", "173")
    assert conflict.where == "Row 2, Ben, height"
    assert rows_of(result(rebased))[1] == ("Ben", "", "173")
    assert rows_of(result(rebased, 0))[1] == ("Ben", "", "174")
    assert (rebased.number(), rebased.number([0])) == (0, 1)


@pytest.mark.parametrize("said", [YES, Decision(Answer.LEFT_BLANK)])
def test_a_category_recorded_meanwhile_stands_against_an_answer(said):
    former = edited(SetDecisions({1: said}))
    rebased = carried(former, [ROWS[0], ("Ben", "f", "175"), *ROWS[2:]])
    (conflict,) = rebased.conflicts
    assert conflict.kind is Kind.RECORDED
    assert (conflict.mine, conflict.theirs) == (said.text or "left blank", "f")
    assert result(rebased).decisions == {}
    mine = result(rebased, 0)
    assert rows_of(mine)[1] == ("Ben", "", "175")
    assert mine.decisions == {1: said}


def test_a_row_put_off_and_recorded_meanwhile_needs_no_word():
    former = edited(SetDecisions({1: Decision(Answer.DEFERRED)}))
    rebased = carried(former, [ROWS[0], ("Ben", "f", "175"), *ROWS[2:]])
    assert rebased.conflicts == ()
    assert rebased.number() == 0


LOOKED_AT = Decision(Answer.CONFIRMED)


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (INSERTED, {1}),
        ((("Ann", "m", "160"), *ROWS[1:]), set()),
        (ROWS[1:], set()),
        ((("Zoe", "f", "160"), *ROWS[1:]), set()),
    ],
    ids=["same", "other category", "gone", "other name"],
)
def test_a_row_called_right_stays_so_while_it_says_the_same(rows, kept):
    rebased = carried(edited(SetDecisions({0: LOOKED_AT})), rows)
    assert not rebased.conflicts
    assert set(result(rebased).decisions) == kept


def test_a_row_that_is_gone_can_be_put_back():
    former = edited(SetCells(2, (1,), ("174",)), SetDecisions({1: YES}))
    rebased = carried(former, [ROWS[0], *ROWS[2:]])
    (conflict,) = rebased.conflicts
    assert conflict.kind is Kind.ROW_GONE
    assert conflict.where == "Former row 2, Ben"
    assert conflict.mine == "gender: m; height: 174"
    assert rows_of(result(rebased)) == [ROWS[0], *ROWS[2:]]
    mine = result(rebased, 0)
    assert rows_of(mine) == [ROWS[0], *ROWS[2:], ("Ben", "", "174")]
    assert mine.decisions == {3: YES}


def test_a_row_of_another_name_may_be_another_person():
    former = edited(SetCells(2, (1,), ("174",)), SetDecisions({1: YES}))
    rebased = carried(former, [ROWS[0], ("Benita", "", "175"), *ROWS[2:]])
    (conflict,) = rebased.conflicts
    assert conflict.kind is Kind.ROW_RENAMED
    assert (conflict.before, conflict.theirs) == ("Ben", "Benita")
    assert rows_of(result(rebased))[1] == ("Benita", "", "175")
    assert rows_of(result(rebased, 0))[1] == ("Benita", "", "174")
    assert result(rebased, 0).decisions == {1: YES}


def test_a_name_written_otherwise_is_the_same_person():
    former = edited(SetCells(2, (1,), ("174",)))
    rebased = carried(former, [ROWS[0], (" BEN", "", "175"), *ROWS[2:]])
    assert rebased.conflicts == ()
    assert rows_of(result(rebased))[1] == (" BEN", "", "174")


def test_a_deleted_row_that_the_file_has_changed_is_asked_about():
    former = edited(DeleteRows((1, 2)))
    rebased = carried(former, [ROWS[0], ("Ben", "", "176"), *ROWS[2:]])
    (conflict,) = rebased.conflicts
    assert conflict.kind is Kind.ROW_CHANGED
    assert [row[0] for row in rows_of(result(rebased))] == ["Ann", "Ben", "Dan"]
    assert [row[0] for row in rows_of(result(rebased, 0))] == ["Ann", "Dan"]


def test_added_rows_come_behind_those_of_the_file():
    former = edited()
    former, _ = apply(new_rows(former, [("Zoe", "", "150"), ("Eve", "", "166")]), former)
    former, _ = apply(SetDecisions({4: YES}), former)
    now = result(carried(former, APPENDED))  # the file has Eve by now
    assert rows_of(now) == [*APPENDED, ("Zoe", "", "150")]
    assert now.decisions == {5: YES}
    assert now.next_id == 6


def test_columns_may_move_and_be_renamed():
    former = edited(SetCells(2, (1,), ("174",)), SetDecisions({2: YES}))
    rows = [(height, "7a", name, gender) for name, gender, height in ROWS]
    rebased = carried(former, rows, ("cm", "class", "name", "gender"))
    now = result(rebased)
    assert rows_of(now)[1] == ("174", "7a", "Ben", "")
    assert now.roles == Roles(name=2, category=3, measurement=0)
    assert now.decisions == {2: YES}


def test_a_column_that_is_gone_can_be_put_back_with_its_meaning():
    former = edited(SetCells(1, (0,), ("m",)), SetDecisions({1: YES}))
    rebased = carried(former, [(name, height) for name, _, height in ROWS], ("name", "height"))
    (conflict,) = rebased.conflicts
    assert conflict.kind is Kind.COLUMN_GONE
    assert conflict.mine == "2 edits of yours"
    assert result(rebased).roles == Roles(name=0, measurement=1)
    mine = result(rebased, 0)
    assert mine.roster.header == ("name", "height", "gender")
    assert [row[2] for row in rows_of(mine)] == ["m", "", "", "m"]
    assert mine.roles == Roles(name=0, category=2, measurement=1)
    assert mine.decisions == {1: YES}


def grouped() -> Workspace:
    return edited(
        AddColumn("type"),
        SetRoles(Roles(name=0, category=3, measurement=2)),
        SetClusters(Clusters(3, ("A", "B"))),
        SetCells(3, (0,), ("A",)),
        SetDecisions({1: YES}),
    )


def test_a_column_of_groups_is_added_again():
    now = result(carried(grouped(), INSERTED))
    assert now.roster.header == (*HEADER, "type")
    assert [row[3] for row in rows_of(now)] == ["", "A", "", "", ""]
    assert now.roles.category == 3
    assert now.clusters == Clusters(3, ("A", "B"))
    assert now.decisions == {2: YES}


def test_a_column_of_groups_that_was_exported_onto_the_file_is_found_there():
    rows = [(*ROWS[0], "A"), (*ROWS[1], "m"), (*ROWS[2], ""), (*ROWS[3], "")]
    rebased = carried(grouped(), rows, (*HEADER, "type"))
    now = result(rebased)
    assert now.roster.header == (*HEADER, "type")
    assert now.roles.category == 3
    assert now.clusters == Clusters(3, ("A", "B"))
    assert rebased.already == 2


def test_what_was_said_of_a_measurement_stays_with_its_row():
    said = CellReading("158", 68.0, Unit.INCH)
    now = result(carried(edited(SetReadings(2, {2: said})), INSERTED))
    assert now.readings == {(3, 2): said}


def test_a_note_stays_with_its_row():
    now = result(carried(edited(SetNotes({2: "ask"})), INSERTED))
    assert now.notes == {3: "ask"}


@pytest.mark.parametrize("rows", [ROWS[1:], (("Zoe", "f", "160"), *ROWS[1:])])
def test_a_note_whose_row_is_gone_or_anothers_is_asked_about(rows):
    rebased = carried(edited(SetNotes({0: "ask", 1: "tall"})), rows)
    (conflict,) = rebased.conflicts
    assert conflict.mine == "note: ask"
    assert "ask" not in result(rebased).notes.values()
    assert set(result(rebased, 0).notes.values()) == {"ask", "tall"}


def test_choices_are_kept():
    former = replace(edited(), evidence=frozenset())
    former = replace(former, options=replace(former.options, missing_words=("none",)))
    start = carried(former, APPENDED).start
    assert start.options == former.options
    assert start.evidence == former.evidence


def test_an_empty_file_and_another_table_lose_nothing_silently():
    former = edited(SetCells(2, (1,), ("174",)), SetDecisions({2: YES}))
    for rows, header in (((), HEADER), ([("x", "y")], ("a", "b"))):
        rebased = carried(former, rows, header)
        assert rebased.number() == 0
        assert len(rebased.conflicts) == 2
        result(rebased)
        result(rebased, 0, 1)


# Properties.

names = [f"Pupil {i}" for i in range(8)]
texts = st.sampled_from(["", "a", "b", "150", "151"])


@st.composite
def edited_tables(draw) -> Workspace:
    """A roster of different people, with some of everything done to it."""
    rows = [(name, draw(texts), draw(texts)) for name in names]
    workspace = Workspace.of(Roster.from_rows(HEADER, rows), ROLES)
    for column in (1, 2):
        ids = draw(st.sets(st.integers(0, 7), max_size=4))
        edit = SetCells(column, tuple(ids), tuple(draw(texts) for _ in ids))
        workspace, _ = apply(edit, workspace)
    missing = [i for i in range(8) if not workspace.roster.cell(i, 1)]
    workspace, _ = apply(SetDecisions(dict.fromkeys(missing[:2], YES)), workspace)
    if draw(st.booleans()):
        edit = new_rows(workspace, [("New", draw(texts), draw(texts))])
        workspace, _ = apply(edit, workspace)
    gone = tuple(draw(st.sets(st.integers(0, 7), max_size=2)))
    return apply(DeleteRows(gone), workspace)[0]


def answered_in(workspace: Workspace) -> set[str]:
    ids = list(workspace.decisions)
    return set(workspace.roster.columns[0][workspace.roster.positions(ids)])


@given(edited_tables())
def test_an_unchanged_file_gives_the_same_workspace(former):
    rebased = rebase(former, former.original)
    now = result(rebased)
    assert rebased.conflicts == ()
    assert rebased.already == 0
    assert rows_of(now) == rows_of(former)
    ids = dict(zip(former.roster.row_ids.tolist(), now.roster.row_ids.tolist(), strict=True))
    assert now.decisions == {ids[i]: decision for i, decision in former.decisions.items()}
    assert (now.roles, now.options, now.evidence) == (former.roles, former.options, former.evidence)


@given(edited_tables(), st.permutations(range(8)), st.sets(st.integers(0, 7)), st.integers(0, 3))
def test_whatever_happens_to_other_rows_edits_stay_with_theirs(former, order, gone, n_new):
    kept = [i for i in order if i not in gone]
    rows = [tuple(c[i] for c in former.original.columns) for i in kept]
    rows += [(f"Stranger {i}", "b", "199") for i in range(n_new)]
    rebased = carried(former, rows)
    now = result(rebased)
    mine = {row[0]: row for row in rows_of(former)}
    there = {row[0]: row for row in rows_of(now)}
    for i in kept:
        assert there.get(names[i]) == mine.get(names[i])
    assert there.get("New") == mine.get("New")
    assert all(there[row[0]] == row for row in rows if row[0].startswith("Stranger"))
    people = {now.roster.cell(int(now.roster.positions([i])[0]), 0) for i in now.decisions}
    answered = {
        former.roster.cell(int(former.roster.positions([i])[0]), 0) for i in former.decisions
    }
    assert people == {name for name in answered if name in there}
    told = {conflict.where.split(", ")[1] for conflict in rebased.conflicts}
    changed = {
        name
        for i, name in enumerate(names)
        if name in mine
        and (name in answered or mine[name] != tuple(c[i] for c in former.original.columns))
    }
    assert told == changed - {names[i] for i in kept}


@given(edited_tables(), st.lists(st.tuples(st.integers(0, 7), st.sampled_from([1, 2]), texts)))
def test_a_cell_that_was_not_edited_is_as_the_file_has_it_now(former, foreign):
    rows = [list(row) for row in zip(*former.original.columns, strict=True)]
    for row, column, text in foreign:
        rows[row][column] = text
    rebased = carried(former, rows)
    every = range(len(rebased.conflicts))
    for now in (result(rebased), result(rebased, *every)):
        there = {row[0]: row for row in rows_of(now)}
        for i, name in enumerate(names):
            if i not in former.roster.row_ids or name not in there:
                continue
            at = int(former.roster.positions([i])[0])
            for column in (0, 1, 2):
                before, mine = former.original.cell(i, column), former.roster.cell(at, column)
                answered = column == 1 and i in former.decisions
                if before == mine and not answered:
                    assert there[name][column] == rows[i][column]
                elif rows[i][column] == before and not answered:
                    assert there[name][column] == mine


def all_texts(workspace: Workspace) -> set[str]:
    return {text for row in rows_of(workspace) for text in row}


anything = st.lists(st.tuples(st.sampled_from([*names, "", "Stranger"]), texts, texts), max_size=12)
headers = st.sampled_from(
    [HEADER, ("name", "height", "gender"), ("name", "gender", "cm"), ("a", "b", "c")]
)


@given(edited_tables(), anything, headers, st.data())
def test_whatever_the_file_has_become_edits_are_made_or_told_and_can_be_undone(
    former, rows, header, data
):
    rebased = carried(former, rows, header)
    every = range(len(rebased.conflicts))
    some = data.draw(st.sets(st.sampled_from(every))) if every else set()
    for taken in (set(), some, set(every)):
        now, back = apply(rebased.edit(taken), rebased.start)
        assert rows_of(apply(back, now)[0]) == rows
        assert all_texts(now) <= all_texts(former) | {text for row in rows for text in row} | {""}
        assert set(now.decisions) <= set(now.roster.row_ids.tolist())
    told = rebased.steps.number + rebased.already + len(rebased.conflicts)
    assert told or (rows_of(former) == rows_of(Workspace.of(former.original, ROLES)))


def test_what_was_measured_goes_along_with_its_row_and_is_no_edit():
    former = edited(SetChecks({1: CHECK, 2: CHECK}))
    rebased = carried(former, [("Eve", "", "166"), ROWS[0], ROWS[1], ROWS[3]])  # Cat has gone
    assert (rebased.number(), rebased.conflicts) == (0, ())
    assert result(rebased).checks == {2: CHECK}
    renamed = carried(former, [ROWS[0], ("Zed", "", "175"), *ROWS[2:]])
    assert 1 not in result(renamed).checks
    elsewhere = carried(former, [(a, c) for a, _, c in ROWS], ("name", "height"))
    assert result(elsewhere).checks == {}


def test_a_check_of_a_row_that_the_person_added_goes_along_too():
    former, _ = apply(new_rows(edited(), [("Eve", "", "166")]), edited())
    former, _ = apply(SetChecks({4: CHECK}), former)
    now = result(carried(former, INSERTED[1:]))
    assert now.checks == {4: CHECK}
