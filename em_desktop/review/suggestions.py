"""What the model proposes for each missing cell, and whether it is still up to date."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from em_desktop.em import Inference
from em_desktop.review.encode import CannotInfer, Encoding, observe
from em_desktop.review.evidence import Witnesses, agreeing, used, witnesses
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading, read
from em_desktop.roster.table import RowIds


@dataclass(frozen=True)
class Suggestion:
    """A category for one missing cell.

    Attributes:
        text: the category in the file's own spelling.
        probability: of that category, 0 to 1.
        probabilities: of all categories, by their text.
    """

    text: str
    probability: float
    probabilities: dict[str, float]


@dataclass(frozen=True, eq=False)
class Suggestions:
    """Suggestions of one fit for all rows that it could answer for.

    Attributes:
        row_ids: ascending, shape ``(m,)``.
        probabilities: shape ``(m, K)``, rows sum to 1.
        fit: the fit they come from.
        encoding: what that fit saw.
        number: of the fit, counted from 1.
    """

    row_ids: RowIds
    probabilities: NDArray[np.float64]
    fit: Inference
    encoding: Encoding
    number: int = 1

    @property
    def labels(self) -> tuple[str, ...]:
        """The text to write for each column of ``probabilities``."""
        return self.encoding.labels

    @cached_property
    def best(self) -> NDArray[np.float64]:
        """The probability of the likeliest category, shape ``(m,)``."""
        return np.asarray(self.probabilities.max(axis=1, initial=0.0))

    @property
    def places(self) -> tuple[int, ...]:
        """Where each label stands among the categories as a person sees them."""
        clusters = self.encoding.clusters
        order = self.labels if clusters is None else clusters.names
        return tuple(order.index(label) for label in self.labels)

    def index_of(self, row_ids: RowIds) -> NDArray[np.intp]:
        """Return where each id stands in ``row_ids``, -1 where it has no suggestion."""
        if len(self.row_ids) == 0:
            return np.full(len(row_ids), -1, dtype=np.intp)
        at = np.minimum(np.searchsorted(self.row_ids, row_ids), len(self.row_ids) - 1)
        return np.where(self.row_ids[at] == row_ids, at, -1)

    def of(self, row_id: int) -> Suggestion | None:
        """Return the suggestion for one row, or None."""
        at = int(self.index_of(np.array([row_id], dtype=np.int64))[0])
        if at < 0:
            return None
        row = self.probabilities[at]
        best = int(row.argmax())
        by_text = {text: float(p) for text, p in zip(self.labels, row, strict=True)}
        return Suggestion(self.labels[best], float(row[best]), by_text)


def suggest(encoding: Encoding, fit: Inference, number: int = 1) -> Suggestions:
    """Return the suggestions of a fit for the missing rows of its design.

    A row of which no evidence says anything gets none.
    """
    missing = encoding.missing & fit.seen
    return Suggestions(encoding.row_ids[missing], fit.probabilities[missing], fit, encoding, number)


def standing(
    suggestions: Suggestions, workspace: Workspace, reading: Reading
) -> Suggestions | None:
    """Return the suggestions that still speak of their rows.

    Those of rows that have gone, or of which the evidence that was used says something else than
    it did, are left out. None where the fit was of another category, another measurement or
    another unit.
    """
    encoding, measurement = suggestions.encoding, reading.measurement
    roles = workspace.roles
    if measurement is None or (
        (encoding.column, encoding.measurement, encoding.unit)
        != (roles.category, roles.measurement, measurement.unit)
    ):
        return None
    at, keep = workspace.roster.found(suggestions.row_ids)
    seen = np.searchsorted(encoding.row_ids, suggestions.row_ids[keep])
    then = {witness: said[seen] for witness, said in encoding.witnesses.items()}
    now = witnesses(roles, reading, encoding.evidence, at)
    keep[keep] = agreeing(then, now, len(at))
    if keep.all():
        return suggestions
    return replace(
        suggestions,
        row_ids=suggestions.row_ids[keep],
        probabilities=suggestions.probabilities[keep],
    )


class Freshness(StrEnum):
    """How suggestions relate to the workspace as it is now."""

    CURRENT = "current"
    ANSWERED = "answered"
    """Only answers were added since: a person's own entries in rows that were missing."""
    STALE = "stale"
    """The table has changed: other values, rows, columns or readings."""


def freshness(suggestions: Suggestions, workspace: Workspace, reading: Reading) -> Freshness:
    """Compare what the fit saw with what a fit would see now."""
    try:
        now = observe(workspace, reading)
    except CannotInfer:
        return Freshness.STALE
    then = suggestions.encoding
    old, new = then.design, now.design
    still = np.isin(then.row_ids, now.row_ids, assume_unique=True)
    if (
        (then.column, then.measurement, then.unit, sorted(then.labels), then.evidence)
        != (now.column, now.measurement, now.unit, sorted(now.labels), now.evidence)
        or not np.array_equal(then.row_ids[still], now.row_ids)
        or then.witnesses.keys() != now.witnesses.keys()
        or not agreeing(_of(then, still), now.witnesses, len(now.row_ids)).all()
        or not _answered_apart(then, ~still, workspace, reading)
    ):
        return Freshness.STALE
    answered = old.labels[still] != new.labels
    if not answered.any() and still.all():
        return Freshness.CURRENT
    return Freshness.ANSWERED if (old.labels[still][answered] < 0).all() else Freshness.STALE


def only_evidence_changed(suggestions: Suggestions, workspace: Workspace, reading: Reading) -> bool:
    """Whether stale suggestions would be up to date if the same evidence were used as then.

    Args:
        suggestions: for which `freshness` is ``STALE``.
        workspace: as it is now.
        reading: of its roster.
    """
    then, roster = suggestions.encoding, workspace.roster
    roles = workspace.roles if then.roles is None else then.roles
    if roles == workspace.roles and then.evidence == used(workspace, reading):
        return False
    single = (roles.name, roles.group, roles.age)
    if any(
        column >= roster.n_columns for column in (*single, *roles.further) if column is not None
    ):
        return False
    asked = replace(workspace, roles=roles, evidence=then.evidence)
    if roles != workspace.roles:
        options = asked.reading_options
        known = (roster, workspace.roles, workspace.reading_options, reading)
        reading = read(roster, roles, options, known, workspace.readings)
    return freshness(suggestions, asked, reading) is not Freshness.STALE


def _of(encoding: Encoding, rows: NDArray[np.bool_]) -> Witnesses:
    """Return what was said of some rows of a design."""
    return {witness: said[rows] for witness, said in encoding.witnesses.items()}


def _answered_apart(
    then: Encoding, gone: NDArray[np.bool_], workspace: Workspace, reading: Reading
) -> bool:
    """Whether rows left the design only because a person gave them a rare value of their own."""
    ids, roster = then.row_ids[gone], workspace.roster
    if not np.isin(ids, roster.row_ids).all():
        return False
    now = witnesses(workspace.roles, reading, then.evidence, roster.positions(ids))
    return bool(
        (then.design.labels[gone] < 0).all() and agreeing(_of(then, gone), now, len(ids)).all()
    )
