"""The table keeps its place whatever happens to its rows."""

from contextlib import suppress

import pytest
import shiboken6
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtTest import QTest

from em_desktop.review.accept import accept, leave_blank
from em_desktop.review.edits import AddColumn, DeleteRows, SetCells, new_rows
from em_desktop.review.encode import CannotInfer
from em_desktop.review.order import Sorting
from em_desktop.review.show import Show
from em_desktop.roster.roles import Roles
from em_desktop.ui.table.model import RosterModel
from em_desktop.ui.table.view import RosterView

NAME, GENDER, HEIGHT, CLASS = range(4)
CTRL = QItemSelectionModel.SelectionFlag.Select


def shown_by(document):
    view = RosterView()
    view.set_roster(RosterModel(document, view))
    view.resize(700, 500)
    return view


@pytest.fixture
def view(document, qtbot):
    made = shown_by(document)
    qtbot.addWidget(made)
    made.show()
    return made


def write(view, *strokes, modifier=Qt.KeyboardModifier.NoModifier):
    """Type into the table, or into the editor that this has opened."""
    for stroke in strokes:
        for key in stroke if isinstance(stroke, str) else (stroke,):
            QTest.keyClick(view.focusWidget() or view, key, modifier)


def choose(view, *parts):
    """Select rectangles (top, left, bottom, right), as with Ctrl held."""
    model = view.model()
    view.setCurrentIndex(model.index(*parts[0][:2]))
    view.clearSelection()
    for top, left, bottom, right in parts:
        block = QItemSelection(model.index(top, left), model.index(bottom, right))
        view.selectionModel().select(block, CTRL)


# The current row.


def test_undoing_an_added_row_leaves_the_place(view, document):
    document.do(new_rows(document.workspace, [("New", "", "", "")]), "a row")
    view.go_to(17)
    document.undo_stack.undo()
    assert view.current_row_id() is None
    assert view.currentIndex().row() == 17
    document.undo_stack.redo()
    assert view.model().rowCount() == 19


def test_the_last_row_and_all_rows_can_be_deleted(view, document):
    view.go_to(16)
    document.do(DeleteRows((16,)), "the last")
    assert view.currentIndex().row() == 16  # the line for new rows
    view.go_to(3)
    document.do(DeleteRows(tuple(range(16))), "all")
    assert view.currentIndex().row() == 0
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert view.model().ids.tolist() == list(range(17))


def test_a_deletion_that_is_undone_moves_nobody_away(view, document):
    document.do(DeleteRows((2, 3)), "deleting")
    view.go_to(10)
    document.undo_stack.undo()
    assert view.current_row_id() == 10
    assert view.selected_rows() == [10]


def test_the_row_behind_deleted_ones_becomes_current(view, document):
    view.go_to(5)
    document.do(DeleteRows((1, 2, 5, 6)), "deleting")
    assert view.current_row_id() == 7


def test_a_filter_without_the_current_row_goes_to_the_next_that_it_shows(view, document, infer):
    infer(document)
    view.go_to(11)
    view.show_only(Show.MISSING)
    assert view.current_row_id() == 15
    view.show_only(Show.ALL)
    assert view.current_row_id() == 15


def edits(document):
    ids = document.workspace.roster.row_ids.tolist()
    choices = [st.just(new_rows(document.workspace, [("New", "", "165", ""), ("X", "", "", "")]))]
    if ids:
        some = st.lists(st.sampled_from(ids), min_size=1, max_size=5, unique=True).map(sorted)
        text = st.sampled_from(["", "male", "150", "tall"])
        choices += [some.map(tuple).map(DeleteRows), some.map(leave_blank)]
        choices.append(st.builds(lambda i, t: SetCells(GENDER, (i,), (t,)), some.map(min), text))
        choices.append(st.builds(lambda i, t: SetCells(HEIGHT, (i,), (t,)), some.map(min), text))
        if document.suggestions is not None:
            choices.append(some.map(lambda i: accept(document.suggestions, i)))
    return st.one_of(choices)


