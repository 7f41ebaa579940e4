import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from em_desktop.ui.key_names import key_name, writes_text

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, PAD = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.KeypadModifier


def name(key, text="", modifiers=NONE):
    return key_name(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ((Qt.Key.Key_M, "m"), "M"),
        ((Qt.Key.Key_M, "M", SHIFT), "M"),
        ((Qt.Key.Key_Odiaeresis, "ö"), "Ö"),
        ((Qt.Key.Key_ssharp, "ß"), "ß"),
        ((Qt.Key.Key_Comma, ","), ","),
        ((Qt.Key.Key_1, "1", PAD), "1"),
        ((Qt.Key.Key_Return, "\r"), "Enter"),
        ((Qt.Key.Key_Enter, "\r", PAD), "Enter"),
        ((Qt.Key.Key_Return, "\r", SHIFT), "Shift+Enter"),
        ((Qt.Key.Key_Space, " "), "Space"),
        ((Qt.Key.Key_Space, " ", SHIFT), "Shift+Space"),
        ((Qt.Key.Key_Backspace, "\b"), "Backspace"),
        ((Qt.Key.Key_Delete, "\x7f"), "Del"),
        ((Qt.Key.Key_Backtab, "", SHIFT), "Shift+Tab"),
        ((Qt.Key.Key_PageDown, ""), "PgDown"),
        ((Qt.Key.Key_F4, ""), "F4"),
        ((Qt.Key.Key_Shift, "", SHIFT), ""),
        ((Qt.Key.Key_E, "\x05", CTRL), ""),
    ],
)
def test_a_key_has_one_name_whatever_the_layout(event, expected):
    assert name(*event) == expected


def test_some_keys_begin_an_entry():
    assert [writes_text(k) for k in ("M", "Shift+Space", "F4", "Ins")] == [True, True, False, False]
