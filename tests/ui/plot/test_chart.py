from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from em_desktop.ui.plot.chart import Chart
from em_desktop.ui.plot.picking import Named, Some

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
    chart.picked.connect(lambda what, add: events.append((what, "added") if add else what))
    chart.cleared.connect(lambda: events.append("cleared"))
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
    assert (chosen.low, chosen.high) == pytest.approx((160, 172), abs=0.3)
    assert chart.chosen == pytest.approx((chosen.low, chosen.high))


def test_a_range_ends_where_the_picture_ends(qtbot, chart, heard, sample):
    drag(qtbot, chart, 170, 175, 900)
    (chosen,) = heard
    assert chosen.low == pytest.approx(170, abs=0.3)
    assert chosen.high == pytest.approx(sample.histogram.edges[-1], abs=sample.histogram.bin_width)


def test_a_click_above_all_bars_gives_the_range_up(qtbot, chart, heard):
    drag(qtbot, chart, 160, 172)
    click(qtbot, chart, at(chart, 165, 0.97))
    assert heard[1:] == ["cleared"]
    assert chart.chosen is None


def test_other_buttons_choose_nothing(qtbot, chart, heard):
    right = Qt.MouseButton.RightButton
    qtbot.mousePress(chart.viewport(), right, pos=at(chart, 160))
    qtbot.mouseMove(chart.viewport(), at(chart, 170))
    qtbot.mouseRelease(chart.viewport(), right, pos=at(chart, 170))
    assert heard == []


def click(qtbot, chart, place, keys=Qt.KeyboardModifier.NoModifier):
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, keys, place)


def middle(sample, place):
    return float(sample.histogram.edges[place : place + 2].mean())


def in_part(chart, sample, place, part):
    """The middle of a part of a bar, in the viewport."""
    counts = chart.layers.heaps.counts[:, place]
    rows = counts[:part].sum() + counts[part] / 2
    return at(chart, middle(sample, place), rows / chart.layers.top)


@pytest.fixture
def fullest(sample):
    """The bar in which the scarcest part, missing or recorded, has most rows."""
    return int(sample.histogram.counts.min(axis=0).argmax())


def test_a_click_on_a_coloured_part_picks_that_part(qtbot, chart, heard, sample, fullest):
    for part in (0, 2, 5):
        click(qtbot, chart, in_part(chart, sample, fullest, part))
    assert heard == [Some(fullest, fullest, part) for part in (0, 2, 5)]
    assert chart.chosen is None


