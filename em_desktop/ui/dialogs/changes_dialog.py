"""The changes side by side, before an export and after it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QWidget

from em_desktop.review.differences import Differences
from em_desktop.ui.dialogs.changes_table import ChangesTable
from em_desktop.ui.dialogs.parts import (
    add_buttons,
    close_button,
    dialog_layout,
    fit,
    heading,
    paragraph,
)

_NOTHING = (
    "Answer a suggestion or change a cell: then old and new text stand here side by side, with who "
    "decided."
)


class ChangesDialog(QDialog):
    """Shows old and new text of everything that an export changes.

    Attributes:
        wanted: row id and column that the user wants to see in the roster; the dialog closes.
        receipt_wanted: the user wants to save the receipt.

    Args:
        found: the differences.
        sentences: what they are of, such as ``Against class.csv as it was opened.``
        parent: the window that it is about.
        going: whether a double click leads to the row.
        receipt: whether a receipt can be saved.
    """

    wanted = Signal(int, int)
    receipt_wanted = Signal()

    def __init__(
        self,
        found: Differences,
        sentences: tuple[str, ...] = (),
        parent: QWidget | None = None,
        *,
        going: bool = True,
        receipt: bool = True,
    ) -> None:
        super().__init__(parent)
        layout = dialog_layout(self, "Changes")
        layout.addWidget(heading(found.sentence))
        for sentence in sentences:
            layout.addWidget(paragraph(sentence, muted=True))
        self.table = ChangesTable(found)
        self.table.setMinimumHeight(self.fontMetrics().lineSpacing() * 20)
        layout.addWidget(self.table, 1)
        self.table.setVisible(len(found) > 0)
        if not len(found):
            nothing = paragraph(_NOTHING, muted=True)
            nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(nothing, 1)
        buttons = close_button(self)
        copy = buttons.addButton("C&opy", QDialogButtonBox.ButtonRole.ActionRole)
        copy.setToolTip("Copy the selected lines, or all of them")
        copy.setAutoDefault(False)
        copy.clicked.connect(self.table.copy)
        copy.setEnabled(len(found) > 0)
        save = buttons.addButton("Save &receipt…", QDialogButtonBox.ButtonRole.ActionRole)
        save.setAutoDefault(False)
        save.setVisible(receipt)
        save.clicked.connect(self.receipt_wanted)
        for button in buttons.buttons():
            if isinstance(button, QPushButton):  # Enter belongs to the table; Esc closes
                button.setDefault(False)
                button.setAutoDefault(False)
        add_buttons(self, buttons)
        if going:
            self.table.wanted.connect(self._go)
        fit(self, 150)
        self.table.view.setFocus()

    def _go(self, row_id: int, column: int) -> None:
        self.accept()
        self.wanted.emit(row_id, column)
