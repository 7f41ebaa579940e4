"""Accepting many suggestions at once: all that are at least so probable."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from em_desktop.review.accept import Forecast, accept, forecast, open_above
from em_desktop.review.suggestions import Freshness, Suggestions
from em_desktop.review.wording import counted, percent
from em_desktop.roster.table import RowIds
from em_desktop.session.document import Document


class BulkAcceptor(QObject):
    """Says what accepting in bulk would cost, and does it as one step."""

    doubted = Signal(object, object)
    """So many suggestions would be wrong, or they are so old, that the person is to be asked: their
    `Forecast`, and what accepts them nevertheless."""

    def __init__(self, document: Document, view: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._view = view

    def above(self, threshold: float) -> RowIds:
        """Return the ids of open suggestions with at least this probability."""
        document = self._document
        if document.suggestions is None:
            return np.empty(0, dtype=np.int64)
        return open_above(
            document.suggestions,
            document.workspace.roster.row_ids,
            document.status,
            threshold,
            document.workspace.decisions,
        )

    def forecast(self, threshold: float) -> Forecast | None:
        """Return what accepting all of them would cost; None while there are no suggestions."""
        suggestions = self._document.suggestions
        if suggestions is None:
            return None
        found = self._cost(suggestions, self.above(threshold), threshold)
        return found if found.rows else replace(found, left=len(self.above(0.0)) > 0)

    def accept_above(self, threshold: float) -> None:
        """Accept all open suggestions with at least this probability."""
        document, ids = self._document, self.above(threshold)
        suggestions = document.suggestions
        if suggestions is None or not len(ids):
            return
        self._view.setFocus()  # before a button that has done its work gives the keys to anything

        def go_on() -> None:
            if document.suggestions is suggestions:
                edit = accept(suggestions, ids.tolist(), threshold)
                n = counted(len(ids), "suggestion")
                document.do(edit, f"accepting {n} of at least {percent(threshold)}")

        self._ask(self._cost(suggestions, ids, threshold), go_on)

    def ask(self, suggestions: Suggestions, ids: list[int], go_on: Callable[[], None]) -> None:
        """Go on at once, unless a person should be asked before these rows are all accepted."""
        if len(ids) > 1:  # whoever accepts a single row has seen it
            self._ask(self._cost(suggestions, np.array(ids, dtype=np.int64)), go_on)
        else:
            go_on()

    def _ask(self, cost: Forecast, go_on: Callable[[], None]) -> None:
        if cost.asked:
            self.doubted.emit(cost, go_on)
        else:
            go_on()

    def _cost(self, suggestions: Suggestions, ids: RowIds, threshold: float = 0.0) -> Forecast:
        stale = self._document.freshness is Freshness.STALE
        return replace(forecast(suggestions, ids, threshold), stale=stale)
