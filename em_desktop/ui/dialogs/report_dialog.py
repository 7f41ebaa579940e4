"""A calm word and a report after an error that nobody foresaw."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QWidget

from em_desktop.ui.dialogs.parts import (
    add_buttons,
    close_button,
    dialog_layout,
    fit,
    heading,
    paragraph,
)

_SENTENCE = (
    "Your file has not been touched. You can go on working; to be on the safe side, export a "
    "copy under a new name soon."
)
_INVITATION = (
    "The report tells where in the program it happened. It holds nothing from your roster, and it "
    "is sent nowhere: copy it if you want to tell somebody."
)


class ReportDialog(QDialog):
    """Shows the report of an unexpected error.

    Args:
        report: the text.
        parent: the window that it is about.
        rescued: where the user's work was saved, if there was any.
    """

    def __init__(
        self, report: str, parent: QWidget | None = None, rescued: Path | None = None
    ) -> None:
        super().__init__(parent)
        layout = dialog_layout(self, "Something went wrong")
        layout.addWidget(heading("Something went wrong inside EM Desktop"))
        layout.addWidget(paragraph(_SENTENCE))
        if rescued is not None:
            layout.addWidget(paragraph(f"Your work so far is saved in {rescued}."))
        layout.addWidget(paragraph(_INVITATION, muted=True))
        self._text = QPlainTextEdit(report)
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setAccessibleName("Report")
        self._text.setMinimumHeight(self.fontMetrics().lineSpacing() * 6)
        layout.addWidget(self._text, 1)
        buttons = close_button(self)
        copy = buttons.addButton("Copy &report", QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        add_buttons(self, buttons)
        fit(self, 84)

    def add(self, report: str) -> None:
        """Add the report of a further error."""
        self._text.appendPlainText(f"\n\n{report}")

    @property
    def report(self) -> str:
        """The text as it is shown and copied."""
        return self._text.toPlainText()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)
