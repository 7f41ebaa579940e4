"""What a fit is made of, for those who want to know: parameters, models, what was left out."""

import math
from dataclasses import dataclass

import numpy as np

from em_desktop.em import Inference, Source
from em_desktop.em.inference import LeftOut
from em_desktop.review.naming import further_nouns, source_noun
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.wording import joined, rounded_percent
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading

_NEGLIGIBLE = 0.005
_SAME = 0.005
"""Part by which the temperature may differ from 1 unremarked."""


@dataclass(frozen=True)
class ParameterLine:
    """What the fit says of one category, with standard errors where they are known.

    Attributes:
        category: its text.
        share: of all rows.
        mean: of the measurement, with its unit.
        spread: standard deviation of the measurement, with its unit.
    """

    category: str
    share: str
    mean: str
    spread: str


def parameter_lines(fit: Inference, labels: tuple[str, ...], unit: str) -> list[ParameterLine]:
    """Return the parameters in words: ``165.2 ± 0.4 cm``.

    Args:
        fit: of the roster.
        labels: texts of the categories.
        unit: of the measurement; empty where it is not known.
    """
    found, errors = fit.parameters, fit.standard_errors
    lines = []
    for k, label in enumerate(labels):
        share, mean, spread = (
            float(values[k]) for values in (found.shares, found.means, found.standard_deviations)
        )
        doubt = (
            (None, None, None)
            if errors is None
            else (
                float(errors.shares[k]),
                float(errors.means[k]),
                float(errors.standard_deviations[k]),
            )
        )
        lines.append(
            ParameterLine(
                label,
                with_error(100 * share, None if doubt[0] is None else 100 * doubt[0], "%"),
                with_error(mean, doubt[1], unit),
                with_error(spread, doubt[2], unit),
            )
        )
    return lines


def further_lines(suggestions: Suggestions, nouns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the means of the further measurements: ``mean weight: female 55.1, male 70.3``.

    They are those of the rows, each counted for a category as far as it belongs to it: recorded
    rows wholly, the others by their probability.

    Args:
        suggestions: of a fit.
        nouns: what these measurements are called.
    """
    design, chances = suggestions.encoding.design, suggestions.fit.probabilities
    if design.further is None or len(chances) != design.n_rows:
        return ()
    recorded = design.labels >= 0
    belongs = np.where(recorded[:, np.newaxis], np.eye(design.n_categories)[design.labels], chances)
    lines = []
    for noun, values in zip(nouns, design.further.T, strict=False):
        known = ~np.isnan(values)
        rows = np.maximum(belongs[known].sum(axis=0), np.finfo(np.float64).tiny)
        means = (values[known] @ belongs[known] / rows).tolist()
        pairs = zip(suggestions.labels, means, strict=True)
        lines.append(f"mean {noun}: " + ", ".join(f"{label} {mean:.4g}" for label, mean in pairs))
    return tuple(lines)


def with_error(value: float, error: float | None, unit: str) -> str:
    """Return a figure with its standard error, to as many digits as the error makes sense of."""
    tail = f" {unit}" if unit else ""
    if error is None or not error > 0 or not math.isfinite(error):
        return f"{value:.4g}{tail}"
    digits = max(0, -math.floor(math.log10(error)))
    if round(error, digits) >= 10 ** (1 - digits):  # 0.96 becomes 1.0, which is 1
        digits = max(0, digits - 1)
    return f"{value:.{digits}f} ± {error:.{digits}f}{tail}"


def model_words(fit: Inference) -> tuple[str, ...]:
    """Say which models were put together, how much each counts, and how modest they were made."""
    return tuple(_stack_words(fit))


def left_out_words(fit: Inference, workspace: Workspace, reading: Reading) -> tuple[str, ...]:
    """Say which evidence could not be used, and why."""
    return tuple(
        f"The {_left_out_noun(out, workspace, reading)} {out.reason}, so it was not used."
        for out in fit.left_out
    )


def _left_out_noun(out: LeftOut, workspace: Workspace, reading: Reading) -> str:
    further = further_nouns(workspace)
    if out.source is Source.MEASUREMENT and 0 <= out.column < len(further):
        return further[out.column]
    if out.source is Source.NAME:
        return "first name"
    return source_noun(out.source, workspace, reading)


def _stack_words(fit: Inference) -> list[str]:
    stack = fit.stack
    if stack is None or len(stack.members) < 2:
        return []
    counted: dict[str, float] = {}
    tails = {"normal curves": 0.0, "curves with heavier tails, which take stray rows lightly": 0.0}
    normal, heavy = tails
    nothing = 0.0
    for member, weight in zip(stack.members, stack.weights.tolist(), strict=True):
        if member.options is None:
            nothing += weight
            continue
        way = _counted_words(member.options.missing_weight)
        counted[way] = counted.get(way, 0.0) + weight
        tails[normal if math.isinf(member.options.tails) else heavy] += weight
    said = [
        f"Several models answer together, each by how well it guessed hidden rows. Rows without "
        f"a category were counted {_weighed(counted)}.",
        f"The model used {_weighed(tails)}.",
    ]
    if nothing > _NEGLIGIBLE:
        said.append(
            f"That nothing can be told has {rounded_percent(nothing)} of the weight, which keeps "
            "the percentages modest."
        )
    return [*said, _temperature_words(stack.temperature)]


def _counted_words(weight: float) -> str:
    if weight <= 0:
        return "not at all"
    return "in full" if weight >= 1 else f"at {rounded_percent(weight)} of a recorded row"


def _weighed(parts: dict[str, float]) -> str:
    """Return what was done, with its weight unless it was the only thing."""
    total = sum(parts.values())
    order = sorted(parts, key=lambda way: -parts[way])
    shown = [way for way in order if total and parts[way] / total > _NEGLIGIBLE]
    if len(shown) < 2:
        return "".join(shown or order[:1])
    return joined([f"{way} ({rounded_percent(parts[way] / total)})" for way in shown])


def _temperature_words(temperature: float) -> str:
    if abs(temperature - 1) < _SAME:
        return "The percentages are as the models say them."
    if temperature > 1:
        return "All percentages were made a little bolder: the hidden rows allow it."
    how = "a little" if temperature > 0.8 else "clearly"
    return f"All percentages were made {how} more modest, as the hidden rows ask for."
