"""Where the parts of a roster's page stand: the table on the left, its fit on the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from em_desktop.ui.chips import Chips
from em_desktop.ui.notice import Notice
from em_desktop.ui.plot.fit_panel import FitPanel
from em_desktop.ui.review_card import ReviewCard
from em_desktop.ui.scrolling import ColumnScroll, ScreenScroll
from em_desktop.ui.style import mark
from em_desktop.ui.table.view import RosterView
from em_desktop.ui.threshold_bar import ThresholdBar
from em_desktop.ui.trust.panel import TrustPanel
from em_desktop.ui.trust.strip import TrustStrip


class LeftColumn(QWidget):
    """Chips, what is to be told, and the card of the table with its threshold."""

    def __init__(
        self, chips: Chips, notices: tuple[Notice, ...], view: RosterView, bar: ThresholdBar
    ) -> None:
        super().__init__()
        card = QFrame()
        mark(card, card=True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        view.setMinimumHeight(10 * self.fontMetrics().lineSpacing())
        inside.addWidget(view, 1)
        line = QFrame()
        line.setFixedHeight(1)
        mark(line, line=True)
        inside.addWidget(line)
        inside.addWidget(bar)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 12, 6, 10)
        self.column.setSpacing(10)
        self.column.addWidget(chips)
        for notice in notices:
            self.column.addWidget(notice)
        self.column.addWidget(card, 1)


class RightSide(QStackedWidget):
    """The curves with the row under review; or, in their place, how far to trust the fit."""

    def __init__(
        self, fit_panel: FitPanel, card: ReviewCard, strip: TrustStrip, panel: TrustPanel
    ) -> None:
        super().__init__()
        self._cards = fit_panel, card
        curves = QWidget()
        self.column = QVBoxLayout(curves)
        self.column.setContentsMargins(6, 12, 12, 10)
        self.column.setSpacing(10)
        self.column.addWidget(fit_panel, 1)
        self.column.addWidget(card)
        self.column.addWidget(strip)
        trust = QWidget()
        whole = QVBoxLayout(trust)
        whole.setContentsMargins(6, 12, 12, 10)
        whole.addWidget(panel)
        self.addWidget(ColumnScroll(curves))
        self.addWidget(trust)

    @property
    def trust_shown(self) -> bool:
        """Whether it is shown how far to trust the fit."""
        return self.currentIndex() == 1

    def show_trust(self, shown: bool) -> None:
        """Show how far to trust the fit, or the curves."""
        self.setCurrentIndex(int(shown))

    def height_of_cards(self) -> int:
        """Return how high the curves and the review card are at least."""
        return sum(card.minimumSizeHint().height() for card in self._cards)


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

        The table gives way there; curves and review card cannot.
        """
        need = self._right.height_of_cards()
        compact = self._page.height() < need + 11 * self._page.fontMetrics().lineSpacing()
        if compact != self._strip.compact:
            self._strip.set_compact(compact)
            (self._left if compact else self._right).column.addWidget(self._strip)
