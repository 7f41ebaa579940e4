"""The status bar: the file, how it is written, the unit, and what waits to be exported."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

from em_desktop.review.wording import counted
from em_desktop.roster.folding import shown
from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.linked.selection_line import SelectionLine
from em_desktop.ui.tips import plain_tip

if TYPE_CHECKING:
    from em_desktop.session.document import Document


class StatusBar(QStatusBar):
    """Shows facts on the left and passing messages in their place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 2, 8, 2)
        self._note = ElidedLabel()
        # It gives way in a narrow window, which it must not make wider than the screen.
        self._note.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._note.setContentsMargins(12, 2, 6, 2)
        self._note.hide()
        self.selection = SelectionLine()
        self.addPermanentWidget(self.selection)
        self.addPermanentWidget(self._note)
        self._parts = [QLabel() for _ in range(5)]
        for part in self._parts:
            part.setTextFormat(Qt.TextFormat.PlainText)  # a file may be named like HTML
            part.setContentsMargins(6, 2, 12, 2)
            self.addWidget(part)

    @property
    def note(self) -> str:
        """What is said on the right, for as long as it is so."""
        return self._note.text()

    def set_note(self, text: str, tip: str = "") -> None:
        """Say something on the right until it is not so any more; empty for nothing."""
        self._note.setText(text)
        self._note.setToolTip(plain_tip(f"{text}. {tip}") if tip else "")
        self._note.setVisible(bool(text))

    def show_document(self, document: "Document | None") -> None:
        """Show a document's facts; None clears them."""
        words = [""] * 5
        if document is not None:
            opened = document.opened
            measurement = document.reading.measurement
            words[0] = shown(opened.path.name, 60) if opened.path is not None else "New roster"
            words[1] = opened.source.summary
            words[2] = measurement.unit.value if measurement is not None else ""
            if document.unsaved:
                changes = document.unexported
                words[4] = f"{changes}, not exported yet" if changes else "Not exported yet"
            undone = document.undo_stack.count() - document.undo_stack.index()
            words[3] = f"{counted(undone, 'step')} undone" if undone else ""
        for part, text in zip(self._parts, words, strict=True):
            part.setText(text)
            part.setVisible(bool(text))
