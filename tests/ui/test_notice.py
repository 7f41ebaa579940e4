"""The line above the table."""

import pytest
from PySide6.QtCore import Qt

from em_desktop.ui.notice import Notice, Offer


@pytest.fixture
def notice(qtbot) -> Notice:
    made = Notice()
    qtbot.addWidget(made)
    return made


def test_one_of_several_offers_is_taken_up(qtbot, notice):
    done = []
    notice.ask(
        "It was changed.",
        offers=(
            Offer("&Reload", lambda: done.append("reload")),
            Offer("&Show", lambda: done.append("show"), stays=True),
        ),
    )
    assert notice.text == "It was changed."
    first, second = notice.choices
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert notice.text
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert notice.text == ""
    assert done == ["show", "reload"]


def test_what_is_said_next_has_no_offers_of_before(notice):
    notice.ask("It was changed.", offers=(Offer("&Reload", notice.clear),))
    notice.say("Written.")
    assert notice.choices == []


def test_a_word_without_end_makes_the_window_no_wider(notice):
    notice.say("Written and read back.")
    before = notice.minimumSizeHint().width()
    notice.say("n" * 500)
    assert notice.minimumSizeHint().width() <= before
