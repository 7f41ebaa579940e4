"""Accepting all suggestions above a probability, with what that will cost and take in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from em_desktop.review.accept import Forecast
from em_desktop.review.cost import cost_words
from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.review.bulk import HIGHEST, LOWEST, USUAL
from em_desktop.ui.style import mark
from em_desktop.ui.tips import plain_tip


class ThresholdBar(QWidget):
    """A slider for the probability and two buttons; below, what accepting would cost."""

    moved = Signal(float)
    """The probability, 0 to 1, while the slider moves."""
    accepted = Signal(float)
    """The probability to accept at."""
    check_wanted = Signal()
    """A few of the rows are to be looked at first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cost = self._heights = ""
        self._label = QLabel()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(LOWEST, HIGHEST)
        self._slider.setPageStep(5)
        self._slider.setAccessibleName("Probability from which suggestions are accepted")
        self._slider.setMinimumWidth(90)
        self._label.setBuddy(self._slider)
        self._forecast = ElidedLabel()
        mark(self._forecast, muted=True)
        self.check_button = QPushButton()
        self.check_button.setToolTip(
            "Look at a few of these rows first, drawn at random, and see how often you agree."
        )
        self.accept_button = QPushButton()
        metrics = self.fontMetrics()
        self.accept_button.setMinimumWidth(metrics.horizontalAdvance("Accept 100,000…") + 24)
        self.check_button.setMinimumWidth(metrics.horizontalAdvance("Go on: 10 of 10") + 24)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._label)
        row.addWidget(self._slider, 1)
        row.addWidget(self.check_button)
        row.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._forecast)
        self._slider.valueChanged.connect(self._moved)
        self.accept_button.clicked.connect(self._clicked)
        self.check_button.clicked.connect(self.check_wanted)
        self._slider.setValue(USUAL)
        self.set_check("", can=False)
        self.set_forecast(None)

    @property
    def threshold(self) -> float:
        """The probability, 0 to 1."""
        return self._slider.value() / 100

    @property
    def said(self) -> str:
        """What accepting would cost and take in."""
        return self._forecast.text()

    def set_threshold(self, probability: float) -> None:
        """Move the slider."""
        self._slider.setValue(round(100 * probability))

    def set_check(self, text: str, *, can: bool) -> None:
        """Say what looking at a few rows first would be called, and whether it can be done."""
        self.check_button.setText(text or "Check 10 first")
        self.check_button.setEnabled(can)

    def set_forecast(self, forecast: Forecast | None, heights: str = "") -> None:
        """Show what accepting would cost.

        Args:
            forecast: None while there are no suggestions.
            heights: which measurements are taken in; empty where they alone do not decide.
        """
        usable = forecast is not None and forecast.rows > 0
        self._slider.setEnabled(forecast is not None)
        self.accept_button.setEnabled(usable)
        self._show_value()
        words = cost_words(forecast)
        self.accept_button.setText(words.button)
        said = " · ".join(part for part in (words.cost, heights if usable else "") if part)
        self._forecast.setText(said)
        self._forecast.setAccessibleName(said)
        self._forecast.setToolTip(plain_tip(f"{said}. {words.why}" if said else words.why))
        if bool(self._forecast.property("warning")) != words.risky:
            mark(self._forecast, muted=not words.risky, warning=words.risky)

    def _show_value(self) -> None:
        self._label.setText(f"Accept all at least <b>{self._slider.value()} %</b>")

    def _moved(self, _value: int) -> None:
        self._show_value()
        self.moved.emit(self.threshold)

    def _clicked(self) -> None:
        self.accepted.emit(self.threshold)
