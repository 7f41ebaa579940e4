"""Whether a fit has strayed from the rows that should anchor it."""

import numpy as np

from em_desktop.em import Inference
from em_desktop.review.encode import Encoding

SHIFT = 0.5
"""Standard deviations by which a curve may move away from its recorded rows unremarked."""

SPREAD = 1.5
"""Ratio of standard deviations that goes unremarked."""

ERRORS = 2.5
"""Standard errors of the recorded rows' own figures that are allowed on top."""


def doubts(encoding: Encoding, fit: Inference) -> tuple[str, ...]:
    """Return a sentence where a curve describes other rows than the recorded ones.

    EM gathers whatever splits the measurements best. Where that is not the category (children
    and adults, say), the curves leave the recorded rows, and the percentages are not to be
    trusted (Cozman & Cohen 2002: unlabelled data can hurt a misspecified model).
    """
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
    return (
        f"{curves} for {' and '.join(strayed)} {verb} not fit the recorded rows: something else "
        "than the category may split the values, such as age. Do not trust the percentages.",
    )
