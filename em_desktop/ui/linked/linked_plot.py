"""The plot's part in the one selection: what is picked there, and what is shown of it."""

import numpy as np
from PySide6.QtCore import QObject, Qt

from em_desktop.review.bars import (
    Bars,
    Positions,
    Standing,
    accepted_labels,
    belonging,
    in_range,
    of_kind,
    standing_in,
)
from em_desktop.review.picture import Picture
from em_desktop.roster.table import RowIds
from em_desktop.session.document import Document
from em_desktop.ui.linked.linking import Linking
from em_desktop.ui.linked.shown_value import shown_value
from em_desktop.ui.plot.fit_panel import FitPanel
from em_desktop.ui.plot.picking import Heights, Named, Picked, Some
from em_desktop.ui.table.view import RosterView


class LinkedPlot(QObject):
    """Turns what is picked in the plot into a selection, and shows in the plot what is selected.

    Which bar each row stands in is found once for each picture; then a selection costs a look
    into one array.
    """

    def __init__(
        self,
        document: Document,
        linking: Linking,
        view: RosterView,
        panel: FitPanel,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document, self._linking = document, linking
        self._view, self._panel = view, panel
        self._picture: Picture | None = None
        self._standing: Standing | None = None
        self._bars: Bars | None = None
        self._picking = False
        self._hovered_bar: int | None = None
        panel.picked.connect(self._pick)
        panel.cleared.connect(linking.clear)
        panel.bar_hovered.connect(self._mark_rows)
        linking.selected.connect(self._show_selected)
        linking.hovered.connect(self._show_hovered)

    @property
    def bars(self) -> Bars | None:
        """Where each row stands in the bars; None where there are none."""
        return self._bars

    def refresh(self, picture: Picture) -> None:
        """Follow the document, of which this picture is shown."""
        document = self._document
        if picture is not self._picture:
            self._picture = picture
            self._standing = standing_in(picture, document.workspace.roster.n_rows)
        self._bars = None
        if self._standing is not None:
            workspace, status = document.workspace, document.status
            accepted = accepted_labels(self._standing.categories, workspace, status)
            self._bars = self._standing.bars(status, accepted)
            self._panel.show_parts(self._bars.counts)
        self._show_parts_of(self._linking.ids)
        self._mark_rows(self._hovered_bar)

    def swap_keys(self) -> None:
        """Give the keys to the picture; or back to the table, where the picture has them."""
        if not self._panel.take_keys():
            self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _pick(self, what: Picked, add: bool) -> None:
        rows = self._rows_of(what)
        ids = self._document.workspace.roster.row_ids[rows]
        self._picking = not add
        self._linking.select(ids, add=add)
        self._picking = False

    def _rows_of(self, what: Picked) -> Positions:
        document = self._document
        match what:
            case Heights(low, high):
                return in_range(low, high, document.reading)
            case Some(first, last, part) if self._bars is not None:
                return self._bars.rows_in(first, last, part)
            case Named(str() as label):
                suggestions = None if document.is_blind else document.suggestions
                seen = document.reading, document.status, suggestions
                return belonging(label, document.workspace, *seen)
            case Named(kind) if not isinstance(kind, str):
                return of_kind(kind, document.status)
        return np.empty(0, dtype=np.intp)

    def _show_selected(self, row_ids: RowIds) -> None:
        if not self._picking:
            self._panel.show_range(None)
        self._show_parts_of(row_ids)

    def _show_parts_of(self, row_ids: RowIds) -> None:
        """Show which part of each bar is selected; a single row has its mark already."""
        counts = None
        roster, bars = self._document.workspace.roster, self._bars
        # While rows come or go the table is told first: the bars follow in a moment.
        if bars is not None and len(row_ids) > 1 and len(bars.cells) == roster.n_rows:
            counts = bars.counts_of(roster.there(row_ids))
        self._panel.show_selected(counts)

    def _show_hovered(self, row_id: int | None) -> None:
        is_marked = row_id == self._view.current_row_id()
        self._panel.hover(None if is_marked else shown_value(self._document, row_id))

    def _mark_rows(self, place: int | None) -> None:
        """Mark the rows of a bar lightly in the table."""
        self._hovered_bar = place
        bins = None if self._standing is None else self._standing.bins
        self._view.mark_rows(None if place is None or bins is None else bins == place)
