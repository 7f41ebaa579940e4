"""Which rows are painted again after an answer."""

import pytest

from em_desktop.review.accept import leave_blank
from em_desktop.review.edits import SetCells
from em_desktop.review.order import Sorting
from em_desktop.ui.table.changed_rows import ChangedRows
from em_desktop.ui.table.model import RosterModel


@pytest.fixture
def model(document):
    return RosterModel(document)


def test_only_what_was_answered_is_painted_again(document, model):
    changed = ChangedRows()
    assert changed.take(model, range(17)) is None
    document.do(leave_blank([13]), "")
    document.do(SetCells(1, (14,), ("male",)), "")
    assert changed.take(model, range(10, 17)) == [13, 14]
    assert changed.take(model, range(10, 17)) == []


def test_rows_that_scrolled_into_sight_since_are_known_too(document, model):
    changed = ChangedRows()
    changed.take(model, range(5))
    document.do(leave_blank([13]), "")
    assert changed.take(model, range(10, 17)) == [13]


def test_another_order_is_painted_as_a_whole(document, model):
    changed = ChangedRows()
    changed.take(model, range(17))
    model.set_view(model.show, Sorting(2))
    assert changed.take(model, range(17)) is None