views = st.tuples(
    st.sampled_from(Show),
    st.one_of(st.none(), st.builds(Sorting, st.integers(0, 3), st.booleans())),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_the_current_row_stays_current_unless_it_leaves_the_view(document, infer, data):
    document.undo_stack.setIndex(0)
    document.set_suggestions(None)
    document.undo_stack.clear()
    view = shown_by(document)
    model = view.roster_model()
    try:
        for _ in range(data.draw(st.integers(1, 7))):
            if model.rowCount():
                row = data.draw(st.integers(0, model.rowCount() - 1))
                view.setCurrentIndex(model.index(row, NAME))
            before, row = model.ids, view.currentIndex().row()
            action = data.draw(st.sampled_from(["edit", "edit", "view", "undo", "redo", "infer"]))
            if action == "edit":
                document.do(data.draw(edits(document)), "edit")
            elif action == "view":
                model.set_view(*data.draw(views))
            elif action == "infer":
                with suppress(CannotInfer):
                    infer(document)
            else:
                getattr(document.undo_stack, action)()
            rest = before[max(row, 0) :].tolist()
            still = [i for i in rest if model.row_of(i) is not None]
            if still and row >= 0:
                assert view.current_row_id() == still[0]
            elif model.rowCount():
                assert view.currentIndex().isValid()
    finally:
        shiboken6.delete(view)


# Editors.


def test_an_editor_is_committed_from_outside(view):
    view.commit_editor()  # there is none
    view.go_to(0, HEIGHT)
    assert not view.is_editing()
    write(view, "15")
    assert view.is_editing()
    view.commit_editor()
    assert not view.is_editing()
    assert view.model().index(0, HEIGHT).data() == "15"
    assert view.current_row_id() == 0


@pytest.mark.parametrize(
    ("modifier", "expected"),
    [(Qt.KeyboardModifier.NoModifier, 5), (Qt.KeyboardModifier.ShiftModifier, 3)],
)
def test_enter_in_an_editor_goes_one_row_down_or_with_shift_up(view, modifier, expected):
    view.go_to(4, HEIGHT)
    write(view, "160")
    assert view.is_editing()
    write(view, Qt.Key.Key_Return, modifier=modifier)
    assert view.current_row_id() == expected
    assert view.model().index(4, HEIGHT).data() == "160"


def test_going_elsewhere_with_an_editor_open_lands_there(view, document):
    view.go_to(0, HEIGHT)
    write(view, "161")
    view.go_to(9, HEIGHT)
    assert view.current_row_id() == 9
    assert document.workspace.roster.cell(0, HEIGHT) == "161"


def test_an_entry_with_enter_in_a_filter_skips_nobody(view, document):
    view.show_only(Show.MISSING)
    view.setCurrentIndex(view.model().index(0, GENDER))
    seen = []
    while view.model().rowCount():
        seen.append(view.current_row_id())
        write(view, "female", Qt.Key.Key_Return)
        assert not view.is_editing()
        assert view.hasFocus() or not view.isActiveWindow()
    assert seen == [12, 13, 14, 15, 16]
    assert {document.workspace.roster.cell(i, GENDER) for i in seen} == {"female"}


def test_tab_does_not_open_the_cell_of_somebody_else(view, document):
    view.show_only(Show.MISSING)
    view.setCurrentIndex(view.model().index(0, GENDER))
    write(view, "female", Qt.Key.Key_Tab)
    assert document.workspace.roster.cell(12, GENDER) == "female"
    assert not view.is_editing()
    assert (view.current_row_id(), view.currentIndex().column()) == (13, GENDER)


# Selections.


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([(1, 0, 2, 1)], ([1, 2], [0, 1])),
        ([(0, 2, 0, 2), (5, 2, 5, 2)], ([0, 5], [2])),
        ([(0, 2, 0, 2), (5, 3, 5, 3)], None),
        ([(0, 2, 17, 2)], (list(range(17)), [2])),  # a whole column
        ([(17, 2, 17, 3)], ([], [2, 3])),  # the line for new rows
    ],
)
def test_a_selection_is_a_block_or_none(view, parts, expected):
    choose(view, *parts)
    assert view.selected_block() == expected


