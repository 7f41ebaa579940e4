"""What the picture beside the table shows: the heights, the fit in force, the unsure zone."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from em_desktop.review.picture import Picture, picture, unsure_zone
from em_desktop.review.suggestions import Freshness
from em_desktop.roster.same import are_same
from em_desktop.session.document import Document
from em_desktop.session.inference import Finished
from em_desktop.session.settings import Settings
from em_desktop.ui.linked.shown_value import shown_value
from em_desktop.ui.plot.fit_panel import FitPanel

if TYPE_CHECKING:
    from em_desktop.em import Inference


class FitPresenter(QObject):
    """Keeps a `FitPanel` true to a document.

    A new fit is played; one that comes back (after an undo, or where a later run was cancelled)
    is shown at rest; one that no longer speaks of the column shown is taken away.
    """

    def __init__(self, document: Document, panel: FitPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._panel = document, panel
        self.picture = Picture("", "", (), None)
        self._drawn: tuple[object, ...] = ()
        self._shown: Inference | None = None
        self._seconds = 0.0
        self._running = False

    def use_settings(self, settings: Settings) -> None:
        """Follow the pace and the probability below which a suggestion is unsure."""
        self._seconds = settings.pace.seconds
        self._panel.set_pace(self._seconds)
        self._shade()

    def run_started(self) -> None:
        """A fit begins."""
        self._running, self._shown = True, None
        self._panel.start()

    def run_ended(self, finished: Finished | None) -> None:
        """A fit has ended, well or not; None where it crashed."""
        self._running = False
        if finished is None or finished.suggestions is None:
            self._panel.clear_fit()
        elif self._document.suggestions is not None:
            self._shown = finished.fit
            self._panel.finish(finished.fit, finished.encoding.n_measured)
            self._shade()
        self.refresh()

    def refresh(self) -> None:
        """Follow the document."""
        workspace = self._document.workspace
        seen = (
            *(workspace.roster, workspace.roles, workspace.options, workspace.evidence),
            workspace.readings,
        )
        if not are_same(seen, self._drawn):
            self._drawn = seen
            self.picture = shown = picture(workspace, self._document.reading)
            self._panel.show_roster(shown.noun, shown.unit, shown.categories, shown.histogram)
        self._show_fit_in_force()
        self._panel.set_stale(self._document.freshness is Freshness.STALE)

    def mark(self, row_id: int | None) -> None:
        """Mark a row's measurement, or none."""
        self._panel.mark(shown_value(self._document, row_id))

    def _show_fit_in_force(self) -> None:
        if self._running:
            return
        suggestions = self._document.suggestions
        fit = suggestions.fit if suggestions is not None else None
        if fit is self._shown:
            return
        self._shown = fit
        if suggestions is None:
            self._panel.clear_fit()
            self._panel.set_unsure_zone(None)
            return
        self._panel.set_pace(0)
        self._panel.finish(suggestions.fit, suggestions.encoding.n_measured)
        self._panel.set_pace(self._seconds)
        self._shade()

    def _shade(self) -> None:
        suggestions = self._document.suggestions
        if suggestions is None:
            return
        encoding, zone = suggestions.encoding, None
        if encoding.is_one_measurement:  # else each group, age or name has a zone of its own
            low, high = float(encoding.design.values.min()), float(encoding.design.values.max())
            zone = unsure_zone(suggestions.fit.parameters, low, high, self._document.unsure_below)
        self._panel.set_unsure_zone(*(zone or (None,)))
