"""What the window shows before a roster is open."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from em_desktop.files.formats import KINDS
from em_desktop.files.preview.glance import looks_like_table
from em_desktop.roster.folding import shown
from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.files.clipboard_content import html_and_text
from em_desktop.ui.files.samples import Sample, read_samples
from em_desktop.ui.files.unfinished_card import UnfinishedCard
from em_desktop.ui.icons import program_pixmap
from em_desktop.ui.style import mark, scale_text, text_width
from em_desktop.ui.tips import plain_tip

_STEPS = (
    ("1  Open", "Open a roster. Nothing in your file is changed."),
    ("2  Infer", "Watch EM learn from the complete rows and suggest the rest."),
    ("3  Review and export", "Accept, change or leave blank. Save a corrected copy."),
)
_MOST_RECENT = 5


class StartPage(QWidget):
    """Unfinished work, a place to drop a file, recent files, samples, and the three steps.

    The main window takes the drops and tells the page while something hovers.

    Attributes:
        open_requested: the user wants to choose a file.
        path_chosen: a recent file or a sample was clicked (a ``Path``).
        new_requested: the user wants an empty roster to type into.
        paste_requested: the user wants a roster of the table on the clipboard.
        unfinished: what can be gone on with.
    """

    open_requested = Signal()
    path_chosen = Signal(object)
    new_requested = Signal()
    paste_requested = Signal()

    def __init__(
        self, samples: tuple[Sample, ...] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._recent: tuple[Path, ...] = ()
        self._left_at: Callable[[Path], str] = lambda _path: ""
        self._picture = QLabel()
        self._drop_card = QFrame()
        self._paste_button = QPushButton("Paste the &table from the clipboard")
        self._drop_sentence = QLabel("Drop a roster here, or open one")
        self.unfinished = UnfinishedCard()
        self._recent_card, self._recent_rows = _card("Recent")
        self._sample_card, sample_rows = _card("Try a sample")

        page = QWidget()
        page.setObjectName("start")
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addStretch(2)
        column.addLayout(self._heading())
        column.addWidget(self.unfinished)
        column.addWidget(self._fill_drop_card())
        column.addLayout(self._steps())
        lists = QHBoxLayout()
        lists.setSpacing(16)
        lists.addWidget(self._recent_card, 2)
        lists.addWidget(self._sample_card, 3)
        column.addLayout(lists)
        privacy = QLabel("Nothing leaves this computer: EM Desktop works without the Internet.")
        privacy.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        privacy.setWordWrap(True)
        mark(privacy, muted=True)
        column.addWidget(privacy)
        column.addStretch(3)

        found = read_samples() if samples is None else samples
        for sample in found:
            row = _Row(sample.title, sample.description, sample.path)
            row.chosen.connect(self.path_chosen)
            sample_rows.addWidget(row)
        sample_rows.addStretch()
        self._sample_card.setVisible(bool(found))
        self._recent_card.hide()

        self._column = page
        holder = QWidget()
        centred = QHBoxLayout(holder)
        centred.setContentsMargins(0, 0, 0, 0)
        centred.addStretch()
        centred.addWidget(page)
        centred.addStretch()
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(scroll)
        self._draw()

    def set_recent(
        self, paths: tuple[Path, ...], left_at: Callable[[Path], str] = lambda _path: ""
    ) -> None:
        """Show the recent files; those that are not there any more are greyed.

        Args:
            paths: the newest first; only the first few are shown.
            left_at: where a person left a file, in words; empty where that is not known.
        """
        self._recent = paths
        self._left_at = left_at
        while self._recent_rows.count():
            item = self._recent_rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for path in paths[:_MOST_RECENT]:
            row = _Row(
                shown(path.name, 120), _folder_words(path), path, Qt.TextElideMode.ElideMiddle
            )
            row.chosen.connect(self.path_chosen)
            self._recent_rows.addWidget(row)
            row.show()
        self._recent_rows.addStretch()
        self._recent_card.setVisible(bool(paths))
        self._look_for_recent()
        if self.isVisible():
            self._give_keys()

    def set_drop_active(self, active: bool) -> None:
        """Show, or no longer show, that a file would be taken here."""
        self._drop_sentence.setText(
            "Let go to open it" if active else "Drop a roster here, or open one"
        )
        mark(self._drop_card, drop=active)

    def event(self, event: QEvent) -> bool:
        """Look at the clipboard whenever the window comes to the front."""
        if event.type() == QEvent.Type.WindowActivate:
            self._look_at_clipboard()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the icons again in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look again which recent files are there, and at the clipboard."""
        super().showEvent(event)
        self._look_for_recent()
        self._look_at_clipboard()
        self._give_keys()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the page as wide as is comfortable to read."""
        super().resizeEvent(event)
        comfortable = text_width(self, 168)
        self._column.setFixedWidth(min(self.width(), comfortable))

    def _look_for_recent(self) -> None:
        for row in self._recent_card.findChildren(_Row):
            there = row.path.is_file()
            row.setEnabled(there)
            words = _folder_words(row.path)
            where = self._left_at(row.path) if there else "Not there any more"
            row.set_second(f"{where} · {words}" if where else words)
            if row.path in self._recent[:1]:
                name = shown(row.path.name, 120)
                row.set_title(f"Go on with {name}" if there else name)

    def _give_keys(self) -> None:
        """Let Enter go on with the newest roster."""
        for row in self._recent_card.findChildren(_Row):
            if row.path in self._recent[:1] and row.isEnabled() and not row.isHidden():
                row.setFocus()

    def _look_at_clipboard(self) -> None:
        """Offer the clipboard where it holds a table; nothing of it is kept."""
        if not (self.isVisible() and self.isActiveWindow()):
            return
        self._paste_button.setVisible(looks_like_table(*html_and_text()))

    def _draw(self) -> None:
        self._picture.setPixmap(program_pixmap(60, self.devicePixelRatioF()))

    def _heading(self) -> QHBoxLayout:
        title = QLabel("Fill in what a roster is missing")
        scale_text(title, 1.7, bold=True)
        about = QLabel(
            "EM Desktop learns from the complete rows and suggests the missing entries. "
            "You decide about each."
        )
        for label in (title, about):
            label.setWordWrap(True)
        mark(about, muted=True)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(title)
        words.addWidget(about)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        return row

    def _fill_drop_card(self) -> QFrame:
        mark(self._drop_card, card=True, target=True)
        scale_text(self._drop_sentence, 1.25, bold=True)
        formats = QLabel(KINDS)
        mark(formats, muted=True)
        for label in (self._drop_sentence, formats):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        open_button = QPushButton("&Open…")
        mark(open_button, primary=True)
        open_button.setAccessibleDescription("Choose a roster to open")
        open_button.clicked.connect(self.open_requested)
        new_button = QPushButton("&New roster")
        new_button.setAccessibleDescription("Start with an empty table and type the rows")
        new_button.clicked.connect(self.new_requested)
        self._paste_button.setAccessibleDescription("Start with the table on the clipboard")
        self._paste_button.clicked.connect(self.paste_requested)
        self._paste_button.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch()
        buttons.addWidget(open_button)
        buttons.addWidget(new_button)
        buttons.addWidget(self._paste_button)
        buttons.addStretch()
        inside = QVBoxLayout(self._drop_card)
        inside.setContentsMargins(24, 26, 24, 26)
        inside.setSpacing(6)
        inside.addWidget(self._drop_sentence)
        inside.addWidget(formats)
        inside.addSpacing(10)
        inside.addLayout(buttons)
        return self._drop_card

    def _steps(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        grid.setContentsMargins(8, 2, 8, 2)
        for i, (title, sentence) in enumerate(_STEPS):
            head, body = QLabel(title), QLabel(sentence)
            scale_text(head, bold=True)
            body.setWordWrap(True)
            body.setAlignment(Qt.AlignmentFlag.AlignTop)
            mark(body, muted=True)
            grid.addWidget(head, 0, i)
            grid.addWidget(body, 1, i)
            grid.setColumnStretch(i, 1)
        return grid


class _Row(QPushButton):
    """A clickable file: a title and a quieter line under it."""

    chosen = Signal(object)

    def __init__(
        self,
        title: str,
        second: str,
        path: Path,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__()
        self.path = path
        self._title = ElidedLabel(title, mode=mode)
        self._second = ElidedLabel(second, mode=mode)
        scale_text(self._title, bold=True)
        mark(self._second, muted=True)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(10, 6, 10, 6)
        inside.setSpacing(1)
        for label in (self._title, self._second):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(label)
        mark(self, row=True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        self.set_second(second)
        self.clicked.connect(self._choose)

    def set_title(self, words: str) -> None:
        """Set the bold line."""
        self._title.setText(words)
        self.setAccessibleName(words)

    def set_second(self, words: str) -> None:
        """Set the quieter line."""
        self._second.setText(words)
        self.setAccessibleDescription(words)
        self.setToolTip(plain_tip(f"{self._title.text()}\n{words}"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that both lines need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def _choose(self) -> None:
        self.chosen.emit(self.path)


def _card(title: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    mark(card, card=True)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(8, 12, 8, 10)
    layout.setSpacing(4)
    head = QLabel(title)
    head.setContentsMargins(10, 0, 10, 2)
    mark(head, muted=True)
    rows = QVBoxLayout()
    rows.setSpacing(0)
    layout.addWidget(head)
    layout.addLayout(rows)
    return card, rows


def _folder_words(path: Path) -> str:
    """Return the folder of a file, with the home folder shortened."""
    folder = path.parent
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)
