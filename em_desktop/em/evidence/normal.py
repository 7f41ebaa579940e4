"""The linear normal model of the measurements: its estimates, its penalty and its M step.

The mean of category k at age functions b in slot s is ``B_k' b + a_s + e_ks``, the covariance
``v_s C_k``. The objective is the log likelihood plus

    - 1/2 sum_s a_s' A^-1 a_s - 1/2 sum_ks e_ks' E^-1 e_ks
    - 1/2 sum_k tr(C_k^-1 (B_k - B)' R (B_k - B))
    - n/2 sum_k (log|C_k| - log|P| + tr(C_k^-1 P) - d)
    - m d/2 sum_s (log v_s - log t_s + t_s/v_s - 1)

with A the variance of the measurement between slots and W the one within, both fixed before EM,
E = W / r with r the mean rows; B a common trend and R a ridge on all functions but the first, which
is 1; P a pooled covariance, n the shrinkage, m = SLOT_ROWS, t_s = 1 except where rows of no group
are, which may come from any and vary as the whole does. B and P are parameters as well.
Without slots, age and shrinkage it is plain maximum likelihood.

The penalties are those of normal effects (Searle, Casella & McCulloch 1992, Variance Components,
ch. 7) and of inverse Wishart covariances around a common one (Gelman et al. 2013, section 3.6).
They are bounded and fixed, and each step below maximises one part exactly given the others (Meng
& Rubin 1993), so that the objective never falls. No covariance has an eigenvalue below the floor:
cutting the eigenvalues of the estimate is the constrained maximum (Hathaway 1985).
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.em.cells import Cells
from em_desktop.em.evidence.moments import Moments

MEAN_ROWS = 8.0
"""Strength, in rows, of the pull of a category's mean in a slot towards the additive mean."""
MEAN_ROWS_IN_ORDER = 60.0
"""The same where a trend runs along the slots."""
TREND_ROWS = 5.0
"""Strength, in rows, of the pull of a category's trend over age towards the common one: of its
straight line; what bends more often is pulled more, as the square of its place among the
functions."""
SLOT_ROWS = 30.0
"""Strength, in rows, of the pull of a slot's variance towards that of the others."""
_ROUNDS, _LATER_ROUNDS = 5, 1  # later M steps go on from where the last has come
_NO_ROWS = 1e-12  # a component with less weight than this many rows keeps its estimate
_TINY = 1e-300


@dataclass(frozen=True, eq=False)
class Prior:
    """What the estimates are pulled towards.

    Attributes:
        n_categories: K.
        n_functions: q, functions of age, the first of which is 1.
        occupied: (S,) 1 for each slot with rows; the last one is for rows of no group.
        between: (d, d) variance of the slots' means; None where there is one slot.
        within: (d, d) variance within slots; None where there is one slot.
        floor: smallest eigenvalue of a covariance.
        shrinkage: pull of the covariances towards a pooled one, in rows.
        mean_rows: pull of a category's mean in a slot towards the additive mean, in rows.
    """

    n_categories: int
    n_dimensions: int
    n_functions: int
    occupied: Floats
    between: Floats | None
    within: Floats | None
    floor: float
    shrinkage: float = 0.0
    mean_rows: float = MEAN_ROWS

    @cached_property
    def sums_shape(self) -> tuple[int, int, int]:
        """Shape of the sums that are gathered."""
        size = self.n_functions + self.n_dimensions
        return self.n_categories, len(self.occupied), 1 + size * size

    @cached_property
    def slot_targets(self) -> Floats:
        """(S,) what the slots' variances are pulled towards."""
        targets = np.ones(len(self.occupied))
        if self.between is not None and self.within is not None:
            within = np.diagonal(self.within)
            targets[-1] = float(np.mean((within + np.diagonal(self.between)) / within))
        return targets

    @cached_property
    def ridge(self) -> Floats:
        """(q,) the ridge R."""
        return np.asarray(TREND_ROWS * np.arange(self.n_functions, dtype=np.float64) ** 2)


