"""Which evidence of a design can be used at all."""

from dataclasses import dataclass, replace

import numpy as np

from em_desktop.em.arrays import Floats
from em_desktop.em.design import Design
from em_desktop.em.inference import LeftOut
from em_desktop.em.scale import CannotFit
from em_desktop.em.sources import Source

_ALIKE = 1e-9  # of the largest value; values that differ by less are the same
_COLLINEAR = 0.999  # a measurement that another one tells this well says nothing of its own
_FEWEST = 3  # values of a further measurement


@dataclass(frozen=True)
class Admitted:
    """A design without what cannot be used.

    Attributes:
        design: with unusable columns taken away.
        available: the sources that can be used.
        left_out: those that cannot, and why.
    """

    design: Design
    available: frozenset[Source]
    left_out: tuple[LeftOut, ...]


def admit(design: Design) -> Admitted:
    """Return what of a design can be used.

    Constant columns, groups of one row each, names that are all alike and measurements that
    another one tells already are left out, with a reason.
    """
    available: set[Source] = set()
    reasons: list[LeftOut] = []
    design = _with_measurements(design, available, reasons)
    for source, present, check in (
        (Source.NAME, bool(design.names), _names),
        (Source.GROUP, design.groups is not None, _groups),
        (Source.AGE, design.ages is not None, _ages),
    ):
        if not present:
            continue
        reason = check(design)
        if reason:
            reasons.append(LeftOut(source, reason))
        else:
            available.add(source)
    if Source.MEASUREMENT not in available:
        available.discard(Source.AGE)
    return Admitted(design, frozenset(available), tuple(reasons))


def check_usable(available: frozenset[Source], left_out: tuple[LeftOut, ...]) -> None:
    """Say why there is nothing to go by, if so.

    Raises:
        CannotFit: if neither a measurement nor names can be used.
    """
    if available & {Source.MEASUREMENT, Source.NAME}:
        return
    why = next((out.reason for out in left_out if out.source is Source.MEASUREMENT), "")
    raise CannotFit(
        f"The measurement {why}, so it cannot tell the categories apart."
        if why
        else "There are no values to fit."
    )


def _with_measurements(design: Design, available: set[Source], reasons: list[LeftOut]) -> Design:
    columns = [design.values]
    if design.further is not None:
        columns += list(design.further.T)
    kept: list[int] = []
    for number, column in enumerate(columns):
        reason = _measurement(column, number) or _collinear(column, [columns[i] for i in kept])
        if reason:
            reasons.append(LeftOut(Source.MEASUREMENT, reason, number - 1))
        else:
            kept.append(number)
    if not kept:
        nothing = np.full(design.n_rows, np.nan)
        return replace(design, values=nothing, further=None)
    available.add(Source.MEASUREMENT)
    if len(kept) == len(columns):
        return design
    further = np.stack([columns[i] for i in kept[1:]], axis=1) if len(kept) > 1 else None
    return replace(design, values=columns[kept[0]], further=further)


def _measurement(column: Floats, number: int) -> str:
    n_known = len(column) - int(np.count_nonzero(np.isnan(column)))
    if not n_known:
        return "has no usable value"
    lowest, highest = float(np.fmin.reduce(column)), float(np.fmax.reduce(column))
    with np.errstate(over="ignore"):
        if highest - lowest <= _ALIKE * max(abs(lowest), abs(highest)):
            return "is the same in every row"
    if number and n_known < _FEWEST:
        return "has too few values"
    return ""


def _collinear(column: Floats, others: list[Floats]) -> str:
    for other in others:
        both = ~np.isnan(column) & ~np.isnan(other)
        if both.sum() < _FEWEST or not _varies(column[both]) or not _varies(other[both]):
            continue
        with np.errstate(all="ignore"):
            scaled = column[both] / np.abs(column[both]).max()
            against = other[both] / np.abs(other[both]).max()
            correlation = abs(float(np.corrcoef(scaled, against)[0, 1]))
        if correlation > _COLLINEAR:
            return "says the same as another measurement"
    return ""


def _names(design: Design) -> str:
    different = [len(np.unique(reading.codes[reading.codes >= 0])) for reading in design.names]
    if not max(different):
        return "cannot be read as a first name in any row"
    return "is the same in every row" if max(different) < 2 else ""


def _groups(design: Design) -> str:
    if design.groups is None:
        return ""
    sizes = np.bincount(design.groups[design.groups >= 0], minlength=max(design.n_groups, 1))
    occupied = int((sizes > 0).sum())
    if not occupied:
        return "is blank in every row"
    if occupied == 1:
        return "is the same in every row"
    if occupied > sizes.sum() / 2:
        return "is different in nearly every row"
    return ""


def _ages(design: Design) -> str:
    if design.ages is None:
        return ""
    known = design.ages[~np.isnan(design.ages)]
    if not len(known):
        return "is blank in every row"
    return "" if _varies(known) else "is the same in every row"


def _varies(values: Floats) -> bool:
    return float(values.min()) < float(values.max())