def test_a_double_click_picks_the_whole_bar(qtbot, chart, heard, sample, fullest):
    place = in_part(chart, sample, fullest, 0)
    qtbot.mouseDClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseRelease(chart.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard[-1] == Some(fullest, fullest)
    edges = sample.histogram.edges
    assert chart.chosen == pytest.approx((edges[fullest], edges[fullest + 1]))


def test_after_a_double_click_of_another_button_a_click_picks_a_part_as_ever(
    qtbot, chart, heard, sample, fullest
):
    place = in_part(chart, sample, fullest, 0)
    qtbot.mouseDClick(chart.viewport(), Qt.MouseButton.RightButton, pos=place)
    qtbot.mouseRelease(chart.viewport(), Qt.MouseButton.RightButton, pos=place)
    click(qtbot, chart, place)
    assert heard == [Some(fullest, fullest, 0)]


def test_keys_stand_nowhere_once_a_category_has_gone(qtbot, chart, sample, fullest):
    chart.layers.mark(middle(sample, fullest))
    QApplication.sendEvent(chart, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    fewer = replace(sample.histogram, counts=sample.histogram.counts[1:])
    chart.show_histogram(fewer, sample.categories[1:], "cm")
    chart.grab()  # draws the frame, which stood around the uppermost of six parts


def test_a_click_below_a_bar_picks_it_whole_and_shift_all_on_the_way(
    qtbot, chart, heard, sample, fullest
):
    low = chart.mapFromScene(
        chart.plotItem.vb.mapViewToScene(QPointF(middle(sample, fullest), 0))
    ) + QPoint(0, 6)
    click(qtbot, chart, low)
    click(
        qtbot,
        chart,
        in_part(chart, sample, fullest + 2, 0),
        Qt.KeyboardModifier.ShiftModifier,
    )
    assert heard == [Some(fullest, fullest), Some(fullest, fullest + 2)]


def test_ctrl_adds(qtbot, chart, heard, sample, fullest):
    click(qtbot, chart, in_part(chart, sample, fullest, 0), Qt.KeyboardModifier.ControlModifier)
    assert heard == [(Some(fullest, fullest, 0), "added")]


def test_a_click_under_a_curve_picks_what_it_stands_for(qtbot, chart, heard):
    x = chart.layers.x
    top = chart.layers.top
    curves = np.array([np.full(x.size, top * 0.9), np.full(x.size, top * 0.95)])
    chart.layers.show_curves(curves, curves[1], ("female", "male"), (0, 1))
    click(qtbot, chart, at(chart, 146, 0.6))
    click(qtbot, chart, at(chart, 146, 0.87))
    assert heard == [Named("female"), Named("male")]


def test_a_click_on_a_name_picks_it(qtbot, chart, heard):
    x = chart.layers.x
    hills = np.array([np.exp(-((x - mean) ** 2) / 50) for mean in (160, 178)]) * 12
    chart.layers.show_curves(hills, hills.sum(axis=0), ("female", "male"), (0, 1))
    for item in chart.layers.labels.items:
        drawn = item.deviceTransform(chart.viewportTransform()).mapRect(item.boundingRect())
        click(qtbot, chart, drawn.center().toPoint())
    assert heard == [Named("female"), Named("male")]


def test_keys_pick_bars_and_give_them_up(qtbot, chart, heard):
    chart.layers.mark(171.0)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    start = heard[0].first
    qtbot.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert heard == [
        Some(start, start),
        Some(start, start + 1),
        Some(start + 2, start + 2),
        Some(start + 1, start + 1),
    ]
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert heard[4:] == ["cleared"]


def test_keys_go_up_and_down_among_the_parts(qtbot, chart, heard, fullest, sample):
    chart.layers.mark(middle(sample, fullest))
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    parts = [0, 2, 5, None]
    for _ in parts:
        qtbot.keyClick(chart, Qt.Key.Key_Up)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert heard == [Some(fullest, fullest, part) for part in (None, *parts, 5)]


def test_a_screen_reader_hears_where_the_keys_are(qtbot, chart, sample, fullest):
    chart.layers.mark(middle(sample, fullest))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
        qtbot.keyClick(chart, key)
    n = chart.layers.heaps.counts[0, fullest]
    assert chart.accessibleName().startswith("Histogram, ")
    assert chart.accessibleName().endswith(f" cm: {n} female")
    chart.setFocus()
    chart.clearFocus()
    assert chart.accessibleName() == "Histogram"


def test_ctrl_and_arrows_only_move_until_space_picks(qtbot, chart, heard):
    ctrl = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(chart, Qt.Key.Key_Right, ctrl)
    qtbot.keyClick(chart, Qt.Key.Key_Right, ctrl)
    assert heard == []
    qtbot.keyClick(chart, Qt.Key.Key_Space)
    qtbot.keyClick(chart, Qt.Key.Key_Home, ctrl)
    qtbot.keyClick(chart, Qt.Key.Key_Return, ctrl)
    assert heard[1:] == [(Some(0, 0), "added")]


def test_a_row_under_the_mouse_is_marked_and_only_its_strip_drawn_again(qtbot, chart):
    drawn = []

    class Watch(QObject):
        def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
            if event.type() == QEvent.Type.Paint:
                drawn.append(event.region().boundingRect())
            return False

    watch = Watch()
    chart.viewport().installEventFilter(watch)
    drawn.clear()
    plain = chart.grab().toImage()
    drawn.clear()
    chart.hover(165.0)
    qtbot.waitUntil(lambda: bool(drawn))
    assert chart.hovered == 165
    assert max(rect.width() for rect in drawn) < chart.viewport().width() / 2
    assert chart.grab().toImage() != plain
    chart.hover(None)
    assert chart.grab().toImage() == plain
    chart.hover(1650.0)
    assert chart.hovered is None


def test_the_bar_under_the_mouse_is_told(qtbot, chart, sample, fullest):
    told = []
    chart.bar_hovered.connect(told.append)
    qtbot.mouseMove(chart.viewport(), at(chart, middle(sample, fullest)))
    qtbot.mouseMove(chart.viewport(), at(chart, middle(sample, fullest)) + QPoint(1, 5))
    qtbot.mouseMove(chart.viewport(), at(chart, middle(sample, fullest + 1)))
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert told == [fullest, fullest + 1, None]


class Edge:
    """A layer that stands at one value and can be dragged."""

    def __init__(self):
        self.value, self.told = 170.0, []

    def enter(self, plot):
        self.told.append("enter")

    def refresh_theme(self, theme, font, ratio):
        self.told.append("theme")

    def show_histogram(self, histogram):
        self.told.append("bars")

    def place(self, top):
        self.told.append("place")

    def grips(self, value, reach):
        return abs(value - self.value) <= reach

    def drag(self, value, *, done):
        self.value = value
        self.told.append(done)


def test_another_layer_can_be_added_and_dragged(qtbot, chart, heard, sample):
    edge = Edge()
    chart.add_layer(edge)
    assert edge.told == ["enter", "theme", "bars", "place"]
    drag(qtbot, chart, 170, 174, 176)
    assert heard == []
    assert edge.value == pytest.approx(176, abs=0.3)
    assert edge.told[4:] == [False, False, True]
    drag(qtbot, chart, 160, 165)
    assert len(heard) == 1


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
