"""From a design to probabilities that can be trusted, and to how far they can be."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from em_desktop.em.admit import Admitted, admit, check_usable
from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.blend import Blend, Fitted, blend, contributions_of, densities_of, nothing_said
from em_desktop.em.cancelling import Cancelled, Interrupted, never
from em_desktop.em.canonical import in_alphabetical_order, order_of_cells
from em_desktop.em.climb import Outcome
from em_desktop.em.crossval import Folds, climbed, deal, predict
from em_desktop.em.design import Design
from em_desktop.em.fit import Iteration, fit
from em_desktop.em.inference import Contributions, Inference
from em_desktop.em.logscale import choose_scales
from em_desktop.em.missingness import Missingness, why_missing
from em_desktop.em.model import Estimates, Model, build
from em_desktop.em.oddness import doubtful, odd_rows
from em_desktop.em.offers import Comparison
from em_desktop.em.options import Options
from em_desktop.em.scale import CannotFit
from em_desktop.em.sources import Source, in_order
from em_desktop.em.stacking import SHRINKAGE, TAILS, Member, Stack, even_rows, members, split, stack
from em_desktop.em.trust import Offer, Trust

_DEFAULTS = Options(accelerate=True)
_FOLDS = 5
_FEWEST = 2
"""Recorded rows of each category that are needed to hide some."""
_EVEN = 0.5
_HARDLY = 0.03
_STRAYED = 8.0  # of the log likelihood; the sampling error of a few parameters costs 2 or 3
_QUICK = 1e-5  # tolerance of fits that are only compared
_ENOUGH_CELLS = 6_000
"""Cells from which a sample is compared instead of all."""


def infer(
    design: Design,
    evidence: Collection[Source] | None = None,
    options: Options = _DEFAULTS,
    *,
    cancelled: Cancelled = never,
    report: Callable[[Iteration], None] | None = None,
) -> Inference:
    """Infer the missing categories of a design.

    Which weight the missing rows have, how heavy the tails are and whether anything can be told
    are answered by several models at once (`em_desktop.em.stacking`), weighed by how well they
    predict recorded rows that they do not see; where few rows are recorded, each averages over its
    parameters (`em_desktop.em.draws`).

    Args:
        design: the rows.
        evidence: what to use; None for what cross-validation supports.
        options: limits of the fits and the seed.
        cancelled: asked between iterations and between chunks of rows.
        report: called with each iteration of the climb that is shown, that of the model which is
            believed most.

    Returns:
        The inference; failure and cancellation are told by its ``outcome``.
    """
    try:
        wanted = None if evidence is None else frozenset(evidence)
        return _infer(design, wanted, options, cancelled, report)
    except Interrupted:
        return Inference(Outcome.CANCELLED, design.categories)
    except CannotFit as problem:
        return Inference(Outcome.FAILED, design.categories, str(problem))


def _infer(
    design: Design,
    evidence: frozenset[Source] | None,
    options: Options,
    cancelled: Cancelled,
    report: Callable[[Iteration], None] | None,
) -> Inference:
    admitted = admit(design)
    check_usable(admitted.available, admitted.left_out)
    design = replace(
        admitted.design, names=tuple(in_alphabetical_order(n) for n in admitted.design.names)
    )
    recorded = np.bincount(design.labels + 1, minlength=design.n_categories + 1)[1:]
    if recorded.min() < _FEWEST:
        return _without_records(admitted, evidence, options, cancelled, report)
    options = replace(options, even_rows=even_rows(recorded.astype(np.float64)))
    scales = options.logarithmic or choose_scales(design, cancelled)
    options = replace(
        options, logarithmic=scales if Source.MEASUREMENT in admitted.available else ()
    )
    comparison = Comparison.of(design, options, cancelled)
    used = comparison.best() if evidence is None else evidence & admitted.available
    if not used & {Source.MEASUREMENT, Source.NAME}:
        raise CannotFit("Choose a measurement or names as evidence: there is nothing to go by.")
    naming = comparison.naming(used)
    if naming is not None:
        options = replace(options, temper=naming.temper, reading=naming.reading)
    options = replace(options, evidence=used, ordered=comparison.ordered(used))
    odd = odd_rows(design, cancelled)
    strays = len(odd[0]) > 0
    missingness = _missingness(design, options, cancelled, strays=strays)
    apart = 0.0 if missingness is None else missingness.weight
    options = replace(options, apart=apart > _EVEN)
    model, collapsed = build(design, options, cancelled, with_rows=True)
    small = _sample(model, options)
    stacked, folds, predictions = _weigh(model, small, options, cancelled, strays=strays)
    made = blend(model, collapsed, split(stacked, apart), cancelled, report)
    probabilities = collapsed.spread(made.by_cell(cancelled), cancelled)
    own = stacked.mix(predictions)
    return Inference(
        outcome=made.outcome,
        categories=design.categories,
        iterations=made.iterations,
        evidence=in_order(used),
        probabilities=probabilities,
        seen=_seen(design, used, options),
        trust=_trust(folds, own, made.families(design.labels < 0, cancelled), missingness, small),
        offers=_offers(comparison, used, admitted.available),
        missingness=missingness,
        doubtful=doubtful(collapsed, folds, own, small, odd),
        standard_errors=made.standard_errors(),
        left_out=admitted.left_out,
        stack=made.stack,
        _explains=_Explain(made, probabilities),
    )


@dataclass(frozen=True, eq=False)
class _Explain:
    """Works out what is said of single rows when it is asked for."""

    made: Blend
    probabilities: Floats

    def contributions(self, rows: Integers) -> Contributions:
        return contributions_of(self.made, self.probabilities, rows)

    def densities(self, row: int, values: Floats) -> Floats:
        return densities_of(self.made, row, values)


def _weigh(
    model: Model, small: Model, options: Options, cancelled: Cancelled, *, strays: bool
) -> tuple[Stack, Folds, list[Floats]]:
    """Let the members predict recorded rows that they do not see, and weigh them.

    Args:
        model: of all rows.
        small: the same, or a sample of its cells.
        options: that the members have in common.
        cancelled: whether to stop.
        strays: whether some row lies far from all the others.
    """
    counts, missing = model.cells.counts, model.cells.labels < 0
    tried = members(
        options,
        float(counts[~missing].sum()),
        float(counts[missing].sum()),
        strays=strays,
    )
    folds = deal(small, _FOLDS, options.seed)
    kept: list[Member] = []
    predictions: list[Floats] = []
    for member in tried:
        if member.options is None:
            nothing = nothing_said(small.cells)
            said = np.broadcast_to(nothing, (len(folds.cells), len(nothing)))
        elif _hopeless(member, kept, predictions, folds):
            continue
        else:
            quick = replace(member.options, tolerance=_QUICK, max_iterations=100)
            said = predict(small.with_options(quick), quick, folds, cancelled)
        kept.append(member)
        predictions.append(said)
    return stack(kept, predictions, folds), folds, predictions


def _hopeless(member: Member, kept: list[Member], predictions: list[Floats], folds: Folds) -> bool:
    """Tell whether a member with normal tails can be passed over.

    That is so if the one with heavy tails and the same weight of missing rows hardly counts.
    """
    if member.options is None or np.isfinite(member.options.tails) or not kept:
        return False
    weights = stack(kept, predictions, folds).weights
    return not any(
        other.options is not None
        and other.options.missing_weight == member.options.missing_weight
        and weight > _HARDLY
        for other, weight in zip(kept, weights, strict=True)
    )


def _sample(model: Model, options: Options) -> Model:
    """Return a model of fewer cells, in which recorded and missing rows weigh as in the whole."""
    cells = model.cells
    if cells.n_cells <= _ENOUGH_CELLS:
        return model
    random = np.random.default_rng(options.seed)
    chosen, factors = [], np.ones(cells.n_cells)
    order = order_of_cells(cells)
    recorded, missing = order[cells.labels[order] >= 0], order[cells.labels[order] < 0]
    for own in (recorded, missing):
        kept = own
        if len(own) > _ENOUGH_CELLS // 2:
            some = random.choice(len(own), _ENOUGH_CELLS // 2, replace=False, shuffle=False)
            kept = own[np.sort(some)]
        if len(kept):
            factors[kept] = float(cells.counts[own].sum() / cells.counts[kept].sum())
        chosen.append(kept)
    # Recorded rows keep their numbers, because they are dealt out; the missing ones follow.
    if len(recorded):
        factors /= factors[chosen[0][0]]
    which = np.sort(np.concatenate(chosen))
    small = cells.take(which)
    return model.with_cells(replace(small, counts=small.counts * factors[which]))


def _missingness(
    design: Design, options: Options, cancelled: Cancelled, *, strays: bool
) -> Missingness | None:
    """Choose why categories are missing; None without a measurement, or with nothing missing.

    Names are left aside: a recorded row's own name would speak for it, and a missing row's not.
    """
    evidence = options.evidence - {Source.NAME}
    tails = TAILS if strays else np.inf
    if Source.MEASUREMENT not in evidence or not (design.labels < 0).any():
        return None
    own = replace(
        options,
        evidence=evidence,
        missing_weight=0.0,
        tails=TAILS,
        shrinkage=SHRINKAGE,
        apart=False,
        tolerance=_QUICK,
        max_iterations=100,
    )
    model, _ = build(design, own, cancelled)
    model = _sample(model, own)
    known = ~np.isnan(model.cells.values[:, 0])
    cells = model.cells.take(np.flatnonzero(known))
    model = model.with_cells(cells)
    chances = model.probabilities(climbed(model, own, cancelled), cancelled)
    missing = cells.labels < 0
    counts = cells.counts

    def gain() -> float:
        heights, agreement = [], []
        for weight, apart in ((1.0, False), (1.0, True), (0.0, False)):
            joint = replace(own, missing_weight=weight, tails=tails, apart=apart, even_rows=0.5)
            together = model.with_options(joint)
            estimates = climbed(together, joint, cancelled)
            heights.append(together.expect(estimates, cancelled)[0])
            agreement.append(_of_recorded(together, estimates))
        if agreement[2] - agreement[1] > _STRAYED:
            return -np.inf
        return heights[1] - heights[0]

    return why_missing(
        cells.values[:, 0],
        np.where(missing, 0.0, counts),
        np.where(missing, counts, 0.0),
        chances,
        gain,
    )


def _trust(
    folds: Folds,
    predicted: Floats,
    families: tuple[tuple[float, float], ...],
    missingness: Missingness | None,
    model: Model,
) -> Trust:
    """Return what hidden rows say; ``predicted`` (m, K) is what was said of them."""
    odds = None
    if missingness is not None and model.scales:
        odds = missingness.odds(model.cells.values[folds.cells, 0])
    return Trust(folds.labels, predicted, folds.counts, families, odds)


def _of_recorded(model: Model, estimates: Estimates) -> float:
    """Return the log density of the recorded rows' measurements, given their categories.

    If it depends on the category alone whether a row was recorded, the recorded rows of a category
    are like the others of it, and a fit of all rows describes them as well as one of their own.
    """
    which = np.flatnonzero(model.cells.labels >= 0)
    cells = model.cells.take(which)
    logs = model.sources[1].log_density(estimates[1], cells)
    return float(cells.counts @ logs[cells.labels, np.arange(len(which))])


def _offers(
    comparison: Comparison, used: frozenset[Source], available: frozenset[Source]
) -> tuple[Offer, ...]:
    """Return what each source adds to the others that are used."""
    return tuple(
        comparison.offer(source, used)
        for source in in_order(available & comparison.available)
        if used - {source}
    )


def _seen(design: Design, used: frozenset[Source], options: Options) -> NDArray[np.bool_]:
    seen = np.zeros(design.n_rows, dtype=np.bool_)
    if Source.MEASUREMENT in used:
        seen |= ~np.isnan(design.values)
        if design.further is not None:
            seen |= (~np.isnan(design.further)).any(axis=1)
    if Source.NAME in used:
        seen |= design.names[options.reading].codes >= 0
    return seen


def _without_records(
    admitted: Admitted,
    evidence: frozenset[Source] | None,
    options: Options,
    cancelled: Cancelled,
    report: Callable[[Iteration], None] | None,
) -> Inference:
    """Infer where some category has hardly a recorded row: classical EM, and no check of it."""
    design = admitted.design
    wanted = {Source.MEASUREMENT} if evidence is None else evidence - {Source.NAME, Source.AGE}
    used = frozenset(wanted) & admitted.available
    if Source.MEASUREMENT not in used:
        raise CannotFit(
            "Too few rows are recorded to learn from names, so a measurement is needed."
        )
    own = replace(options, evidence=used)
    found = fit(design, own, cancelled=cancelled, report=report)
    if found.estimates is None or found.outcome in (Outcome.CANCELLED, Outcome.FAILED):
        return Inference(found.outcome, design.categories, found.message, found.iterations)
    model, collapsed = build(design, own, cancelled, with_rows=True)
    only = Stack((Member(own, 1.0),), np.ones(1), 1.0)
    fitted = Fitted(model, found.estimates, 1.0, ())
    made = Blend(collapsed, only, (fitted,), 0.0, found.iterations, found.outcome)
    probabilities = collapsed.spread(made.by_cell(cancelled), cancelled)
    return Inference(
        outcome=found.outcome,
        categories=design.categories,
        iterations=found.iterations,
        evidence=in_order(used),
        probabilities=probabilities,
        seen=_seen(design, used, own),
        left_out=admitted.left_out,
        stack=only,
        _explains=_Explain(made, probabilities),
    )
