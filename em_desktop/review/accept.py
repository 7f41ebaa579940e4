"""Accepting suggestions, one by one or all above a threshold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from em_desktop.review.believed import Believed
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import SetDecisions
from em_desktop.review.status import WAITING
from em_desktop.review.suggestions import Suggestions
from em_desktop.roster.table import RowIds

_NONE: Mapping[int, Decision] = MappingProxyType({})


RISKY = 0.1
"""Part of wrong ones from which accepting several at once is asked about first."""

FEW_WRONG = 3
"""Fewer wrong ones than these are not asked about, whatever part they are."""

MANY_WRONG = 10
"""So many wrong ones are asked about, however small a part they are."""

BETWEEN = 0.2
"""Part of rows between groups that were found, from which accepting is asked about first."""

CLEAR = 0.05
"""Part of doubtful ones up to which all are called clear."""

SEVERAL = 5
"""Fewer suggestions than these are not asked about: each of them is seen."""


@dataclass(frozen=True)
class Forecast:
    """What accepting some suggestions would cost.

    Attributes:
        rows: how many would be accepted.
        wrong: expected number of wrong ones.
        low: lower end of an interval of about 90 % for that number.
        high: upper end.
        tested: hidden recorded rows were asked; otherwise the probabilities are taken on trust.
        grouped: they are groups that were found, of which nobody knows the right answer; the
            numbers say how many rows lie between groups.
        stale: the table or the evidence has changed since they were suggested.
        left: some suggestion waits, if not one of these.
    """

    rows: int
    wrong: float
    low: int
    high: int
    tested: bool = False
    grouped: bool = False
    stale: bool = False
    left: bool = True

    @property
    def risky(self) -> bool:
        """Whether so many would be wrong that nobody should accept them in passing.

        The number counts as well as the part: a person has to find each of them again.
        """
        if self.rows < SEVERAL:
            return False
        if self.grouped:
            return self.wrong >= BETWEEN * self.rows
        wrong = round(self.wrong)  # as it is said
        return wrong >= MANY_WRONG or (wrong >= FEW_WRONG and self.wrong >= RISKY * self.rows)

    @property
    def asked(self) -> bool:
        """Whether accepting them is to be asked about first."""
        return self.risky or (self.stale and self.rows > 1)

    @property
    def clear(self) -> bool:
        """Whether nearly all belong where they are put."""
        return self.wrong <= CLEAR * self.rows


def open_above(
    suggestions: Suggestions,
    row_ids: RowIds,
    status: np.ndarray,
    threshold: float,
    decisions: Mapping[int, Decision] = _NONE,
) -> RowIds:
    """Return the ids of open rows whose suggestion has at least this probability.

    Args:
        suggestions: of the newest fit.
        row_ids: of the roster, shape ``(n_rows,)``.
        status: of each row, as from `statuses`.
        threshold: 0 takes every row that has a suggestion.
        decisions: rows that a person has put off are left out.
    """
    if len(suggestions.row_ids) == 0:
        return suggestions.row_ids
    waiting = row_ids[np.isin(status, WAITING)]
    later = put_off(decisions)
    if later:
        waiting = np.setdiff1d(waiting, later, assume_unique=True)
    sure = suggestions.row_ids[suggestions.best >= threshold]
    return np.intersect1d(sure, waiting, assume_unique=True)


def put_off(decisions: Mapping[int, Decision]) -> list[int]:
    """Return the ids of rows that a person wants to answer later."""
    return [i for i, decision in decisions.items() if decision.answer is Answer.DEFERRED]


def same_answers(a: Mapping[int, Decision], b: Mapping[int, Decision]) -> bool:
    """Whether two sets of decisions answer the same; to put a row off is no answer."""
    return a is b or _answers(a) == _answers(b)


def _answers(decisions: Mapping[int, Decision]) -> dict[int, Decision]:
    return {i: d for i, d in decisions.items() if d.answer is not Answer.DEFERRED}


def forecast(suggestions: Suggestions, row_ids: RowIds, threshold: float = 0.0) -> Forecast:
    """Return the expected number of wrong rows among these, with an interval.

    Hidden recorded rows say it where there are any (`Trust.expected_wrong`). Else the
    probabilities are believed (`Believed`). `Reach` says the same of every threshold at once.

    Args:
        suggestions: of a fit.
        row_ids: which of them.
        threshold: the probability from which they were chosen; 0 where they were chosen otherwise.
    """
    at = suggestions.index_of(row_ids)
    best = suggestions.best[at[at >= 0]]
    trust = suggestions.fit.trust
    if trust is not None:
        found = trust.expected_wrong(best, threshold)
        return Forecast(found.n, found.wrong, found.low, found.high, tested=True)
    grouped, n, law = suggestions.encoding.clusters is not None, len(best), Believed(1.0 - best)
    return Forecast(n, law.mean(n), *law.interval(n), grouped=grouped)


def accept(
    suggestions: Suggestions, row_ids: Iterable[int], threshold: float | None = None
) -> SetDecisions:
    """Return the edit that accepts the suggestions of these rows; rows without one are skipped."""
    ids = np.fromiter(row_ids, dtype=np.int64)
    at = suggestions.index_of(ids)
    ids, at = ids[at >= 0], at[at >= 0]
    chosen = suggestions.probabilities[at]
    best = chosen.argmax(axis=1).tolist()
    highest = chosen.max(axis=1, initial=0.0).tolist()
    labels, number = suggestions.labels, suggestions.number
    return SetDecisions(
        {
            i: Decision(Answer.ACCEPTED, labels[k], p, threshold, number)
            for i, k, p in zip(ids.tolist(), best, highest, strict=True)
        }
    )


def leave_blank(row_ids: Iterable[int]) -> SetDecisions:
    """Return the edit that leaves these rows blank."""
    return SetDecisions({int(i): Decision(Answer.LEFT_BLANK) for i in row_ids})


def defer(row_ids: Iterable[int]) -> SetDecisions:
    """Return the edit that puts these rows off."""
    return SetDecisions({int(i): Decision(Answer.DEFERRED) for i in row_ids})


def confirm(row_ids: Iterable[int], fit: int | None = None) -> SetDecisions:
    """Return the edit that says of these recorded rows that they are right as they are.

    Args:
        row_ids: of rows that looked odd.
        fit: number of the fit that they looked odd to.
    """
    return SetDecisions({int(i): Decision(Answer.CONFIRMED, fit=fit) for i in row_ids})


def withdraw(row_ids: Iterable[int]) -> SetDecisions:
    """Return the edit that takes the decisions of these rows away."""
    return SetDecisions({int(i): None for i in row_ids})
