"""The signs of a row of the open document."""

from collections.abc import Iterator

from em_desktop.review.signs import Sign, Signs, signs
from em_desktop.review.status import Status
from em_desktop.review.suggestions import Freshness
from em_desktop.roster.flags import FlagKind
from em_desktop.session.document import Document


def signs_of(document: Document, position: int) -> Signs:
    """Return the signs of the row at a position of the roster.

    Where a suggestion is hidden until the person has answered, the row looks as if it had none.
    """
    row_id = int(document.workspace.roster.row_ids[position])
    status = Status(int(document.status[position]))
    return signs(
        Status.MISSING if document.hides(row_id) else status,
        document.workspace.decisions.get(row_id),
        _marks(document, position, row_id),
        stale=document.freshness is Freshness.STALE,
    )


def _marks(document: Document, position: int, row_id: int) -> Iterator[Sign]:
    flags = document.reading.flags.at(position)
    if any(flag.kind != FlagKind.CATEGORY_MISSING for flag in flags):
        yield Sign.FLAGGED
    if document.worth_a_look.index_of(row_id) is not None:
        yield Sign.WORTH_A_LOOK
    if row_id in document.workspace.notes:
        yield Sign.NOTED
