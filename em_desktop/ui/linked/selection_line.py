"""What is selected, said once, with what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from em_desktop.ui.elided import ElidedLabel


class SelectionLine(QWidget):
    """A quiet line for the status bar, which has its room anyhow.

    Signals:
        show_wanted: show the rows that the filter hides.
        review_wanted: review the selected rows that wait, and no others.
        all_wanted: review all rows again.
    """

    show_wanted = Signal()
    review_wanted = Signal()
    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = ElidedLabel(parent=self)
        self._label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._show = self._button("show", "Show them", "Show all rows, and select these too")
        self._review = self._button("review", "Review these", "Review those of them that wait")
        self._all = self._button("all", "Review all", "Review all rows that wait again")
        self._show.clicked.connect(self.show_wanted)
        self._review.clicked.connect(self.review_wanted)
        self._all.clicked.connect(self.all_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(4)
        row.addWidget(self._label)
        for button in (self._show, self._review, self._all):
            row.addWidget(button)
        self.say("")

    @property
    def words(self) -> str:
        """What is said."""
        return self._label.text()

    @property
    def offers(self) -> tuple[str, ...]:
        """What can be clicked."""
        buttons = (self._show, self._review, self._all)
        return tuple(button.text() for button in buttons if not button.isHidden())

    def say(
        self, words: str, *, hidden: bool = False, waiting: bool = False, limited: bool = False
    ) -> None:
        """Say it.

        Args:
            words: of the selection; empty for nothing.
            hidden: whether the filter hides some of what was to be selected.
            waiting: whether some of the selected rows wait for an answer.
            limited: whether only some chosen rows are reviewed just now.
        """
        self._label.setText(words)
        self._label.setToolTip(words)
        self._label.setVisible(bool(words))
        for button, wanted in (
            (self._show, hidden),
            (self._review, waiting),
            (self._all, limited),
        ):
            button.setVisible(wanted)

    def _button(self, name: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(text)
        button.setToolTip(tip)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setProperty("link", True)
        button.setFixedHeight(self.fontMetrics().height() + 4)  # as high as the labels beside it
        return button