@dataclass(frozen=True, eq=False)
class MeasuredEstimate:
    """What is learnt of the measurements, on the standard scale.

    Attributes:
        trends: (K, q, d) coefficients B_k of the functions of age.
        common_trend: (q, d) B; its first row is not used.
        slot_effects: (S, d) a_s.
        own_effects: (K, S, d) e_ks.
        covariances: (K, d, d) C_k.
        pooled: (d, d) P.
        slot_variances: (S,) v_s.
        fresh: whether nothing has been learnt yet.
    """

    trends: Floats
    common_trend: Floats
    slot_effects: Floats
    own_effects: Floats
    covariances: Floats
    pooled: Floats
    slot_variances: Floats
    fresh: bool = False

    def means(self, cells: Cells) -> Floats:
        """Return the mean of each category for each cell, (K, m, d)."""
        if self.trends.shape[1] == 1:
            means = self.trends[:, 0][:, np.newaxis]
        else:
            means = cells.basis @ self.trends
        if len(self.slot_effects) == 1:
            return np.broadcast_to(means, (len(means), cells.n_cells, means.shape[2]))
        return np.asarray(means + (self.slot_effects + self.own_effects)[:, cells.slots])

    def complete(self, cells: Cells, observed: np.ndarray) -> tuple[Floats, Floats]:
        """Fill in what cells lack.

        Returns:
            Values (K, m, d) with the expected ones where none was observed, and the variances
            (K, d, d) of what was filled in, for a slot variance of 1.
        """
        means = self.means(cells)
        missing = np.setdiff1d(np.arange(means.shape[2]), observed)
        values = np.repeat(np.nan_to_num(cells.values)[np.newaxis], len(means), axis=0)
        spreads = np.zeros_like(self.covariances)
        residuals = cells.values[:, observed] - means[:, :, observed]
        seen = self.covariances[:, observed[:, np.newaxis], observed]
        shared = self.covariances[:, observed[:, np.newaxis], missing]
        slopes = np.linalg.solve(seen, shared)  # (K, o, h)
        values[:, :, missing] = means[:, :, missing] + residuals @ slopes
        left = self.covariances[:, missing[:, np.newaxis], missing]
        left = left - shared.transpose(0, 2, 1) @ slopes
        spreads[:, missing[:, np.newaxis], missing] = left
        return values, spreads


def start(moments: Moments, prior: Prior) -> MeasuredEstimate:
    """Return where the first M step begins: all slots and categories alike."""
    k, n_slots = moments.rows.shape
    q, d = moments.cross.shape[2:]
    unit = np.eye(d) if prior.within is None else prior.within
    return MeasuredEstimate(
        trends=np.zeros((k, q, d)),
        common_trend=np.zeros((q, d)),
        slot_effects=np.zeros((n_slots, d)),
        own_effects=np.zeros((k, n_slots, d)),
        covariances=np.repeat(unit[np.newaxis], k, axis=0),
        pooled=unit,
        slot_variances=prior.slot_targets,
        fresh=True,
    )


def maximise(moments: Moments, now: MeasuredEstimate, prior: Prior) -> MeasuredEstimate:
    """Return the estimate after rounds of conditional maximisation."""
    for _ in range(_ROUNDS if now.fresh else _LATER_ROUNDS):
        now = _with_trends(moments, now, prior)
        if prior.between is not None:
            now = _with_slots(moments, now, prior)
        scatter = _scatter(moments, now)
        now = _with_covariances(moments, scatter, now, prior)
        if prior.between is not None:
            now = _with_slot_variances(moments, scatter, now, prior)
    return replace(now, fresh=False)


