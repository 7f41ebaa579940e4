"""Which name and colour each component has, and what the legend says of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QBrush, QColor, QTransform

from em_desktop.review.bars import Kind
from em_desktop.ui.plot.heaps import FINE, PATTERNS, repeats_colour
from em_desktop.ui.plot.legend import Entry
from em_desktop.ui.plot.picking import Named
from em_desktop.ui.plot.wording import moments
from em_desktop.ui.theme import Theme, current_theme

if TYPE_CHECKING:
    from em_desktop.em import Parameters


def component_names(known: Sequence[str], n: int) -> tuple[str, ...]:
    """Return the names of n components, those beyond the known ones as "group 3"."""
    return (*known[:n], *(f"group {k + 1}" for k in range(len(known), n)))


def component_colours(names: Sequence[str], categories: Sequence[str]) -> tuple[int, ...]:
    """Return the index of each component's colour: that of its category in the roster."""
    places = {name: place for place, name in enumerate(categories)}
    return tuple(places.get(name, len(places) + k) for k, name in enumerate(names))


def legend_entries(
    categories: Sequence[str],
    components: Sequence[str],
    parameters: "Parameters | None",
    unit: str,
    *,
    kinds: frozenset[Kind],
) -> list[Entry]:
    """Return what the legend says.

    Args:
        categories: of the roster, in the order of their bars.
        components: names of the components of a fit.
        parameters: of the fit, or of one of its iterations; None before there is one.
        unit: of the measurement.
        kinds: of rows that there are besides those recorded; room is kept for the others.
    """
    theme = current_theme()
    said: dict[str, tuple[int, tuple[str, ...]]]
    said = {name: (place, (name,)) for place, name in enumerate(categories)}
    if parameters is not None:
        names = component_names(components, len(parameters.means))
        for k, (name, colour) in enumerate(
            zip(names, component_colours(names, categories), strict=True)
        ):
            moved = float(parameters.means[k]), float(parameters.standard_deviations[k])
            said[name] = (
                colour,
                (f"{name}, {moments(*moved, unit)}", f"{name} {moments(*moved, '')}", name),
            )
    entries = [
        Entry(
            words[0],
            theme.category(place),
            repeats_colour(theme, place),
            Named(name),
            shorter=words[1:],
        )
        for name, (place, words) in said.items()
    ]
    return entries + [_kind_entry(kind, theme, there=kind in kinds) for kind in _KIND_WORDS]


def taken_entry(words: str, pattern: QBrush) -> Entry:
    """Return what the legend says of the rows under a pattern; without words, only its room."""
    ground = QColor(current_theme().line)
    pattern.setTransform(QTransform.fromScale(_FINER, _FINER))
    return Entry(words or _TAKEN, ground, pattern=pattern, there=bool(words))


_FINER = 0.5
"""How large the squares are, so that whole ones are seen in a swatch."""

_TAKEN = "from 95 %"
_KIND_WORDS: dict[Kind, tuple[str, ...]] = {
    Kind.MISSING: ("missing",),
    Kind.DECIDED: ("decided",),
    Kind.LEFT_BLANK: ("left blank", "blank"),
}


def _kind_entry(kind: Kind, theme: Theme, *, there: bool) -> Entry:
    ink = QColor(theme.text if kind is Kind.DECIDED else theme.missing)
    pattern = QBrush(ink, PATTERNS[kind]) if kind in PATTERNS else None
    if pattern is not None:
        pattern.setTransform(QTransform.fromScale(FINE, FINE))
    ground = ink if pattern is None else QColor(theme.line)
    words = _KIND_WORDS[kind]
    return Entry(words[0], ground, False, Named(kind), pattern, there, words[1:])
