"""Accepting many suggestions at once: all that are at least as probable as a threshold."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from em_desktop.review.accept import Forecast, accept, forecast, put_off
from em_desktop.review.reach import Ranking, Reach
from em_desktop.review.status import WAITING
from em_desktop.review.suggestions import Freshness, Suggestions
from em_desktop.review.wording import counted, percent
from em_desktop.roster.same import are_same
from em_desktop.roster.table import RowIds
from em_desktop.session.document import Document

LOWEST, HIGHEST, USUAL = 50, 99, 95
"""The threshold, in percent."""

_BLIND = "In blind mode nothing is accepted unseen. Leave it first, then accept all of them."


class BulkAcceptor(QObject):
    """Has the threshold, says what accepting all above it would cost, and does it as one step."""

    doubted = Signal(object, object)
    """So many suggestions would be wrong, or they are so old, that the person is to be asked: their
    `Forecast`, and what accepts them nevertheless."""
    accepted = Signal()
    """All above the threshold were accepted."""
    moved = Signal()
    """The threshold is another one."""
    refused = Signal(str)
    """Why they cannot be accepted."""

    def __init__(self, document: Document, view: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._view = view
        self._percent = USUAL
        self._reach: Reach | None = None
        self._reached: tuple[object, ...] = ()
        self._ranked: tuple[Ranking, tuple[Suggestions, RowIds]] | None = None
        self._positions: NDArray[np.intp] = np.empty(0, dtype=np.intp)
        self._forecast: tuple[Reach, float, Forecast] | None = None
        """The last one: several views ask for the same."""

    @property
    def threshold(self) -> float:
        """The probability from which suggestions would be accepted, 0 to 1, in whole percent."""
        return self._percent / 100

    def set_threshold(self, probability: float) -> None:
        """Move the threshold, within its limits."""
        wanted = min(max(round(100 * probability), LOWEST), HIGHEST)
        if wanted != self._percent:
            self._percent = wanted
            self.moved.emit()

    def step_threshold(self, steps: int) -> None:
        """Move the threshold by so many percent."""
        self.set_threshold((self._percent + steps) / 100)

    @property
    def reach(self) -> Reach | None:
        """The open suggestions in order of their probability; None while there are none at all."""
        document, suggestions = self._document, self._document.suggestions
        seen = (suggestions, document.status, document.workspace, document.freshness)
        if not are_same(seen, self._reached):
            self._reached, self._reach = seen, None
            if suggestions is not None:
                self._reach = self._open(suggestions)
        return self._reach

    @property
    def positions(self) -> NDArray[np.intp]:
        """Where each open suggestion, in the order of `reach`, stands in the roster."""
        reach = self.reach
        return self._positions[:0] if reach is None else self._positions[reach.places]

    def _open(self, suggestions: Suggestions) -> Reach:
        """Return the suggestions that wait; what no answer changes is found once."""
        document, roster = self._document, self._document.workspace.roster
        ranked = (suggestions, roster.row_ids)
        if self._ranked is None or not are_same(ranked, self._ranked[1]):
            ranking = Ranking.of(suggestions)
            self._ranked = ranking, ranked
            self._positions = roster.positions(ranking.row_ids)
        ranking = self._ranked[0]
        is_open = np.isin(document.status[self._positions], WAITING)
        later = put_off(document.workspace.decisions)
        if later:
            is_open &= ~np.isin(ranking.row_ids, later)
        return ranking.reach(is_open, stale=document.freshness is Freshness.STALE)

    def above(self, threshold: float) -> RowIds:
        """Return the ids of open suggestions with at least this probability."""
        reach = self.reach
        return np.empty(0, dtype=np.int64) if reach is None else reach.above(threshold)

    def forecast(self, threshold: float) -> Forecast | None:
        """Return what accepting all of them would cost; None while there are no suggestions."""
        reach = self.reach
        if reach is None:
            return None
        if self._forecast is None or self._forecast[:2] != (reach, threshold):
            self._forecast = reach, threshold, reach.forecast(threshold)
        return self._forecast[2]

    def accept_above(self, threshold: float) -> None:
        """Accept all open suggestions with at least this probability."""
        document, reach = self._document, self.reach
        suggestions = document.suggestions
        if suggestions is None or reach is None or not reach.number(threshold):
            return
        if document.is_blind:
            self.refused.emit(_BLIND)
            return
        ids = reach.above(threshold)
        self._view.setFocus()  # before a button that has done its work gives the keys to anything

        def go_on() -> None:
            if document.suggestions is suggestions:
                edit = accept(suggestions, ids.tolist(), threshold)
                n = counted(len(ids), "suggestion")
                document.do(edit, f"accepting {n} of at least {percent(threshold)}")
                self.accepted.emit()

        self._ask(reach.forecast(threshold), go_on)

    def ask(self, suggestions: Suggestions, ids: list[int], go_on: Callable[[], None]) -> None:
        """Go on at once, unless a person should be asked before these rows are all accepted."""
        if len(ids) == 1:  # whoever accepts a single row has seen it
            go_on()
            return
        stale = self._document.freshness is Freshness.STALE
        cost = forecast(suggestions, np.array(ids, dtype=np.int64))
        self._ask(replace(cost, stale=stale), go_on)

    def _ask(self, cost: Forecast, go_on: Callable[[], None]) -> None:
        if cost.asked:
            self.doubted.emit(cost, go_on)
        else:
            go_on()