def penalty(estimate: MeasuredEstimate, prior: Prior) -> float:
    """Return the penalty of the module's description."""
    inverses = np.linalg.inv(estimate.covariances)
    d = prior.n_dimensions
    total = 0.0
    if prior.between is not None and prior.within is not None:
        effects, own = estimate.slot_effects, estimate.own_effects
        total += float(np.einsum("si,ij,sj->", effects, np.linalg.inv(prior.between), effects))
        narrow = np.linalg.inv(prior.within) * prior.mean_rows
        total += float(np.einsum("ksi,ij,ksj->", own, narrow, own))
        v = estimate.slot_variances
        ratios = prior.slot_targets / v
        total += SLOT_ROWS * d * float((ratios - np.log(ratios) - 1) @ prior.occupied)
    if prior.n_functions > 1:
        apart = estimate.trends - estimate.common_trend
        total += float(np.einsum("q,kqi,kij,kqj->", prior.ridge, apart, inverses, apart))
    if prior.shrinkage:
        logs = np.linalg.slogdet(estimate.covariances)[1] - np.linalg.slogdet(estimate.pooled)[1]
        traces = np.einsum("kij,ji->k", inverses, estimate.pooled)
        total += prior.shrinkage * float((logs + traces - d).sum())
    return -0.5 * total


def _with_trends(moments: Moments, now: MeasuredEstimate, prior: Prior) -> MeasuredEstimate:
    """Return the best trends given the effects and variances, then the best common one."""
    weights = 1 / now.slot_variances
    effects = now.slot_effects + now.own_effects  # (K, S, d)
    left = np.einsum("s,ksij->kij", weights, moments.functions)
    right = np.einsum("s,ksij->kij", weights, moments.cross)
    if len(weights) > 1:
        right = right - np.einsum("s,ksi,ksj->kij", weights, moments.functions[..., 0], effects)
    some = moments.rows.sum(axis=1) > _NO_ROWS
    if prior.n_functions == 1:
        rows = np.where(some, left[:, 0, 0], 1.0)
        means = right[:, 0] / np.maximum(rows, _TINY)[:, np.newaxis]
        trends = np.where(some[:, np.newaxis], means, now.trends[:, 0])[:, np.newaxis]
        return replace(now, trends=trends)
    ridge = np.diag(prior.ridge)
    matrix = left + ridge
    matrix[~some] += np.eye(prior.n_functions)
    wanted = right + ridge @ now.common_trend
    wanted[~some] += now.trends[~some]
    trends = np.linalg.solve(matrix, wanted)
    inverses = np.linalg.inv(now.covariances)
    common = np.linalg.solve(inverses.sum(axis=0), np.einsum("kij,kqj->iq", inverses, trends)).T
    return replace(now, trends=trends, common_trend=common)


def _with_slots(moments: Moments, now: MeasuredEstimate, prior: Prior) -> MeasuredEstimate:
    """Return the best slot effects given the rest, then the best particular ones."""
    if prior.between is None or prior.within is None:
        return now
    inverses = np.linalg.inv(now.covariances)
    rows = moments.functions[..., 0, 0]  # (K, S)
    weights = 1 / now.slot_variances
    trend = np.einsum("ksi,kij->ksj", moments.functions[..., 0, :], now.trends)
    apart = moments.cross[:, :, 0] - trend  # (K, S, d) what the trends leave
    # Slot and particular effects are jointly normal: the particular ones are integrated out of
    # the slot's equation, which makes one round exact where there is one dimension.
    narrow = prior.within / prior.mean_rows
    noise = now.covariances[:, np.newaxis] * now.slot_variances[:, np.newaxis, np.newaxis]
    rows4 = rows[..., np.newaxis, np.newaxis]
    precision = rows4 * np.linalg.inv(noise + rows4 * narrow)  # (K, S, d, d)
    means = apart / np.maximum(rows, _TINY)[..., np.newaxis]
    left = precision.sum(axis=0) + np.linalg.inv(prior.between)
    right = np.einsum("ksij,ksj->si", precision, np.where(rows[..., np.newaxis] > 0, means, 0.0))
    slots = np.linalg.solve(left, right[..., np.newaxis])[..., 0]
    slots[-1] = 0.0  # rows of no group come from any
    scaled = weights[:, np.newaxis, np.newaxis] * inverses[:, np.newaxis]
    left = rows4 * scaled + np.linalg.inv(narrow)
    right = np.einsum("ksij,ksj->ksi", scaled, apart - rows[..., np.newaxis] * slots)
    own = np.linalg.solve(left, right[..., np.newaxis])[..., 0]
    own[:, -1] = 0.0
    return replace(now, slot_effects=slots, own_effects=own)


