"""The names of groups: a row for each, and the dialog that changes them later."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QWidget

from em_desktop.review.clusters import LONGEST_NAME, MOST, default_names, problem_of_names
from em_desktop.roster.options import ReadingOptions
from em_desktop.ui.dialogs.parts import (
    accept_buttons,
    add_buttons,
    dialog_layout,
    fit,
    paragraph,
)
from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.style import mark
from em_desktop.ui.tips import plain_tip


class NamesEditor(QWidget):
    """One line for each group.

    Args:
        names: of the groups.
        hinted: keep room beside them for what is known of each.
        parent: of the widget.

    Attributes:
        edited: a name was typed.
    """

    edited = Signal()

    def __init__(
        self,
        names: tuple[str, ...] = (),
        parent: QWidget | None = None,
        *,
        hinted: bool = False,
    ) -> None:
        super().__init__(parent)
        self._hinted = hinted
        self._lines: list[QLineEdit] = []
        self._hints: list[ElidedLabel] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 2 if hinted else 0)
        for row, usual in enumerate(default_names(MOST)):
            line, hint = QLineEdit(names[row] if row < len(names) else usual), ElidedLabel()
            line.setMaxLength(LONGEST_NAME)
            line.setAccessibleName(f"Name of group {row + 1}")
            line.textEdited.connect(self.edited)
            mark(hint, muted=True)
            grid.addWidget(line, row, 0)
            grid.addWidget(hint, row, 1)
            self._lines.append(line)
            self._hints.append(hint)
        self._n = 0
        self.set_count(len(names))

    @property
    def names(self) -> tuple[str, ...]:
        """The names as typed, without space around them."""
        return tuple(line.text().strip() for line in self._lines[: self._n])

    def set_count(self, n: int) -> None:
        """Show lines for n groups; what was typed into the others is kept."""
        self._n = n
        for row, (line, hint) in enumerate(zip(self._lines, self._hints, strict=True)):
            line.setVisible(row < n)
            hint.setVisible(self._hinted and row < n)

    def set_hints(self, hints: tuple[str, ...]) -> None:
        """Say something of each group; of those beyond, nothing."""
        for row, hint in enumerate(self._hints):
            hint.setText(hints[row] if row < len(hints) else "")
            hint.setToolTip(plain_tip(hint.text()))
            self._lines[row].setAccessibleDescription(hint.text())

    def focus(self) -> None:
        """Go to the first name."""
        self._lines[0].setFocus()
        self._lines[0].selectAll()


class RenameDialog(QDialog):
    """Lets the user give the groups other names.

    Attributes:
        chosen: the names, a tuple; not emitted when the user cancels.
    """

    chosen = Signal(object)

    def __init__(
        self,
        names: tuple[str, ...],
        header: str,
        options: ReadingOptions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._header, self._options = header, options
        layout = dialog_layout(self, "Rename groups")
        layout.addWidget(
            paragraph(f"The new names go into “{header}”, with all answers that you have given.")
        )
        self.editor = NamesEditor(names)
        layout.addWidget(self.editor)
        self._problem = problem_line()
        layout.addWidget(self._problem)
        buttons, self._primary = accept_buttons(self, "&Rename")
        self._primary.clicked.connect(self._choose)
        add_buttons(self, buttons)
        self.editor.edited.connect(self._check)
        fit(self, 60)
        self.editor.focus()

    def _check(self) -> None:
        problem = problem_of_names(self.editor.names, self._options, self._header)
        self._problem.setText(problem)
        self._primary.setEnabled(not problem)

    def _choose(self) -> None:
        if self.result() != QDialog.DialogCode.Accepted:
            self.chosen.emit(self.editor.names)
            self.accept()


def problem_line() -> QLabel:
    """Return a line that says what is in the way; its room is kept while there is nothing."""
    line = paragraph("")
    mark(line, warning=True)
    line.setMinimumHeight(line.fontMetrics().lineSpacing())
    return line
