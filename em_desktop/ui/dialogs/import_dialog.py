"""How a file is to be read: what is doubtful, the choices, and the file's first rows as read."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from em_desktop.files.preview.doubts import Aspect, Doubt
from em_desktop.files.preview.how_read import HowRead
from em_desktop.files.preview.preview import Preview
from em_desktop.review.wording import counted
from em_desktop.roster.folding import shown
from em_desktop.roster.roles import Role
from em_desktop.session.previewing import Previewing
from em_desktop.ui.dialogs.import_choices import ImportChoices
from em_desktop.ui.dialogs.parts import card, heading, paragraph
from em_desktop.ui.dialogs.preview_table import PreviewTable
from em_desktop.ui.entering import EnterPresses
from em_desktop.ui.style import mark, scale_text, text_width

_FRAME = 40
_LETTERS_OF_CHOICES = 52
_LETTERS_OF_TABLE = 28
"""Width that the table needs beside the choices; else it stands below them."""
_LONGEST_NAME = 60
_MEANINGS = {
    Role.NAME: "the name",
    Role.CATEGORY: "to be filled in",
    Role.MEASUREMENT: "the measurement",
    Role.GROUP: "the group",
    Role.AGE: "the age",
    Role.FURTHER: "measured too",
}


class ImportDialog(QDialog):
    """Takes a file and what is known of it, and returns how it is to be read."""

    chosen = Signal(object)
    """The `HowRead`; not emitted when the user cancels."""
    crashed = Signal(object)
    """An unexpected exception."""

    def __init__(
        self,
        path: Path,
        missing_words: tuple[str, ...],
        how: HowRead | None = None,
        doubts: tuple[Doubt, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("How the file is read")
        self._doubts = {doubt.aspect: doubt for doubt in doubts}
        self._given, self._at_first = bool(doubts), how or HowRead()
        self._preview: Preview | None = None
        self.choices = ImportChoices(how or HowRead())
        self.table = PreviewTable()
        self.status = paragraph("Reading the first part of the file…", muted=True)
        self._name = shown(path.name, _LONGEST_NAME)
        self._doubts_card, self._doubts_column = card()
        self._previewing = Previewing(path, missing_words, self)
        self._lay_out()
        self._show_doubts(frozenset(self._doubts))
        self.choices.put_first(frozenset(self._doubts))
        self._previewing.ready.connect(self._ready)
        self._previewing.refused.connect(self._refused)
        self._previewing.crashed.connect(self.crashed)
        self.choices.changed.connect(self._previewing.show)
        self.choices.refused.connect(self._typed)
        self.table.header_chosen.connect(self.choices.set_header_row)
        self.finished.connect(self._previewing.close_down)
        self._previewing.show(self.choices.how)

    @property
    def settled(self) -> bool:
        """Whether the newest choices are shown."""
        return not self._previewing.running

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(20, 18, 16, 12)
        column.setSpacing(14)
        column.addWidget(heading(f"How is “{self._name}” to be read?"))
        column.addWidget(self._doubts_card)
        column.addWidget(self.choices, 1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._left = left
        self._scroll.setWidget(left)
        right = QWidget()
        shown_rows = QVBoxLayout(right)
        shown_rows.setContentsMargins(8, 18, 20, 8)
        shown_rows.setSpacing(8)
        shown_rows.addWidget(self.status)
        frame, inside = card()
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        shown_rows.addWidget(frame, 1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        policy = QSizePolicy.Policy
        for each in (self._scroll, self.table):  # the stretches alone say how high they are
            each.setSizePolicy(policy.Expanding, policy.Ignored)
            each.setMinimumHeight(self.fontMetrics().lineSpacing() * 5)
        self._body.addWidget(self._scroll)
        self._body.addWidget(right, 1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        outside.addLayout(self._body, 1)
        outside.addWidget(self._buttons())
        free = self.screen().availableSize() - QSize(_FRAME, _FRAME)
        wish = QSize(text_width(self, 165), self.fontMetrics().lineSpacing() * 50)
        self.setMinimumSize(min(320, free.width()), min(240, free.height()))
        self.resize(wish.boundedTo(free))

    def _buttons(self) -> QWidget:
        box = QDialogButtonBox()
        box.setContentsMargins(20, 8, 20, 16)
        self.detected = box.addButton("Use &detected", QDialogButtonBox.ButtonRole.ResetRole)
        self.detected.setToolTip("Choose nothing: all is found out from the file")
        self.open_button = box.addButton("&Open", QDialogButtonBox.ButtonRole.ActionRole)
        cancel = box.addButton("C&ancel", QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.detected, cancel):
            button.setAutoDefault(False)
        self.open_button.setDefault(True)
        self.open_button.setEnabled(False)  # until there is something to see
        mark(self.open_button, primary=True)
        self.open_button.clicked.connect(self._open)
        self.detected.clicked.connect(self.choices.reset)
        box.rejected.connect(self.reject)
        EnterPresses(self)
        return box

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the table beside the choices where there is room, else below them."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        needed = self._left.minimumSizeHint().width()
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        width = max(text_width(self, _LETTERS_OF_CHOICES), needed + bar)
        wide = self.width() >= width + text_width(self, _LETTERS_OF_TABLE)
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._scroll.setMinimumWidth(width if wide else 0)
        self._scroll.setMaximumWidth(width if wide else 16_777_215)
        self._body.setStretch(0, 0 if wide else 3)
        self._body.setStretch(1, 1 if wide else 2)

    def _show_doubts(self, unsettled: frozenset[Aspect]) -> None:
        """Show all doubts that there have been, so that nothing jumps, and which are settled."""
        while (item := self._doubts_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._doubts_card.setVisible(bool(self._doubts))
        self.choices.show_doubts(unsettled)
        if not self._doubts:
            return
        n = len(unsettled)
        said = f"{n} things about this file are doubtful. Check them, then open the file."
        if n == 1:
            said = "One thing about this file is doubtful. Check it, then open the file."
        if n == 0:
            said = "Settled. Open the file once the table looks right."
        title = paragraph(said)
        scale_text(title, bold=True)
        self._doubts_column.addWidget(title)
        for aspect, doubt in self._doubts.items():
            is_open = aspect in unsettled
            sign = "•" if is_open else "✓"
            self._doubts_column.addWidget(paragraph(f"{sign} {doubt.sentence}", muted=not is_open))

    def _typed(self, problem: str) -> None:
        self.open_button.setEnabled(not problem)

    def _ready(self, preview: Preview) -> None:
        is_first, self._preview = self._preview is None, preview
        self.choices.show_preview(preview)
        self.table.show_preview(preview)
        self.open_button.setEnabled(not self.choices.problem)
        if not self._given or preview.how != self._at_first:
            unsettled = _still_open(preview)
            first = not self._doubts
            self._doubts |= {doubt.aspect: doubt for doubt in unsettled}
            if first:
                self.choices.put_first(frozenset(self._doubts))
            self._show_doubts(frozenset(doubt.aspect for doubt in unsettled))
        if is_first:
            self._arrange()  # the pictures may need more room
            self.choices.go_to_first()
        self._say(_summary(preview))

    def _refused(self, sentence: str) -> None:
        self._say(sentence, warning=True)
        self.open_button.setEnabled(False)

    def _say(self, sentence: str, *, warning: bool = False) -> None:
        self.status.setText(sentence)
        mark(self.status, muted=not warning, warning=warning)

    def _open(self) -> None:
        how, preview = self.choices.how, self._preview
        if preview is not None and preview.needs_sheet and how.options.sheet is None:
            sheet = str(self.choices.sheet.currentData())
            how = replace(how, options=replace(how.options, sheet=sheet))
        if self.result() != QDialog.DialogCode.Accepted:
            self.accept()
            self.chosen.emit(how)


def _still_open(preview: Preview) -> tuple[Doubt, ...]:
    """Return the doubts about which nothing was chosen."""
    how = preview.how
    said = {
        Aspect.SHEET: how.options.sheet,
        Aspect.ENCODING: how.options.encoding,
        Aspect.DELIMITER: how.options.delimiter,
        Aspect.HEADER: how.options.header_row,
        Aspect.AREA: how.options.area,
        Aspect.DECIMAL_MARK: how.decimal_mark,
        Aspect.UNIT: how.unit,
    }
    return tuple(doubt for doubt in preview.doubts if said[doubt.aspect] is None)


def _summary(preview: Preview) -> str:
    """Say in a sentence what is read."""
    roster = preview.opened.roster
    rows = f"{counted(roster.n_rows, 'row')} and {counted(roster.n_columns, 'column')}"
    if preview.is_part:
        rows = f"The first {rows} of a large file"
    meant = [
        f"“{shown(roster.header[column])}” is {_MEANINGS[role]}"
        for column in range(roster.n_columns)
        if (role := preview.roles.role_of(column)) is not None
    ]
    return f"{rows}: {', '.join(meant)}." if meant else f"{rows}. No column tells what it means."
