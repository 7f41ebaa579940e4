import pytest

from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import DeleteRows, SetCells, SetDecisions, Several, apply, new_rows
from em_desktop.review.resolve import resolve
from em_desktop.review.summarise import summarise
from em_desktop.review.summary import ExportSummary
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

NAME, GENDER, HEIGHT = range(3)


@pytest.fixture
def workspace():
    rows = [
        ("Ann", "female", "160"),
        ("Bob", "male", "175"),
        ("Cy", "", "171"),
        ("Di", "", "165"),
        ("Ed", "NA", "180"),
        ("Flo", "?", "159"),
    ]
    roster = Roster.from_rows(("name", "gender", "height"), rows)
    return Workspace.of(roster, Roles(name=NAME, category=GENDER, measurement=HEIGHT))


def summary_after(workspace, *edits):
    workspace, _ = apply(Several(edits), workspace)
    reading = read(workspace.roster, workspace.roles, workspace.options)
    return summarise(workspace, reading, resolve(workspace, reading))


def test_an_untouched_roster_only_has_its_gaps(workspace):
    assert summary_after(workspace) == ExportSummary("gender", still_missing=4)


def test_each_answer_is_counted_as_what_it_is(workspace):
    answers = SetDecisions(
        {
            2: Decision(Answer.ACCEPTED, "male", 0.9),
            3: Decision(Answer.LEFT_BLANK),
            4: Decision(Answer.DEFERRED),
        }
    )
    entry = SetCells(GENDER, (5,), ("female",))
    assert summary_after(workspace, answers, entry) == ExportSummary(
        "gender", accepted=1, overridden=1, left_blank=1, still_missing=1
    )


def test_other_edits_are_counted_apart(workspace):
    height = SetCells(HEIGHT, (0,), ("161",))
    recorded = SetCells(GENDER, (1,), ("female",))
    same_again = SetCells(NAME, (0,), ("Ann",))
    assert summary_after(workspace, height, recorded, same_again).other_edits == 2


def test_rows_that_come_and_go_are_counted(workspace):
    added = new_rows(workspace, [("Gus", "male", "178"), ("Hal", "", "")])
    summary = summary_after(workspace, added, DeleteRows((0, 2)))
    assert (summary.rows_added, summary.rows_deleted) == (2, 2)
    assert summary.still_missing == 4


def test_without_a_category_column_there_is_nothing_to_fill(workspace):
    plain = Workspace.of(workspace.original, Roles(name=NAME))
    assert summary_after(plain) == ExportSummary("")
