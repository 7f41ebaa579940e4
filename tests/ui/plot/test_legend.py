from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from em_desktop.em import Parameters
from em_desktop.review.bars import Kind
from em_desktop.ui.plot.legend import Entry, Legend
from em_desktop.ui.plot.naming import component_colours, component_names, legend_entries
from em_desktop.ui.plot.picking import Named
from em_desktop.ui.theme import current_theme


def entries(n):
    return [Entry(f"class {k}, 163 ± 6 cm", QColor("teal")) for k in range(n)]


def test_it_takes_as_many_lines_as_it_needs(qtbot):
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_entries(entries(2))
    line = legend.heightForWidth(600)
    legend.show_entries(entries(12))
    assert legend.heightForWidth(600) > 2 * line
    assert legend.heightForWidth(200) > legend.heightForWidth(600)
    legend.show_entries([])
    assert legend.heightForWidth(600) == line


def test_it_keeps_room_for_what_may_come(qtbot):
    legend = Legend()
    qtbot.addWidget(legend)
    legend.resize(200, 60)
    later = [replace(entry, there=False) for entry in entries(4)]
    legend.show_entries([*entries(1), *later])
    before = legend.heightForWidth(200)
    assert [entry.words for entry in legend.entries] == ["class 0, 163 ± 6 cm"]
    assert "class 1" not in legend.accessibleName()
    legend.show_entries(entries(5))
    assert legend.heightForWidth(200) == before


def test_a_screen_reader_hears_it(qtbot):
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_entries(entries(2))
    assert legend.accessibleName() == "Legend: class 0, 163 ± 6 cm; class 1, 163 ± 6 cm"


def test_colours_that_come_again_get_a_pattern(qapp):
    n = len(current_theme().categories)
    said = legend_entries([f"c{k}" for k in range(n + 1)], (), None, "cm", kinds=frozenset(Kind))
    assert [entry.dashed for entry in said] == [False] * n + [True] + [False] * 3
    assert said[n].colour == said[0].colour
    assert [entry.words for entry in said[n + 1 :]] == ["missing", "decided", "left blank"]
    assert [entry.pattern is not None for entry in said[n + 1 :]] == [False, True, True]


@pytest.fixture
def legend(qtbot):
    result = Legend()
    qtbot.addWidget(result)
    result.resize(400, 40)
    result.show_entries(
        [
            Entry("female", QColor("teal"), stands_for=Named("female")),
            Entry("nothing", QColor("teal")),
            Entry("missing", QColor("gray"), stands_for=Named(Kind.MISSING)),
        ]
    )
    return result


@pytest.fixture
def heard(legend):
    told = []
    legend.picked.connect(lambda what, add: told.append((what.what, add)))
    return told


def test_a_click_picks_what_an_entry_stands_for(qtbot, legend, heard):
    left = Qt.MouseButton.LeftButton
    for _, rect in legend._places(legend.width()):
        qtbot.mouseClick(legend, left, pos=rect.center().toPoint())
    first = next(legend._places(legend.width()))[1].center().toPoint()
    qtbot.mouseClick(legend, left, Qt.KeyboardModifier.ControlModifier, first)
    qtbot.mouseClick(legend, left, pos=QPoint(399, 39))
    assert heard == [("female", False), (Kind.MISSING, False), ("female", True)]


def test_keys_go_from_entry_to_entry(qtbot, legend, heard):
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(legend, key)
    qtbot.keyClick(legend, Qt.Key.Key_Right)
    qtbot.keyClick(legend, Qt.Key.Key_Right)
    qtbot.keyClick(legend, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert heard == [("female", False), (Kind.MISSING, True)]


def test_words_longer_than_a_line_go_on_below_and_are_never_cut(qtbot):
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_entries(
        [Entry("a category whose name somebody wrote at length, 163 ± 6 cm", QColor("teal"))]
    )
    narrow = legend.heightForWidth(120)
    assert narrow > 2 * legend.heightForWidth(600)
    legend.show_entries([*legend.entries, Entry("missing", QColor("gray"))])
    assert legend.heightForWidth(120) > narrow


def test_each_component_has_the_colour_of_its_category(qapp):
    parameters = Parameters(np.array([0.4, 0.6]), np.array([176.0, 163.0]), np.array([7.0, 6.0]))
    said = legend_entries(
        ("declined", "female", "male"), ("male", "female"), parameters, "cm", kinds=frozenset()
    )
    assert not any(entry.there for entry in said[3:])
    assert [entry.words for entry in said[:3]] == [
        "declined",
        "female, 163 ± 6 cm",
        "male, 176 ± 7 cm",
    ]
    assert component_colours(("male", "female"), ("declined", "female", "male")) == (2, 1)


def test_components_without_a_category_are_groups():
    assert component_names(("a",), 3) == ("a", "group 2", "group 3")
    assert component_names(("a", "b"), 1) == ("a",)
    assert component_colours(("x", "b"), ("a", "b")) == (2, 1)


def briefer(n, last="later"):
    shorter = tuple(
        Entry(f"class {k}, 163 ± 6 cm", QColor("teal"), shorter=(f"class {k}",)) for k in range(n)
    )
    return [*shorter, Entry(last, QColor("gray"), there=False)]


def test_it_says_less_rather_than_take_a_second_line(qtbot):
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_entries(briefer(3))
    line = legend.fontMetrics().height() + 2
    assert legend.heightForWidth(360) == legend.heightForWidth(2000) == line
    whole, brief = ([r.width() for _, r in legend._places(width)] for width in (2000, 360))
    assert all(short < long for short, long in zip(brief[:3], whole[:3], strict=True))
    assert legend.accessibleName().startswith("Legend: class 0, 163 ± 6 cm")


def test_its_words_do_not_change_when_what_is_awaited_comes(qtbot):
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_entries(briefer(3))
    before = [rect for _, rect in legend._places(360)]
    legend.show_entries([replace(entry, there=True) for entry in briefer(3)])
    assert [rect for _, rect in legend._places(360)] == before


def test_a_tip_says_what_was_left_out(qtbot, monkeypatch):
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, *_: told.append(text))
    legend = Legend()
    qtbot.addWidget(legend)
    legend.resize(240, 20)
    legend.show_entries(briefer(2))
    QApplication.sendEvent(legend, QHelpEvent(QEvent.Type.ToolTip, QPoint(4, 4), QPoint(4, 4)))
    assert told == ["class 0, 163 ± 6 cm"]
