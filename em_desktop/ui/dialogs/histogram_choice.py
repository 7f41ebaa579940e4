"""A choice between readings of the measurements, each with a small picture of them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from em_desktop.review.reading_choices import SmallPicture
from em_desktop.ui.style import mix
from em_desktop.ui.theme import current_theme

_HEIGHT = 30
_WIDTH = 84


class SmallHistogram(QWidget):
    """Bars without axes; the words beside it say what they show."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: tuple[int, ...] = ()
        self._chosen = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def counts(self) -> tuple[int, ...]:
        """The rows in each bar."""
        return self._counts

    def show_counts(self, counts: Sequence[int]) -> None:
        """Draw these bars."""
        self._counts = tuple(counts)
        self.update()

    def set_chosen(self, chosen: bool) -> None:
        """Draw the bars as those of the reading that is chosen, or not."""
        self._chosen = chosen
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few letters wide, two lines high."""
        return QSize(_WIDTH, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the bars on a line."""
        theme = current_theme()
        painter = QPainter(self)
        colour = QColor(theme.accent) if self._chosen else QColor(theme.missing)
        bottom = self.height() - 1.0
        painter.fillRect(
            QRectF(0, bottom, self.width(), 1), QColor(mix(theme.line, theme.muted, 0.4))
        )
        highest = max(self._counts, default=0)
        if highest:
            wide = self.width() / len(self._counts)
            for index, count in enumerate(self._counts):
                high = (bottom - 1) * count / highest
                if count:
                    high = max(high, 1.0)
                painter.fillRect(
                    QRectF(index * wide, bottom - high, max(wide - 1, 1), high), colour
                )
        painter.end()


class HistogramChoice(QWidget):
    """One reading: a radio button with its name, the picture, and the picture in words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name.replace("&", "")
        self.button = QRadioButton(name)
        self.picture = SmallHistogram()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("muted", True)
        self.button.toggled.connect(self.picture.set_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for widget in (self.button, self.picture, self.words):
            column.addWidget(widget)
        column.addStretch()

    def show_picture(self, picture: SmallPicture) -> None:
        """Show what the measurements are under this reading."""
        self.picture.show_counts(picture.counts)
        self.words.setText(picture.words)
        self.button.setAccessibleName(f"{self._name}: {picture.words}")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on the picture or on the words chooses too."""
        if event.button() == Qt.MouseButton.LeftButton and self.button.isEnabled():
            self.button.setFocus()
            self.button.click()


class HistogramChoices(QWidget):
    """Several readings of which one is chosen.

    Args:
        names: what each is called, with a mnemonic.
        columns: how many stand side by side.
    """

    chosen = Signal(int)
    """The index of the reading that a person has chosen."""

    def __init__(self, names: Sequence[str], columns: int) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.choices = [HistogramChoice(name) for name in names]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        for index, choice in enumerate(self.choices):
            self._group.addButton(choice.button, index)
            grid.addWidget(choice, index // columns, index % columns)
            choice.button.ensurePolished()  # the style has a say in its width
        widest = max(choice.button.sizeHint().width() for choice in self.choices)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, widest)
        self._group.buttonClicked.connect(self._clicked)
        self.setFocusProxy(self.choices[0].button)

    def show_pictures(self, pictures: Sequence[SmallPicture], chosen: int) -> None:
        """Show the pictures, and which reading is taken."""
        for choice, picture in zip(self.choices, pictures, strict=True):
            choice.show_picture(picture)
        if 0 <= chosen < len(self.choices):
            button = self.choices[chosen].button
            if any(choice.button.hasFocus() for choice in self.choices):
                button.setFocus()
            button.setChecked(True)
            self.setFocusProxy(button)

    def _clicked(self, button: QAbstractButton) -> None:
        self.chosen.emit(self._group.id(button))