# Keys.


def keys_of(view, row_id, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    sent = []
    view.review_key.connect(sent.append)
    view.go_to(row_id, GENDER)
    for key in keys:
        QTest.keyClick(view, key, modifier)
    view.review_key.disconnect(sent.append)
    return sent


def test_keys_that_answer_are_told_by_their_names(view):
    view.takes_key = lambda key: key != "G"
    keys = ("b", "g", Qt.Key.Key_Backspace, Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert keys_of(view, 12, *keys[:1], *keys[2:]) == ["B", "Backspace", "Space", "Enter"]
    assert keys_of(view, 12, "g") == []
    assert view.is_editing(), "it begins an entry"


def test_without_anybody_who_takes_them_keys_are_those_of_a_table(view):
    assert keys_of(view, 12, Qt.Key.Key_Return) == []
    assert view.current_row_id() == 13


def test_the_number_pads_enter_is_enter(view):
    view.takes_key = lambda key: True
    pad = Qt.KeyboardModifier.KeypadModifier
    assert keys_of(view, 12, Qt.Key.Key_Enter, modifier=pad) == ["Enter"]
    assert keys_of(view, 12, Qt.Key.Key_Enter) == ["Enter"]


def test_shift_and_enter_go_up_without_an_answer(view):
    view.takes_key = lambda key: key == "Enter"
    shift = Qt.KeyboardModifier.ShiftModifier
    assert keys_of(view, 13, Qt.Key.Key_Return, modifier=shift) == []
    assert view.current_row_id() == 12


# Columns that come and go.


def test_a_new_column_has_a_width_of_its_own_and_the_others_keep_theirs(view, document):
    view.setColumnWidth(CLASS, 77)
    before = [view.columnWidth(c) for c in (GENDER, HEIGHT, CLASS)]
    document.do(AddColumn("a column with a rather long name"), "edit")
    assert [view.columnWidth(c) for c in (GENDER, HEIGHT, CLASS)] == before
    letters = view.fontMetrics().horizontalAdvance("a column with a rather long name")
    assert view.columnWidth(4) > letters
    document.undo_stack.undo()
    assert view.model().columnCount() == 4
    document.undo_stack.redo()
    assert view.columnWidth(4) > letters


def test_the_room_left_over_goes_to_the_last_column_without_names(qtbot, document_of):
    document = document_of([("1", "2")] * 5, Roles(measurement=0), ("a", "b"))
    view = shown_by(document)
    qtbot.addWidget(view)
    view.show()
    assert view.columnWidth(1) > 300
    document.do(AddColumn("c"), "edit")
    assert view.columnWidth(1) < 150
    assert view.columnWidth(2) > 300


def test_a_filter_that_shows_no_row_keeps_the_column(view, document):
    view.go_to(3, 1)
    view.show_only(Show.DECIDED)
    assert view.current_row_id() is None
    view.show_only(Show.ALL)
    assert view.currentIndex().column() == 1


def test_a_long_header_needs_no_room_for_another_reading_of_a_cell(qtbot, document_of):
    """That pushed the column out of sight, with a bar to scroll a few pixels."""
    name = "height as measured in (cm)"

    def width(first):
        rows = [(first, "f"), *((str(160 + i), "f") for i in range(20))]
        document = document_of(rows, Roles(measurement=0, category=1), (name, "gender"))
        view = shown_by(document)
        qtbot.addWidget(view)
        return view.columnWidth(0), document.reading.measurement.proposals

    plain, none = width("162")
    doubted, some = width("1.62")
    assert some
    assert not none
    assert doubted == plain
