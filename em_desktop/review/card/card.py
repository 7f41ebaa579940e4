"""The whole of what a review card shows, as one value."""

from dataclasses import dataclass

from em_desktop.review.acts import fitting
from em_desktop.review.answer_keys import MOST_CATEGORIES, Act
from em_desktop.review.card.answers import CardAnswer, answers
from em_desktop.review.card.columns import all_columns, details, title
from em_desktop.review.card.densities import Densities, NoDensities, densities
from em_desktop.review.card.known import Known
from em_desktop.review.card.saying import NO_ROW, Saying, blind, saying, several, several_looks
from em_desktop.review.card.standing import Standing, standing
from em_desktop.review.entry import choices
from em_desktop.review.explain import Explanation, explain
from em_desktop.review.readings import Doubt, doubt
from em_desktop.review.status import WAITING, Status
from em_desktop.review.wording import counted

_NOTHING_DRAWN = NoDensities()


@dataclass(frozen=True)
class Card:
    """What a review card shows.

    Attributes:
        title: who is under review.
        details: what else the roster says of the row, the weightiest first.
        tip: each cell of the row.
        saying: the suggestion, or why there is none.
        explanation: why; None without a suggestion.
        densities: where its measurement lies, or why that is not drawn.
        labels: categories of the fit; empty without one.
        places: of each label among the categories as a person sees them.
        doubt: about the row's measurement.
        answers: to the row.
        standing: how far the review has come.
    """

    title: str
    details: tuple[str, ...]
    tip: str
    saying: Saying
    explanation: Explanation | None
    densities: Densities | NoDensities
    labels: tuple[str, ...]
    places: tuple[int, ...]
    doubt: Doubt | None
    answers: tuple[CardAnswer, ...]
    standing: Standing


def card(known: Known, row_id: int | None, selected: int = 1) -> Card:
    """Return what is shown of a row.

    Args:
        known: of the roster.
        row_id: the current row; None, or one that has gone, for no row.
        selected: how many rows an answer goes to.
    """
    position = known.position(row_id)
    if position is None or row_id is None:
        return _made(known, "No row", NO_ROW)
    if selected > 1:
        several_rows = several_looks(selected) if known.course.looking else several(selected)
        heading = f"{counted(selected, 'row')} selected"
        hidden = {Act.ACCEPT} if known.is_blind and not known.course.looking else set()
        acts = frozenset(Act) - hidden
        return _made(known, heading, several_rows, acts=acts, odd=known.course.looking)
    status, suggestions = Status(int(known.status[position])), known.suggestions
    is_hidden = known.is_blind and status in WAITING
    odd = status is Status.RECORDED and (known.is_odd(row_id) or known.course.reopened)
    explanation = None
    if suggestions is not None and not is_hidden:
        explanation = explain(suggestions, row_id, known.workspace, known.reading)
    return _made(
        known,
        title(known, position),
        blind(known) if is_hidden else saying(known, position, explanation),
        details=details(known, position),
        tip=all_columns(known, position),
        explanation=explanation,
        drawn=_NOTHING_DRAWN if is_hidden else densities(known, position),
        doubt=doubt(known.workspace, known.reading, row_id),
        acts=fitting(
            status,
            inferred=suggestions is not None,
            suggested=suggestions is not None and suggestions.of(row_id) is not None,
            odd=odd,
            reopened=known.course.reopened,
            can_go_on=known.course.can_go_on,
            misspelt=known.reading.flags.is_misspelt(position),
        )
        - ({Act.ACCEPT} if is_hidden else set()),
        odd=odd,
        note=known.note(position),
    )


def _made(
    known: Known,
    heading: str,
    said: Saying,
    *,
    details: tuple[str, ...] = (),
    tip: str = "",
    explanation: Explanation | None = None,
    drawn: Densities | NoDensities = _NOTHING_DRAWN,
    doubt: Doubt | None = None,
    acts: frozenset[Act] = frozenset(),
    odd: bool = False,
    note: str = "",
) -> Card:
    suggestions, course = known.suggestions, known.course
    acts = acts if course.can_go_back else acts - {Act.BACK}
    labels = choices(known.reading, suggestions)[:MOST_CATEGORIES]
    return Card(
        title=heading,
        details=details,
        tip=tip,
        saying=said,
        explanation=explanation,
        densities=drawn,
        labels=() if suggestions is None else suggestions.labels,
        places=() if suggestions is None else suggestions.places,
        doubt=doubt,
        answers=answers(labels, acts, course.keys, odd=odd, note=note),
        standing=standing(known),
    )
