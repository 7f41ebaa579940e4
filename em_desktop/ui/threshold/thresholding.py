"""The bar under the table: what the threshold takes in, or how a sample or blind answers stand."""

from PySide6.QtCore import QObject, Signal

from em_desktop.review.agreement import agreement
from em_desktop.review.check_words import agreement_sentences, place_words, standing_words
from em_desktop.review.checks import CheckKind
from em_desktop.review.height_words import heights_words
from em_desktop.review.heights import Interval, Sureness, sureness
from em_desktop.review.sampling import begun
from em_desktop.review.suggestions import Suggestions
from em_desktop.session.document import Document
from em_desktop.ui.prompts import Prompts
from em_desktop.ui.review.bulk import BulkAcceptor
from em_desktop.ui.review.checking import Checker
from em_desktop.ui.threshold.bulk_bar import AGREEMENT, END, OTHERS, RAISE, STOP, BulkBar

_NOT_MEASURED = "Nothing has been measured yet."
_HOW = (
    "In blind mode (Ctrl+B) you answer before EM’s suggestion is shown; or check a sample of the "
    "sure rows before you accept them all (Ctrl+Shift+S). Both say how often you agree."
)
_BLIND_START = "Answer each row by a category’s letter before EM’s suggestion is shown."


class Thresholding(QObject):
    """Keeps the bar true to the document, the threshold and the sample."""

    agreement_wanted = Signal()

    def __init__(
        self, document: Document, bulk: BulkAcceptor, checker: Checker, bar: BulkBar
    ) -> None:
        super().__init__(bar)
        self._document, self._bulk, self._checker, self._bar = document, bulk, checker, bar
        self._sureness: Sureness | None = None
        self._measured: Suggestions | None = None
        self._told = ""
        bar.threshold.moved.connect(bulk.set_threshold)
        bar.threshold.accepted.connect(bulk.accept_above)
        bar.threshold.check_wanted.connect(checker.start)
        bar.sample.chosen.connect(self._sample_chosen)
        bar.sample.left.connect(checker.leave)
        bar.blind.chosen.connect(self._blind_chosen)
        bar.blind.left.connect(self._leave_blind)
        bulk.moved.connect(self.refresh)
        checker.changed.connect(self.refresh)
        self.refresh()

    @property
    def sureness(self) -> Sureness | None:
        """How sure the fit is at each height; None where that alone does not decide."""
        suggestions = self._document.suggestions
        if suggestions is not self._measured:
            self._measured = suggestions
            self._sureness = None if suggestions is None else sureness(suggestions)
        return self._sureness

    @property
    def intervals(self) -> tuple[Interval, ...] | None:
        """Which heights the threshold takes in; None where they alone do not decide."""
        found = self.sureness
        return None if found is None else found.intervals(self._bulk.threshold)

    def tell(self, why: str) -> None:
        """Say why an answer was not taken, in the bar that is shown."""
        self._told = why
        self._show_sample()
        self._show_blind()

    def show_agreement(self, prompts: Prompts) -> None:
        """Say all that was measured, or how it is."""
        said = agreement_sentences(self._document.workspace.checks.values())
        sentence, detail = _NOT_MEASURED, _HOW
        if said:
            sentence, detail = said[0], "\n\n".join(said[1:])
        prompts.tell(self._bar.window(), "How often you agree", sentence, detail)

    def refresh(self, _scope: object = None) -> None:
        """Follow the document."""
        self._told = ""
        self._show_threshold()
        self._show_sample()
        self._show_blind()
        bar = self._bar
        shown = bar.blind if self._document.is_blind else bar.threshold
        bar.show_bar(shown if self._checker.running is None else bar.sample)

    def _show_threshold(self) -> None:
        bar, threshold = self._bar.threshold, self._bulk.threshold
        bar.set_threshold(threshold)
        bar.set_forecast(self._bulk.forecast(threshold), self._heights())
        suggestions, reach = self._document.suggestions, self._bulk.reach
        if suggestions is None or reach is None:
            bar.set_check("", can=False)
            return
        workspace, n = self._document.workspace, reach.number(threshold)
        looked_at, size = begun(workspace, suggestions, n, threshold)
        text = f"Check {size} first" if size else ""
        if looked_at:
            text = f"Go on: {looked_at} of {size}" if looked_at < size else f"Checked {size}"
        bar.set_check(text, can=size > 0)

    def _heights(self) -> str:
        found, intervals = self.sureness, self.intervals
        measurement = self._document.reading.measurement
        if found is None or not intervals or measurement is None:
            return ""
        return heights_words(intervals, measurement.unit.value, found.rows)

    def _show_sample(self) -> None:
        found = self._checker.running
        if found is None:
            return
        texts = {STOP: "Stop"}
        title = place_words(found)
        if not found.waiting:
            title, texts = "Sample checked", {STOP: "Close"}
            if found.others:
                cost = self._bulk.forecast(found.threshold)
                dots = "…" if cost is not None and cost.asked else ""
                texts |= {
                    OTHERS: f"Accept the other {found.others:,}{dots}",
                    RAISE: "Raise the threshold",
                }
        said = self._told or self._checker.said
        self._bar.sample.show_check(title, said, texts, warning=self._checker.speaks_against)

    def _show_blind(self) -> None:
        if not self._document.is_blind:
            return
        checks = self._document.workspace.checks.values()
        made = agreement(check for check in checks if check.kind is CheckKind.BLIND)
        title = "Blind mode"
        if made.n:
            title = f"Blind mode: {standing_words(made)}"
        said = self._told or self._checker.last_blind or _BLIND_START
        texts = {AGREEMENT: "Agreement…", END: "Leave blind mode"}
        self._bar.blind.show_check(title, said, texts, warning=bool(self._told))

    def _sample_chosen(self, name: str) -> None:
        if name == OTHERS:
            self._checker.accept_others()
        elif name == RAISE:
            self._checker.raise_threshold()
        else:
            self._checker.leave()

    def _blind_chosen(self, name: str) -> None:
        if name == AGREEMENT:
            self.agreement_wanted.emit()
        else:
            self._leave_blind()

    def _leave_blind(self) -> None:
        self._document.set_blind(False)
