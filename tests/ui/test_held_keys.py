"""A key that is held down, as an X server and Qt tell of it."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from em_desktop.ui.held_keys import HeldKeys


class Keyboard(QWidget):
    """Notes which presses are repeated ones."""

    def __init__(self):
        super().__init__()
        HeldKeys(self)
        self.repeated = []

    def keyPressEvent(self, event):  # noqa: N802 - Qt's name
        self.repeated.append((event.key(), event.text(), event.isAutoRepeat()))


@pytest.fixture
def keyboard(qtbot):
    widget = Keyboard()
    qtbot.addWidget(widget)
    return widget


def send(widget, kind, moment, key=Qt.Key.Key_F, text="f"):
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
    event.setTimestamp(moment)
    QApplication.sendEvent(widget, event)


def test_a_press_at_the_moment_of_its_release_is_a_repeated_one(keyboard):
    send(keyboard, QEvent.Type.KeyPress, 1000)
    for moment in (1660, 1700, 1740):
        send(keyboard, QEvent.Type.KeyRelease, moment)
        send(keyboard, QEvent.Type.KeyPress, moment)
    assert [repeated for *_, repeated in keyboard.repeated] == [False, True, True, True]
    assert {(key, text) for key, text, _ in keyboard.repeated} == {(Qt.Key.Key_F, "f")}


def test_a_person_presses_again(keyboard):
    for moment in (1000, 1030, 1060):
        send(keyboard, QEvent.Type.KeyPress, moment)
        send(keyboard, QEvent.Type.KeyRelease, moment + 20)
    assert not any(repeated for *_, repeated in keyboard.repeated)


def test_another_key_at_that_moment_is_another_key(keyboard):
    send(keyboard, QEvent.Type.KeyPress, 1000)
    send(keyboard, QEvent.Type.KeyRelease, 1100)
    send(keyboard, QEvent.Type.KeyPress, 1100, Qt.Key.Key_M, "m")
    assert not any(repeated for *_, repeated in keyboard.repeated)


def test_keys_of_no_time_are_taken_as_they_are(keyboard):
    for _ in range(3):
        send(keyboard, QEvent.Type.KeyPress, 0)
        send(keyboard, QEvent.Type.KeyRelease, 0)
    assert not any(repeated for *_, repeated in keyboard.repeated)
