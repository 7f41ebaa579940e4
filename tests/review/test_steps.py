"""What a list of steps says of each."""

from dataclasses import replace
from types import UnionType
from typing import get_args

import pytest

from em_desktop.em.sources import Source
from em_desktop.review.checks import Check, CheckKind
from em_desktop.review.clusters import Clusters
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import (
    AddColumn,
    DeleteRows,
    Edit,
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
)
from em_desktop.review.steps import (
    StepKind,
    dropped_words,
    past_words,
    step_words,
    way_words,
)
from em_desktop.review.workspace import Workspace
from em_desktop.roster.cell_reading import CellReading
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

NAME, GENDER, HEIGHT = range(3)
ACCEPTED = Decision(Answer.ACCEPTED, "female", 0.543)
SURE = Decision(Answer.ACCEPTED, "male", 0.97, 0.9)


@pytest.fixture
def workspace():
    rows = [("Arjun Deshmukh", "", "160"), ("", "male", "180"), ("Eva Horn", "", "68")]
    roster = Roster.from_rows(("name", "gender", "height"), rows)
    return Workspace.of(roster, Roles(name=NAME, category=GENDER, measurement=HEIGHT))


EXAMPLES = [
    (SetCells(HEIGHT, (0,), ("172",)), "Changed height of Arjun Deshmukh to 172", StepKind.EDIT),
    (SetCells(NAME, (0,), ("Ann",)), "Changed name of row 1 to Ann", StepKind.EDIT),
    (SetCells(HEIGHT, (0, 1), ("172", "3")), "Changed height in 2 rows", StepKind.EDIT),
    (SetCells(HEIGHT, (1,), ("",)), "Emptied height of row 2", StepKind.EDIT),
    (SetCells(GENDER, (2,), ("female",)), "Entered female for Eva Horn", StepKind.ENTERED),
    (SetCells(GENDER, (0, 2), ("f", "f")), "Entered f in 2 rows", StepKind.ENTERED),
    (SetCells(7, (0,), ("x",)), "Changed column 8 of Arjun Deshmukh to x", StepKind.EDIT),
    (InsertRows((9,), (("", "", ""),)), "Added a row", StepKind.ROWS),
    (DeleteRows((0, 1)), "Deleted 2 rows", StepKind.ROWS),
    (
        SetDecisions({0: ACCEPTED}),
        "Accepted female for Arjun Deshmukh, 54 %",
        StepKind.ANSWER,
    ),
    (SetDecisions({0: ACCEPTED, 2: ACCEPTED}), "Accepted 2 suggestions", StepKind.BULK),
    (
        SetDecisions({0: SURE, 2: SURE}),
        "Accepted 2 suggestions of at least 90 %",
        StepKind.BULK,
    ),
    (SetDecisions({0: Decision(Answer.DEFERRED)}), "Skipped Arjun Deshmukh", StepKind.SKIPPED),
    (SetDecisions({2: Decision(Answer.LEFT_BLANK)}), "Left Eva Horn blank", StepKind.BLANK),
    (SetDecisions({2: None}), "Took back the answer for Eva Horn", StepKind.TAKEN_BACK),
    (SetDecisions({2: None, 0: ACCEPTED}), "Answered 2 rows", StepKind.BULK),
    (
        SetChecks({0: Check(CheckKind.BLIND, "male", "male", 0.9)}),
        "Noted what was said of Arjun Deshmukh",
        StepKind.CHECK,
    ),
    (SetRoles(Roles()), "Set what the columns mean", StepKind.COLUMNS),
    (
        SetOptions(ReadingOptions(unit=Unit.INCH)),
        "Changed how numbers are read, in in",
        StepKind.READING,
    ),
    (
        SetEvidence(frozenset({Source.NAME, Source.MEASUREMENT})),
        "Set the evidence: measurement and name",
        StepKind.EVIDENCE,
    ),
    (AddColumn("type"), "Added the column type", StepKind.COLUMNS),
    (RemoveColumn(), "Took a column away", StepKind.COLUMNS),
    (SetClusters(Clusters(3, ("a", "b"))), "Named 2 groups", StepKind.COLUMNS),
    (SetClusters(None), "Removed the groups", StepKind.COLUMNS),
    (SetNotes({2: "ask"}), "Noted something of Eva Horn", StepKind.NOTE),
    (SetNotes({0: None, 2: None}), "Removed the note of 2 rows", StepKind.NOTE),
    (
        SetReadings(HEIGHT, {2: CellReading("68", 68, Unit.INCH)}),
        "Read height of Eva Horn as 68 in",
        StepKind.READING,
    ),
    (
        SetReadings(HEIGHT, {2: CellReading("68")}),
        "Took height of Eva Horn as written",
        StepKind.READING,
    ),
    (
        SetReadings(HEIGHT, {0: None, 2: None}),
        "Took back how height of 2 rows was read",
        StepKind.READING,
    ),
    (
        Several((SetCells(GENDER, (0,), ("m",)), SetChecks({0: None}))),
        "Entered m for Arjun Deshmukh",
        StepKind.ENTERED,
    ),
    (
        Several((SetCells(0, (0,), ("A",)), Several((SetCells(1, (0, 1), ("f", "m")),)))),
        "Changed 3 cells",
        StepKind.EDIT,
    ),
    (
        Several((InsertRows((9,), (("", "", ""),)), SetCells(0, (0,), ("A",)))),
        "Changed 1 cell and added 1 row",
        StepKind.EDIT,
    ),
    (
        Several((SetRoles(Roles()), SetEvidence(frozenset()))),
        "Set what the columns mean",
        StepKind.COLUMNS,
    ),
    (
        Several((AddColumn("type"), SetClusters(Clusters(3, ("a", "b"))), SetRoles(Roles()))),
        "Added the column type",
        StepKind.COLUMNS,
    ),
    (Several(()), "Changed nothing", StepKind.EDIT),
]


