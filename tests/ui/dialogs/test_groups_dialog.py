import numpy as np
import pytest
from PySide6.QtCore import Qt

from em_desktop.em import Design
from em_desktop.em.components import choose_components
from em_desktop.review.finding import Finding
from em_desktop.roster.options import ReadingOptions
from em_desktop.ui.dialogs.groups_dialog import GroupsDialog, GroupsQuestion
from em_desktop.ui.elided import ElidedLabel

QUESTION = GroupsQuestion(
    columns=((1, "minutes"), (2, "wait & see"), (5, "depth")),
    ticked=(2, 1),
    header="type",
    taken=("no", "minutes", "wait & see"),
    names=(),
    options=ReadingOptions(),
)


@pytest.fixture(scope="module")
def two():
    values = np.concatenate([np.linspace(0, 2, 30), np.linspace(8, 11, 60)])
    return choose_components(Design(values, np.full(90, -1), ("any",)), most=3)


@pytest.fixture
def show(qtbot, dressed):
    def shown(question=QUESTION):
        dialog = GroupsDialog(question)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return shown


def choose_number(dialog, number):
    dialog._number.setCurrentIndex(dialog._number.findData(number))


def test_it_waits_until_a_number_is_known(show, two):
    dialog = show()
    assert "looking" in dialog._number.currentText()
    assert not dialog._primary.isEnabled()
    dialog.set_compared(two)
    assert "2 fit best" in dialog._number.currentText()
    assert dialog._primary.isEnabled()


def test_what_is_chosen_is_announced(show, two, qtbot):
    dialog = show()
    dialog.set_compared(two)
    chosen = []
    dialog.chosen.connect(chosen.append)
    dialog._header.selectAll()
    qtbot.keyClicks(dialog._header, " kind ")
    qtbot.keyClicks(dialog._names._lines[0], "0")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert chosen == [Finding("kind", ("A0", "B"), (2, 1))]


def test_a_number_of_ones_own_needs_no_waiting(show):
    dialog = show()
    choose_number(dialog, 4)
    assert dialog._primary.isEnabled()
    assert dialog._names.names == ("A", "B", "C", "D")


def test_the_groups_are_described(show, two):
    dialog = show()
    dialog.set_compared(two)
    hints = [line.accessibleDescription() for line in dialog._names._lines[:3]]
    assert hints[0].startswith("33 %: wait & see around 1")
    assert hints[1].startswith("67 %: wait & see around 9.")
    assert hints[2] == ""
    choose_number(dialog, 9)  # never compared
    assert dialog._names._lines[0].accessibleDescription() == ""


def test_other_columns_are_compared_anew(show, two):
    dialog = show()
    dialog.set_compared(two)
    asked = []
    dialog.measurements_changed.connect(asked.append)
    dialog._boxes[5].setChecked(True)
    dialog._boxes[2].setChecked(False)
    assert asked == [(2, 1, 5), (1, 5)]
    assert not dialog._primary.isEnabled()
    for box in dialog._boxes.values():
        box.setChecked(False)
    assert "Tick at least one" in dialog._problem.text()
    assert not dialog._primary.isEnabled()


def test_one_group_alone_is_told(show):
    one = choose_components(Design(np.linspace(0, 1, 40), np.full(40, -1), ("any",)), most=2)
    dialog = show()
    dialog.set_compared(one)
    assert one.k == 1
    assert "1 fits best" in dialog._number.currentText()
    assert "All rows fit into one group" in dialog._problem.text()
    assert not dialog._primary.isEnabled()
    choose_number(dialog, 2)
    assert dialog._primary.isEnabled()


def test_what_cannot_be_compared_is_told(show):
    dialog = show()
    dialog.set_compared(None, "All values are equal.")
    assert dialog._problem.text() == "All values are equal."
    assert not dialog._primary.isEnabled()


@pytest.mark.parametrize(("header", "word"), [("", "needs a name"), ("Minutes", "already")])
def test_a_header_that_cannot_be_is_told(show, two, qtbot, header, word):
    dialog = show()
    dialog.set_compared(two)
    dialog._header.setText(header + "x")
    qtbot.keyClick(dialog._header, Qt.Key.Key_Backspace)
    assert word in dialog._problem.text()
    assert not dialog._primary.isEnabled()


def test_groups_that_are_there_keep_column_number_and_names(show):
    dialog = show(
        GroupsQuestion(((1, "a"),), (1,), "type", None, ("low", "mid", "high"), ReadingOptions())
    )
    assert dialog._header.isHidden() or dialog._header.parent() is None
    [there] = [each for each in dialog.findChildren(ElidedLabel) if each.text() == "type"]
    assert there.shown_text() == "type"
    assert dialog._number.currentData() == 3
    assert dialog._names.names == ("low", "mid", "high")
    assert dialog._primary.isEnabled()