def _scatter(moments: Moments, now: MeasuredEstimate) -> Floats:
    """Return the squares of what the means leave, (K, S, d, d)."""
    trends = now.trends[:, np.newaxis]
    turned = trends.swapaxes(2, 3)
    crossed = turned @ moments.cross
    scatter = moments.squares - crossed - crossed.swapaxes(2, 3)
    scatter = scatter + turned @ moments.functions @ trends
    if now.slot_effects.shape[0] > 1:
        effects = (now.slot_effects + now.own_effects)[:, :, np.newaxis]  # (K, S, 1, d)
        rows = moments.functions[..., :1, :1]
        left = moments.cross[:, :, :1] - moments.functions[:, :, :1] @ trends  # (K, S, 1, d)
        product = effects.swapaxes(2, 3) @ left
        scatter = scatter - product - product.swapaxes(2, 3)
        scatter = scatter + rows * (effects.swapaxes(2, 3) @ effects)
    return np.asarray(scatter)


def _with_covariances(
    moments: Moments, scatter: Floats, now: MeasuredEstimate, prior: Prior
) -> MeasuredEstimate:
    """Return the best covariances given the pooled one, then the best pooled one."""
    rows = moments.rows.sum(axis=1)
    total = np.einsum("s,ksij->kij", 1 / now.slot_variances, scatter)
    if prior.n_functions > 1:
        apart = now.trends - now.common_trend
        total = total + np.einsum("q,kqi,kqj->kij", prior.ridge, apart, apart)
    some = rows + prior.shrinkage > _NO_ROWS
    divisors = np.where(some, rows + prior.shrinkage, 1.0)[:, np.newaxis, np.newaxis]
    pooled, covariances = now.pooled, now.covariances
    for _ in range(3 if prior.shrinkage else 1):
        found = _floored((total + prior.shrinkage * pooled) / divisors, prior.floor)
        covariances = np.where(some[:, np.newaxis, np.newaxis], found, covariances)
        if prior.shrinkage:
            pooled = np.linalg.inv(np.linalg.inv(covariances).mean(axis=0))
    return replace(now, covariances=covariances, pooled=pooled)


def _with_slot_variances(
    moments: Moments, scatter: Floats, now: MeasuredEstimate, prior: Prior
) -> MeasuredEstimate:
    d = prior.n_dimensions
    inverses = np.linalg.inv(now.covariances)
    traces = np.einsum("kij,ksji->s", inverses, scatter)
    rows = moments.rows.sum(axis=0) * d
    pulled = np.maximum(traces, 0.0) + SLOT_ROWS * d * prior.slot_targets
    variances = pulled / (rows + SLOT_ROWS * d)
    found = np.where(prior.occupied > 0, variances, prior.slot_targets)
    return replace(now, slot_variances=found)


def _floored(covariances: Floats, floor: float) -> Floats:
    """Return covariances whose eigenvalues are no smaller than the floor."""
    symmetric = (covariances + covariances.swapaxes(1, 2)) / 2
    if symmetric.shape[1] == 1:
        return np.maximum(symmetric, floor)
    values, vectors = np.linalg.eigh(symmetric)
    if (values >= floor).all():
        return np.asarray(symmetric)
    cut = np.maximum(values, floor)
    return np.asarray((vectors * cut[:, np.newaxis]) @ vectors.swapaxes(1, 2))
