"""Keeps what is said of a fit's trustworthiness true to the document."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from em_desktop.review.accept import Forecast
from em_desktop.review.check_words import agreement_sentences
from em_desktop.review.suggestions import Freshness
from em_desktop.review.trust_report import TrustReport, trust_report
from em_desktop.review.trust_words import Nouns, accept_question, expected_words
from em_desktop.review.wording import percent
from em_desktop.roster.same import are_same
from em_desktop.session.document import Document
from em_desktop.ui.prompts import CANCEL, Choice, Kind, Prompts, Question
from em_desktop.ui.review.bulk import BulkAcceptor
from em_desktop.ui.trust.panel import TrustPanel
from em_desktop.ui.trust.strip import TrustStrip


class TrustPresenter(QObject):
    """Tells strip and panel what a fit is worth, and asks before it is overdone."""

    evidence_wanted = Signal(str, bool)
    """A source to use, or to use no more, and to infer anew."""

    def __init__(
        self, document: Document, bulk: BulkAcceptor, bar: QWidget, prompts: Prompts
    ) -> None:
        super().__init__(bar)
        self.strip = TrustStrip()
        self.panel = TrustPanel()
        self._document, self._bulk, self._bar = document, bulk, bar
        self._prompts = prompts
        self._reported: tuple[object, ...] = ()
        bulk.doubted.connect(self._ask_first)
        bulk.moved.connect(self.forecast)
        self.strip.evidence_wanted.connect(self.evidence_wanted)
        self.panel.evidence_wanted.connect(self.evidence_wanted)

    def refresh(self) -> None:
        """Follow the document."""
        document = self._document
        suggestions, workspace = document.suggestions, document.workspace
        fit = None if suggestions is None else suggestions.fit
        stale = document.freshness is Freshness.STALE
        seen = (fit, workspace.roles, workspace.roster.header, stale)
        if not are_same(seen, self._reported):
            self._reported = seen
            if suggestions is None:
                self.strip.say("", "", None)
            else:
                self._show(trust_report(suggestions, workspace, document.reading), stale=stale)
        self.panel.set_agreement(agreement_sentences(workspace.checks.values()))
        self.forecast()

    def forecast(self) -> None:
        """Say what accepting all above the threshold would cost."""
        threshold = self._bulk.threshold
        cost = self._bulk.forecast(threshold)
        words = "" if cost is None else expected_words(cost)
        self.panel.set_expected(percent(threshold), words)

    def _show(self, report: TrustReport, *, stale: bool) -> None:
        basis = "before the table changed" if stale else report.basis
        self.strip.say(report.summary, basis, report.best)
        self.panel.show_report(report)

    def _ask_first(self, cost: Forecast, go_on: Callable[[], None]) -> None:
        suggestions = self._document.suggestions
        if suggestions is None:
            return
        nouns = Nouns.of(suggestions, self._document.workspace, self._document.reading)
        text, detail = accept_question(cost, suggestions.fit, nouns)
        anyway = Choice("accept", f"&Accept {cost.rows:,}", Kind.DESTROY)
        cancel = Choice(CANCEL.key, CANCEL.label, Kind.CANCEL, default=True)
        question = Question("Accept suggestions", text, detail, (anyway, cancel))

        def answered(key: str) -> None:
            if key == anyway.key:
                go_on()

        window: QWidget = self._bar.window()
        self._prompts.ask(window, question, answered)
