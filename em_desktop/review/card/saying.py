"""What a card says of its row: a few words that stand out, and one sentence."""

from dataclasses import dataclass

from em_desktop.review.card.known import Known
from em_desktop.review.card.state import CardState
from em_desktop.review.check_words import blind_words
from em_desktop.review.decisions import Answer
from em_desktop.review.encode import evidence_noun
from em_desktop.review.evidence import speaking
from em_desktop.review.explain import Explanation
from em_desktop.review.naming import category_noun
from em_desktop.review.status import Status
from em_desktop.review.suggestions import Freshness, Suggestion
from em_desktop.review.wording import capital, counted, percent
from em_desktop.roster.flags import FlagKind
from em_desktop.roster.folding import shown


@dataclass(frozen=True)
class Saying:
    """What is said of a row.

    Attributes:
        state: why.
        opening: how the words that stand out begin: ``Probably``.
        label: the category that they name; may be empty.
        category: its place among the categories as a person sees them; None where it has no colour.
        sure: its probability in words; may be empty.
        sentence: why, in one sentence or two.
        aside: what else there is to know, less weighty; may be empty.
    """

    state: CardState
    opening: str
    label: str = ""
    category: int | None = None
    sure: str = ""
    sentence: str = ""
    aside: str = ""


NO_ROW = Saying(
    CardState.NO_ROW,
    "Choose a row in the table",
    sentence="What is known of it stands here, and how you can answer.",
)

_NO_CATEGORY = Saying(
    CardState.NO_CATEGORY,
    "Nothing to fill in",
    sentence="Say which column is to be filled in: click its header.",
)


def blind(known: Known) -> Saying:
    """Return what is said of a row whose suggestion is hidden: what became of the last one."""
    last = blind_words(known.workspace.checks.values())
    return Saying(
        CardState.BLIND,
        f"Which {category_noun(known.workspace)} would you say?",
        sentence=last or "EM’s suggestion is hidden until you have answered.",
    )


def several(n: int) -> Saying:
    """Return what is said where ``n`` rows are selected."""
    return Saying(
        CardState.SEVERAL,
        "An answer goes to all of them",
        sentence=f"To each of the {counted(n, 'row')} that has no recorded value. "
        "Choose one row to see what is known of it.",
    )


def several_looks(n: int) -> Saying:
    """Return what is said where ``n`` rows that look odd are selected."""
    return Saying(
        CardState.SEVERAL,
        "An answer goes to the current row only",
        sentence=f"Of the {counted(n, 'row')} each needs a look of its own.",
    )


def saying(known: Known, position: int, explanation: Explanation | None) -> Saying:
    """Return what is said of one row.

    Args:
        known: of the roster.
        position: of the row.
        explanation: of its suggestion; None where it has none.
    """
    column = known.workspace.roles.category
    if column is None:
        return _NO_CATEGORY
    status, row_id = Status(int(known.status[position])), _id(known, position)
    text = known.workspace.roster.cell(position, column)
    match status:
        case Status.RECORDED:
            return _recorded(known, position, row_id, text)
        case Status.ENTERED:
            return _entered(known, text)
        case Status.ACCEPTED:
            return _accepted(known, row_id, explanation)
        case Status.LEFT_BLANK:
            said = f"You left it blank: no {category_noun(known.workspace)} is written here."
            return Saying(CardState.LEFT_BLANK, "Left blank", sentence=said)
    suggestion = None if known.suggestions is None else known.suggestions.of(row_id)
    if explanation is None or suggestion is None:
        return _nothing(known, position)
    return _suggested(known, row_id, status, explanation, suggestion)


