"""The threshold in the plot and in the bar, which follow each other, in a real window."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from em_desktop.review.edits import DeleteRows
from em_desktop.review.status import WAITING
from em_desktop.ui.plot.chart import Chart
from em_desktop.ui.plot.legend import Legend


@pytest.fixture
def page(driver, edmond):
    page = driver.open(edmond)
    driver.infer()
    page.bulk.set_threshold(0.8)
    return page


def drag(page, start, *ways):
    """Move the mouse over the plot with the button held, from one value to others."""
    [chart] = page.fit_panel.findChildren(Chart)
    view = chart.plotItem.vb

    def at(value):
        scene = view.mapViewToScene(QPointF(value, view.viewRange()[1][1] / 2))
        return chart.mapFromScene(scene)

    QTest.mousePress(chart.viewport(), Qt.MouseButton.LeftButton, pos=at(start))
    for value in ways:
        QTest.mouseMove(chart.viewport(), at(value))
        yield value
    QTest.mouseRelease(chart.viewport(), Qt.MouseButton.LeftButton, pos=at(ways[-1]))


def slow_heights(page):
    """Lowest and highest height of open rows below the threshold, row by row."""
    document, suggestions = page.document, page.document.suggestions
    values = document.reading.measurement.values
    below = []
    for row_id in suggestions.row_ids.tolist():
        position = document.workspace.roster.positions([row_id])[0]
        unsure = suggestions.of(row_id).probability < page.bulk.threshold
        if document.status[position] in WAITING and unsure:
            below.append(values[position])
    return min(below), max(below)


def test_edges_stand_where_the_rows_begin_to_be_taken_in(page):
    low, high = page.threshold_plot.layer.edges.values
    inner = slow_heights(page)
    assert low < inner[0]
    assert inner[1] < high
    said = page.threshold_bar.said
    assert f"below {low:.0f} cm and above {high:.0f} cm" in said


def test_an_edge_moves_the_threshold_and_the_bar_follows(page):
    edges = page.threshold_plot.layer.edges
    start = edges.values[0]
    seen = [
        (page.bulk.threshold, page.threshold_bar.threshold, edges.values)
        for _ in drag(page, start, start - 2, start - 4, start - 6)
    ]
    thresholds = [threshold for threshold, _, _ in seen]
    assert thresholds == sorted(thresholds)
    assert thresholds[-1] > 0.85
    assert all(shown == threshold for threshold, shown, _ in seen)
    assert edges.values[0] == pytest.approx(start - 6, abs=1.5)
    assert edges.values[1] > seen[0][2][1], "the other edge moves along"
    assert len(page.linking.ids) <= 1, "dragging an edge selects nothing"


def test_the_slider_moves_the_edges(page):
    before = page.threshold_plot.layer.edges.values
    page.threshold_bar.set_threshold(0.95)
    assert page.bulk.threshold == 0.95
    after = page.threshold_plot.layer.edges.values
    assert after[0] < before[0] < before[1] < after[1]


def test_keys_move_it_within_its_limits(driver, page):
    driver.trigger("raise_threshold")
    assert page.threshold_bar.threshold == page.bulk.threshold == 0.81
    for _ in range(60):
        driver.trigger("lower_threshold")
    assert page.bulk.threshold == 0.5


def test_the_hatched_part_of_the_bars_is_what_would_be_accepted(page):
    layer = page.threshold_plot.layer
    for threshold in (0.5, 0.8, 0.9):
        page.bulk.set_threshold(threshold)
        suggestions = page.document.suggestions
        values = page.document.reading.measurement.values
        heights = [
            values[page.document.workspace.roster.positions([row_id])[0]]
            for row_id in suggestions.row_ids.tolist()
            if suggestions.of(row_id).probability >= threshold
        ]
        counted, _ = np.histogram(heights, layer.bars.places)
        assert layer.bars.counts.tolist() == counted.tolist()
    [legend] = page.fit_panel.findChildren(Legend)
    assert "from 90 %" in [entry.words for entry in legend.entries]
    page.bulk.accept_above(0.9)
    assert not layer.bars.counts.any()
    assert not any(entry.words.startswith("from") for entry in legend.entries)


def test_with_other_evidence_there_is_no_such_height_and_the_bars_alone_show_it(driver, page):
    with driver.qtbot.waitSignal(page.inference.ended, timeout=20_000):
        page.inferring.use_evidence("name")
    assert page.threshold_plot.layer.edges.values == ()
    assert page.threshold_plot.layer.bars.counts.any()
    assert " cm" not in page.threshold_bar.said


def test_blind_mode_hides_both(driver, page):
    driver.trigger("blind")
    assert page.threshold_plot.layer.edges.values == ()
    assert not page.threshold_plot.layer.bars.counts.any()
    driver.trigger("blind")
    assert len(page.threshold_plot.layer.edges.values) == 2


def test_stale_suggestions_are_still_told_of_and_asked_about(driver, page, prompts):
    column = page.document.workspace.roles.measurement
    page.model.setData(page.model.index(0, column), "199")
    assert page.threshold_bar.accept_button.text().endswith("…")
    assert len(page.threshold_plot.layer.edges.values) == 2
    driver.trigger("accept_all")
    assert "from before the change" in prompts.asked[-1].text


def test_rows_that_go_and_come_back_are_hatched_again(driver, page):
    bars = page.threshold_plot.layer.bars
    before = bars.counts.tolist()
    last = page.document.workspace.roster.row_ids[-60:].tolist()
    page.document.do(DeleteRows(tuple(last)), "deleting rows")
    assert sum(bars.counts) < sum(before)
    driver.trigger("undo")
    assert bars.counts.tolist() == before


def test_without_suggestions_nothing_is_drawn(driver, edmond):
    page = driver.open(edmond)
    assert page.threshold_plot.layer.edges.values == ()
    assert not page.threshold_plot.layer.bars.counts.any()
