import pytest
from PySide6.QtCore import Qt

from em_desktop.review.empty import Next
from em_desktop.review.show import Show
from em_desktop.ui.table.empty_state import EmptyState
from em_desktop.ui.table.model import RosterModel
from em_desktop.ui.table.view import RosterView


@pytest.fixture
def shown(qtbot, document):
    view = RosterView()
    qtbot.addWidget(view)
    view.set_roster(RosterModel(document, view))
    state = EmptyState(view)
    state.follow(view.roster_model())
    view.resize(700, 500)
    view.show()
    return view, state


def test_rows_are_never_covered(shown):
    _, state = shown
    assert state.isHidden()
    assert state.said == ""


def test_an_empty_filter_says_why_and_offers_what_is_next(qtbot, shown):
    view, state = shown
    view.show_only(Show.SUGGESTED)
    assert state.isVisible()
    assert state.said.startswith("Nothing is inferred yet.")
    with qtbot.waitSignal(state.wanted) as asked:
        qtbot.mouseClick(state.button, Qt.MouseButton.LeftButton)
    assert asked.args == [Next.INFER]
    view.show_only(Show.MISSING)
    assert state.isHidden()


def test_it_goes_once_there_is_a_row(shown, document, infer):
    view, state = shown
    view.show_only(Show.SUGGESTED)
    infer(document)
    assert state.isHidden()


def test_it_stays_as_large_as_the_place_of_the_rows(shown):
    view, state = shown
    view.show_only(Show.DECIDED)
    view.resize(520, 420)
    assert state.geometry() == view.viewport().rect()


def test_an_empty_roster_keeps_its_line_for_new_rows_free(qtbot, document_of):
    view = RosterView()
    qtbot.addWidget(view)
    view.set_roster(RosterModel(document_of([]), view))
    state = EmptyState(view)
    state.follow(view.roster_model())
    view.resize(700, 400)
    view.show()
    assert "no rows yet" in state.said
    assert state.button.isHidden()
    assert state.y() >= view.rowViewportPosition(0) + view.rowHeight(0)
