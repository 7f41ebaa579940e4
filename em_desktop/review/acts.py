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
) -> frozenset[Act]:
    """Return the answers that fit a row.

    Args:
        status: of the row.
        inferred: there are suggestions, so that rows without one are reviewed too.
        suggested: this row has one, whatever was said to it.
        odd: it is recorded, and is to be looked at or was.
        reopened: a person went back to it, to answer it anew.
    """
    if status is Status.RECORDED:
        return frozenset(Act) if odd else frozenset({Act.BACK, Act.NOTE})
    acts = {Act.BACK, Act.NOTE, Act.CATEGORY, Act.BLANK}
    if status in WAITING or (status is Status.LEFT_BLANK and suggested):
        acts.add(Act.ACCEPT)
    if status in WAITING or (inferred and status in OPEN) or reopened:
        acts.add(Act.SKIP)
    return frozenset(acts)
