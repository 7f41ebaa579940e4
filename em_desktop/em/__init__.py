"""EM for rows of which some have a recorded category: the mathematics, numpy only.

A `Design` holds the rows: a measurement, a recorded category or none, perhaps a group. `fit` climbs
the observed-data log likelihood, in which recorded rows keep their category and those of the others
are latent (Dempster, Laird & Rubin 1977; McLachlan & Peel 2000, ch. 2). `posterior` is what the
model says of each row in the end.

    >>> from em_desktop.em import Design, class_probabilities, fit, posterior
    >>> design = Design(
    ...     values=[160, 163, 166, 168, 165, 170, 175, 178, 181, 177],
    ...     labels=[0, 0, 0, 0, -1, 1, 1, 1, 1, -1],
    ...     categories=("girl", "boy"),
    ... )
    >>> result = fit(design)
    >>> result.outcome
    <Outcome.CONVERGED: 'converged'>
    >>> posterior(design, result.parameters)[[4, 9]].round(1)
    array([[1., 0.],
           [0., 1.]])
    >>> class_probabilities(result.parameters, [169.0]).round(1)
    array([[0.7, 0.3]])

`iterate` yields each iteration as it is made, for a picture that moves; `fit` reports them through
``report``. Both ask ``cancelled`` between iterations and between chunks of rows.

How it is laid out: `design` and `options` go in; `cells` puts equal rows together and `scale` makes
them free of units; each source of evidence in `evidence` gives log densities and learns from
weights; `model` adds the sources up (the E and M steps); `start` and `climb` run them; `fit` and
`posterior` say what came out, in `parameters`.
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
