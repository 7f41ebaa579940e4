"""How large the window is at first."""

from PySide6.QtWidgets import QWidget

_TITLE_BAR = 32
"""Room for the window's frame, which Qt does not know before the window is shown."""


def give_size(window: QWidget) -> None:
    """Make a window as large as is comfortable, but no larger than the screen."""
    room = window.screen().availableGeometry()
    window.resize(min(1280, room.width()), min(800, room.height() - _TITLE_BAR))
