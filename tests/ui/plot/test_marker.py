"""The marked row in the plot."""

import numpy as np
import pytest

from em_desktop.ui.plot.chart import Chart
from em_desktop.ui.plot.labels import HaloText


@pytest.fixture
def chart(qtbot, dressed, sample):
    result = Chart()
    qtbot.addWidget(result)
    result.resize(440, 200)
    result.show()
    qtbot.waitExposed(result)
    result.show_histogram(sample.histogram, sample.categories, "cm")
    return result


def draw(chart, *means):
    x = chart.layers.x
    curves = np.array([20 * np.exp(-((x - mean) ** 2) / 50) for mean in means])
    names = tuple("abc"[: len(means)])
    chart.layers.show_curves(curves, curves.sum(axis=0), names, tuple(range(len(means))))


def expected(*heights):
    return pytest.approx(heights, rel=0.01)


def test_the_value_is_written_with_its_unit(chart):
    for value, words in ((171.5, "171.5 cm"), (160.0, "160 cm")):
        chart.mark(value)
        assert chart.layers.marker.words == words
    chart.mark(None)
    assert chart.layers.marker.words == ""


def test_a_dot_marks_each_curve(chart):
    chart.mark(170.0)
    assert chart.layers.marker.crossings == []
    draw(chart, 170, 165)
    assert chart.layers.marker.crossings == expected(20, 20 * np.exp(-0.5))
    chart.mark(165.0)
    assert chart.layers.marker.crossings == expected(20 * np.exp(-0.5), 20)


def test_the_dots_follow_the_curves_and_go_with_them(chart):
    chart.mark(170.0)
    draw(chart, 165)
    draw(chart, 165, 170, 175)
    assert len(chart.layers.marker.crossings) == 3
    draw(chart, 170)
    assert chart.layers.marker.crossings == expected(20)
    chart.layers.clear_curves()
    assert chart.layers.marker.crossings == []
    assert chart.layers.marked == 170


def test_nothing_is_marked_outside_the_picture(chart):
    draw(chart, 170)
    chart.mark(1700.0)
    assert chart.layers.marker.crossings == []
    assert chart.layers.marker.words == ""


def test_the_words_stay_inside_the_picture(chart):
    low, high = chart.plotItem.vb.viewRange()[0]
    inside = chart.plotItem.vb.sceneBoundingRect()
    for value in np.linspace(low, high, 7):
        chart.mark(float(value))
        [words] = [
            item
            for item in chart.scene().items()
            if isinstance(item, HaloText) and item.text.endswith(" cm") and item.isVisible()
        ]
        middle, half = words.scenePos().x(), words.boundingRect().width() / 2
        assert middle - half >= inside.left()
        assert middle + half <= inside.right() + 3  # the halo


def words_on(chart):
    """Where each word is in the picture, without its halo."""
    return {
        item.text: item.boundingRect().translated(item.scenePos()).adjusted(3, 3, -3, -3)
        for item in chart.scene().items()
        if isinstance(item, HaloText) and item.isVisible()
    }


@pytest.mark.parametrize("height", [110, 150, 300])
def test_the_word_unsure_keeps_clear_of_the_edge_and_of_the_value(chart, height):
    chart.resize(440, height)
    low, high = chart.plotItem.vb.viewRange()[0]
    middle = (low + high) / 2
    for zone in ((middle - 3, middle + 3), (low - 9, low + 1), (high - 1, high + 9)):
        chart.layers.shade(zone)
        chart.mark(middle)
        words = words_on(chart)
        unsure = words["unsure"]
        inside = chart.plotItem.vb.sceneBoundingRect()
        assert unsure.top() >= inside.top() + 2
        assert unsure.left() >= inside.left() - 1
        assert unsure.right() <= inside.right() + 1
        assert not any(unsure.intersects(words[word]) for word in words if word.endswith(" cm"))