@pytest.mark.parametrize(("edit", "text", "kind"), EXAMPLES)
def test_an_edit_is_told_in_the_past_tense(workspace, edit, text, kind):
    said = step_words(edit, "something", workspace)
    assert (said.text, said.kind) == (text, kind)


def test_every_kind_of_edit_has_words():
    assert isinstance(Edit, UnionType)
    assert {type(edit) for edit, _, _ in EXAMPLES} == set(get_args(Edit))


def test_every_answer_of_one_row_has_words(workspace):
    said = [
        step_words(SetDecisions({0: Decision(answer)}), "", workspace).text for answer in Answer
    ]
    assert all("Arjun Deshmukh" in words or "Accepted" in words for words in said)
    assert len(set(said)) == len(Answer)


@pytest.mark.parametrize(
    ("menu", "text", "kind"),
    [
        ("paste of 12 cells", "Pasted 12 cells", StepKind.PASTE),
        ("filling down 3 cells", "Filled down 3 cells", StepKind.EDIT),
        ("finding 2 groups", "Found 2 groups", StepKind.COLUMNS),
        ("meaning of A && B: group", "Set the meaning of A & B: group", StepKind.COLUMNS),
        ("using first names", "Used first names as evidence", StepKind.EVIDENCE),
        (
            "re-apply of 3 edits",
            "Made 3 edits again after the file was read anew",
            StepKind.EDIT,
        ),
    ],
)
def test_the_menu_tells_what_the_edit_cannot(workspace, menu, text, kind):
    said = step_words(SetCells(0, (0, 1), ("a", "b")), menu, workspace)
    assert (said.text, said.kind, said.n_rows) == (text, kind, 2)


def test_single_answers_of_one_kind_are_alike(workspace):
    one = step_words(SetDecisions({0: ACCEPTED}), "", workspace)
    other = step_words(SetDecisions({2: ACCEPTED}), "", workspace)
    assert one.alike == other.alike
    assert one.alike.format(12) == "Accepted 12 suggestions one by one"
    assert step_words(SetDecisions({0: SURE, 2: SURE}), "", workspace).alike == ""


def test_a_header_may_have_braces(workspace):
    named = replace(workspace, roster=replace(workspace.roster, header=("name", "{m/f}", "height")))
    said = step_words(SetCells(GENDER, (2,), ("female",)), "", named)
    assert said.alike.format(4) == "Filled in {m/f} of 4 rows by hand, one by one"


def test_a_row_that_is_gone_has_its_number(workspace):
    assert step_words(SetDecisions({40: ACCEPTED}), "", workspace).text.endswith("row 41, 54 %")


def test_the_way_to_a_step_says_what_it_takes_back():
    assert way_words(3, 0, 12) == "Enter takes back 3 steps, 12 rows."
    assert way_words(0, 1, 0) == "Enter does 1 step again."
    assert way_words(0, 0, 0) == "You are here."
    assert past_words(1) == "You are 1 step back. A new step drops it."
    assert past_words(0) == ""
    assert dropped_words(3) == "3 undone steps were dropped by this one."
    assert dropped_words(1) == "1 undone step was dropped by this one."
