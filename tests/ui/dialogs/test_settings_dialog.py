from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton, QSlider

from em_desktop.roster.options import DEFAULT_MISSING_WORDS
from em_desktop.session.settings import Appearance, Pace, Settings
from em_desktop.ui.dialogs.settings_dialog import SettingsDialog

SETTINGS = Settings(
    missing_words=("na", "keine Angabe"),
    appearance=Appearance.DARK,
    pace=Pace.SLOW,
    unsure_below=0.875,
    recent=(Path("/a/b.csv"),),
    last_folder=Path("/a"),
)


@pytest.fixture
def dialog(qtbot):
    made = SettingsDialog(SETTINGS)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    return made


@pytest.fixture
def chosen(dialog):
    found = []
    dialog.chosen.connect(found.append)
    return found


def press(dialog, text):
    next(b for b in dialog.findChildren(QPushButton) if b.text() == text).click()


def test_saving_without_a_change_returns_the_same(dialog, chosen):
    press(dialog, "&Save")
    assert chosen == [SETTINGS]


def test_what_is_chosen_is_returned_and_the_rest_is_kept(dialog, chosen):
    appearance, pace = dialog.findChildren(QComboBox)
    appearance.setCurrentIndex(appearance.findText("Light"))
    pace.setCurrentIndex(pace.findText("At once"))
    dialog.findChild(QSlider).setValue(70)
    press(dialog, "&Save")
    assert chosen == [
        replace(SETTINGS, appearance=Appearance.LIGHT, pace=Pace.INSTANT, unsure_below=0.7)
    ]


def test_words_are_taken_line_by_line_without_blanks_and_twins(dialog, chosen):
    dialog.findChild(QPlainTextEdit).setPlainText(" fehlt \n\nN/A\nn/a\nkeine Angabe\n")
    press(dialog, "&Save")
    assert chosen[0].missing_words == ("fehlt", "N/A", "keine Angabe")


def test_the_usual_words_come_back(dialog, chosen):
    press(dialog, "&Usual words")
    press(dialog, "&Save")
    assert chosen[0].missing_words == DEFAULT_MISSING_WORDS


def test_escape_changes_nothing(qtbot, dialog, chosen):
    dialog.findChild(QSlider).setValue(70)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert chosen == []
    assert not dialog.isVisible()
