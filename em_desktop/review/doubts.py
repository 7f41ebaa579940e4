"""Whether a fit has strayed from the rows that should anchor it."""

import numpy as np

from em_desktop.em import Inference, Source
from em_desktop.em.missingness import MissingnessKind
from em_desktop.review.encode import Encoding

SHIFT = 0.5
"""Standard deviations by which a curve may move away from its recorded rows unremarked."""

SPREAD = 1.5
"""Ratio of standard deviations that goes unremarked."""

ERRORS = 2.5
"""Standard errors of the recorded rows' own figures that are allowed on top."""


TRUSTED = 0.5
"""Weight of the models that follow the missing rows as far as the one shown, or further, below
which the probabilities hardly rest on them."""

_ELSEWHERE = (MissingnessKind.BY_MEASUREMENT, MissingnessKind.BY_MEASUREMENT_SQUARED)


def doubts(encoding: Encoding, fit: Inference) -> tuple[str, ...]:
    """Return a sentence where a curve describes other rows than the recorded ones, and counts.

    EM gathers whatever splits the measurements best. Where that is not the category (children
    and adults, say), the curves leave the recorded rows, and the percentages are not to be
    trusted (Cozman & Cohen 2002: unlabelled data can hurt a misspecified model). An inference
    weighs several models by how well they predict hidden recorded rows, and so passes such curves
    over by itself; the sentence is for those that it does not, as where hardly a row is recorded.

    Nothing is said where the recorded rows are expected to lie elsewhere than all rows: where it
    depends on the measurement whether a category is recorded, or within groups and ages.
    """
    missingness = fit.missingness
    if set(fit.evidence) & {Source.GROUP, Source.AGE} or _distrusts(fit):
        return ()
    if missingness is not None and missingness.kind in _ELSEWHERE:
        return ()
    design, parameters = encoding.design, fit.parameters
    strayed = []
    for k, label in enumerate(encoding.labels):
        values = design.values[(design.labels == k) & ~np.isnan(design.values)]
        n = len(values)
        spread = float(np.std(values)) if n else 0.0
        if n < 2 or spread == 0:
            continue
        shift = abs(float(parameters.means[k]) - float(values.mean())) / spread
        ratio = abs(float(np.log(parameters.standard_deviations[k] / spread)))
        far = shift > max(SHIFT, ERRORS / np.sqrt(n))
        wide = ratio > max(float(np.log(SPREAD)), ERRORS / np.sqrt(2 * n))
        if far or wide:
            strayed.append(f"“{label}”")
    if not strayed:
        return ()
    curves = "The curve" if len(strayed) == 1 else "The curves"
    verb = "does" if len(strayed) == 1 else "do"
    advice = "Do not trust the percentages."
    if fit.trust is not None:
        advice = "Check some suggestions before you trust the percentages."
    return (
        f"{curves} for {' and '.join(strayed)} {verb} not fit the recorded rows: something else "
        f"than the category may split the values, such as age. {advice}",
    )


def _distrusts(fit: Inference) -> bool:
    """Whether the probabilities hardly rest on models like the one whose curves are shown."""
    stack = fit.stack
    if stack is None:
        return False
    shown = stack.members[stack.best].options
    if shown is None:
        return True
    alike = [
        member.options is not None and member.options.missing_weight >= shown.missing_weight
        for member in stack.members
    ]
    return shown.missing_weight == 0 or float(stack.weights[alike].sum()) < TRUSTED
