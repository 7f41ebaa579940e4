"""What is said where a table shows no row, and what to do next."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.show import Show
from em_desktop.review.status import DECIDED, WAITING, Status
from em_desktop.review.wording import counted


class Next(StrEnum):
    """What to do next; the value is what its button says."""

    INFER = "Infer"
    SHOW_ALL = "Show all rows"
    SHOW_SUGGESTED = "Show suggestions"
    SHOW_UNSURE = "Show unsure ones"
    SHOW_MISSING = "Show missing rows"
    EXPORT = "Export…"
    FIND_GROUPS = "Find groups…"


SHOWS = {
    Next.SHOW_ALL: Show.ALL,
    Next.SHOW_SUGGESTED: Show.SUGGESTED,
    Next.SHOW_UNSURE: Show.UNSURE,
    Next.SHOW_MISSING: Show.MISSING,
}
"""The filters that lead to rows."""


@dataclass(frozen=True)
class Empty:
    """What is said in place of rows.

    Attributes:
        said: one or two calm sentences.
        next: what to do, where a button can do it.
    """

    said: str
    next: Next | None = None


NO_ROWS = Empty("This roster has no rows yet. Type into the first line, or paste a table.")


def empty(
    show: Show,
    status: NDArray[np.int8],
    *,
    has_category: bool,
    has_measurement: bool,
    inferred: bool,
    is_exported: bool = False,
) -> Empty:
    """Return what is said where a filter shows no row.

    Args:
        show: the filter.
        status: of each row, shape ``(n_rows,)``.
        has_category: some column is to be filled in.
        has_measurement: some column is a measurement.
        inferred: there are suggestions, or there were none to make.
        is_exported: all that a person did is in a file.
    """
    if not len(status):
        return NO_ROWS
    if show is Show.FLAGGED:
        return Empty("No rule found anything odd in these rows.", Next.SHOW_ALL)
    if show is Show.ALL:
        return NO_ROWS
    if not has_category:
        return Empty(
            "No column is to be filled in yet. Click the header of the one with the gaps, or let "
            "groups be found by the measurements.",
            Next.FIND_GROUPS,
        )
    if show is Show.WORTH_A_LOOK and inferred:
        return Empty("No recorded row looks unlikely.", Next.SHOW_ALL)
    counts = np.bincount(status, minlength=len(Status))
    waiting, missing = int(counts[list(WAITING)].sum()), int(counts[Status.MISSING])
    decided = int(counts[list(DECIDED)].sum())
    if not inferred and (missing or show is Show.WORTH_A_LOOK):
        return _not_inferred(show, has_measurement=has_measurement)
    suggested = Next.SHOW_SUGGESTED if counts[Status.SUGGESTED] else Next.SHOW_UNSURE
    if is_exported and decided and not waiting + missing:
        return Empty("All is decided and exported.", Next.SHOW_ALL)
    return _inferred(show, waiting, suggested, missing, decided)


def _not_inferred(show: Show, *, has_measurement: bool) -> Empty:
    if not has_measurement:
        return Empty(
            "No column is a measurement yet. Click the header of the one with the numbers, such as "
            "height, and say so."
        )
    if show is Show.WORTH_A_LOOK:
        said = "Nothing is inferred yet. After that, recorded rows that look unlikely stand here."
        return Empty(said, Next.INFER)
    if show is Show.DECIDED:
        return Empty("Nothing is decided yet. Infer, then answer the suggestions.", Next.INFER)
    return Empty("Nothing is inferred yet. After that, the suggestions stand here.", Next.INFER)


def _inferred(show: Show, waiting: int, suggested: Next, missing: int, decided: int) -> Empty:
    if not waiting + missing + decided:
        return Empty("Nothing was missing, so there is nothing to answer.", Next.SHOW_ALL)
    if show is Show.DECIDED:
        if waiting:
            waits = f"{counted(waiting, 'suggestion')} {'waits' if waiting == 1 else 'wait'}"
            return Empty(f"Nothing is decided yet. {waits} for your answer.", suggested)
        return Empty("Nothing is decided yet, and nothing is suggested.", Next.SHOW_MISSING)
    if show is Show.MISSING and waiting:
        return Empty("Every missing row has a suggestion.", suggested)
    if show is Show.UNSURE and waiting:
        return Empty("No suggestion is unsure.", Next.SHOW_SUGGESTED)
    if show is Show.SUGGESTED and waiting:
        return Empty("All suggestions that wait are unsure.", Next.SHOW_UNSURE)
    if missing and show is not Show.MISSING:
        rows = f"{counted(missing, 'row')} without one {'is' if missing == 1 else 'are'}"
        return Empty(f"No suggestion waits. {rows} still missing.", Next.SHOW_MISSING)
    return Empty("All is decided. Export the corrected file when you are ready.", Next.EXPORT)
