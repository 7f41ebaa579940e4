"""What the bar under the table has room to say."""

import pytest

from em_desktop.review.accept import Forecast
from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.threshold_bar import ThresholdBar


@pytest.fixture
def bar(qtbot, dressed):
    widget = ThresholdBar()
    qtbot.addWidget(widget)
    widget.resize(900, 46)
    widget.show()
    return widget


def cost(bar):
    [label] = bar.findChildren(ElidedLabel)
    return label.shown_text()


def test_the_range_goes_before_the_number_does(bar):
    bar.set_forecast(Forecast(1400, 63.7, 51, 75))
    assert cost(bar) == "about 64 wrong (51–75)"
    said = []
    for width in range(900, bar.minimumSizeHint().width() + 40, -10):
        bar.resize(width, 46)
        if cost(bar) not in said:
            said.append(cost(bar))
    assert said[:2] == ["about 64 wrong (51–75)", "about 64 wrong"]
    assert all(each.startswith("about") and each.endswith("…") for each in said[2:5])
    [label] = bar.findChildren(ElidedLabel)
    assert "about 64 wrong (51–75)" in label.toolTip()
    bar.resize(900, 46)
    assert cost(bar) == "about 64 wrong (51–75)"


def test_groups_are_not_wrong(bar):
    bar.set_forecast(Forecast(271, 1.2, 0, 3, grouped=True))
    assert cost(bar) == "clearly in one group"
