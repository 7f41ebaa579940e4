import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from em_desktop.ui.plot.trace import Trace


@pytest.fixture
def trace(qtbot, dressed):
    result = Trace()
    qtbot.addWidget(result)
    result.resize(300, 40)
    result.show()
    qtbot.waitExposed(result)
    result.show_all([-300.0, -200.0, -190.0, -188.0, -187.5])
    return result


@pytest.fixture
def picked(trace):
    places = []
    trace.picked.connect(places.append)
    return places


def test_a_click_picks_the_nearest_iteration(qtbot, trace, picked):
    for place in (3, 0, 4):
        near = trace.point(place).toPoint() + QPoint(9, 0)
        qtbot.mouseClick(trace, Qt.MouseButton.LeftButton, pos=QPoint(near.x(), 5))
        assert trace.value() == place
    assert picked == [3, 0, 4]


def test_dragging_scrubs_and_stops_at_the_ends(qtbot, trace, picked):
    qtbot.mousePress(trace, Qt.MouseButton.LeftButton, pos=trace.point(1).toPoint())
    qtbot.mouseMove(trace, trace.point(2).toPoint())
    qtbot.mouseMove(trace, QPoint(295, 200))
    qtbot.mouseRelease(trace, Qt.MouseButton.LeftButton, pos=QPoint(295, 200))
    assert picked[0] == 1
    assert picked[-1] == 4
    assert sorted(picked) == picked


def test_the_keys_of_a_slider_pick(qtbot, trace, picked):
    key = Qt.Key
    for pressed in (key.Key_Right, key.Key_Right, key.Key_Left, key.Key_End, key.Key_Home):
        qtbot.keyClick(trace, pressed)
    assert picked == [1, 2, 1, 4, 0]


def test_the_programs_own_moves_are_not_picks(trace, picked):
    trace.setValue(3)
    assert picked == []


def test_the_wheel_is_left_to_the_window(trace, picked):
    wheel = QWheelEvent(
        QPointF(150, 20),
        QPointF(150, 20),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(trace, wheel)
    assert not wheel.isAccepted()
    assert picked == []


def test_nothing_can_be_picked_while_a_run_goes_on(qtbot, trace, picked):
    trace.clear("")
    for index, height in ((0, -300.0), (40, -200.0), (40, -200.0), (90, -190.0)):
        trace.add(index, height)
    assert trace.log_likelihoods == (-300.0, -200.0, -190.0)
    assert trace.point(1).x() < trace.point(2).x()
    trace.setEnabled(True)
    qtbot.mouseClick(trace, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.keyClick(trace, Qt.Key.Key_Left)
    assert picked == []


def test_a_better_iteration_stands_higher(trace):
    heights = [trace.point(place).y() for place in range(5)]
    assert heights == sorted(heights, reverse=True)


@pytest.mark.parametrize("series", [[], [-5.0], [-5.0, -5.0], [-1.0] * 500])
def test_any_series_can_be_drawn(trace, series):
    trace.show_all(series)
    assert not trace.grab().isNull()
    assert trace.log_likelihoods == tuple(series)
