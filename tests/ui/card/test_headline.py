import pytest

from em_desktop.review.card.saying import Saying
from em_desktop.review.card.state import CardState
from em_desktop.review.signs import Sign
from em_desktop.ui.card.headline import _SIGNS, Headline
from em_desktop.ui.status_look import LOOKS

OF_NO_ROW = {CardState.NO_ROW, CardState.NO_CATEGORY, CardState.SEVERAL}


@pytest.fixture
def headline(qtbot):
    made = Headline()
    qtbot.addWidget(made)
    return made


def test_every_state_of_a_row_has_the_sign_that_the_table_has():
    assert set(_SIGNS) == set(CardState) - OF_NO_ROW
    assert set(_SIGNS.values()) == set(Sign) - {Sign.FLAGGED, Sign.NOTED}  # those are marks


@pytest.mark.parametrize("state", _SIGNS)
def test_the_sign_is_drawn_and_spoken(headline, state):
    headline.show_saying(Saying(state, "Perhaps", "female", sure="70 %"))
    assert headline.icon is LOOKS[_SIGNS[state]].icon
    assert headline.accessibleName() == f"Perhaps female, 70 % ({_SIGNS[state].value})"


def test_without_a_row_there_is_no_sign(headline):
    headline.show_saying(Saying(CardState.NO_ROW, "No row"))
    assert headline.icon is None
    assert headline.accessibleName() == "No row"
