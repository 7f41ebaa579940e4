"""What follows once a window has painted."""

import pytest
from PySide6.QtWidgets import QWidget

from em_desktop.ui.afterwards import Afterwards


class Painter(QWidget):
    """Notes what happens to it, in order."""

    def __init__(self):
        super().__init__()
        self.seen = []
        self.afterwards = Afterwards(self.follow, self)

    def follow(self):
        self.seen.append("followed")

    def paintEvent(self, event):  # noqa: N802 - Qt's
        self.seen.append("painted")


@pytest.fixture
def painter(qtbot):
    made = Painter()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: bool(made.seen))
    made.seen.clear()
    return made


def test_what_can_wait_is_done_once_after_the_window_has_painted(qtbot, painter):
    painter.afterwards.soon()
    painter.update()
    painter.afterwards.soon()
    assert painter.seen == []
    assert painter.afterwards.is_due
    qtbot.waitUntil(lambda: not painter.afterwards.is_due)
    assert painter.seen == ["painted", "followed"]


def test_a_window_with_nothing_to_paint_is_not_waited_for_long(qtbot, painter):
    painter.afterwards.soon()
    qtbot.waitUntil(lambda: painter.seen == ["followed"])


def test_what_is_done_at_once_is_not_done_later(qtbot, painter):
    painter.afterwards.soon()
    painter.update()
    painter.afterwards.now()
    assert painter.seen == ["followed"]
    assert not painter.afterwards.is_due
    qtbot.waitUntil(lambda: "painted" in painter.seen)
    assert painter.seen == ["followed", "painted"]


def test_what_is_dropped_is_not_done(qtbot, painter):
    painter.afterwards.soon()
    painter.update()
    painter.afterwards.drop()
    qtbot.waitUntil(lambda: painter.seen == ["painted"])
    assert not painter.afterwards.is_due


def test_nothing_waits_for_a_window_that_is_not_there(qtbot):
    hidden = Painter()
    qtbot.addWidget(hidden)
    hidden.afterwards.soon()
    assert hidden.seen == ["followed"]
