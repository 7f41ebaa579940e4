"""How far the review of a roster has come, and what to do where nothing waits."""

from dataclasses import dataclass, replace

import numpy as np

from em_desktop.review.card.known import Known
from em_desktop.review.card.state import NextStep
from em_desktop.review.encode import evidence_noun
from em_desktop.review.naming import category_noun
from em_desktop.review.status import DECIDED, WAITING, Status
from em_desktop.review.suggestions import Freshness
from em_desktop.review.wording import counted


@dataclass(frozen=True)
class Standing:
    """How far a review has come.

    Attributes:
        decided: rows that were missing and are answered.
        total: these and the rows that wait for an answer.
        words: the same in words.
        step: what to do next, besides answering; None for nothing.
    """

    decided: int
    total: int
    words: str
    step: NextStep | None = None

    def led_by(self, words: str) -> "Standing":
        """Return it with something said before it; empty for nothing.

        How far all has come is enough then: there is room for no more.
        """
        if not words:
            return self
        return replace(self, words=f"{words} · {self.words.partition(' · ')[0]}")


def standing(known: Known) -> Standing:
    """Return how far a review has come; it is done only where no row is left that could wait.

    Without suggestions each missing row may get one, so that none counts as done with.
    """
    counts = np.bincount(known.status, minlength=len(Status)) if len(known.status) else _NO_ROWS
    decided = sum(int(counts[status]) for status in DECIDED)
    waiting = sum(int(counts[status]) for status in WAITING)
    blank = int(counts[Status.MISSING])
    if known.workspace.roles.category is None:
        return Standing(0, 0, "")
    noun = category_noun(known.workspace)
    if known.course.looking:
        return _looking(known)
    if known.suggestions is None and blank:
        return _before(decided, blank, noun)
    total = decided + waiting + blank
    if not total:
        return Standing(0, 0, f"No {noun} is missing.")
    if waiting:
        stale = known.freshness is Freshness.STALE
        words = f"{decided:,} of {total:,} decided"
        if stale:
            return Standing(decided, total, f"{words} · table changed", NextStep.INFER_AGAIN)
        return Standing(decided, total, _with(words, known.course.time_left))
    return _done(known, decided, blank)


def _looking(known: Known) -> Standing:
    """Return how many of the rows that look odd a person has looked at."""
    if known.suggestions is None:
        return Standing(0, 0, "Infer first, to find them.", NextStep.INFER)
    left, total = len(known.worth_a_look), known.worth_a_look.total
    if not left:
        return Standing(total, total, "Nothing more is worth a look.")
    words = f"{total - left:,} of {total:,} looked at"
    return Standing(total - left, total, _with(words, known.course.time_left))


def _with(words: str, more: str) -> str:
    return f"{words} · {more}" if more else words


_NO_ROWS = np.zeros(len(Status), dtype=np.intp)


def _before(decided: int, blank: int, noun: str) -> Standing:
    total = decided + blank
    if decided:
        return Standing(decided, total, f"{decided:,} of {total:,} decided", NextStep.INFER)
    return Standing(0, total, f"{counted(blank, 'row')} without {noun}", NextStep.INFER)


def _done(known: Known, decided: int, blank: int) -> Standing:
    """Return how it stands where no suggestion waits."""
    if not decided:
        noun = evidence_noun(known.workspace, known.reading)
        return Standing(0, 0, f"{counted(blank, 'row')} without a usable {noun}")
    step = None if known.is_exported else NextStep.EXPORT
    if blank:
        return Standing(decided, decided, f"{decided:,} decided, {blank:,} not suggested", step)
    all_of_them = counted(decided, "row")
    done = "decided and exported" if known.is_exported else "decided"
    return Standing(decided, decided, f"All {all_of_them} {done}.", step)
