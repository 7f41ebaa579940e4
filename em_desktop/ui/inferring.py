"""Inferring as a page does it: starting a fit or saying why not, and telling what came of it."""

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit

from em_desktop.em.sources import Source
from em_desktop.review.doubts import doubts
from em_desktop.review.encode import CannotInfer, NothingMissing
from em_desktop.review.grouping import group_hint
from em_desktop.review.notes import notes
from em_desktop.review.sentences import outcome
from em_desktop.review.status import OPEN
from em_desktop.review.suggestions import Freshness
from em_desktop.roster.table import Roster
from em_desktop.session.document import Document
from em_desktop.session.inference import Finished, Inference
from em_desktop.ui.commands import Commands
from em_desktop.ui.fit_presenter import FitPresenter
from em_desktop.ui.groups import GroupFinder
from em_desktop.ui.notice import Notice
from em_desktop.ui.review.reviewing import Reviewer
from em_desktop.ui.table.view import RosterView


class Inferring(QObject):
    """Follows an `Inference`: the picture plays it, the notice tells of it, the review begins."""

    changed = Signal()
    """A fit began, ended, or could not begin."""
    crashed = Signal(object)
    """An unexpected exception from a fit."""

    def __init__(
        self,
        document: Document,
        inference: Inference,
        view: RosterView,
        commands: Commands,
        reviewer: Reviewer,
        groups: GroupFinder,
        presenter: FitPresenter,
        notice: Notice,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document, self._inference, self._view = document, inference, view
        self._commands, self._reviewer, self._groups = commands, reviewer, groups
        self._presenter, self._notice = presenter, notice
        self._begun_with: Roster | None = None
        self.last_outcome = ""
        """What is to be said of the last fit, where it brought no suggestions."""
        inference.started.connect(self._started)
        inference.ended.connect(self._ended)
        inference.crashed.connect(self._crashed)
        groups.found.connect(self.start)

    def start(self) -> None:
        """Start a fit, or say why there cannot be one."""
        self.last_outcome = ""
        self._view.commit_editor()
        try:
            self._inference.start()
        except NothingMissing as reason:
            self._notice.say(str(reason))
        except CannotInfer as reason:
            self._notice.say(str(reason), warning=True, offer=self._groups.offer)
        self.changed.emit()

    @property
    def is_wanted(self) -> bool:
        """Whether inferring is what is next: rows wait, and suggestions lack or are out of date."""
        document = self._document
        stale = document.suggestions is None or document.freshness is Freshness.STALE
        return stale and bool(np.isin(document.status, OPEN).any())

    def use_evidence(self, source: str, wanted: bool = True) -> None:
        """Use a source of evidence, or use it no more, and infer anew."""
        if (source in self._document.workspace.evidence) != wanted:
            self._commands.toggle_evidence(source)
        self.start()

    def toggle_evidence(self, source: str) -> None:
        """Use a source of evidence, or use it no more; infer anew where that was done before."""
        again = self._document.suggestions is not None
        self._commands.toggle_evidence(source)
        if again:
            self.start()

    def _started(self) -> None:
        self._notice.say()
        self._presenter.run_started()
        self._begun_with = self._document.workspace.roster
        self._reviewer.expect_fit(True)
        self.changed.emit()

    def _ended(self, finished: Finished) -> None:
        self._presenter.run_ended(finished)
        self._reviewer.expect_fit(False)
        if finished.suggestions is None:
            self.last_outcome = outcome(finished.fit)
        else:
            self._tell(finished)
            if not (self._busy_typing() or self._works_elsewhere()):
                self._reviewer.begin()
        self.changed.emit()

    def _tell(self, finished: Finished) -> None:
        """Say what is doubtful about a fit, what it is worth knowing of it, and what may help."""
        workspace, reading = self._document.workspace, self._document.reading
        tested = any(offer.source is Source.GROUP for offer in finished.fit.offers)
        hint = "" if tested else group_hint(workspace, reading)
        hints = (hint,) if hint else ()
        offer = ("Compare within groups", self._compare_within_groups) if hint else None
        doubted = doubts(finished.encoding, finished.fit)
        warnings = finished.encoding.warnings
        noted = notes(finished.encoding, finished.fit, workspace, reading)
        said = (*doubted, *noted, *hints, *warnings)
        self._notice.say(*said, warning=bool(doubted), offer=offer)

    def _crashed(self, error: BaseException) -> None:
        self._presenter.run_ended(None)
        self._reviewer.expect_fit(False)
        self.changed.emit()
        self.crashed.emit(error)

    def _compare_within_groups(self) -> None:
        self.use_evidence(Source.GROUP)

    def _busy_typing(self) -> bool:
        """Whether the user is writing somewhere: nothing may take the keys away then."""
        typing_in = QApplication.focusWidget()
        return self._view.is_editing() or isinstance(typing_in, QLineEdit)

    def _works_elsewhere(self) -> bool:
        """Whether the user has gone on writing in other columns while the fit was under way."""
        workspace = self._document.workspace
        column = self._view.currentIndex().column()
        return workspace.roster is not self._begun_with and column != workspace.roles.category
