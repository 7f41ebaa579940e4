"""Room that scrolls where a screen is too small for what is in it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_BARS = 12
"""Lines of text that menus, tool bar, status bar and the window's frame take of a screen."""


class ScreenScroll(QScrollArea):
    """Asks for as much as its content needs, but never for more than the screen has."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the content needs, as far as the screen allows."""
        free = self.screen().availableSize()
        free -= QSize(0, _BARS * self.fontMetrics().lineSpacing())
        return self._content.minimumSizeHint().boundedTo(free)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Ask anew when the content needs more room, or less."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class ColumnScroll(ScreenScroll):
    """A column that scrolls up and down only: it is as wide as its content needs."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(content, parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the screen allows, and wide enough for the content and a scroll bar."""
        bar = self.verticalScrollBar().sizeHint().width()
        width = self._content.minimumSizeHint().width() + bar
        return QSize(width, super().minimumSizeHint().height())
