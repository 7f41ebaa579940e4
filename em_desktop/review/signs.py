"""What stands beside a row: one sign for what is known of its category, and marks for the rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.row_status import Status


class Sign(StrEnum):
    """What a row may say of itself; the value is what it is called."""

    RECORDED = "recorded"
    MISSING = "missing"
    SUGGESTED = "suggested"
    UNSURE = "unsure"
    STALE = "out of date"
    LATER = "skipped for now"
    ACCEPTED = "accepted"
    IN_BULK = "accepted in bulk"
    ENTERED = "entered"
    LEFT_BLANK = "left blank"
    CONFIRMED = "confirmed"
    FLAGGED = "flagged"
    WORTH_A_LOOK = "worth a look"
    NOTED = "noted"


@dataclass(frozen=True)
class Signs:
    """The sign of a row, and what else there is to say of it.

    Attributes:
        sign: what is known of its category.
        marks: flagged, worth a look, noted, as far as the sign does not say so.
    """

    sign: Sign
    marks: tuple[Sign, ...] = ()

    @property
    def all(self) -> tuple[Sign, ...]:
        """The sign, then the marks."""
        return (self.sign, *self.marks)


def signs(
    status: Status, decision: Decision | None, marks: Iterable[Sign] = (), *, stale: bool = False
) -> Signs:
    """Return the signs of one row.

    A recorded row, of which there is nothing to say, shows its weightiest mark in place of a sign.

    Args:
        status: of its category cell.
        decision: the answer for it, or None.
        marks: which of flagged, worth a look and noted hold, the weightiest first.
        stale: the suggestions are from before the table changed.
    """
    found = tuple(marks)
    sign = _sign(status, decision, stale=stale)
    if sign is Sign.RECORDED and found:
        return Signs(found[0], found[1:])
    return Signs(sign, found)


def _sign(status: Status, decision: Decision | None, *, stale: bool) -> Sign:
    answer = None if decision is None else decision.answer
    match status:
        case Status.RECORDED:
            return Sign.CONFIRMED if answer is Answer.CONFIRMED else Sign.RECORDED
        case Status.ACCEPTED:
            in_bulk = decision is not None and decision.threshold is not None
            return Sign.IN_BULK if in_bulk else Sign.ACCEPTED
        case Status.ENTERED | Status.LEFT_BLANK:
            return _OF[status]
    if answer is Answer.DEFERRED:
        return Sign.LATER
    return Sign.STALE if stale and status is not Status.MISSING else _OF[status]


_OF = {
    Status.MISSING: Sign.MISSING,
    Status.SUGGESTED: Sign.SUGGESTED,
    Status.UNSURE: Sign.UNSURE,
    Status.ENTERED: Sign.ENTERED,
    Status.LEFT_BLANK: Sign.LEFT_BLANK,
}
