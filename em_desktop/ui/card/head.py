"""Who is under review: the name, and beside it what else the roster says of the row."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.style import mark, scale_text
from em_desktop.ui.tips import plain_tip

_LARGER = 1.25
_OF_THE_NAME = 0.62
"""Part of the width that a long name may take, where there is more to say."""

_BETWEEN = " · "


class CardHead(QWidget):
    """One line; of the details, as many as have room, the weightiest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._name = ElidedLabel()
        scale_text(self._name, _LARGER, bold=True)
        self._details = QLabel()
        self._details.setTextFormat(Qt.TextFormat.PlainText)
        self._details.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._details.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        mark(self._details, muted=True)
        row.addWidget(self._name)
        row.addWidget(self._details, 1)
        self._parts: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Who is under review."""
        return self._name.text()

    @property
    def details(self) -> str:
        """What is shown beside the name."""
        return self._details.text()

    def show_head(self, title: str, details: tuple[str, ...], tip: str) -> None:
        """Show a name.

        Args:
            title: the name.
            details: what else there is, the weightiest first.
            tip: all that the roster says of the row.
        """
        self._name.setText(title)
        self._parts = details
        self.setToolTip(plain_tip(tip))
        self._details.setAccessibleName(_BETWEEN.join(details))
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Say as much as has room."""
        super().resizeEvent(event)
        self._share_room()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for a few letters of the name."""
        return self._name.minimumSizeHint()

    def _share_room(self) -> None:
        metrics, free = self._details.fontMetrics(), self.width()
        name = self._name.sizeHint().width() + 1
        first = metrics.horizontalAdvance(self._parts[0]) + 12 if self._parts else 0
        name = min(name, max(round(free * _OF_THE_NAME), free - first))
        self._name.setFixedWidth(max(name, 1))
        shown = ""
        for part in self._parts:
            longer = f"{shown}{_BETWEEN}{part}" if shown else part
            if shown and metrics.horizontalAdvance(longer) > free - name - 12:
                break
            shown = longer
        self._details.setText(
            metrics.elidedText(shown, Qt.TextElideMode.ElideRight, max(free - name - 12, 0))
        )
