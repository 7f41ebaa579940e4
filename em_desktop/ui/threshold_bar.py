"""Accepting all suggestions above a probability, with what that will cost."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from em_desktop.review.accept import Forecast
from em_desktop.review.cost import cost_words
from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.style import mark
from em_desktop.ui.tips import plain_tip

LOWEST, HIGHEST, USUAL = 50, 99, 95


class ThresholdBar(QWidget):
    """A slider for the probability, a forecast and a button."""

    moved = Signal(float)
    """The probability, 0 to 1, while the slider moves."""
    accepted = Signal(float)
    """The probability to accept at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        self._label = QLabel()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(LOWEST, HIGHEST)
        self._slider.setPageStep(5)
        self._slider.setAccessibleName("Probability from which suggestions are accepted")
        self._slider.setMinimumWidth(90)
        self._label.setBuddy(self._slider)
        self._forecast = ElidedLabel()
        self._cost = ""
        self._forecast.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        mark(self._forecast, muted=True)
        self._button = QPushButton()
        self._button.setMinimumWidth(self.fontMetrics().horizontalAdvance("Accept 100,000…") + 24)
        row.addWidget(self._label)
        row.addWidget(self._slider, 1)
        row.addWidget(self._forecast, 1)
        row.addWidget(self._button)
        self._slider.valueChanged.connect(self._moved)
        self._button.clicked.connect(self._clicked)
        self._slider.setValue(USUAL)
        self.set_forecast(None)

    @property
    def threshold(self) -> float:
        """The probability, 0 to 1."""
        return self._slider.value() / 100

    def set_threshold(self, probability: float) -> None:
        """Move the slider."""
        self._slider.setValue(round(100 * probability))

    def set_forecast(self, forecast: Forecast | None) -> None:
        """Show what accepting would cost; None while there are no suggestions."""
        usable = forecast is not None and forecast.rows > 0
        self._slider.setEnabled(forecast is not None)
        self._button.setEnabled(usable)
        self._label.setText(f"Accept all at least <b>{self._slider.value()} %</b>")
        words = cost_words(forecast)
        self._button.setText(words.button)
        self._cost = words.cost
        self._fit_cost()
        self._forecast.setToolTip(
            plain_tip(f"{words.cost}. {words.why}" if words.cost else words.why)
        )
        if bool(self._forecast.property("warning")) != words.risky:
            mark(self._forecast, muted=not words.risky, warning=words.risky)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Say what fits."""
        super().resizeEvent(event)
        self._fit_cost()

    def _fit_cost(self) -> None:
        """Leave out the range where there is no room for it; the tip has it in full."""
        row = self.layout()
        if row is not None:
            row.activate()
        fits = self._forecast.fontMetrics().horizontalAdvance(self._cost) <= self._forecast.width()
        self._forecast.setText(self._cost if fits else self._cost.partition(" (")[0])
        self._forecast.setAccessibleName(self._cost)

    def _moved(self, _value: int) -> None:
        self._label.setText(f"Accept all at least <b>{self._slider.value()} %</b>")
        self.moved.emit(self.threshold)

    def _clicked(self) -> None:
        self.accepted.emit(self.threshold)
