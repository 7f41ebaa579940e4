"""What the dialogs have in common: heading, paragraph, card, buttons."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from em_desktop.ui.entering import EnterPresses
from em_desktop.ui.style import mark, scale_text, text_width

_FRAME = 40
"""Room for the window's own frame, and for a panel of the desktop."""


def dialog_layout(dialog: QDialog, title: str) -> QVBoxLayout:
    """Give a dialog its title and a roomy column, and let it go when it is closed.

    The column scrolls where the screen is too small for it; ``add_buttons`` puts the buttons
    under it, where they are always seen.
    """
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    outside = QVBoxLayout(dialog)
    outside.setContentsMargins(0, 0, 0, 0)
    outside.setSpacing(0)
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(24, 20, 24, 8)
    layout.setSpacing(12)
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(content)
    outside.addWidget(scroll, 1)
    return layout


def add_buttons(dialog: QDialog, buttons: QWidget) -> None:
    """Put a row of buttons under the column; Enter presses the one that has the focus."""
    EnterPresses(dialog)
    buttons.setContentsMargins(24, 8, 24, 18)
    layout = dialog.layout()
    if layout is not None:
        layout.addWidget(buttons)


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
    """Make a dialog as wide as that many letters, and as high as its content then needs.

    It never gets larger than the screen, and never smaller than it is.
    """
    free = dialog.screen().availableSize() - QSize(_FRAME, _FRAME)
    scroll, outside = dialog.findChild(QScrollArea), dialog.layout()
    content = scroll.widget() if isinstance(scroll, QScrollArea) else None
    inside = content.layout() if content is not None else None
    if outside is None or inside is None:
        return
    now = dialog.size() if dialog.isVisible() else QSize(0, 0)
    width = max(now.width(), min(text_width(dialog, letters), free.width()))
    for widget in dialog.findChildren(QWidget):
        widget.ensurePolished()  # the style has a say in the sizes
    inside.activate()
    height = (
        inside.totalHeightForWidth(width)
        if inside.hasHeightForWidth()
        else inside.totalSizeHint().height()
    )
    for i in range(1, outside.count()):
        item = outside.itemAt(i)
        height += item.sizeHint().height() if item is not None else 0
    dialog.setMinimumWidth(min(width, free.width()))
    dialog.resize(width, max(now.height(), min(height, free.height())))
