import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from em_desktop.ui.plot.chart import Chart

# A menu or a tip cannot be raised there, which is no fault of ours.
offscreen = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def chart(qtbot, dressed, sample):
    result = Chart()
    qtbot.addWidget(result)
    result.resize(440, 200)
    result.show()
    qtbot.waitExposed(result)
    result.show_histogram(sample.histogram, sample.categories, "cm")
    return result


@pytest.fixture
def heard(chart):
    events = []
    chart.range_selected.connect(lambda low, high: events.append((low, high)))
    chart.range_cleared.connect(lambda: events.append("cleared"))
    return events


def at(chart, value, height=0.5):
    """Where a value is drawn, in the viewport."""
    view = chart.plotItem.vb
    top = view.viewRange()[1][1]
    return chart.mapFromScene(view.mapViewToScene(QPointF(value, top * height)))


def drag(qtbot, chart, *values):
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(chart.viewport(), left, pos=at(chart, values[0]))
    for value in values[1:]:
        qtbot.mouseMove(chart.viewport(), at(chart, value))
    qtbot.mouseRelease(chart.viewport(), left, pos=at(chart, values[-1]))


@pytest.mark.parametrize("way", [(160, 165, 172), (172, 166, 160), (160, 180, 172)])
def test_dragging_chooses_a_range_in_the_unit(qtbot, chart, heard, way):
    drag(qtbot, chart, *way)
    (chosen,) = heard
    assert chosen == pytest.approx((160, 172), abs=0.3)
    assert chart.chosen == pytest.approx(chosen)


def test_a_range_ends_where_the_picture_ends(qtbot, chart, heard, sample):
    drag(qtbot, chart, 170, 175, 900)
    ((low, high),) = heard
    assert low == pytest.approx(170, abs=0.3)
    assert high == pytest.approx(sample.histogram.edges[-1], abs=sample.histogram.bin_width)


def test_a_click_gives_the_range_up(qtbot, chart, heard):
    drag(qtbot, chart, 160, 172)
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=at(chart, 165))
    assert heard[1:] == ["cleared"]
    assert chart.chosen is None


def test_other_buttons_choose_nothing(qtbot, chart, heard):
    right = Qt.MouseButton.RightButton
    qtbot.mousePress(chart.viewport(), right, pos=at(chart, 160))
    qtbot.mouseMove(chart.viewport(), at(chart, 170))
    qtbot.mouseRelease(chart.viewport(), right, pos=at(chart, 170))
    assert heard == []


def test_keys_choose_bars_and_give_them_up(qtbot, chart, heard, sample):
    width = sample.histogram.bin_width
    chart.layers.mark(171.0)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    (low, high), (same, wider) = heard
    assert low <= 171 < high
    assert high - low == pytest.approx(width)
    assert (same, wider - low) == pytest.approx((low, 2 * width))
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert heard[2] == pytest.approx((low + 2 * width, high + 2 * width))
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert heard[3:] == ["cleared"]


def test_a_range_from_elsewhere_is_shown_silently(chart, heard):
    chart.show_range((160.0, 165.0))
    assert chart.chosen == (160, 165)
    chart.show_range(None)
    assert chart.chosen is None
    assert heard == []


def test_the_wheel_and_dragging_do_not_move_the_picture(qtbot, chart):
    before = chart.plotItem.vb.viewRange()
    where = QPointF(at(chart, 170))
    wheel = QWheelEvent(
        where,
        where,
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart.viewport(), wheel)
    drag(qtbot, chart, 160, 180)
    assert not wheel.isAccepted()
    assert chart.plotItem.vb.viewRange() == before


def test_the_mark_follows_and_goes(chart):
    for value in (171.5, 160.0):
        chart.layers.mark(value)
        assert chart.layers.marked == value
    for nowhere in (None, 1720.0):
        chart.layers.mark(nowhere)
        assert chart.layers.marked is None


