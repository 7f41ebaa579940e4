"""Why categories are missing, in one sentence."""

from dataclasses import dataclass

import numpy as np

from em_desktop.em import Inference
from em_desktop.em.missingness import MissingnessKind
from em_desktop.review.encode import Encoding
from em_desktop.review.naming import category_noun, measurement_noun
from em_desktop.review.workspace import Workspace
from em_desktop.roster.folding import shown
from em_desktop.roster.reading import Reading

FAR = 2.0
"""Ratio of the parts missing from which it is far more often."""

_STEP = 5  # per cent, to which parts are rounded: they are estimates
_WRONG = "More of the suggestions are wrong then."
_ESTIMATED = "The suggestions allow for it, as far as that can be estimated."
_BY_MEASUREMENT = "As long as that is the only reason, the suggestions allow for it."

POSSIBLE, LIKELY = 0.1, 0.5
"""Probability that it depends on the category: between these it is said to be possible."""


@dataclass(frozen=True)
class _Ends:
    """What the ends of a measurement are called."""

    large: str
    small: str
    largest: str
    smallest: str
    middle: str


def missingness_sentence(
    encoding: Encoding, fit: Inference, workspace: Workspace, reading: Reading
) -> str:
    """Return which categories are missing more often than others; empty where it is chance.

    Args:
        encoding: what the fit saw.
        fit: of it.
        workspace: whose headers say what things are called.
        reading: of the workspace's roster.
    """
    found = fit.missingness
    if found is None:
        return ""
    noun = category_noun(workspace)
    possible = POSSIBLE <= found.weight <= LIKELY
    if found.kind is MissingnessKind.AT_RANDOM:
        return f"It may be that mostly one {noun} is missing. {_WRONG}" if possible else ""
    category = f"The {noun} is missing"
    if found.kind is MissingnessKind.BY_CATEGORY:
        if found.rates is None:
            return ""
        most, least = int(found.rates.argmax()), int(found.rates.argmin())
        high, low = float(found.rates[most]), float(found.rates[least])
        names = [shown(encoding.labels[k]) for k in (most, least)]
        return (
            f"{category} {_how(high, low)} more often for “{names[0]}” ({_part(high)}) than "
            f"for “{names[1]}” ({_part(low)}). {_ESTIMATED}"
        )
    is_height = reading.measurement is not None and reading.measurement.is_height
    ends = _ends(measurement_noun(workspace, reading), is_height=is_height)
    thirds, bent = _by_third(encoding), found.kind is MissingnessKind.BY_MEASUREMENT_SQUARED
    if thirds is None:
        return ""
    what = f"It may also mean that mostly one {noun} is missing. {_WRONG}"
    allowed = what if possible else _BY_MEASUREMENT
    return f"{category} {_of_thirds(thirds, ends, bent=bent)} {allowed}"


def missingness_as_json(
    fit: Inference | None, labels: tuple[str, ...], sentence: str
) -> dict[str, object] | None:
    """Return why categories are missing as what the ``json`` module writes.

    Args:
        fit: None where nothing was inferred.
        labels: of its categories.
        sentence: the same in words.
    """
    if fit is None or fit.missingness is None:
        return None
    rates = fit.missingness.rates
    return {
        "kind": str(fit.missingness.kind),
        "rates": None if rates is None else dict(zip(labels, rates.tolist(), strict=True)),
        "sentence": sentence,
    }


def _ends(noun: str, *, is_height: bool) -> _Ends:
    if is_height:
        return _Ends(
            "among the taller", "among the shorter", "tallest", "shortest", "of middle height"
        )
    return _Ends(
        f"where the {noun} is large",
        f"where the {noun} is small",
        "highest",
        "lowest",
        f"of a middling {noun}",
    )


def _by_third(encoding: Encoding) -> tuple[float, float, float] | None:
    """Return the part missing in each third of the rows in the order of the measurement."""
    values = encoding.design.values
    known = ~np.isnan(values)
    if known.sum() < 3:
        return None
    missing = encoding.missing[known][np.argsort(values[known], kind="stable")]
    low, middle, high = (float(part.mean()) for part in np.array_split(missing, 3))
    return low, middle, high


def _of_thirds(thirds: tuple[float, float, float], ends: _Ends, *, bent: bool) -> str:
    low, middle, high = thirds
    around = (low + high) / 2
    parts = f"{_part(middle)} of the middle third, {_part(around)} of the others"
    if bent and middle > max(low, high):
        return f"{_how(middle, around)} more often among rows {ends.middle} ({parts})."
    if bent and middle < min(low, high):
        return f"{_how(around, middle)} more often at both ends than {ends.middle} ({parts})."
    where, most, least = ends.large, ends.largest, ends.smallest
    if high < low:
        where, most, least, high, low = ends.small, ends.smallest, ends.largest, low, high
    parts = f"{_part(high)} of the {most} third, {_part(low)} of the {least}"
    return f"{_how(high, low)} more often {where} ({parts})."


def _how(high: float, low: float) -> str:
    return "far" if high >= FAR * low else "somewhat"


def _part(part: float) -> str:
    whole = _STEP * round(100 * part / _STEP)
    if whole <= 0:
        return f"under {_STEP} %"
    return f"over {100 - _STEP} %" if whole >= 100 else f"about {whole} %"
