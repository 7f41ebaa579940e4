"""What is doubtful about the measurement of the row under review, with its answers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from em_desktop.review.readings import MOST_OFFERED, Doubt
from em_desktop.roster.proposals import Way
from em_desktop.ui.doubt_answers import ANSWERS, KEYS
from em_desktop.ui.style import mark
from em_desktop.ui.tips import plain_tip


class DoubtStrip(QWidget):
    """A sentence and buttons; hidden where nothing is doubtful."""

    accepted = Signal(object)
    """A `Way`: read this row so."""
    all_accepted = Signal(object)
    """A `Way`: read all rows alike so."""
    kept = Signal()
    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways: list[Way] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        column.addWidget(self._words)
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        column.addLayout(self._grid)
        self._accept = [self._button(self._accept_clicked) for _ in range(MOST_OFFERED)]
        self._alike = self._button(self._alike_clicked)
        self._keep = self._button(self.kept)
        self._back = self._button(self.taken_back)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while hidden."""
        return "" if self.isHidden() else self._words.text()

    @property
    def answers(self) -> tuple[str, ...]:
        """Names of the answers that fit the row, as the menus call them."""
        buttons = (self._accept[0], self._alike, self._keep, self._back)
        named = zip(ANSWERS, buttons, strict=True)
        return tuple(name for name, button in named if self.text and not button.isHidden())

    def show_doubt(self, doubt: Doubt | None) -> None:
        """Show what is doubtful, or hide."""
        self.setVisible(doubt is not None)
        if doubt is None:
            return
        self._words.setText(doubt.words)
        mark(self._words, warning=not doubt.answered, muted=doubt.answered)
        self._ways = [offer.way for offer in doubt.offers]
        for place, button in enumerate(self._accept):
            offered = place < len(doubt.offers)
            button.setVisible(offered)
            if offered:
                words = f"Read as {doubt.offers[place].words}"
                _name(button, words, KEYS["accept"] if place == 0 else "")
        n = doubt.offers[0].n_alike if doubt.offers else 0
        self._alike.setVisible(n > 1)
        _name(self._alike, f"All {n:,} alike", KEYS["alike"])
        self._keep.setVisible(doubt.can_stay)
        _name(self._keep, "It is right as it is", KEYS["keep"])
        self._back.setVisible(doubt.answered)
        _name(self._back, "Take this reading back", KEYS["back"])
        self._arrange()

    def _arrange(self) -> None:
        """Lay out the buttons that fit the row, two in a line."""
        buttons = (*self._accept, self._alike, self._keep, self._back)
        offered = [button for button in buttons if not button.isHidden()]
        for place, button in enumerate(offered):
            alone = place % 2 == 0 and place == len(offered) - 1
            self._grid.addWidget(button, place // 2, place % 2, 1, 2 if alone else 1)

    def _button(self, run: object) -> QPushButton:
        button = QPushButton(self)
        mark(button, compact=True)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(run)
        return button

    def _accept_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.accepted.emit(self._ways[self._accept.index(button)])

    def _alike_clicked(self) -> None:
        self.all_accepted.emit(self._ways[0])


def _name(button: QPushButton, words: str, key: str) -> None:
    button.setText(words.replace("&", "&&"))
    button.setToolTip(plain_tip(f"{words}: {key}" if key else words))
    button.setAccessibleName(f"{words}, key {key}" if key else words)
