import numpy as np
from PySide6.QtGui import QColor

from em_desktop.em import Parameters
from em_desktop.ui.plot.legend import Entry, Legend
from em_desktop.ui.plot.naming import component_colours, component_names, legend_entries
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


def test_a_screen_reader_hears_it(qtbot):
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_entries(entries(2))
    assert legend.accessibleName() == "Legend: class 0, 163 ± 6 cm; class 1, 163 ± 6 cm"


def test_colours_that_come_again_get_a_pattern(qapp):
    n = len(current_theme().categories)
    said = legend_entries([f"c{k}" for k in range(n + 1)], (), None, "cm", missing=True)
    assert [entry.dashed for entry in said] == [False] * n + [True, False]
    assert said[n].colour == said[0].colour
    assert said[-1].words == "missing"


def test_each_component_has_the_colour_of_its_category(qapp):
    parameters = Parameters(np.array([0.4, 0.6]), np.array([176.0, 163.0]), np.array([7.0, 6.0]))
    said = legend_entries(
        ("declined", "female", "male"), ("male", "female"), parameters, "cm", missing=False
    )
    assert [entry.words for entry in said] == ["declined", "female, 163 ± 6 cm", "male, 176 ± 7 cm"]
    assert component_colours(("male", "female"), ("declined", "female", "male")) == (2, 1)


def test_components_without_a_category_are_groups():
    assert component_names(("a",), 3) == ("a", "group 2", "group 3")
    assert component_names(("a", "b"), 1) == ("a",)
    assert component_colours(("x", "b"), ("a", "b")) == (2, 1)
