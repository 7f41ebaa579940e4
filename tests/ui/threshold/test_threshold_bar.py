"""What the bar under the table has room to say."""

import pytest

from em_desktop.review.accept import Forecast
from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.threshold.threshold_bar import ThresholdBar


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


def test_the_cost_goes_first_and_the_heights_give_way(bar):
    bar.set_forecast(Forecast(1400, 63.7, 51, 75), "below 158 cm and above 181 cm")
    assert cost(bar) == "expect about 64 wrong (51–75) · below 158 cm and above 181 cm"
    bar.resize(bar.minimumSizeHint().width(), 70)
    assert cost(bar).startswith("expect about 64 wrong")
    [label] = bar.findChildren(ElidedLabel)
    assert "below 158 cm and above 181 cm" in label.toolTip()


def test_the_heights_are_said_only_where_rows_are_taken_in(bar):
    bar.set_forecast(Forecast(0, 0, 0, 0), "above 200 cm")
    assert cost(bar) == "no waiting row is that sure"


def test_looking_at_a_few_first_has_a_name(bar):
    bar.set_check("Go on: 3 of 10", can=True)
    assert bar.check_button.text() == "Go on: 3 of 10"
    bar.set_check("", can=False)
    assert not bar.check_button.isEnabled()


def test_groups_are_not_wrong(bar):
    bar.set_forecast(Forecast(271, 1.2, 0, 3, grouped=True))
    assert cost(bar) == "clearly in one group"