def _recorded(known: Known, position: int, row_id: int, text: str) -> Saying:
    label, place = shown(text), _place(known, text)
    if known.is_confirmed(row_id):
        said = "You looked at it and called it right as it is."
        return Saying(CardState.CONFIRMED, "Right as recorded:", label, place, sentence=said)
    look = known.look_words(row_id)
    if look:
        return Saying(
            CardState.LOOK,
            "Worth a look: recorded as",
            label,
            place,
            sentence=f"{look} Nothing is changed.",
        )
    if before := known.before(position):
        said = f"The file has {shown(before)}. Undo, or type it, to have it back."
        return Saying(CardState.RECORDED, "You changed it to", label, place, sentence=said)
    flags = known.reading.flags.at(position)
    odd = next((flag for flag in flags if flag.kind in _NOT_ABOUT_THE_MEASUREMENT), None)
    said = "Recorded values are never changed by EM." if odd is None else odd.words
    if odd is not None and odd.kind is FlagKind.UNKNOWN_SPELLING:
        said = f"{said} Choose it below."
    return Saying(CardState.RECORDED, "Recorded as", label, place, sentence=said)


_NOT_ABOUT_THE_MEASUREMENT = (
    FlagKind.UNKNOWN_SPELLING,
    FlagKind.DUPLICATE_NAME,
    FlagKind.RAGGED,
)
"""Flags that the card tells in its sentence, the weightiest first; doubts have their own place."""


def _entered(known: Known, text: str) -> Saying:
    said = "It counts as recorded when you infer again."
    place = _place(known, text)
    return Saying(CardState.ENTERED, "You entered", shown(text), place, sentence=said)


def _accepted(known: Known, row_id: int, explanation: Explanation | None) -> Saying:
    decision = known.workspace.decisions[row_id]
    said, in_bulk = "", decision.threshold is not None
    if decision.threshold is not None:
        said = f"With all of at least {percent(decision.threshold)}, without a look at each. "
    if explanation is not None and explanation.label == decision.text:
        said += _sentence(explanation.reason)
    return Saying(
        CardState.IN_BULK if in_bulk else CardState.ACCEPTED,
        "You accepted",
        shown(decision.text),
        _place(known, decision.text),
        "" if decision.probability is None else percent(decision.probability),
        said.strip(),
    )


def _nothing(known: Known, position: int) -> Saying:
    workspace, reading = known.workspace, known.reading
    if reading.measurement is None:
        said = "Say which column is the measurement: click its header."
        return Saying(CardState.NO_EVIDENCE, "No suggestion", sentence=said)
    if not speaking(workspace, reading)[position]:
        noun = evidence_noun(workspace, reading)
        said = f"No usable {noun}, so nothing can be suggested."
        return Saying(CardState.NO_EVIDENCE, "No suggestion", sentence=said)
    again = "" if known.suggestions is None else " again"
    said = f"Nothing is suggested yet. Press Infer{again}."
    return Saying(CardState.NOT_INFERRED, "No suggestion yet", sentence=said)


def _suggested(
    known: Known, row_id: int, status: Status, explanation: Explanation, suggestion: Suggestion
) -> Saying:
    decision = known.workspace.decisions.get(row_id)
    skipped = decision is not None and decision.answer is Answer.DEFERRED
    state = CardState.UNSURE if status is Status.UNSURE else CardState.SUGGESTED
    if known.freshness is Freshness.STALE:
        state = CardState.STALE
    opening = explanation.opening
    return Saying(
        CardState.SKIPPED if skipped else state,
        f"Later; {opening[:1].lower()}{opening[1:]}" if skipped else opening,
        shown(explanation.label),
        _place(known, explanation.label),
        percent(suggestion.probability),
        _sentence(explanation.reason),
        _STALE if known.freshness is Freshness.STALE else explanation.note,
    )


_STALE = "Suggested before your last changes; infer again to bring it up to date."


def _sentence(reason: str) -> str:
    return f"{capital(reason)}."


def _place(known: Known, text: str) -> int | None:
    """Return where a category stands among those of the fit, whose colour it then has."""
    suggestions = known.suggestions
    if suggestions is None or text not in suggestions.labels:
        return None
    return suggestions.places[suggestions.labels.index(text)]


def _id(known: Known, position: int) -> int:
    return int(known.workspace.roster.row_ids[position])
