"""What the dialogs have in common: heading, paragraph, card, buttons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from em_desktop.ui.style import mark, scale_text, text_width


def dialog_layout(dialog: QDialog, title: str) -> QVBoxLayout:
    """Give a dialog its title and a roomy column, and let it go when it is closed."""
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 18)
    layout.setSpacing(12)
    return layout


def heading(text: str) -> QLabel:
    """Return a larger, bold label of plain text."""
    label = paragraph(text)
    scale_text(label, 1.2, bold=True)
    return label


def paragraph(text: str, *, muted: bool = False) -> QLabel:
    """Return a label of plain text that wraps."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("muted", muted)
    return label


def card() -> tuple[QFrame, QVBoxLayout]:
    """Return a card and the column inside it."""
    frame = QFrame()
    mark(frame, card=True)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(16, 14, 16, 14)
    layout.setSpacing(6)
    return frame, layout


def accept_buttons(dialog: QDialog, label: str) -> tuple[QDialogButtonBox, QPushButton]:
    """Return a row of buttons: the primary one, pressed by Enter, and Cancel (Esc).

    Cancel is connected to ``reject``; the primary one to nothing yet.
    """
    box = QDialogButtonBox()
    primary = box.addButton(label, QDialogButtonBox.ButtonRole.ActionRole)
    cancel = box.addButton("&Cancel", QDialogButtonBox.ButtonRole.RejectRole)
    cancel.setAutoDefault(False)
    primary.setDefault(True)
    mark(primary, primary=True)
    box.rejected.connect(dialog.reject)
    return box, primary


def close_button(dialog: QDialog) -> QDialogButtonBox:
    """Return a row with one button, Close, pressed by Enter and Esc."""
    box = QDialogButtonBox()
    close = box.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
    close.setDefault(True)
    box.rejected.connect(dialog.reject)
    return box


def fit(dialog: QDialog, letters: int) -> None:
    """Make a dialog as wide as that many letters, and as high as its text then needs."""
    width = text_width(dialog, letters)
    dialog.setMinimumWidth(width)
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        dialog.resize(width, layout.totalHeightForWidth(width))
