import pytest

from em_desktop.review.accept import Forecast
from em_desktop.review.cost import cost_words


@pytest.mark.parametrize(
    ("forecast", "button", "cost", "risky"),
    [
        (None, "Accept", "", False),
        (Forecast(0, 0.0, 0, 0), "Accept 0", "no waiting row is that sure", False),
        (Forecast(0, 0.0, 0, 0, left=False), "Accept 0", "nothing left to accept", False),
        (Forecast(0, 0.0, 0, 0, stale=True), "Accept 0", "no waiting row is that sure", False),
        (Forecast(4, 0.2, 0, 1), "Accept 4", "expect under 1 wrong (0–1)", False),
        (Forecast(1400, 8.7, 4, 15), "Accept 1,400", "expect about 9 wrong (4–15)", False),
        (Forecast(1400, 63.7, 51, 75), "Accept 1,400…", "expect about 64 wrong (51–75)", True),
        (Forecast(115, 19.2, 12, 27), "Accept 115…", "expect about 19 wrong (12–27)", True),
        (Forecast(4, 0.2, 0, 1, stale=True), "Accept 4…", "expect under 1 wrong (0–1)", False),
        (Forecast(135, 64.0, 53, 75), "Accept 135…", "expect about 64 wrong (53–75)", True),
        (Forecast(271, 3.0, 1, 6, grouped=True), "Accept 271", "clearly in one group", False),
        (Forecast(271, 30.0, 20, 40, grouped=True), "Accept 271", "some between groups", False),
        (Forecast(9, 3.0, 1, 5, grouped=True), "Accept 9…", "some between groups", True),
        (Forecast(9, 0.1, 0, 1, False, True, True), "Accept 9…", "clearly in one group", False),
    ],
)
def test_the_bar_says_what_accepting_costs(forecast, button, cost, risky):
    words = cost_words(forecast)
    assert (words.button, words.cost, words.risky) == (button, cost, risky)


def test_of_groups_there_is_no_right_answer():
    assert "no right answer" in cost_words(Forecast(4, 0.2, 0, 1, grouped=True)).why


def test_the_bar_says_what_its_number_comes_from():
    assert "hidden and guessed" in cost_words(Forecast(4, 0.2, 0, 1, tested=True)).why
    assert "if the fitted curves are right" in cost_words(Forecast(4, 0.2, 0, 1)).why
