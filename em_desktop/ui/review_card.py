"""The row under review: its suggestion, why, and the answers."""

from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from em_desktop.em.sources import Source
from em_desktop.review.encode import evidence_noun
from em_desktop.review.entry import ACCEPT_KEY, BLANK_KEY, SKIP_KEY, choices, keys
from em_desktop.review.evidence import speaking
from em_desktop.review.explain import Explanation, explain
from em_desktop.review.progress import progress
from em_desktop.review.readings import beside, doubt
from em_desktop.review.status import WAITING, Status
from em_desktop.review.wording import counted, percent
from em_desktop.roster.folding import isolated, shown
from em_desktop.roster.roles import Role
from em_desktop.session.document import Document
from em_desktop.ui.doubt_strip import DoubtStrip
from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.evidence_table import EvidenceTable
from em_desktop.ui.style import keep_room, mark, scale_text
from em_desktop.ui.table.face import one_line
from em_desktop.ui.theme import current_theme
from em_desktop.ui.tips import plain_tip

MOST_BUTTONS = 4
"""Categories beyond these are chosen in the table's drop-down."""

LONGEST_BUTTON = 12
"""Letters of a category that its button shows."""


class ReviewCard(QFrame):
    """Shows one row; ``answered`` carries the key of the answer."""

    answered = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, card=True)
        self._document = document
        self._row_id: int | None = None
        self._selected = 1
        self._labels: tuple[str, ...] = ()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        self._name = ElidedLabel()
        scale_text(self._name, 1.25, bold=True)
        self._details = QLabel()
        self._details.setTextFormat(Qt.TextFormat.PlainText)
        self._details.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        mark(self._details, muted=True)
        top.addWidget(self._name, 1)
        top.addWidget(self._details)
        column.addLayout(top)
        self._sentence = QLabel()
        self._sentence.setTextFormat(Qt.TextFormat.RichText)
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._sentence)
        self.doubt_strip = DoubtStrip()
        column.addWidget(self.doubt_strip)
        self._evidence = EvidenceTable()
        keep_room(self._evidence)
        column.addWidget(self._evidence)
        self._answers = QGridLayout()
        self._answers.setSpacing(6)
        self._n_columns = 0
        column.addLayout(self._answers)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        keep_room(self._bar)
        column.addWidget(self._bar)
        self._progress = QLabel()
        mark(self._progress, muted=True)
        column.addWidget(self._progress)
        self._theme = current_theme()
        self.refresh()

    def show_row(self, row_id: int | None, selected: int = 1) -> None:
        """Show a row, or what to do where there is none.

        Args:
            row_id: the current row.
            selected: how many rows an answer goes to.
        """
        self._row_id, self._selected = row_id, selected
        self.refresh()

    @property
    def title(self) -> str:
        """Who is under review."""
        return self._name.text()

    def refresh(self, _scope: object = None) -> None:
        """Show the row as it is now."""
        self._set_progress()
        self._keep_lines()
        document, row_id = self._document, self._row_id
        ids = document.workspace.roster.row_ids
        if row_id is None or row_id not in ids:
            self._show_nothing("No row", "Choose a row in the table to see what is known of it.")
            return
        if self._selected > 1:
            self._show_nothing(
                f"{counted(self._selected, 'row')} selected",
                "An answer goes to each of them that has no recorded value. Choose one row to see "
                "what is known of it.",
            )
            self._offer(True, can_accept=True)
            return
        position = int(document.workspace.roster.positions([row_id])[0])
        self._name.setText(self._title(position))
        self._details.setText(self._columns(position))
        status = Status(int(document.status[position]))
        explanation = self._explanation(row_id)
        self._sentence.setText(self._words(status, row_id, position, explanation))
        waiting = status in WAITING
        self._show_evidence(explanation)
        self.doubt_strip.show_doubt(doubt(document.workspace, document.reading, row_id))
        self._offer(status is not Status.RECORDED, can_accept=waiting)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if event.type() != QEvent.Type.PaletteChange or not hasattr(self, "_theme"):
            return
        if current_theme() is not self._theme:  # Qt tells of it again and again
            self._theme = current_theme()
            self.refresh()

    def _show_nothing(self, title: str, sentence: str) -> None:
        self._name.setText(title)
        self._details.setText("")
        self._sentence.setText(sentence)
        self._evidence.hide()
        self.doubt_strip.show_doubt(None)
        self._offer(False, can_accept=False)

    def _title(self, position: int) -> str:
        workspace = self._document.workspace
        column = workspace.roles.name
        name = one_line(workspace.roster.cell(position, column)) if column is not None else ""
        number = int(workspace.roster.row_ids[position]) + 1
        return name[:60] or f"Row {number:,}"

    def _columns(self, position: int) -> str:
        workspace = self._document.workspace
        parts = []
        for role in (Role.MEASUREMENT, Role.GROUP):
            column = getattr(workspace.roles, role.value)
            if column is None:
                continue
            text = isolated(one_line(workspace.roster.cell(position, column))[:30])
            measurement = self._document.reading.measurement
            if role is Role.MEASUREMENT and measurement is not None and text:
                unit = measurement.unit.value if measurement.usable[position] else ""
                said = beside(measurement, position)
                plain = not said and text.replace(".", "").replace(",", "").isdigit()
                parts.append(f"{text} {said or unit if plain or said else ''}".strip())
            elif text:
                header = isolated(one_line(workspace.roster.header[column])[:20])
                known = text.casefold().startswith(header.casefold())
                parts.append(text if known else f"{header} {text}")
        return " · ".join(parts)

    def _words(
        self, status: Status, row_id: int, position: int, explanation: Explanation | None
    ) -> str:
        document = self._document
        workspace = document.workspace
        category = workspace.roles.category
        if category is None:
            return "Say which column is to be filled in: click its header."
        text = escape(shown(workspace.roster.cell(position, category)))
        match status:
            case Status.RECORDED:
                look = document.look_words(row_id)
                return (
                    f"{escape(look)} Worth a look; nothing is changed."
                    if look
                    else f"Recorded as <b>{text}</b>. Recorded values are never changed by EM."
                )
            case Status.ENTERED:
                return f"You entered <b>{text}</b>. It counts as recorded in the next fit."
            case Status.LEFT_BLANK:
                return "You left this row blank."
            case Status.ACCEPTED:
                decision = workspace.decisions[row_id]
                sure = (
                    "" if decision.probability is None else f" at {percent(decision.probability)}"
                )
                return f"You accepted <b>{escape(decision.text)}</b>{sure}."
        suggestions = document.suggestions
        suggestion = suggestions.of(row_id) if suggestions is not None else None
        if explanation is None or suggestion is None:
            measurement = document.reading.measurement
            if measurement is not None and not speaking(workspace, document.reading)[position]:
                noun = evidence_noun(workspace, document.reading)
                return f"No usable {escape(noun)}, so nothing can be suggested."
            return "Nothing is suggested yet. Press <b>Infer</b>."
        colour = current_theme().category(explanation.best).name()
        return (
            f"{explanation.opening} <b style='color:{colour}'>{escape(explanation.label)}</b>, "
            f"{escape(percent(suggestion.probability))}: {escape(explanation.reason)}. "
            f"<span style='color:{current_theme().muted}'>{escape(explanation.note)}</span>"
        )

    def _explanation(self, row_id: int) -> Explanation | None:
        document = self._document
        if document.suggestions is None:
            return None
        return explain(document.suggestions, row_id, document.workspace, document.reading)

    def _show_evidence(self, explanation: Explanation | None) -> None:
        suggestions = self._document.suggestions
        self._evidence.setVisible(explanation is not None)
        if explanation is None or suggestions is None:
            return
        self._evidence.show_explanation(explanation, suggestions.labels)

    def _keep_lines(self) -> None:
        """Give the sentence the lines that most rows of a fit need, so that nothing jumps."""
        suggestions = self._document.suggestions
        used = set() if suggestions is None else set(suggestions.fit.evidence)
        lines = 3 if used & {Source.GROUP, Source.AGE} else 2
        self._sentence.setMinimumHeight(lines * self.fontMetrics().lineSpacing())

    def _offer(self, offered: bool, *, can_accept: bool) -> None:
        """Show the answers that fit the row."""
        document = self._document
        labels = choices(document.reading, document.suggestions)[:MOST_BUTTONS]
        if labels != self._labels or self._answers.count() == 0:
            self._labels = labels
            self._build_answers(labels)
        for i in range(self._answers.count()):
            item = self._answers.itemAt(i)
            button = item.widget() if item is not None else None
            if isinstance(button, QPushButton):
                needs_suggestion = button.property("answer") in (ACCEPT_KEY, SKIP_KEY)
                button.setEnabled(offered and (can_accept or not needs_suggestion))

    def _build_answers(self, labels: tuple[str, ...]) -> None:
        while self._answers.count():
            item = self._answers.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        letters = {label: key for key, label in keys(labels).items()}
        answers = [("Accept", ACCEPT_KEY, "⏎")]
        answers += [(label, letters[label], letters[label]) for label in labels if label in letters]
        answers += [("Blank", BLANK_KEY, "⌫"), ("Skip", SKIP_KEY, "␣")]
        for text, key, sign in answers:
            words = text if text == sign else f"{_short(text)} {sign}"
            button = QPushButton(words.replace("&", "&&"))
            mark(button, compact=True)
            button.setProperty("answer", key)
            button.setToolTip(plain_tip(f"{text}: press {key} in the table"))
            button.setAccessibleName(f"{text}, key {key}")
            button.setMinimumWidth(36)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._clicked)
            self._answers.addWidget(button, 0, self._answers.count())

        self._n_columns = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the answers as many lines as their words need."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        items = [self._answers.itemAt(i) for i in range(self._answers.count())]
        widgets = [item.widget() for item in items if item is not None]
        buttons = [widget for widget in widgets if widget is not None]
        widest = max((button.sizeHint().width() for button in buttons), default=0)
        margins, gap = self._column.contentsMargins(), self._answers.spacing()
        free = self.width() - margins.left() - margins.right()
        fit = max(1, (free + gap) // (widest + gap))
        lines = -(-len(buttons) // min(fit, max(1, len(buttons))))
        columns = -(-len(buttons) // max(1, lines))
        if columns == self._n_columns or not buttons:
            return
        for column in range(max(columns, self._answers.columnCount())):
            self._answers.setColumnStretch(column, 1 if column < columns else 0)
        self._n_columns = columns
        for place, button in enumerate(buttons):
            self._answers.addWidget(button, *divmod(place, columns))

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.answered.emit(str(button.property("answer")))

    def _set_progress(self) -> None:
        done = progress(self._document.status)
        self._bar.setVisible(done.total > 0)
        self._bar.setRange(0, max(done.total, 1))
        self._bar.setValue(done.decided)
        if done.total == 0:
            self._progress.setText("")
        elif done.decided == done.total:
            self._progress.setText(f"All {counted(done.total, 'row')} decided. Export when ready.")
        else:
            self._progress.setText(f"{done.decided:,} of {done.total:,} decided")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_BUTTON else f"{text[: LONGEST_BUTTON - 1]}…"
