"""What stands in the way of an export, and what becomes of it."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QRadioButton, QVBoxLayout

from em_desktop.files.obstacles import HEADING, Kind, Obstacle
from em_desktop.review.wording import counted
from em_desktop.ui.dialogs.parts import paragraph
from em_desktop.ui.style import mark, scale_text

_MOST = 5
"""Rows that are named."""
_UTF8 = "&Write the whole file in UTF-8; every other character stays the same"


class ObstaclesCard(QFrame):
    """Names the cells that cannot be written, says what becomes of them, and asks where it must.

    Attributes:
        wanted: row id and column of a cell that the user wants to change.
        answered: the user has chosen another way.
        anew_wanted: the user wants a new file in place of the original with changes.
    """

    wanted = Signal(int, int)
    answered = Signal()
    anew_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        mark(self, card=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(6)
        self._shown: tuple[Obstacle, ...] = ()
        self._cells_only = self._new_file = ""
        self._utf8: QRadioButton | None = None
        self.hide()

    @property
    def utf8(self) -> bool:
        """Whether the file is to be written in UTF-8, since its encoding lacks a character."""
        return self._utf8 is not None and self._utf8.isChecked()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said now."""
        labels = self.findChildren(QLabel)
        return tuple(label.text() for label in labels if label.parentWidget() is not None)

    def set_words(self, cells_only: str, new_file: str) -> None:
        """Say what differs where rows can neither go nor come.

        Args:
            cells_only: what the file keeps and lacks with its changed cells alone.
            new_file: what a new file lacks; empty where none can be offered.
        """
        self._cells_only, self._new_file = cells_only, new_file

    def set_obstacles(self, found: Iterable[Obstacle]) -> None:
        """Show these; hide where there is none."""
        obstacles = tuple(found)
        if obstacles == self._shown:
            return
        self._shown, self._utf8 = obstacles, None
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        blocking = [each for each in obstacles if each.blocks]
        if blocking:
            title = paragraph(_title(blocking))
            mark(title, warning=True)
            scale_text(title, bold=True)
            self._column.addWidget(title)
        for obstacle in (*blocking, *(each for each in obstacles if not each.blocks)):
            self._add(obstacle)
        self.setVisible(bool(obstacles))

    def _add(self, obstacle: Obstacle) -> None:
        line = QFrame()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(paragraph(obstacle.sentence), 1)
        cells = [cell for cell in obstacle.cells if cell[0] != HEADING]
        if cells and obstacle.blocks:
            show = QPushButton("&Change it" if len(cells) == 1 else "&Change the first")
            show.setAutoDefault(False)
            show.clicked.connect(lambda: self.wanted.emit(*cells[0]))
            row.addWidget(show)
        self._column.addWidget(line)
        if not obstacle.blocks:
            return
        if obstacle.kind is Kind.ENCODING and "UTF-8" in obstacle.why:
            self._utf8 = QRadioButton(_UTF8)
            leave = QRadioButton(f"&Leave {counted(len(obstacle.cells), 'cell')} as in the file")
            self._utf8.setChecked(True)
            self._utf8.toggled.connect(self.answered)
            self._column.addWidget(self._utf8)
            self._column.addWidget(leave)
        elif obstacle.kind is Kind.ROWS and self._cells_only:
            self._column.addWidget(paragraph(self._cells_only, muted=True))
            self._offer_new_file()
        else:
            self._column.addWidget(paragraph(_becomes(obstacle), muted=True))

    def _offer_new_file(self) -> None:
        if not self._new_file:
            return
        line = QFrame()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(paragraph(f"Or: {self._new_file}", muted=True), 1)
        button = QPushButton("&New workbook")
        button.setAccessibleDescription(self._new_file)
        button.setAutoDefault(False)
        button.clicked.connect(self.anew_wanted)
        row.addWidget(button)
        self._column.addWidget(line)


def _title(blocking: list[Obstacle]) -> str:
    cells = sum(len(obstacle.cells) for obstacle in blocking)
    if not cells:
        return "Rows cannot be written as they are meant"
    return f"{counted(cells, 'cell')} cannot be written as {'it is' if cells == 1 else 'they are'}"


def _becomes(obstacle: Obstacle) -> str:
    if obstacle.kind is Kind.ROWS:
        return (
            "Without another choice below, rows stay as they are in the file and only changed "
            "cells are written."
        )
    one = len(obstacle.cells) == 1
    stays = f"Without another choice, {'it stays' if one else 'they stay'} as in the file."
    return f"{_rows(obstacle)} {stays}".strip()


def _rows(obstacle: Obstacle) -> str:
    """Say which rows of the table are meant where the places are those of a sheet, else nothing."""
    rows = sorted({row_id + 1 for row_id, _ in obstacle.cells if row_id != HEADING})
    if not rows or any(" " in place for place in obstacle.places):
        return ""
    if len(rows) == 1:
        return f"In the table: row {rows[0]:,}."
    more = f" and {len(rows) - _MOST:,} more" if len(rows) > _MOST else ""
    return f"In the table: rows {', '.join(f'{row:,}' for row in rows[:_MOST])}{more}."
