"""What a fit estimates: shares, means and standard deviations of the components."""

from dataclasses import dataclass

import numpy as np

from em_desktop.em.arrays import Floats, Integers, owned_floats

_LOG_ROOT_TWO_PI = 0.5 * np.log(2 * np.pi)
_FARTHEST = 1e150  # standard deviations; its square is still a finite number
_SMALLEST_SHARE = 1e-300  # so that an empty component has a finite logarithm


def normal_log_density(x: Floats, means: Floats, standard_deviations: Floats) -> Floats:
    """Return the log density of normals; shapes broadcast, x in the means' unit."""
    with np.errstate(over="ignore"):
        z = (x - means) / standard_deviations
    np.clip(z, -_FARTHEST, _FARTHEST, out=z)
    np.square(z, out=z)
    z *= -0.5
    z -= np.log(standard_deviations) + _LOG_ROOT_TWO_PI
    return z


def log_shares(shares: Floats) -> Floats:
    """Return the logarithms of ``shares``, finite for a share of 0 as well."""
    return np.log(np.maximum(shares, _SMALLEST_SHARE))


def log_sum(logs: Floats) -> Floats:
    """Return ``log(sum(exp(logs)))`` over the first axis, without overflow."""
    highest = logs.max(axis=0)
    return np.asarray(highest + np.log(np.exp(logs - highest).sum(axis=0)))


@dataclass(frozen=True, eq=False)
class Parameters:
    """The components, in the unit of the measurement.

    Attributes:
        shares: (K,) share of each category among all rows; they add up to 1.
        means: (K,) mean of each component.
        standard_deviations: (K,) standard deviation of each component.
    """

    shares: Floats
    means: Floats
    standard_deviations: Floats

    def __post_init__(self) -> None:
        for name in self.__dataclass_fields__:
            object.__setattr__(self, name, owned_floats(getattr(self, name)))

    def densities(self, x: Floats) -> Floats:
        """Return the components at the points ``x`` (m,), each scaled by its share.

        Returns:
            (K, m); row k integrates to ``shares[k]``, their sum to 1.
        """
        with np.errstate(under="ignore"):
            return np.exp(self.log_joint(np.asarray(x, dtype=np.float64)))

    def log_joint(self, values: Floats, groups: Integers | None = None) -> Floats:
        """Return log(share x density) (K, m) of ``values`` (m,); groups do not matter here."""
        del groups
        logs = normal_log_density(
            values, self.means[:, np.newaxis], self.standard_deviations[:, np.newaxis]
        )
        logs += log_shares(self.shares)[:, np.newaxis]
        return logs


@dataclass(frozen=True, eq=False)
class GroupedParameters(Parameters):
    """Components that differ from group to group.

    ``shares``, ``means`` and ``standard_deviations`` are those of the whole: over all groups,
    each counted by its rows. There are S = n_groups + 1 slots; the last one stands for rows whose
    group is blank.

    Attributes:
        slot_shares: (S,) part of the rows in each group; they add up to 1.
        shares_by_group: (K, S) share of each category within each group.
        means_by_group: (K, S) mean of each component within each group.
        standard_deviations_by_group: (K, S) the same for standard deviations.
    """

    slot_shares: Floats
    shares_by_group: Floats
    means_by_group: Floats
    standard_deviations_by_group: Floats

    @classmethod
    def of(
        cls, slot_shares: Floats, shares: Floats, means: Floats, standard_deviations: Floats
    ) -> "GroupedParameters":
        """Build them from the values by group, working out those of the whole."""
        joint = shares * slot_shares
        whole = joint.sum(axis=1)
        # An empty component is described by all groups alike.
        within = np.where(whole[:, np.newaxis] > 0, joint, slot_shares)
        within = within / within.sum(axis=1, keepdims=True)
        centres = (within * means).sum(axis=1)
        # Scaled, so that the squares of large numbers do not overflow.
        scale = standard_deviations.max()
        squares = (standard_deviations / scale) ** 2
        squares += ((means - centres[:, np.newaxis]) / scale) ** 2
        spreads = scale * np.sqrt((within * squares).sum(axis=1))
        return cls(whole, centres, spreads, slot_shares, shares, means, standard_deviations)

    def log_joint(self, values: Floats, groups: Integers | None = None) -> Floats:
        """Return log(share x density) (K, m) of ``values`` (m,).

        Args:
            values: in the measurement's unit.
            groups: (m,) each row's group, -1 for blank; None for the whole, whatever the group.
        """
        if groups is None:
            return self._log_joint_of_the_whole(values)
        logs = normal_log_density(
            values, self.means_by_group[:, groups], self.standard_deviations_by_group[:, groups]
        )
        logs += log_shares(self.shares_by_group)[:, groups]
        return logs

    def _log_joint_of_the_whole(self, values: Floats) -> Floats:
        return np.stack(
            [log_sum(self._log_joint_by_slot(k, values)) for k in range(len(self.means))]
        )

    def _log_joint_by_slot(self, k: int, values: Floats) -> Floats:
        logs = normal_log_density(
            values,
            self.means_by_group[k, :, np.newaxis],
            self.standard_deviations_by_group[k, :, np.newaxis],
        )
        logs += log_shares(self.shares_by_group[k] * self.slot_shares)[:, np.newaxis]
        return logs
