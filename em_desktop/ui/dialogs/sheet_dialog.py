"""Which sheet of a workbook to open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QListWidget, QWidget

from em_desktop.ui.dialogs.parts import (
    accept_buttons,
    add_buttons,
    dialog_layout,
    fit,
    heading,
    paragraph,
)


class SheetDialog(QDialog):
    """Lets the user choose one of several sheets.

    Attributes:
        chosen: the name of the sheet; not emitted when the user cancels.
    """

    chosen = Signal(str)

    def __init__(
        self, sheets: tuple[str, ...], file_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        layout = dialog_layout(self, "Choose a sheet")
        layout.addWidget(heading("Which sheet holds the roster?"))
        layout.addWidget(
            paragraph(f"“{file_name}” has {len(sheets)} sheets. One is opened at a time.")
        )
        self._list = QListWidget()
        self._list.setAccessibleName("Sheets")
        self._list.ensurePolished()
        self._list.addItems(sheets)
        self._list.setCurrentRow(0)
        rows = max(3, min(len(sheets), 8))
        self._list.setFixedHeight(rows * self._list.sizeHintForRow(0) + 12)
        self._list.itemActivated.connect(self._choose)
        layout.addWidget(self._list)
        buttons, primary = accept_buttons(self, "&Open sheet")
        primary.setEnabled(bool(sheets))
        primary.clicked.connect(self._choose)
        add_buttons(self, buttons)
        fit(self, 56)
        self._list.setFocus()

    def _choose(self) -> None:
        item = self._list.currentItem()
        if item is not None and self.result() != QDialog.DialogCode.Accepted:
            self.chosen.emit(item.text())
            self.accept()
