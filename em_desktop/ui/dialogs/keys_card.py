"""The keys that answer a row, each set by pressing it."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from em_desktop.review.answer_keys import (
    USUAL,
    Act,
    AnswerKeys,
    category_title,
    conflicts,
)
from em_desktop.ui.dialogs.parts import card, paragraph
from em_desktop.ui.key_names import key_name
from em_desktop.ui.style import mark, scale_text

_CATEGORIES = 4
_FIRST_LETTER = "first letter"
_TITLES = {
    Act.ACCEPT: "Accept",
    Act.BLANK: "Leave blank",
    Act.SKIP: "Skip",
    Act.BACK: "Back",
    Act.NOTE: "Write a note",
}


class KeyButton(QPushButton):
    """Shows a key; a click waits for another one to be pressed, which Escape gives up."""

    chosen = Signal(str)
    """Name of the key that was pressed; empty for the usual one."""

    def __init__(self, title: str, usual: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._usual = title, usual
        self._key = ""
        self._waiting = False
        self.setAutoDefault(False)
        self.clicked.connect(self._wait)

    @property
    def key(self) -> str:
        """The key; empty where none is chosen."""
        return self._key

    def show_key(self, key: str) -> None:
        """Show a key."""
        self._key, self._waiting = key, False
        self.setText(key or self._usual)
        self.setAccessibleName(f"Key for {self._title}: {key or self._usual}")

    def event(self, event: QEvent) -> bool:
        """While it waits, every key is its own: no menu and no dialog takes it."""
        if self._waiting and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                self._pressed(event)
            event.accept()
            return True
        if self._waiting and event.type() == QEvent.Type.FocusOut:
            self.show_key(self._key)
        return super().event(event)

    def _wait(self) -> None:
        self._waiting = True
        self.setText("Press a key…")

    def _pressed(self, event: QKeyEvent) -> None:
        name = key_name(event)
        if event.key() == Qt.Key.Key_Escape:
            self.show_key(self._key)
        elif event.key() == Qt.Key.Key_Delete and self._usual:
            self.show_key("")
            self.chosen.emit("")
        elif name:
            self.show_key(name)
            self.chosen.emit(name)


class KeysCard(QFrame):
    """Takes keys and returns them changed, with what speaks against them."""

    changed = Signal()

    def __init__(
        self, keys: AnswerKeys, taken: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._taken = taken
        outside = QHBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        frame, inside = card()
        outside.addWidget(frame)
        title = QLabel("Keys that answer a row")
        scale_text(title, bold=True)
        inside.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        self.buttons = {act: KeyButton(words) for act, words in _TITLES.items()}
        for row, (act, button) in enumerate(self.buttons.items()):
            self._add(grid, row, 0, _TITLES[act], button)
        self.letters = [KeyButton(category_title(n), _FIRST_LETTER) for n in range(_CATEGORIES)]
        for row, button in enumerate(self.letters):
            self._add(grid, row, 2, category_title(row), button)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        inside.addLayout(grid)
        self.warning = paragraph("")
        mark(self.warning, warning=True)
        self.warning.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        usual = QPushButton("Usual &keys")
        usual.setAutoDefault(False)
        usual.clicked.connect(self._put_usual)
        row_below = QHBoxLayout()
        row_below.addWidget(self.warning, 1)
        row_below.addWidget(usual, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(row_below)
        self._show(keys)

    @property
    def keys(self) -> AnswerKeys:
        """The keys as they are chosen now."""
        letters = [button.key for button in self.letters]
        while letters and not letters[-1]:
            letters.pop()
        key = {act: button.key for act, button in self.buttons.items()}
        return AnswerKeys(
            key[Act.ACCEPT],
            key[Act.BLANK],
            key[Act.SKIP],
            key[Act.BACK],
            key[Act.NOTE],
            tuple(letters),
        )

    @property
    def conflicts(self) -> tuple[str, ...]:
        """What speaks against them, a sentence each."""
        return conflicts(self.keys, self._taken)

    def _add(self, grid: QGridLayout, row: int, column: int, words: str, button: KeyButton) -> None:
        label = QLabel(words)
        label.setBuddy(button)
        grid.addWidget(label, row, column)
        grid.addWidget(button, row, column + 1)
        button.chosen.connect(self._chosen)

    def _chosen(self, _key: str) -> None:
        self.warning.setText("\n".join(self.conflicts[:2]))
        self.changed.emit()

    def _show(self, keys: AnswerKeys) -> None:
        for act, key in keys.fixed().items():
            self.buttons[act].show_key(key)
        for n, button in enumerate(self.letters):
            button.show_key(keys.categories[n] if n < len(keys.categories) else "")
        self._chosen("")

    def _put_usual(self) -> None:
        self._show(USUAL)
