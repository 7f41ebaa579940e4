"""EM for rows of which some have a recorded category: the mathematics, numpy only.

A `Design` holds the rows: a measurement, a recorded category or none, and whatever else may tell:
further measurements, a group, an age, a given name. `infer` says how likely each category is for
each row and how far that can be trusted. `fit` is classical EM, without any of infer's caution.

    >>> import numpy as np
    >>> from em_desktop.em import Design, Source, fit, infer, posterior
    >>> random = np.random.default_rng(1)
    >>> boy = random.integers(2, size=200)
    >>> cm = np.where(boy, 176, 163) + 7 * random.standard_normal(200)
    >>> hidden = random.random(200) < 0.4
    >>> design = Design(cm.round(), np.where(hidden, -1, boy), ("girl", "boy"))
    >>> found = infer(design, frozenset({Source.MEASUREMENT}))
    >>> found.outcome
    <Outcome.CONVERGED: 'converged'>
    >>> found.probabilities.shape, 0.7 < found.trust.accuracy < 1
    ((200, 2), True)
    >>> best = found.probabilities[hidden].max(axis=1)
    >>> sure = found.trust.expected_wrong(best[best > 0.9], threshold=0.9)
    >>> sure.low <= sure.wrong <= sure.high
    True
    >>> plain = fit(design)
    >>> posterior(design, plain.parameters).shape
    (200, 2)

Without evidence named, `infer` uses what cross-validation supports. ``found.offers`` tells what
each source adds, ``found.contributions(rows)`` what each says of a row, ``found.missingness`` why
categories are missing, ``found.doubtful`` which recorded rows are worth a look. `iterate` yields
each iteration of EM as it is made; `fit` and `infer` report theirs through ``report``. All ask
``cancelled`` between iterations and between chunks of rows.

How it is laid out. A fit: `design` and `options` go in; `frame` says what is looked at, `cells`
puts equal rows together, `scale` makes them free of units; each source in `evidence` gives log
densities and learns from weights; `model` adds the sources up (the E and M steps), `start` and
`climb` run them. An inference: `admit` leaves out what cannot be used, `offers` compares evidence,
`missingness` asks why categories are missing, `crossval` hides recorded rows, `stacking` weighs the
models by what they say of those, `blend` fits them to all rows with `draws` of their parameters,
`trust` and `oddness` say how far to believe it. `components` counts them where nothing is recorded.
"""

from em_desktop.em.cancelling import Interrupted
from em_desktop.em.climb import Outcome
from em_desktop.em.design import Design
from em_desktop.em.fit import Ending, Fit, Iteration, fit, iterate
from em_desktop.em.infer import infer
from em_desktop.em.inference import Contributions, Inference
from em_desktop.em.names import Names
from em_desktop.em.options import Options
from em_desktop.em.parameters import Parameters
from em_desktop.em.posterior import class_probabilities, posterior
from em_desktop.em.sources import Source
from em_desktop.em.trust import Trust

__all__ = [
    "Contributions",
    "Design",
    "Ending",
    "Fit",
    "Inference",
    "Interrupted",
    "Iteration",
    "Names",
    "Options",
    "Outcome",
    "Parameters",
    "Source",
    "Trust",
    "class_probabilities",
    "fit",
    "infer",
    "iterate",
    "posterior",
]
