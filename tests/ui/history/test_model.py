"""The list of steps as Qt sees it."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from em_desktop.files.opening import open_roster
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import AddColumn, DeleteRows, SetCells, SetDecisions, Several
from em_desktop.review.signs import Sign
from em_desktop.review.workspace import Workspace
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.reading import read
from em_desktop.roster.roles import Roles
from em_desktop.session.document import Document
from em_desktop.session.loading import Loaded
from em_desktop.session.steps import EventKind
from em_desktop.ui.history.lines import Of
from em_desktop.ui.history.model import ASIDE_ROLE, ICON_ROLE, STATE_ROLE, HistoryModel
from em_desktop.ui.icon import Icon
from em_desktop.ui.status_look import LOOKS

NOON = datetime(2026, 5, 4, 12, 0).astimezone().timestamp()
DAY = 86_400
NAME, GENDER = 0, 1


class Clock:
    """Stands still until it is set."""

    time = NOON

    def __call__(self):
        return self.time


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def document(qapp, tmp_path: Path, clock):
    path = tmp_path / "pupils.csv"
    rows = "".join(f"P{i},{('f', 'm', '')[i % 3]},{150 + i}\n" for i in range(30))
    path.write_text(f"name,gender,height\n{rows}")
    opened = open_roster(path)
    workspace = Workspace.of(opened.roster, Roles(name=0, category=1, measurement=2))
    reading = read(opened.roster, workspace.roles, ReadingOptions())
    return Document(Loaded(opened, workspace, reading), clock=clock)


@pytest.fixture
def model(document, qtmodeltester):
    found = HistoryModel(document, now=lambda: datetime(2026, 5, 4, 20, 0).astimezone())
    document.steps.changed.connect(found.follow)
    found.follow()
    qtmodeltester.check(found)
    return found


def accept(document, *row_ids):
    for row_id in row_ids:
        decision = Decision(Answer.ACCEPTED, "f", 0.9)
        document.do(SetDecisions({row_id: decision}), "accepting 1 suggestion")


def texts(model):
    return [model.index(row).data() for row in range(model.rowCount())]


def states(model):
    return [model.index(row).data(STATE_ROLE) for row in range(model.rowCount())]


def test_the_file_as_it_was_opened_is_the_first_line(model):
    assert texts(model) == ["Opened pupils.csv"]
    assert model.index(0).data(ASIDE_ROLE) == "12:00"
    assert states(model) == [0]


def test_the_newest_is_at_the_bottom_and_undone_steps_stand_below_a_line(model, document):
    document.do(SetCells(NAME, (0,), ("Ann",)), "editing name")
    document.do(DeleteRows((1, 2)), "deleting 2 rows")
    assert texts(model) == ["Opened pupils.csv", "Changed name of row 1 to Ann", "Deleted 2 rows"]
    assert states(model) == [-1, -1, 0]
    assert model.index(2).data(ASIDE_ROLE) == "12:00"
    assert model.index(2).data(ICON_ROLE) == Icon.ROWS
    document.undo_stack.undo()
    assert texts(model)[2:] == ["Undone", "Deleted 2 rows"]
    assert states(model)[1:] == [0, 1, 1]
    assert not model.flags(model.index(2)) & Qt.ItemFlag.ItemIsSelectable
    assert "undone" in model.index(3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert model.row_of(2) == 3


def test_rows_are_counted_beside_words_that_do_not_count_them(model, document):
    block = SetCells(NAME, (0, 1), ("A", "B")), SetCells(2, (0, 1), ("150", "151"))
    document.do(Several(block), "paste of 4 cells")
    assert model.index(1).data() == "Pasted 4 cells"
    assert model.index(1).data(ASIDE_ROLE) == "2 rows · 12:00"


def test_a_step_has_the_sign_that_its_row_has_in_the_table(model, document):
    accept(document, 2)
    document.do(SetCells(GENDER, (5,), ("f",)), "entering f in 1 row")
    document.do(SetDecisions({8: Decision(Answer.CONFIRMED)}), "calling 1 row right as it is")
    signs = Sign.ACCEPTED, Sign.ENTERED, Sign.CONFIRMED
    shown = [model.index(row).data(ICON_ROLE) for row in (1, 2, 3)]
    assert shown == [LOOKS[sign].icon for sign in signs]


def test_times_of_another_day_have_the_day(model, document, clock):
    clock.time = NOON - DAY
    document.do(SetCells(NAME, (0,), ("Ann",)), "editing name")
    assert model.index(1).data(ASIDE_ROLE) == "yesterday 12:00"


def test_exports_and_fits_are_lines_that_are_not_undone(model, document):
    document.do(SetCells(NAME, (0,), ("Ann",)), "editing name")
    document.saved()
    document.steps.happened(EventKind.INFERRED, "Inferred (fit 1): 10 suggestions", NOON)
    document.do(SetCells(NAME, (1,), ("Ben",)), "editing name")
    assert texts(model)[2:4] == ["Exported", "Inferred (fit 1): 10 suggestions"]
    assert model.lines[2].index == 1
    document.undo_stack.undo()
    assert [line.of for line in model.lines][2:] == [Of.EVENT, Of.EVENT, Of.UNDONE, Of.STEP]


def test_runs_of_alike_answers_are_one_line_that_opens(model, document):
    accept(document, 2, 5, 8)
    assert len(texts(model)) == 4
    accept(document, 11, 14)
    assert texts(model)[1:] == ["Accepted 5 suggestions one by one"]
    assert states(model) == [-1, 0]
    assert model.set_open(1, True)
    assert texts(model)[1:3] == ["Accepted 5 suggestions one by one", "Accepted f for P2, 90 %"]
    assert states(model) == [-1, -1, -1, -1, -1, -1, 0]
    accept(document, 17)
    assert texts(model)[1] == "Accepted 6 suggestions one by one"
    assert len(texts(model)) == 8
    assert not model.set_open(1, True)
    assert model.set_open(1, False)
    assert len(texts(model)) == 2
    document.steps.go_to(2)
    assert texts(model)[1:] == [
        *("Accepted f for P2, 90 %", "Accepted f for P5, 90 %", "Undone"),
        "Accepted 4 suggestions one by one",
    ]


def test_only_steps_with_the_words_are_shown(model, document):
    accept(document, 2, 5, 8, 11, 14)
    document.do(AddColumn("remark"), "adding a column")
    document.saved()
    model.seek("REMARK")
    assert texts(model) == ["Added the column remark"]
    model.seek("p5")
    assert texts(model) == ["Accepted f for P5, 90 %"]
    model.seek("export")
    assert texts(model) == ["Exported"]
    model.seek("nothing")
    assert texts(model) == []
    model.seek("")
    assert len(texts(model)) == 4


def test_the_way_to_a_line_counts_steps_and_rows(model, document):
    document.do(SetCells(NAME, (0,), ("Ann",)), "editing name")
    document.do(SetCells(NAME, (0, 1), ("A", "B")), "paste of 2 cells")
    assert model.way(0) == (2, 0, 2)
    assert model.way(2) == (0, 0, 0)
    document.steps.go_to(0)
    assert model.way(model.row_of(1)) == (0, 1, 1)
