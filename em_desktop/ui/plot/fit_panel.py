"""The card with the picture: heights, what EM made of them, and how it came about."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QBrush, QGuiApplication, QHideEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from em_desktop.review.bars import Kind, parts
from em_desktop.review.histogram import Counts, Histogram, scaled_densities
from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.plot.chart import Chart
from em_desktop.ui.plot.layer import Layer
from em_desktop.ui.plot.legend import Entry, Legend
from em_desktop.ui.plot.naming import (
    component_colours,
    component_names,
    legend_entries,
    taken_entry,
)
from em_desktop.ui.plot.picture import SHARPNESS, pixels, save_drawing, save_pixels
from em_desktop.ui.plot.showing import Showing
from em_desktop.ui.plot.timeline import Timeline
from em_desktop.ui.plot.wording import empty_words, iteration_words, outside_words, rows_words
from em_desktop.ui.style import scale_text
from em_desktop.ui.theme import Theme, current_theme

if TYPE_CHECKING:
    from em_desktop.em import Inference, Iteration

_SMALL = 0.92
_MOST_MEASURED = 40  # iterations whose height is looked at to choose the scale


class FitPanel(QFrame):
    """Shows the histogram of a roster, plays the iterations of a fit, and lets one pick a range.

    Args:
        parent: the widget that it belongs to.
        clock: seconds that never go back; tests give their own.

    Signals:
        picked: what was picked in the plot or the legend (a `Picked`), and whether it comes to
            what is selected.
        cleared: the selection was given up.
        bar_hovered: the bar under the mouse, counted from the left, or None.
        iteration_shown: index of the iteration that the curves now show.
        save_wanted: the person asks for the picture as a file; answer with ``save_picture``.
    """

    picked = Signal(object, bool)
    cleared = Signal()
    bar_hovered = Signal(object)
    iteration_shown = Signal(int)
    save_wanted = Signal()

    def __init__(
        self, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._built = False  # Qt tells of changes before there is anything to change
        self._theme: Theme | None = None
        super().__init__(parent)
        self._noun, self._unit = "values", ""
        self._roster_categories: tuple[str, ...] = ()
        self._components: tuple[str, ...] = ()
        self._taken: Entry | None = None
        self._histogram: Histogram | None = None
        self._n_rows = 0
        self._timeline = Timeline(self)
        self._showing = Showing(self._timeline, self, clock)
        self._showing.drawn.connect(self._draw)
        self._showing.rested.connect(self._describe)
        self._build()
        self._built = True
        self._size_text()
        self.refresh_theme()
        self.clear_fit()
        self.show_roster("values", "", (), None)

    def show_roster(
        self, noun: str, unit: str, categories: tuple[str, ...], histogram: Histogram | None
    ) -> None:
        """Show the bars of a roster; the curves of a fit stay until ``clear_fit``.

        Args:
            noun: what the values are, plural, as inside a sentence: "heights".
            unit: of the values; empty where it is not known.
            categories: (K,) names, in the order of the histogram's rows.
            histogram: None (or one without rows) where there is nothing to show.
        """
        if histogram is not None and not histogram.counts.size:
            histogram = None
        self._noun, self._unit = noun, unit
        self._roster_categories, self._histogram = categories, histogram
        self._empty.setText(empty_words(noun))
        self._empty.setVisible(histogram is None)
        for part in (self._legend, self._chart, self._timeline):
            part.setVisible(histogram is not None)
        if histogram is not None:
            self._chart.show_histogram(histogram, categories, unit)
            self._outside.setText(outside_words(histogram))
        self._outside.setVisible(histogram is not None and bool(self._outside.text()))
        if self._showing.shown is not None:
            self._draw(self._showing.shown)
        self._describe()

    def start(self, categories: tuple[str, ...] | None = None) -> None:
        """Begin to show a run.

        Args:
            categories: names of the components; by default those of the roster.
        """
        self.clear_fit()
        self._components = self._roster_categories if categories is None else categories
        self._showing.start()
        self._describe()

    def follow(self, iteration: "Iteration") -> None:
        """Show the newest iteration of a run, at most thirty times a second.

        One that comes after ``finish`` is late, and is passed over.
        """
        self._showing.follow(iteration)

    def finish(self, fit: "Inference", n_rows: int) -> None:
        """Show a finished fit: play its iterations, then rest on the last.

        It rests there at once where the pace is instant, where nobody sees it, and where the
        run took so long that it has been seen live.

        Args:
            fit: whose iterations are shown; one without any clears the picture.
            n_rows: rows that the model describes, recorded and missing.
        """
        seen = self._showing.was_seen
        self.clear_fit()
        if not fit.iterations:
            return
        self._n_rows, self._components = n_rows, fit.categories
        self._showing.take(fit)
        self._make_room()
        self._showing.begin(at_rest=seen or not self.isVisible())
        self._describe()

    def clear_fit(self) -> None:
        """Take the curves and the trace away."""
        self._showing.clear()
        self._components = ()
        self._n_rows = 0
        self._chart.layers.clear_curves()
        self.set_stale(False)
        self._describe()

    def set_stale(self, stale: bool) -> None:
        """Say whether the rows have been edited since the fit."""
        self._stale.setVisible(stale)
        self._chart.layers.set_dimmed(stale)

    def mark(self, value: float | None) -> None:
        """Mark the height of the selected row, or none."""
        self._chart.mark(value)

    def set_unsure_zone(self, low: float | None, high: float | None = None) -> None:
        """Shade the zone in which the fit is unsure; None for no zone."""
        self._chart.layers.shade(None if low is None or high is None else (low, high))

    def hover(self, value: float | None) -> None:
        """Mark the height of the row under the mouse lightly, or none."""
        self._chart.hover(value)

    def show_parts(self, counts: Counts) -> None:
        """Show the bars in the parts (P, B) that decisions have made of them."""
        self._chart.show_parts(counts)
        self._show_legend()

    def name_taken(self, words: str, pattern: QBrush) -> None:
        """Say in the legend what the rows under a pattern are; with no words, keep the room."""
        entry = taken_entry(words, pattern)
        if entry != self._taken:
            self._taken = entry
            self._show_legend()

    def show_selected(self, counts: Counts | None) -> None:
        """Show how many (P, B) of each part of each bar are selected; None for none."""
        self._chart.show_selected(counts)

    def take_keys(self) -> bool:
        """Give the keys to the bars; False where they have them, or there are none."""
        if self._histogram is None or self._chart.hasFocus():
            return False
        self._chart.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def show_range(self, chosen: tuple[float, float] | None) -> None:
        """Show a range that was chosen elsewhere, or none; no signal answers."""
        self._chart.show_range(chosen)

    def set_pace(self, seconds: float) -> None:
        """Set how long the iterations are played; 0 is instant."""
        self._showing.set_pace(seconds)

    @property
    def playing(self) -> bool:
        """Whether the iterations are being played."""
        return self._showing.playing

    def add_layer(self, layer: Layer) -> None:
        """Let somebody else draw over the bars, from now on."""
        self._chart.add_layer(layer)

    def save_picture(self, path: Path) -> None:
        """Write the picture as SVG where the ending says so, else as PNG.

        Raises:
            OSError: the file could not be written.
        """
        if path.suffix.lower() == ".svg":
            save_drawing(self, path)
        else:
            save_pixels(self._picture(), path)

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setPixmap(self._picture())

    def refresh_theme(self) -> None:
        """Take the colours and the font of now."""
        self._theme = current_theme()
        self._timeline.set_playing(self.playing)
        self._chart.refresh_theme()
        self._show_legend()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the theme and the font."""
        super().changeEvent(event)
        font = event.type() == QEvent.Type.ApplicationFontChange
        if not (self._built and (font or event.type() == QEvent.Type.PaletteChange)):
            return
        if font:
            self._size_text()
        if font or current_theme() is not self._theme:  # Qt tells of it again and again
            self.refresh_theme()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Play for nobody."""
        super().hideEvent(event)
        self._showing.rest()

    def _size_text(self) -> None:
        scale_text(self._title, bold=True)
        self._timeline.size_text(_SMALL)
        for small in (self._legend, self._stale, self._outside):
            scale_text(small, _SMALL)

    def _build(self) -> None:
        self.setProperty("card", True)  # for the style sheet, as the "muted" and others below
        self.setAccessibleName("What EM made of the roster")
        self._title = ElidedLabel(parent=self)
        self._stale = QLabel("edited since", self)
        self._stale.setToolTip(
            "Rows have changed since this fit. Infer again to bring it up to date."
        )
        self._stale.setProperty("warning", True)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._stale)

        self._legend = Legend(self)
        self._legend.picked.connect(self.picked)
        self._empty = QLabel(self)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("muted", True)
        self._chart = Chart(self)
        self._chart.setMinimumHeight(110)
        self._chart.picked.connect(self.picked)
        self._chart.cleared.connect(self.cleared)
        self._chart.bar_hovered.connect(self.bar_hovered)
        self._chart.save_wanted.connect(self.save_wanted)
        self._chart.copy_wanted.connect(self.copy_picture)
        self._outside = QLabel(self)
        for label in (self._empty, self._outside):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._outside.setProperty("muted", True)

        card = QVBoxLayout(self)
        card.setContentsMargins(14, 10, 14, 8)
        card.setSpacing(3)
        card.addLayout(top)
        card.addWidget(self._legend)
        card.addWidget(self._empty, 1)
        card.addWidget(self._chart, 1)
        card.addWidget(self._outside)
        card.addWidget(self._timeline)

    def _picture(self) -> QPixmap:
        self._chart.hover(None)
        self._chart.refresh_theme(SHARPNESS)
        result = pixels(self)
        self._chart.refresh_theme()
        return result

    # Drawing

    def _draw(
        self, iteration: "Iteration", following: "Iteration | None" = None, share: float = 0.0
    ) -> None:
        histogram = self._histogram
        before, self._showing.shown = self._showing.shown, iteration
        self._components = self._components or self._roster_categories
        if histogram is not None:
            n, width = self._n_rows or histogram.n_rows, histogram.bin_width
            x = self._chart.layers.x
            curves, total = scaled_densities(iteration.parameters, x, n, width)
            if following is not None and share > 0:
                later, later_total = scaled_densities(following.parameters, x, n, width)
                curves = curves + share * (later - curves)
                total = total + share * (later_total - total)
            names = component_names(self._components, len(curves))
            colours = component_colours(names, self._roster_categories)
            self._chart.layers.show_curves(curves, total, names, colours)
        if before is not iteration:
            self._show_legend()
            self.iteration_shown.emit(iteration.index)

    def _make_room(self) -> None:
        """Choose a height that no iteration will outgrow while it is played."""
        if self._histogram is None:
            return
        step = max(1, len(self._showing.iterations) // _MOST_MEASURED)
        x, width = self._chart.layers.x, self._histogram.bin_width
        for iteration in self._showing.iterations[::step]:
            _, total = scaled_densities(iteration.parameters, x, self._n_rows, width)
            self._chart.layers.make_room(float(total.max()))

    # Words

    def _show_legend(self) -> None:
        parameters = None if self._showing.shown is None else self._showing.shown.parameters
        categories, counts = self._roster_categories, self._chart.layers.heaps.counts
        kinds: frozenset[Kind] = frozenset()
        if self._histogram is not None:
            named = zip(parts(len(categories)), counts, strict=True)
            kinds = frozenset(part.kind for part, rows in named if rows.any())
        entries = legend_entries(categories, self._components, parameters, self._unit, kinds=kinds)
        self._legend.show_entries([*entries, self._taken] if self._taken else entries)

    def _describe(self) -> None:
        """Put into words what is shown, for the title and for screen readers."""
        noun = self._noun[:1].upper() + self._noun[1:]
        iteration = self._showing.shown
        fitted = self._showing.running or iteration is not None
        self._title.setText(f"{noun} and what EM made of them" if fitted else noun)
        self._show_legend()
        if self._histogram is None:
            summary = self._empty.text()
        else:
            counts = self._histogram.counts.sum(axis=1)
            summary = rows_words(self._roster_categories, counts) + "."
        if iteration is not None and self._showing.iterations:
            last = self._showing.iterations[-1].index
            names = component_names(self._components, len(iteration.parameters.means))
            summary = f"{iteration_words(iteration, last, names, self._unit)}. {summary}"
        self.setAccessibleDescription(summary)
        self._chart.setAccessibleDescription(summary)
        self._timeline.describe(summary)