def test_the_mark_comes_back_with_the_picture_that_holds_it(chart, sample):
    low, high = sample.histogram.edges[[0, -1]]
    chart.layers.mark(high + 100)
    assert chart.layers.marked is None
    wider = type(sample.histogram)(
        np.linspace(low, high + 200, sample.histogram.edges.size), sample.histogram.counts
    )
    chart.show_histogram(wider, sample.categories, "cm")
    assert chart.layers.marked == high + 100


def test_names_stand_at_the_curves_without_overlap(chart):
    x = chart.layers.x
    near = np.array([np.exp(-((x - mean) ** 2) / 50) for mean in (168, 169, 170)]) * 20
    chart.layers.show_curves(near, near.sum(axis=0), ("ash", "beech", "cherry"), (0, 1, 2))
    shown = [item.sceneBoundingRect() for item in chart.layers.labels.items]
    assert chart.layers.labels.shown == ["ash", "beech", "cherry"]
    tops = sorted(rect.top() for rect in shown)
    assert min(np.diff(tops)) > 5
    chart.layers.clear_curves()
    assert chart.layers.labels.shown == []


@offscreen
def test_a_bar_tells_what_it_holds(chart, sample):
    fullest = int(sample.histogram.counts.sum(axis=0).argmax())
    middle = sample.histogram.edges[fullest : fullest + 2].mean()
    where = at(chart, middle)
    QApplication.sendEvent(
        chart.viewport(),
        QHelpEvent(QEvent.Type.ToolTip, where, chart.viewport().mapToGlobal(where)),
    )
    missing = sample.histogram.counts[-1, fullest]
    assert f"{missing} missing" in QToolTip.text()
    QToolTip.hideText()


@offscreen
def test_the_menu_offers_the_picture(qtbot, chart):
    where = at(chart, 170)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, where, chart.viewport().mapToGlobal(where)
    )
    chart.contextMenuEvent(event)
    (menu,) = chart.findChildren(QMenu)
    copy, save = menu.actions()
    with qtbot.waitSignal(chart.save_wanted):
        save.trigger()
    with qtbot.waitSignal(chart.copy_wanted):
        copy.trigger()
    menu.close()


def test_the_axis_has_a_few_round_numbers_and_the_unit(qtbot, chart, sample):
    axis = chart.plotItem.getAxis("bottom")
    for width in (200, 440, 900):
        chart.resize(width, 200)
        low, high = chart.plotItem.vb.viewRange()[0]
        ((spacing, _),) = axis.tickSpacing(low, high, axis.width())
        assert spacing in (1, 2, 5, 10, 20, 50)
        assert 2 <= (high - low) / spacing <= 16
    assert axis.tickStrings([3500.0, -12000.0], 1, 500) == ["3,500", "-12,000"]
    assert axis.tickStrings([1.5, 1.6], 1, 0.1) == ["1.5", "1.6"]


def test_only_the_keys_need_a_frame(qtbot, chart):
    plain = chart.grab().toImage()
    for reason, framed in (
        (Qt.FocusReason.MouseFocusReason, False),
        (Qt.FocusReason.TabFocusReason, True),
    ):
        chart.clearFocus()
        chart.setFocus(reason)
        assert (chart.grab().toImage() != plain) == framed
    chart.clearFocus()
    assert chart.grab().toImage() == plain


@pytest.mark.parametrize("ratio", [1.0, 2.0, 1.5])
def test_lines_are_as_thick_on_a_finer_screen(chart, pen_width, monkeypatch, ratio):
    monkeypatch.setattr(chart, "devicePixelRatioF", lambda: ratio)
    QApplication.sendEvent(chart, QEvent(QEvent.Type.DevicePixelRatioChange))
    x = chart.layers.x
    chart.layers.show_curves(np.ones((1, x.size)), np.ones(x.size), ("a",), (0,))
    assert pen_width(chart.layers) >= 2 * ratio
