from contextlib import contextmanager, suppress

import pytest
import shiboken6
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from em_desktop.review.accept import accept, leave_blank
from em_desktop.review.edits import (
    DeleteRows,
    SetCells,
    SetOptions,
    SetRoles,
    Several,
    new_rows,
)
from em_desktop.review.encode import CannotInfer
from em_desktop.review.order import Sorting
from em_desktop.review.show import Show
from em_desktop.review.status import Status
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.roles import Roles
from em_desktop.ui.table.face import Face
from em_desktop.ui.table.model import FACE_ROLE, SIGNS_ROLE, RosterModel
from em_desktop.ui.table.row_signs import signs_of

NAME, GENDER, HEIGHT, CLASS = range(4)
EDIT, TIP = Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


@contextmanager
def watched(document):
    """A model that Qt's own tester watches: what it finds wrong is a warning, which fails."""
    model = RosterModel(document)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    try:
        yield model
    finally:  # not left to the collector of garbage, which knows no order
        shiboken6.delete(tester)
        shiboken6.delete(model)


@pytest.fixture
def model(document):
    with watched(document) as made:
        yield made


def shown_ids(model):
    return model.row_ids(list(range(len(model.positions))))


def text(model, row, column, role=Qt.ItemDataRole.DisplayRole):
    return model.index(row, column).data(role)


def assert_faithful(model):
    """What the model shows is what the document holds."""
    document = model.document
    roster = document.workspace.roster
    assert model.rowCount() == len(model.positions) + model.has_entry_line
    assert model.columnCount() == roster.n_columns
    for row, position in enumerate(model.positions.tolist()):
        assert text(model, row, NAME, EDIT) == roster.cell(position, NAME)
        assert model.headerData(row, DOWN, SIGNS_ROLE) == signs_of(document, position)
        assert model.headerData(row, DOWN) == str(int(roster.row_ids[position]) + 1)


def test_it_shows_the_roster_and_a_line_for_new_rows(model):
    assert model.rowCount() == 18
    assert text(model, 0, NAME) == "Pupil 0"
    assert text(model, 17, NAME) is None
    assert text(model, 17, NAME, FACE_ROLE) == Face("Add a row…", entry=True)
    assert text(model, 17, NAME, EDIT) == ""
    assert model.headerData(17, DOWN) == "+"
    assert_faithful(model)


def test_nothing_lies_below_a_cell(model):
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    assert model.rowCount(QModelIndex()) == 18


def test_headers_tell_names_and_meanings(model):
    assert [model.headerData(c, ACROSS) for c in range(4)] == ["name", "gender", "height", "class"]
    assert [model.subtitle(c) for c in range(4)] == ["name", "to fill in", "measurement, cm", ""]
    assert model.headerData(9, ACROSS) is None


def test_a_column_without_a_name_has_a_number(document_of):
    model = RosterModel(document_of([("a", "b", "c", "d")], header=("", "x\ny", "h", "")))
    assert [model.headerData(c, ACROSS) for c in range(4)] == ["column 1", "x↵y", "h", "column 4"]


# Editing.


def test_an_edit_goes_to_the_document_and_can_be_undone(model, document):
    assert model.setData(model.index(0, HEIGHT), "150")
    assert text(model, 0, HEIGHT) == "150"
    assert document.undo_stack.undoText() == "editing height"
    document.undo_stack.undo()
    assert text(model, 0, HEIGHT) == "158"


def test_writing_what_is_there_already_is_no_step(model, document):
    assert not model.setData(model.index(0, HEIGHT), "158")
    assert not model.setData(model.index(0, GENDER), "female")
    assert not model.setData(model.index(12, GENDER), "")
    assert not document.undo_stack.canUndo()


def test_other_roles_and_places_cannot_be_written(model, document):
    assert not model.setData(model.index(0, NAME), "x", Qt.ItemDataRole.DisplayRole)
    assert not model.setData(QModelIndex(), "x")
    assert not document.undo_stack.canUndo()


def test_a_first_letter_is_completed_in_the_category_column_only(model):
    model.setData(model.index(12, GENDER), "m")
    assert text(model, 12, GENDER) == "male"
    model.setData(model.index(12, NAME), "m")
    assert text(model, 12, NAME) == "m"


