"""One measurement whose components differ from group to group (class, grade)."""

from dataclasses import dataclass, replace

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.em.cancelling import Cancelled, chunks
from em_desktop.em.cells import Cells
from em_desktop.em.evidence.shares import sum_by_slot
from em_desktop.em.parameters import normal_log_density

MEAN_ROWS = 8.0
"""Strength, in rows, of the pull of a component's mean in a group towards the additive mean."""
VARIANCE_ROWS = 30.0
"""Strength, in rows, of the pull of a component's variance in a group towards its common one."""
_LARGEST_DIFFERENCE = 100.0  # variance of the components' differences, on the standard scale
_ROUNDS = 3  # of mean, variance and common variance in one M step


@dataclass(frozen=True)
class Layout:
    """What is known of the groups before EM, on the standard scale; slots as in `Cells`.

    Attributes:
        rows: (S,) rows in each slot.
        within: variance of the measurement within groups, whatever the category.
        between: variance of the groups' means, the noise of few rows taken off.
    """

    rows: Floats
    within: float
    between: float

    @property
    def occupied(self) -> Floats:
        """(S,) 1 for each slot that has rows, 0 for the others."""
        return (self.rows > 0).astype(np.float64)

    @property
    def tells(self) -> bool:
        """Whether there are groups to learn from: several, of two rows and more on average."""
        n_occupied = self.occupied.sum()
        return bool(1 < n_occupied <= self.rows.sum() / 2 and self.within > 0)


def lay_out(cells: Cells, chunk_size: int, cancelled: Cancelled) -> Layout:
    """Return the layout of the groups: variance components of a one-way analysis of variance.

    Searle, Casella & McCulloch 1992, Variance Components, section 3.6 (unequal numbers).

    Raises:
        Interrupted: if ``cancelled`` says so.
    """
    sums = np.zeros((3, cells.n_slots))
    for rows in chunks(cells.n_cells, chunk_size, cancelled):
        counts, values = cells.counts[rows], cells.values[rows]
        weights = np.stack([counts, counts * values, counts * values**2])
        sums += sum_by_slot(weights, cells.slots[rows], cells.n_slots)
    rows_of = sums[0]
    means = sums[1] / np.maximum(rows_of, 1)
    n_rows, n_groups = rows_of.sum(), np.count_nonzero(rows_of)
    if not 1 < n_groups < n_rows:
        return Layout(rows_of, 1.0, 0.0)
    within = max(0.0, float((sums[2] - rows_of * means**2).sum() / (n_rows - n_groups)))
    typical = (n_rows - (rows_of**2).sum() / n_rows) / (n_groups - 1)
    spread = float((rows_of * means**2).sum() / (n_groups - 1))  # the mean of the whole is 0
    between = max((spread - within) / typical, 0.01 * within)
    return Layout(rows_of, within, float(between))


@dataclass(frozen=True)
class GroupedEstimate:
    """Means and variances on the standard scale.

    Attributes:
        means: (K, S) of each component in each slot.
        variances: (K, S).
        additive: (K, S) means that the pull is towards: group plus component, no interaction.
        group_effects: (S,) the group's part of ``additive``.
        common_variances: (K,) what a component's variances are pulled towards.
    """

    means: Floats
    variances: Floats
    additive: Floats
    group_effects: Floats
    common_variances: Floats


