"""Which name and colour each component has, and what the legend says of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from em_desktop.ui.plot.layers import repeats_colour
from em_desktop.ui.plot.legend import Entry
from em_desktop.ui.plot.wording import moments
from em_desktop.ui.theme import current_theme

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
    missing: bool,
) -> list[Entry]:
    """Return what the legend says.

    Args:
        categories: of the roster, in the order of their bars.
        components: names of the components of a fit.
        parameters: of the fit, or of one of its iterations; None before there is one.
        unit: of the measurement.
        missing: whether some rows have no category.
    """
    theme = current_theme()
    said = {name: (name, place) for place, name in enumerate(categories)}
    if parameters is not None:
        names = component_names(components, len(parameters.means))
        for k, (name, colour) in enumerate(
            zip(names, component_colours(names, categories), strict=True)
        ):
            mean, deviation = parameters.means[k], parameters.standard_deviations[k]
            said[name] = (f"{name}, {moments(float(mean), float(deviation), unit)}", colour)
    entries = [
        Entry(words, theme.category(place), repeats_colour(theme, place))
        for words, place in said.values()
    ]
    if missing:
        entries.append(Entry("missing", QColor(theme.missing)))
    return entries
