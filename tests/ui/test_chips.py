import pytest

from em_desktop.review.show import Show
from em_desktop.ui.chips import Chips

COUNTS = dict.fromkeys(Show, 3)


@pytest.fixture
def chips(qtbot, dressed):
    widget = Chips()
    qtbot.addWidget(widget)
    widget.resize(1200, 30)
    widget.show()
    return widget


def texts(chips):
    return [chip.text() for chip in chips._chips.values() if not chip.isHidden()]


def test_rows_worth_a_look_have_a_chip_while_there_are_any(chips):
    chips.set_counts(COUNTS | {Show.WORTH_A_LOOK: 0})
    assert texts(chips)[-1] == "Flagged 3"
    chips.set_counts(COUNTS | {Show.WORTH_A_LOOK: 7})
    assert texts(chips)[-1] == "Worth a look 7"


def test_the_chip_stays_while_it_is_chosen(chips):
    chips.set_counts(COUNTS)
    chips.set_shown(Show.WORTH_A_LOOK)
    chips.set_counts(COUNTS | {Show.WORTH_A_LOOK: 0})
    assert texts(chips)[-1] == "Worth a look 0"
    chips.set_shown(Show.ALL)
    assert texts(chips)[-1] == "Flagged 3"


def test_a_narrow_row_gives_up_icons_first_then_the_long_name_then_counts(chips):
    chips.set_counts(COUNTS)
    icons = [chip.iconSize().width() for chip in chips._chips.values()]
    assert max(icons) > 0
    chips.resize(chips._room(list(Show), icons=True, short=False) - 1, 30)
    assert {chip.iconSize().width() for chip in chips._chips.values()} == {0}
    assert texts(chips)[-1] == "Worth a look 3"
    chips.resize(chips._room(list(Show), icons=False, short=True), 30)
    assert texts(chips)[-1] == "Look 3"
    chips.resize(chips.minimumSizeHint())
    assert texts(chips)[-1] == "Look"
    chips.resize(1200, 30)
    assert texts(chips)[-1] == "Worth a look 3"


def test_what_stands_beside_the_chips_never_moves_because_of_them(chips):
    least = chips.minimumSizeHint()
    chips.set_counts(COUNTS | {Show.WORTH_A_LOOK: 0})
    assert chips.minimumSizeHint() == least
    chips.set_counts(dict.fromkeys(Show, 1_000_000))
    assert chips.minimumSizeHint() == least
