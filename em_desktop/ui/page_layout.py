"""Where the parts of a roster's page stand: the table on the left, its fit on the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from em_desktop.ui.card.review_card import ReviewCard
from em_desktop.ui.chips import Chips
from em_desktop.ui.curves_column import CurvesColumn
from em_desktop.ui.notice import Notice
from em_desktop.ui.plot.fit_panel import FitPanel
from em_desktop.ui.scrolling import ColumnScroll, ScreenScroll
from em_desktop.ui.side import Side
from em_desktop.ui.style import mark
from em_desktop.ui.table.view import RosterView
from em_desktop.ui.trust.strip import TrustStrip


class LeftColumn(QWidget):
    """Chips, and the card of the table with what is to be told and the threshold under it."""

    def __init__(
        self, chips: Chips, notices: tuple[Notice, ...], view: RosterView, bar: QWidget
    ) -> None:
        super().__init__()
        card = QFrame()
        mark(card, card=True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        view.setMinimumHeight(10 * self.fontMetrics().lineSpacing())
        inside.addWidget(view, 1)
        for notice in notices:  # under the rows: what is said there never moves them
            inside.addWidget(notice)
        line = QFrame()
        line.setFixedHeight(1)
        mark(line, line=True)
        inside.addWidget(line)
        inside.addWidget(bar)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 12, 6, 10)
        self.column.setSpacing(10)
        self.column.addWidget(chips)
        self.column.addWidget(card, 1)


class RightSide(QStackedWidget):
    """The curves with the row under review; or, in their place, another page."""

    left = Signal()
    """The user has left a page by Escape; the curves are shown again."""

    def __init__(self, fit_panel: FitPanel, card: ReviewCard, strip: TrustStrip) -> None:
        super().__init__()
        self._pages: dict[Side, QWidget] = {}
        self.curves = CurvesColumn(fit_panel, card)
        self.column = self.curves.column
        self.column.addWidget(strip)
        self._keep(Side.CURVES, ColumnScroll(self.curves))

    def add(self, side: Side, content: QWidget) -> None:
        """Take a page that is shown in place of the curves."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(6, 12, 12, 10)
        column.addWidget(content)
        whole.setFocusProxy(content)
        self._keep(side, whole)

    @property
    def shown(self) -> Side:
        """Which page is shown."""
        return next(side for side, page in self._pages.items() if page is self.currentWidget())

    def show_side(self, side: Side) -> None:
        """Show a page."""
        self.setCurrentWidget(self._pages[side])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave a page by Escape, where nothing inside it takes the key."""
        if event.key() == Qt.Key.Key_Escape and self.shown is not Side.CURVES:
            self.show_side(Side.CURVES)
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _keep(self, side: Side, page: QWidget) -> None:
        self._pages[side] = page
        self.addWidget(page)


_STRIP_LINES = 7
"""Lines of text that the line about trust takes on the right, with the gaps around it."""


class PageLayout:
    """Puts both sides into a page, and the line about trust where it has room."""

    def __init__(
        self, page: QWidget, left: LeftColumn, right: RightSide, strip: TrustStrip
    ) -> None:
        self._page, self._left, self._right, self._strip = page, left, right, strip
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 5)
        splitter.setStretchFactor(1, 3)
        splitter.setSizes([790, 490])
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ScreenScroll(splitter))

    def place_trust(self) -> None:
        """Where the window is low, put the line about trust, made short, under the table.

        The table gives way there first, then curves and review card.
        """
        lines = _STRIP_LINES * self._page.fontMetrics().lineSpacing()
        compact = self._page.height() < self._right.curves.height_needed() + lines
        if compact != self._strip.compact:
            self._strip.set_compact(compact)
            (self._left if compact else self._right).column.addWidget(self._strip)
            self._right.curves.give_way()