def test_an_accepted_suggestion_is_edited_as_the_text_that_is_seen(model, document, infer):
    infer(document)
    document.do(accept(document.suggestions, [12]), "accepting")
    assert text(model, 12, GENDER, EDIT) == text(model, 12, GENDER) == "female"
    assert not model.setData(model.index(12, GENDER), "female")  # stays accepted
    assert document.status[12] == Status.ACCEPTED
    assert model.setData(model.index(12, GENDER), "male")
    assert document.status[12] == Status.ENTERED
    document.undo_stack.undo()
    assert model.setData(model.index(12, GENDER), "")
    assert document.status[12] == Status.SUGGESTED


def test_typing_into_the_last_line_adds_a_row(model, document):
    assert not model.setData(model.index(17, GENDER), "")
    assert model.setData(model.index(17, GENDER), "f")
    assert document.workspace.roster.n_rows == 18
    assert model.rowCount() == 19
    assert text(model, 17, GENDER) == "female"
    assert document.undo_stack.undoText() == "adding a row"
    document.undo_stack.undo()
    assert model.rowCount() == 18
    assert_faithful(model)


# Filtering and sorting.


def test_a_filter_shows_its_rows_and_no_line_for_new_ones(model, document, infer):
    infer(document)
    model.set_view(Show.MISSING, None)
    assert shown_ids(model) == [15, 16]
    assert model.rowCount() == 2
    assert_faithful(model)


def test_sorting_by_height(model):
    model.set_view(Show.ALL, Sorting(HEIGHT, descending=True))
    heights = [text(model, r, HEIGHT) for r in range(model.rowCount())]
    assert heights[:3] == ["190", "183", "181"]
    assert heights[-1] == ""
    assert not model.has_entry_line


def test_rows_do_not_jump_while_a_sorted_view_is_edited(model):
    model.set_view(Show.ALL, Sorting(HEIGHT))
    before = shown_ids(model)
    model.setData(model.index(3, HEIGHT), "199")
    assert shown_ids(model) == before
    model.set_view(Show.ALL, Sorting(HEIGHT))
    assert shown_ids(model) != before


def test_nor_do_they_jump_where_the_review_goes_on(model):
    model.set_view(Show.ALL, Sorting(HEIGHT))
    before = shown_ids(model)
    model.setData(model.index(0, HEIGHT), "199")
    model.visit(None)
    assert shown_ids(model) == before


def test_answered_rows_leave_a_filtered_and_sorted_view_and_the_others_stay(model, document, infer):
    infer(document)
    document.set_unsure_below(0.0)
    model.set_view(Show.SUGGESTED, Sorting(HEIGHT, descending=True))
    assert shown_ids(model) == [13, 14, 12]
    document.do(leave_blank([14]), "leaving")
    assert shown_ids(model) == [13, 12]
    document.undo_stack.undo()
    assert shown_ids(model) == [13, 14, 12]


def test_ids_lead_to_rows_and_back(model):
    model.set_view(Show.ALL, Sorting(NAME, descending=True))
    for row, row_id in enumerate(shown_ids(model)):
        assert model.row_of(row_id) == row
    model.set_view(Show.FLAGGED, None)
    assert model.row_of(0) is None
    assert model.row_ids([0, 99]) == [15]


def test_what_is_no_row_has_no_id(model):
    n = len(model.positions)
    assert model.row_ids([-1, n - 1, n]) == [n - 1]


def test_a_selected_cell_stays_where_it_is_when_rows_are_added(model, document):
    index = QPersistentModelIndex(model.index(5, HEIGHT))
    document.do(new_rows(document.workspace, [("New", "", "", "")]), "a row")
    assert (index.row(), index.column()) == (5, HEIGHT)


def test_only_what_changed_is_announced(model, document, qtbot):
    with qtbot.assertNotEmitted(model.modelReset):
        document.do(SetCells(NAME, (0,), ("A",)), "cells")
        document.do(new_rows(document.workspace, [("New", "", "", "")]), "a row")
    with qtbot.waitSignal(model.modelReset, timeout=1000):
        document.do(DeleteRows((0,)), "less")
    with qtbot.waitSignal(model.modelReset, timeout=1000):
        document.do(SetRoles(Roles()), "roles")


