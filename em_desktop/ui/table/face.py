"""What a cell shows: text, a small tag, a bar. No Qt."""

from dataclasses import dataclass, replace
from enum import StrEnum

from em_desktop.review.decisions import Answer
from em_desktop.review.readings import beside
from em_desktop.review.signs import Sign
from em_desktop.review.status import Status
from em_desktop.review.suggestions import Freshness
from em_desktop.review.wording import percent
from em_desktop.roster.flags import Flag
from em_desktop.roster.roles import Role
from em_desktop.session.document import Document


class Tone(StrEnum):
    """The colour family of a tag."""

    PLAIN = "plain"
    MUTED = "muted"
    GOOD = "good"
    OWN = "own"
    WARNING = "warning"


@dataclass(frozen=True)
class Face:
    """What one cell shows.

    Attributes:
        text: the main text.
        tag: a short note beside it.
        tone: of the tag.
        suggested: the text is a proposal, not in the file.
        share: length of the bar under a proposal, 0 to 1; None without a bar.
        category: index of the category whose colour the bar has.
        stale: the proposal is from before the table changed.
        numeric: aligned right.
        entry: it belongs to the line for new rows.
        flags: findings on the cell.
        note: why the row is worth a look, or what a person noted of it; empty for neither.
    """

    text: str
    tag: str = ""
    tone: Tone = Tone.PLAIN
    suggested: bool = False
    share: float | None = None
    category: int | None = None
    stale: bool = False
    numeric: bool = False
    entry: bool = False
    flags: tuple[Flag, ...] = ()
    note: str = ""

    @property
    def spoken(self) -> str:
        """The face in words, for a screen reader."""
        parts = [self.text or "empty"]
        if self.suggested:
            parts.append("suggested")
        if self.tag:
            parts.append(self.tag)
        parts += [flag.words for flag in self.flags]
        parts += [self.note] if self.note else []
        return ", ".join(parts)


LOOK = "look?"
"""The tag of a cell that is worth a look."""

NUMERIC = (Role.MEASUREMENT, Role.FURTHER, Role.AGE)
"""Columns of numbers, which stand on the right."""


def face(document: Document, position: int, column: int) -> Face:
    """Return the face of the cell at a position of the roster."""
    workspace = document.workspace
    text = one_line(workspace.roster.cell(position, column))
    role = workspace.roles.role_of(column)
    for_the_row = workspace.roles.name or 0
    flags = tuple(
        flag
        for flag in document.reading.flags.at(position)
        if column == (for_the_row if flag.column is None else flag.column)
    )
    if role is Role.CATEGORY:
        shown = _category_face(document, position, text, flags)
    else:
        shown = _plain_face(text, flags, numeric=role in NUMERIC)
        measurement = document.reading.measurement
        said = beside(measurement, position) if measurement and role is Role.MEASUREMENT else ""
        if said and not flags:
            shown = replace(shown, tag=said, tone=Tone.MUTED)
    note = note_of(document, position)
    if note and column == for_the_row:
        return replace(shown, note=note)
    return _doubted(document, position, role, shown)


def note_of(document: Document, position: int) -> str:
    """Return what a person has noted of the row at a position, in words; empty for nothing."""
    notes = document.workspace.notes
    row_id = int(document.workspace.roster.row_ids[position])
    return f"Your note: {one_line(notes[row_id])}" if row_id in notes else ""


def _doubted(document: Document, position: int, role: Role | None, shown: Face) -> Face:
    """Mark the cell of a row that is worth a look."""
    found = document.worth_a_look
    if not len(found) or role not in (Role.CATEGORY, Role.MEASUREMENT):
        return shown
    row_id = int(document.workspace.roster.row_ids[position])
    doubted = found.doubts_category if role is Role.CATEGORY else found.doubts_measurement
    if not doubted(row_id):
        return shown
    note = document.look_words(row_id)
    if shown.tag:
        return replace(shown, note=note)
    return replace(shown, tag=LOOK, tone=Tone.WARNING, note=note)


def _plain_face(text: str, flags: tuple[Flag, ...], *, numeric: bool = False) -> Face:
    """Return the face of a cell as the file has it, with the first finding as a tag."""
    tag = flags[0].short if flags else ""
    tone = Tone.WARNING if flags else Tone.PLAIN
    return Face(text, tag, tone, numeric=numeric, flags=flags)


def _category_face(document: Document, position: int, text: str, flags: tuple[Flag, ...]) -> Face:
    row_id = int(document.workspace.roster.row_ids[position])
    status = Status(int(document.status[position]))
    decision = document.workspace.decisions.get(row_id)
    suggestions = document.suggestions
    match status:
        case Status.RECORDED:
            if decision is not None and decision.answer is Answer.CONFIRMED and not flags:
                return Face(text, Sign.CONFIRMED.value, Tone.GOOD)
            return _plain_face(text, flags)
        case Status.ENTERED:
            return Face(text, "you", Tone.OWN, flags=flags)
        case Status.ACCEPTED if decision is not None:
            sure = "" if decision.probability is None else f" {percent(decision.probability)}"
            how = "accepted" if decision.threshold is None else "in bulk"
            return Face(decision.text, f"{how}{sure}", Tone.GOOD)
        case Status.LEFT_BLANK:
            return Face(text, "left blank", Tone.OWN)
    if document.hides(row_id):
        return Face(text, "blind", Tone.MUTED, flags=flags)
    suggestion = suggestions.of(row_id) if suggestions is not None else None
    if suggestion is None or suggestions is None:
        return Face(text, _why_none(document, position), Tone.MUTED, flags=flags)
    later = " · later" if decision is not None and decision.answer is Answer.DEFERRED else ""
    return Face(
        suggestion.text,
        percent(suggestion.probability) + later,
        Tone.MUTED,
        suggested=True,
        share=suggestion.probability,
        category=suggestions.places[suggestions.labels.index(suggestion.text)],
        stale=document.freshness is Freshness.STALE,
        flags=flags,
    )


def _why_none(document: Document, position: int) -> str:
    measurement = document.reading.measurement
    column = document.workspace.roles.measurement
    if measurement is None or column is None:
        return "missing"
    if not measurement.usable[position]:
        noun = document.workspace.roster.header[column] or "measurement"
        return f"no usable {noun}"
    return "missing"


def one_line(text: str) -> str:
    """Return a text as one line that no control or direction mark can disturb."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _STAND_INS.get(c, "\ufffd") for c in text)


_STAND_INS = {"\n": "↵", "\r": "", "\t": " ", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
_STAND_INS |= dict.fromkeys("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e", "")
_STAND_INS |= {c: c for c in "\u200c\u200d"}  # Persian names and many emoji need them
_STAND_INS |= dict.fromkeys("\u2066\u2067\u2068\u2069\ufeff\xad", "")
