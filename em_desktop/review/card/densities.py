"""Where a row's measurement lies on the curves of the categories, and what that says."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.card.known import Known
from em_desktop.review.row_evidence import RowEvidence
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.wording import exact_words, ratio
from em_desktop.roster.folding import shown
from em_desktop.roster.measurements import Problem

Floats = NDArray[np.float64]

_POINTS, _COARSE = 97, 65
_SEEN = 0.004
"""Part of the highest point below which a curve cannot be told from the ground."""

_MOST_ZOOMS = 40
_BESIDE = 0.06
"""Room beside a value that lies outside the curves, as a part of the picture."""


@dataclass(frozen=True, eq=False)
class Densities:
    """The curves of the categories where a row stands, and its measurement on them.

    Attributes:
        x: (m,) ascending, in the measurement's unit.
        curves: (K, m) how common each category is there, of 1 for the highest point.
        value: the row's measurement.
        heights: (K,) of the curves at the value.
        labels: of the categories.
        places: of each among the categories as a person sees them, which gives it its colour.
        words: the value with its unit.
        caption: what the curves say at the value.
        brief: the same in one line of a small drawing.
    """

    x: Floats
    curves: Floats
    value: float
    heights: Floats
    labels: tuple[str, ...]
    places: tuple[int, ...]
    words: str
    caption: str
    brief: str


@dataclass(frozen=True)
class NoDensities:
    """Why nothing is drawn, in a few words; none where there is nothing to say either."""

    caption: str = ""
    labels: tuple[str, ...] = field(default=())


def densities(known: Known, position: int) -> Densities | NoDensities:
    """Return the curves at a row: those of its group and age, where the fit has them.

    Of several measurements it is the main one that is drawn.

    Args:
        known: of the roster.
        position: of the row.
    """
    suggestions, measurement = known.suggestions, known.reading.measurement
    if suggestions is None or measurement is None:
        return NoDensities()
    at = _row_of_design(known, suggestions, position)
    noun = RowEvidence(suggestions, known.workspace, known.reading)
    if at is None or np.isnan(suggestions.encoding.design.values[at]):
        if measurement.usable[position]:
            if at is None:
                return NoDensities("This row was left out of the fit.")
            return NoDensities(f"The {noun.main} has changed since it was inferred.")
        missing = int(measurement.problems[position]) == Problem.MISSING
        why = "is not known" if missing else "is doubtful, so it is not used"
        return NoDensities(f"The {noun.main} {why}.")
    value = float(suggestions.encoding.design.values[at])
    if value != measurement.values[position]:
        return NoDensities(f"The {noun.main} has changed since it was inferred.")
    x, curves = _curves(suggestions, at, value)
    highest = float(curves.max(initial=0.0))
    if not np.isfinite(highest) or highest <= 0:
        return NoDensities(f"The {noun.main} was not used.")
    curves = curves / highest
    heights = curves[:, int(np.searchsorted(x, value))]
    words = exact_words(value, measurement.unit.value)
    said, brief, briefest = _said(heights, suggestions.labels)
    where = f"{words} {noun.place(at)}".strip()
    caption = f"At {where}, {said}."
    if not noun.is_main_alone(at) or noun.has_name(at):
        caption = f"{noun.main.capitalize()} alone: at {where}, {said}."
        brief = f"{noun.main} alone: {briefest}"
    told = suggestions.labels, suggestions.places, words, caption, brief
    return Densities(x, curves, value, heights, *told)


def _row_of_design(known: Known, suggestions: Suggestions, position: int) -> int | None:
    ids = suggestions.encoding.row_ids
    row_id = int(known.workspace.roster.row_ids[position])
    at = int(np.searchsorted(ids, row_id))
    return at if at < len(ids) and int(ids[at]) == row_id else None


def _curves(suggestions: Suggestions, at: int, value: float) -> tuple[Floats, Floats]:
    """Return the points that are drawn, the value among them, and the curves there."""
    fit, values = suggestions.fit, suggestions.encoding.design.values
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    margin = (high - low) / 4
    low, high = low - margin, high + margin
    for _ in range(_MOST_ZOOMS):  # one stray row in the roster must not make needles of the curves
        x = np.linspace(low, high, _COARSE)
        seen = np.nan_to_num(fit.densities(at, x)).sum(axis=0)
        some = np.flatnonzero(seen > _SEEN * seen.max())
        if not len(some):
            break
        low, high = x[max(some[0] - 1, 0)], x[min(some[-1] + 1, _COARSE - 1)]
        if len(some) > _COARSE // 3:
            break
    if not low <= value <= high:
        room = _BESIDE * (max(high, value) - min(low, value))
        low, high = min(low, value - room), max(high, value + room)
    x = np.union1d(np.linspace(low, high, _POINTS), [value])
    return x, fit.densities(at, x)


def _said(heights: Floats, labels: tuple[str, ...]) -> tuple[str, str, str]:
    """Return what curves of these heights say: in full, briefly, and in the fewest words."""
    order = np.argsort(-heights, kind="stable")
    first, second = (shown(labels[int(k)]) for k in order[:2])
    most, next_most = (float(heights[int(k)]) for k in order[:2])
    if most <= 0:
        return ("hardly anybody of any kind",) * 3
    times = "> 1,000" if next_most <= 0 else ratio(float(np.log(most) - np.log(next_most)))
    if not times:
        return f"{first} and {second} are equally common", "equally common", "equally common"
    brief = f"{first} is {times} times as common"
    return f"{brief} as {second}", brief, f"{first} {times} times"
