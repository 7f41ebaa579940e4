"""What a key is called, the same wherever one is pressed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_ALONE = (
    *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta),
    *(Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown),
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def key_name(event: QKeyEvent) -> str:
    """Return the name of a pressed key: ``M``, ``Enter``, ``Shift+Space``, ``F4``.

    A key that writes a character is called by it, in upper case, whatever the layout. Empty with
    Ctrl, Alt or Meta, which are for menus, and for a modifier alone.
    """
    key = event.key()
    if event.modifiers() & _HELD or key in _ALONE:
        return ""
    text = event.text()
    if text.strip() and text.isprintable():
        return text.upper() if len(text.upper()) == 1 else text
    if key == Qt.Key.Key_Backtab:
        return "Shift+Tab"
    sequence = QKeySequence(int(key)).toString(QKeySequence.SequenceFormat.PortableText)
    name = "Enter" if key in _ENTER else sequence
    return f"Shift+{name}" if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else name


def writes_text(key: str) -> bool:
    """Whether a key of this name begins an entry where a cell is current."""
    return len(key) == 1 or key.removeprefix("Shift+") in ("Space", "Enter", "Backspace")
