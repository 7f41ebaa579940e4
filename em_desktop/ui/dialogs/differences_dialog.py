"""What another program has changed in the open file, old and new side by side."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from em_desktop.review.foreign import Foreign
from em_desktop.review.sifting import Key
from em_desktop.ui.dialogs.changes_table import ChangesTable
from em_desktop.ui.dialogs.parts import (
    add_buttons,
    close_button,
    dialog_layout,
    fit,
    heading,
    paragraph,
)
from em_desktop.ui.style import mark

_TITLES = {Key.OLD: "When you opened it", Key.NEW: "In the file now"}


class DifferencesDialog(QDialog):
    """Shows the changes of another program.

    Attributes:
        reload_wanted: read the file anew and make one's own edits again.

    Args:
        found: the changes.
        name: of the file.
        parent: the window that it is about.
    """

    reload_wanted = Signal()

    def __init__(self, found: Foreign, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = dialog_layout(self, "Changed by another program")
        layout.addWidget(heading(f"{name}: {found.words}"))
        for sentence in found.sentences:
            layout.addWidget(paragraph(sentence))
        self.table = ChangesTable(found.differences, _TITLES, choosing=False)
        self.table.view.setToolTip("")
        self.table.setMinimumHeight(self.fontMetrics().lineSpacing() * 16)
        layout.addWidget(self.table, 1)
        buttons = close_button(self)
        reload = buttons.addButton(
            "&Reload and re-apply my edits", QDialogButtonBox.ButtonRole.ActionRole
        )
        reload.setDefault(True)
        mark(reload, primary=True)
        reload.clicked.connect(self._reload)
        copy = buttons.addButton("C&opy", QDialogButtonBox.ButtonRole.ResetRole)
        copy.setAutoDefault(False)
        copy.clicked.connect(self.table.copy)
        add_buttons(self, buttons)
        fit(self, 132)
        self.table.view.setFocus()

    def _reload(self) -> None:
        self.accept()
        self.reload_wanted.emit()
