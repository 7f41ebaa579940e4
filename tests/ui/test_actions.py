"""The menus: their keys, their letters, and what the guide says of them."""

from collections import Counter

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from em_desktop.assets import resource
from em_desktop.review.show import Show
from em_desktop.session.settings import SettingsStore
from em_desktop.ui.main_window import MainWindow
from em_desktop.ui.menus.bar import entries
from em_desktop.ui.menus.tips import TIPS


@pytest.fixture
def window(qtbot, tmp_path):
    made = MainWindow(SettingsStore(tmp_path))
    qtbot.addWidget(made)
    return made


def test_the_guide_names_every_function_key_and_filter():
    _, table = resource("help/guide.md").read_text(encoding="utf-8").split("## Keys")
    named = {key for line in table.split("##")[0].splitlines() for key in words(line)}
    keys = {key for each in entries() for key in each.keys}
    assert {key for key in keys if key[0] == "F"} | {f"Alt+{len(Show)}"} <= named


def words(line):
    """Return what the first cell of a table's line names."""
    first = line.split("|")[1] if "|" in line else ""
    return first.replace(",", " ").split()


def test_each_entry_has_a_letter_of_its_own_in_its_menu(window):
    menus = [window.menuBar(), *window.menuBar().findChildren(QMenu)]
    assert len(menus) > 6
    for menu in menus:
        named = [a.text() for a in menu.actions() if a.text() and a.data() is None]
        letters = Counter(QKeySequence.mnemonic(text).toString() for text in named)
        assert not letters.pop("", 0), named
        assert max(letters.values(), default=1) == 1, letters


def test_no_key_has_two_meanings(window):
    keys = Counter(
        key.toString() for action in window.findChildren(QAction) for key in action.shortcuts()
    )
    assert max(keys.values()) == 1, [key for key, n in keys.items() if n > 1]
    assert keys["Ctrl+O"] == keys["Ctrl+Z"] == 1


def test_tips_are_those_of_entries_and_say_more_than_the_name():
    named = {each.name: each.text.replace("&", "") for each in entries()}
    assert set(TIPS) <= set(named)
    for name, tip in TIPS.items():
        assert tip.casefold() != named[name].casefold()
        assert not tip.endswith(".")


PLAIN = {
    *("new", "open", "close", "settings", "quit", "cut", "copy", "paste", "clear", "add"),
    *("delete", "find", "find_next", "stop", "guide", "signs", "how", "news", "about"),
    *("raise_threshold", "lower_threshold"),
}
"""Entries whose names say all that there is to say."""


def test_every_other_entry_has_a_tip(window):
    for each in entries():
        tip = window.action(each.name).toolTip()
        assert each.name in PLAIN or tip.startswith(TIPS.get(each.name, "?")), each.name