class GroupedNormal:
    """Log density of a normal with a mean and a variance for each category and group.

    The mean of component k in group g is ``a_g + d_k + e_kg``: all rows of a group, recorded or
    not, tell how tall the group is (a), all groups tell how the categories differ (d), and a group
    with enough rows has a difference of its own (e): girls of 12 are taller than boys of 12.
    Variances differ by group around one of the component. The objective is the log likelihood
    plus the penalty

        - sum_g a_g^2 / (2 A) - sum_k d_k^2 / (2 * 100) - sum_kg e_kg^2 / (2 E)
        - (V / 2) sum_kg [log(v_kg / c_k) + c_k / v_kg - 1] - (1 / 2) sum_k [log c_k + W / c_k]

    with A the variance between groups and W the one within, both of the measurement itself and
    fixed before EM (`lay_out`); E = W / MEAN_ROWS; V = VARIANCE_ROWS; c_k the component's common
    variance, a parameter as well. It is the mode under normal effects (Searle, Casella &
    McCulloch 1992, ch. 7) and scaled inverse chi-square variances (Gelman et al. 2013, section
    5.4); the penalty is bounded and fixed, so the objective never falls: each M step maximises in
    turn the effects, exactly, the variances and the common variances, each given the others
    (Meng & Rubin 1993).

    Rows whose group is blank come from any group; they make a group of their own, whose variances
    are pulled towards that of the whole sample.
    """

    def __init__(self, cells: Cells, layout: Layout, floor: float) -> None:
        """Take standardised cells, their layout and the smallest variance."""
        self._values = cells.values
        self._slots = cells.slots
        self._layout = layout
        self._floor = floor
        self._effect_variance = layout.within / MEAN_ROWS
        self._named = layout.occupied
        self._named[-1] = 0.0

    def log_density(self, estimate: GroupedEstimate, rows: slice) -> Floats:
        """Return the log density on the standard scale, (K, m)."""
        slots = self._slots[rows]
        return normal_log_density(
            self._values[rows],
            np.take(estimate.means, slots, axis=1),
            np.take(np.sqrt(estimate.variances), slots, axis=1),
        )

    def gather(self, weights: Floats, estimate: GroupedEstimate | None, rows: slice) -> Floats:
        """Return weights, weighted values and weighted squares by slot, (3, K, S)."""
        del estimate
        values, slots, n_slots = self._values[rows], self._slots[rows], len(self._layout.rows)
        weighted = weights * values
        return np.stack(
            [
                sum_by_slot(weights, slots, n_slots),
                sum_by_slot(weighted, slots, n_slots),
                sum_by_slot(weighted * values, slots, n_slots),
            ]
        )

    def estimate(self, sums: Floats, previous: GroupedEstimate | None) -> GroupedEstimate:
        """Return the estimate after a few rounds of conditional maximisation."""
        now = self._start(sums) if previous is None else previous
        for _ in range(_ROUNDS):
            now = self._with_means(sums, now)
            now = self._with_variances(sums, now)
        return now

    def log_penalty(self, estimate: GroupedEstimate) -> float:
        """Return the penalty of the class's description."""
        layout, targets = self._layout, self._targets(estimate)
        differences = estimate.additive - estimate.group_effects
        effects = (estimate.group_effects**2).sum() / layout.between
        effects += (differences[:, 0] ** 2).sum() / _LARGEST_DIFFERENCE
        effects += ((estimate.means - estimate.additive) ** 2).sum() / self._effect_variance
        ratios = targets / estimate.variances
        variances = VARIANCE_ROWS * ((ratios - 1 - np.log(ratios)) @ layout.occupied).sum()
        common = estimate.common_variances
        variances += (np.log(common) + layout.within / common).sum()
        return -0.5 * float(effects + variances)

    def _start(self, sums: Floats) -> GroupedEstimate:
        shape = sums.shape[1:]
        zeros, within = np.zeros(shape), np.full(shape, self._layout.within)
        return GroupedEstimate(zeros, within, zeros, np.zeros(shape[1]), within[:, 0])

    def _targets(self, estimate: GroupedEstimate) -> Floats:
        targets = np.repeat(estimate.common_variances[:, np.newaxis], len(self._named), axis=1)
        targets[:, -1] = 1.0
        return targets

    def _with_means(self, sums: Floats, estimate: GroupedEstimate) -> GroupedEstimate:
        """Return the best effects given the variances.

        With e integrated out of the quadratic form, the mean of a cell is known with precision
        ``w = n / (n E + v)``; a is then eliminated, which leaves K equations for d.
        """
        rows, values = sums[0], sums[1]
        spread = self._effect_variance
        divisors = rows * spread + estimate.variances
        precisions = rows / divisors
        weighted = values / divisors  # precision times the mean of the cell's rows
        inverse = 1.0 / (precisions.sum(axis=0) + 1.0 / self._layout.between)
        matrix = np.diag(precisions.sum(axis=1) + 1.0 / _LARGEST_DIFFERENCE)
        matrix -= (precisions * inverse) @ precisions.T
        right = weighted.sum(axis=1) - precisions @ (inverse * weighted.sum(axis=0))
        differences = np.linalg.solve(matrix, right)
        groups = inverse * (weighted.sum(axis=0) - differences @ precisions)
        additive = groups + differences[:, np.newaxis]
        means = (values * spread + additive * estimate.variances) / divisors
        return replace(estimate, means=means, additive=additive, group_effects=groups)

    def _with_variances(self, sums: Floats, estimate: GroupedEstimate) -> GroupedEstimate:
        """Return the best variances given the means, then the best common ones given those."""
        rows, values, squares = sums
        apart = squares - 2 * values * estimate.means + rows * estimate.means**2
        targets = self._targets(estimate)
        variances = (np.maximum(apart, 0.0) + VARIANCE_ROWS * targets) / (rows + VARIANCE_ROWS)
        variances = np.maximum(variances, self._floor)
        # The root of A c^2 - B c - W = 0, where the derivative of the penalty is 0.
        a = VARIANCE_ROWS * (self._named / variances).sum(axis=1)
        b = VARIANCE_ROWS * self._named.sum() - 1.0
        common = (b + np.sqrt(b**2 + 4 * a * self._layout.within)) / (2 * a)
        common = np.maximum(common, self._floor)
        unused = self._layout.rows == 0
        variances[:, unused] = common[:, np.newaxis]
        if unused[-1]:
            variances[:, -1] = 1.0
        return replace(estimate, variances=variances, common_variances=common)
