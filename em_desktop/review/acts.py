"""Which answers fit a row."""

from em_desktop.review.answer_keys import Act
from em_desktop.review.status import OPEN, WAITING, Status


def fitting(
    status: Status,
    *,
    inferred: bool = False,
    suggested: bool = False,
    odd: bool = False,
    reopened: bool = False,
    can_go_on: bool = False,
    misspelt: bool = False,
) -> frozenset[Act]:
    """Return the answers that fit a row.

    Args:
        status: of the row.
        inferred: there are suggestions, so that rows without one are reviewed too.
        suggested: this row has one, whatever was said to it.
        odd: it is recorded, and is to be looked at or was.
        reopened: a person went back to it, to answer it anew.
        can_go_on: some row waits, to which a person goes from a recorded or decided one too.
        misspelt: what is recorded is spelt as nobody else spells it, so that it may be corrected.
    """
    if status is Status.RECORDED and odd:
        return frozenset(Act)
    onward = {Act.SKIP} if can_go_on else set()
    if status is Status.RECORDED:
        corrects = {Act.CATEGORY} if misspelt else set()
        return frozenset({Act.BACK, Act.NOTE} | onward | corrects)
    acts = {Act.BACK, Act.NOTE, Act.CATEGORY, Act.BLANK}
    if status in WAITING or (status is Status.LEFT_BLANK and suggested):
        acts.add(Act.ACCEPT)
    if status in WAITING or (inferred and status in OPEN) or reopened:
        acts.add(Act.SKIP)
    return frozenset(acts | onward)