def test_rows_that_come_back_are_not_announced_as_added_at_the_end(model, document, qtbot):
    index = QPersistentModelIndex(model.index(5, HEIGHT))
    document.do(DeleteRows((2,)), "less")
    with qtbot.assertNotEmitted(model.rowsInserted):
        document.undo_stack.undo()
    assert not index.isValid()
    assert shown_ids(model) == list(range(17))


def test_until_a_reset_is_done_rows_have_the_ids_that_they_were_shown_with(model, document):
    told = []

    def ask():
        told.append((model.row_ids([0, 16, 17]), model.row_of(16)))

    model.modelAboutToBeReset.connect(ask)
    document.do(DeleteRows((0, 1)), "less")
    assert told == [([0, 16], 16)]
    assert model.row_ids([0, 16]) == [2]


def test_a_tip_shows_markup_in_a_cell_as_it_stands(model, document):
    document.do(SetCells(HEIGHT, (0,), ("<b>1</b><img src=x>",)), "edit")
    for tip in (text(model, 0, HEIGHT, TIP), model.headerData(0, DOWN, TIP)):
        assert "<b>" not in tip
        assert "<img" not in tip
        assert "&lt;b&gt;" in tip


def test_the_header_of_a_row_says_what_is_odd_about_it(model):
    assert model.headerData(0, DOWN, TIP) is None
    tip = model.headerData(15, DOWN, TIP)
    assert tip.splitlines()[-2:] == ["The gender is missing.", "The height is missing."]
    assert tip.startswith("Missing: ")
    assert model.headerData(15, DOWN, SPOKEN) == "row 16, missing, flagged"
    assert "looks like metres" in model.headerData(16, DOWN, TIP)
    assert model.headerData(17, DOWN, TIP) is None


def test_a_new_unit_is_seen_in_the_header(model, document, qtbot):
    with qtbot.waitSignal(
        model.headerDataChanged, timeout=1000, check_params_cb=lambda o, *_: o == ACROSS
    ):
        document.do(SetOptions(ReadingOptions(unit=Unit.INCH)), "unit")
    assert model.subtitle(HEIGHT) == "measurement, in"


# Whatever is done, Qt's tester finds no fault, and the model shows the document.


def edits(document):
    ids = document.workspace.roster.row_ids.tolist()
    row = st.just(("New", "", "165", ""))
    choices = [
        st.lists(row, min_size=1, max_size=2).map(lambda rows: new_rows(document.workspace, rows)),
        st.sampled_from([Roles(name=0, category=1, measurement=2), Roles(), Roles(category=3)]).map(
            SetRoles
        ),
        st.just(Several(())),
    ]
    if ids:
        some = st.lists(st.sampled_from(ids), min_size=1, max_size=4, unique=True)
        cells = st.sampled_from(["", "f", "male", "150", "tall", "?"])
        choices += [
            some.map(lambda chosen: DeleteRows(tuple(chosen))),
            some.map(leave_blank),
            st.builds(
                lambda c, i, t: SetCells(c, (i,), (t,)),
                st.integers(0, 3),
                st.sampled_from(ids),
                cells,
            ),
        ]
    return st.one_of(choices)


views = st.tuples(
    st.sampled_from(Show),
    st.one_of(st.none(), st.builds(Sorting, st.integers(0, 3), st.booleans())),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_sequence_of_edits_and_views_is_shown_faithfully(document, infer, data):
    document.undo_stack.setIndex(0)
    document.set_suggestions(None)
    document.undo_stack.clear()
    with watched(document) as model:
        for _ in range(data.draw(st.integers(1, 6))):
            action = data.draw(st.sampled_from(["edit", "edit", "view", "undo", "redo", "infer"]))
            if action == "edit":
                document.do(data.draw(edits(document)), "edit")
            elif action == "view":
                model.set_view(*data.draw(views))
            elif action == "undo":
                document.undo_stack.undo()
            elif action == "redo":
                document.undo_stack.redo()
            else:
                with suppress(CannotInfer):
                    infer(document)
            assert_faithful(model)
