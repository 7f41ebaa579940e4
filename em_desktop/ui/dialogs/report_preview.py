"""The report before it is saved or printed: its pages, and the ways to hand it on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from em_desktop.ui.busy_bar import BusyBar
from em_desktop.ui.entering import EnterPresses
from em_desktop.ui.paper.preview import PagesView
from em_desktop.ui.paper.sheet import Pages, Paper
from em_desktop.ui.style import keep_room, mark

_FRAME = 48
"""Room for the window's own frame."""


class ReportPreview(QDialog):
    """Shows the pages.

    Attributes:
        html_wanted: the user wants to save a page for the browser.
        pdf_wanted: the user wants to save a PDF.
        print_wanted: the user wants to print.
        paper_chosen: with a `Paper`; the pages are to be set anew.
        open_wanted: the user wants to see the file that was saved last.
        cancelled: the user wants what goes on to stop.

    Args:
        pages: of the report.
        paper: on which they are set.
        parent: the window that it is about.
    """

    html_wanted = Signal()
    pdf_wanted = Signal()
    print_wanted = Signal()
    paper_chosen = Signal(object)
    open_wanted = Signal()
    cancelled = Signal()

    def __init__(self, pages: Pages, paper: Paper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(pages.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.view = PagesView()
        self._said = QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._open = QPushButton("&Open it")
        self._open.setVisible(False)
        self._open.clicked.connect(self.open_wanted)
        self._bar = BusyBar()
        self._bar.cancelled.connect(self.cancelled)
        self._papers = QComboBox()
        for each in Paper:
            self._papers.addItem(each.title, each)
        self._papers.setCurrentIndex(list(Paper).index(paper))
        self._papers.setAccessibleName("Paper")
        self._papers.activated.connect(self._chosen)
        self._actions = (
            self._button("Save as &HTML…", self.html_wanted, primary=True),
            self._button("Save as P&DF…", self.pdf_wanted),
            self._button("&Print…", self.print_wanted),
        )
        self._lay_out()
        QShortcut(QKeySequence.StandardKey.Print, self, self._print)
        self.show_pages(pages)
        free = self.screen().availableSize()
        self.resize(min(880, free.width() - _FRAME), min(820, free.height() - _FRAME))
        EnterPresses(self)
        self.view.setFocus()

    def show_pages(self, pages: Pages) -> None:
        """Show other pages of the same report."""
        self.view.set_pages(pages)

    def begin(self, what: str) -> None:
        """Say what goes on; nothing else can be begun meanwhile."""
        self._say("", openable=False)
        self._said.hide()  # the bar comes in its place
        self._bar.start(what)
        self._enable(enabled=False)

    def progress(self, share: object) -> None:
        """Say how much of it is done."""
        self._bar.set_progress(share if isinstance(share, float) else None)

    def end(self, said: str = "", *, openable: bool = False) -> None:
        """Say how it ended.

        Args:
            said: in a sentence.
            openable: whether a file was saved that can be opened.
        """
        self._bar.stop()
        self._enable(enabled=True)
        self._say(said, openable=openable)

    @property
    def said(self) -> str:
        """How the last thing ended."""
        return self._said.text()

    def _lay_out(self) -> None:
        keep_room(self._open)  # nothing jumps when it comes
        for widget in self._bar.findChildren(QWidget):
            widget.ensurePolished()  # the style has a say in the sizes
        words = QHBoxLayout()
        label = QLabel("P&aper")
        label.setBuddy(self._papers)
        words.setSpacing(8)
        words.addWidget(label)
        words.addWidget(self._papers)
        words.addSpacing(8)
        words.addWidget(self._bar, 1)
        words.addWidget(self._said, 1)
        words.addWidget(self._open)
        words.addStrut(self._bar.sizeHint().height())  # nor when the bar does
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        close = QPushButton("&Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        for button in (*self._actions, close):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 14)
        column.setSpacing(10)
        column.addWidget(self.view, 1)
        for row in (words, buttons):
            row.setContentsMargins(18, 0, 18, 0)
        column.addLayout(words)
        column.addLayout(buttons)

    def _button(self, text: str, wanted: object, *, primary: bool = False) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(primary)
        button.setDefault(primary)
        mark(button, primary=primary)
        button.clicked.connect(wanted)
        return button

    def _enable(self, *, enabled: bool) -> None:
        for widget in (*self._actions, self._papers):
            widget.setEnabled(enabled)

    def _say(self, said: str, *, openable: bool) -> None:
        self._said.show()
        self._said.setText(said)
        self._open.setVisible(openable)

    def _print(self) -> None:
        if self._actions[-1].isEnabled():
            self.print_wanted.emit()

    def _chosen(self, at: int) -> None:
        self.paper_chosen.emit(list(Paper)[at])
