"""Steps in words, as a list of what was done tells them: in the past tense, with rows and kind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from em_desktop.em.sources import in_order
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import (
    AddColumn,
    DeleteRows,
    Edit,
    InsertRows,
    RemoveColumn,
    SetCells,
    SetChecks,
    SetClusters,
    SetDecisions,
    SetEvidence,
    SetNotes,
    SetOptions,
    SetReadings,
    SetRoles,
    Several,
    flat,
    rows_touched,
)
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.wording import capital, counted, joined, percent
from em_desktop.review.workspace import Workspace
from em_desktop.roster.cell_reading import CellReading, meaning
from em_desktop.roster.folding import shown

_LONGEST_NAME, _LONGEST_TEXT = 40, 30


class StepKind(StrEnum):
    """What a step is about, for its icon."""

    ANSWER = "answer"
    ENTERED = "entered"
    CONFIRMED = "confirmed"
    """One row was answered."""
    BULK = "answers"
    """Several rows were answered at once."""
    BLANK = "left blank"
    SKIPPED = "skipped"
    TAKEN_BACK = "taken back"
    """An answer, or several, that is no more."""
    EDIT = "edit"
    PASTE = "paste"
    ROWS = "rows"
    COLUMNS = "columns"
    READING = "reading"
    EVIDENCE = "evidence"
    CHECK = "check"
    NOTE = "note"


@dataclass(frozen=True)
class StepWords:
    """A step as a list shows it.

    Attributes:
        kind: for its icon.
        text: what was done, in the past tense.
        n_rows: how many rows it touched.
        alike: says of so many such steps in a row what was done, with ``{}`` for their number;
            empty where each stands alone.
    """

    kind: StepKind
    text: str
    n_rows: int
    alike: str = ""


def step_words(edit: Edit, text: str, workspace: Workspace) -> StepWords:
    """Say what a step has done.

    Args:
        edit: the step.
        text: what the menu calls it, which tells a paste from other ways to write cells.
        workspace: the present one, which has the names; rows that it lacks have their number.
    """
    said = _named(text.replace("&&", "&")) or _words(edit, _Names(workspace))
    return StepWords(said.kind, said.text, len(rows_touched(edit)), said.alike)


@dataclass(frozen=True)
class _Said:
    kind: StepKind
    text: str
    alike: str = ""


_BY_MENU = (
    ("paste of ", StepKind.PASTE, "Pasted {}"),
    ("cut of ", StepKind.EDIT, "Cut {}"),
    ("clearing ", StepKind.EDIT, "Cleared {}"),
    ("filling down ", StepKind.EDIT, "Filled down {}"),
    ("re-apply of ", StepKind.EDIT, "Made {} again after the file was read anew"),
    ("table from the clipboard", StepKind.PASTE, "Took the table from the clipboard"),
    ("finding ", StepKind.COLUMNS, "Found {}"),
    ("renaming the groups", StepKind.COLUMNS, "Renamed the groups"),
    ("removing the groups", StepKind.COLUMNS, "Removed the groups"),
    ("meaning of ", StepKind.COLUMNS, "Set the meaning of {}"),
    ("using ", StepKind.EVIDENCE, "Used {} as evidence"),
    ("leaving out ", StepKind.EVIDENCE, "Left out {} as evidence"),
    ("change of how ", StepKind.READING, "Changed how {}"),
    ("change of the ", StepKind.READING, "Changed the {}"),
)
"""Beginnings of names of steps, the kind, and what was done with the rest of the name."""


def _named(text: str) -> _Said | None:
    """Return what the menu's name says better than the edit itself."""
    for start, kind, words in _BY_MENU:
        if text.startswith(start):
            return _Said(kind, words.format(text.removeprefix(start)))
    return None


class _Names:
    """What rows and columns are called."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.category, self.name = workspace.roles.category, workspace.roles.name

    def row(self, row_id: int) -> str:
        """Return whose row it is, or which."""
        roster, column = self._workspace.roster, self._workspace.roles.name
        try:
            at = int(roster.positions([row_id])[0])
            name = "" if column is None else roster.cell(at, column).strip()
        except (KeyError, IndexError):  # it was deleted, or the column is taken away, by now
            name = ""
        return shown(name, _LONGEST_NAME) if name else f"row {row_id + 1}"

    def rows(self, row_ids: Iterable[int]) -> str:
        """Return whose row it is where there is one, else how many there are."""
        ids = tuple(row_ids)
        return self.row(ids[0]) if len(ids) == 1 else counted(len(ids), "row")

    def column(self, column: int) -> str:
        """Return what a column is called."""
        header = self._workspace.roster.header
        name = header[column].strip() if column < len(header) else ""
        return shown(name, _LONGEST_NAME) if name else f"column {column + 1}"


def _words(edit: Edit, names: _Names) -> _Said:
    match edit:
        case SetCells():
            return _cells(edit, names)
        case InsertRows(row_ids=ids):
            return _Said(StepKind.ROWS, f"Added {_a(len(ids), 'row')}")
        case DeleteRows(row_ids=ids):
            return _Said(StepKind.ROWS, f"Deleted {_a(len(ids), 'row')}")
        case SetDecisions(decisions):
            return _decisions(decisions, names)
        case SetChecks() | SetNotes():
            return _noted(edit, names)
        case SetRoles() | SetOptions() | SetEvidence():
            return _choice(edit)
        case AddColumn() | RemoveColumn() | SetClusters():
            return _columns(edit)
        case SetReadings(column, readings):
            return _readings(column, readings, names)
        case Several(edits):
            return _several(edits, names)


def _noted(edit: SetChecks | SetNotes, names: _Names) -> _Said:
    match edit:
        case SetChecks(checks):
            return _Said(StepKind.CHECK, f"Noted what was said of {names.rows(checks)}")
        case SetNotes(notes):
            gone = all(text is None for text in notes.values())
            what = "Removed the note of" if gone else "Noted something of"
            return _Said(StepKind.NOTE, f"{what} {names.rows(notes)}")


def _choice(edit: SetRoles | SetOptions | SetEvidence) -> _Said:
    match edit:
        case SetRoles():
            return _Said(StepKind.COLUMNS, "Set what the columns mean")
        case SetOptions(options):
            unit = "" if options.unit is None else f", in {options.unit}"
            return _Said(StepKind.READING, f"Changed how numbers are read{unit}")
        case SetEvidence(evidence):
            sources = joined([source.value for source in in_order(evidence)])
            return _Said(StepKind.EVIDENCE, f"Set the evidence: {sources or 'none'}")


def _columns(edit: AddColumn | RemoveColumn | SetClusters) -> _Said:
    match edit:
        case AddColumn(header=header):
            return _Said(StepKind.COLUMNS, f"Added the column {shown(header, _LONGEST_NAME)}")
        case RemoveColumn():
            return _Said(StepKind.COLUMNS, "Took a column away")
        case SetClusters(clusters):
            n = 0 if clusters is None else len(clusters.names)
            return _Said(
                StepKind.COLUMNS, f"Named {counted(n, 'group')}" if n else "Removed the groups"
            )


def _a(n: int, noun: str) -> str:
    return f"a {noun}" if n == 1 else counted(n, noun)


def _cells(edit: SetCells, names: _Names) -> _Said:
    ids, column = edit.row_ids, names.column(edit.column)
    text = edit.texts[0] if len(set(edit.texts)) == 1 else None
    value = None if text is None else shown(text.strip(), _LONGEST_TEXT)
    whom = names.rows(ids)
    if edit.column == names.name and len(ids) == 1:
        whom = f"row {ids[0] + 1}"  # it may have this very text for its name
    of = f"of {whom}" if len(ids) == 1 else f"in {whom}"
    if value == "":
        return _Said(StepKind.EDIT, f"Emptied {column} {of}")
    if value is None:
        return _Said(StepKind.EDIT, f"Changed {column} {of}")
    if edit.column != names.category:
        return _Said(StepKind.EDIT, f"Changed {column} {of} to {value}")
    if len(ids) == 1:
        name = column.replace("{", "{{").replace("}", "}}")
        alike = f"Filled in {name} of {{}} rows by hand, one by one"
        return _Said(StepKind.ENTERED, f"Entered {value} for {names.row(ids[0])}", alike)
    return _Said(StepKind.ENTERED, f"Entered {value} in {counted(len(ids), 'row')}")


_ANSWERS: Mapping[Answer | None, tuple[str, str, str]] = {
    Answer.ACCEPTED: ("Accepted {}", "Accepted {}", "Accepted {} suggestions one by one"),
    Answer.LEFT_BLANK: ("Left {} blank", "Left {} blank", "Left {} rows blank, one by one"),
    Answer.DEFERRED: ("Skipped {}", "Skipped {}", "Skipped {} rows, one by one"),
    Answer.CONFIRMED: (
        "Said that {} is right",
        "Said that {} are right",
        "Said of {} rows that they are right, one by one",
    ),
    None: ("Took back the answer for {}", "Took back the answers of {}", ""),
}
"""What is said of one row, of several in one step, and of several such steps."""


_KINDS: Mapping[Answer | None, StepKind] = {
    Answer.LEFT_BLANK: StepKind.BLANK,
    Answer.DEFERRED: StepKind.SKIPPED,
    Answer.CONFIRMED: StepKind.CONFIRMED,
    None: StepKind.TAKEN_BACK,
}


def _decisions(decisions: Mapping[int, Decision | None], names: _Names) -> _Said:
    made = {None if each is None else each.answer for each in decisions.values()}
    n = len(decisions)
    if len(made) != 1:
        return _Said(StepKind.BULK, f"Answered {counted(n, 'row')}")
    answer = made.pop()
    word = "" if answer is None else answer.value.capitalize()
    one, several, alike = _ANSWERS.get(
        answer, (f"{word}: {{}}", f"{word}: {{}}", f"{word}: {{}} rows, one by one")
    )
    row_id, decision = next(iter(decisions.items()))
    if answer is not Answer.ACCEPTED or decision is None:
        kind = _KINDS.get(answer, StepKind.ANSWER if n == 1 else StepKind.BULK)
        return _Said(kind, (one if n == 1 else several).format(names.rows(decisions)), alike)
    sure = "" if decision.probability is None else f", {percent(decision.probability)}"
    if n == 1 and decision.threshold is None:
        whom = f"{shown(decision.text, _LONGEST_TEXT)} for {names.row(row_id)}{sure}"
        return _Said(StepKind.ANSWER, one.format(whom), alike)
    above = decision.threshold
    least = "" if above is None else f" of at least {percent(above)}"
    return _Said(StepKind.BULK, f"Accepted {counted(n, 'suggestion')}{least}")


def _readings(column: int, readings: Mapping[int, CellReading | None], names: _Names) -> _Said:
    what = f"{names.column(column)} of {names.rows(readings)}"
    said = set(readings.values())
    if said == {None}:
        return _Said(StepKind.READING, f"Took back how {what} was read")
    kept = [each for each in said if each is not None]
    if all(each.as_it_is for each in kept):
        return _Said(StepKind.READING, f"Took {what} as written")
    one = f" as {meaning(kept[0])}" if len(readings) == 1 else " as proposed"
    return _Said(StepKind.READING, f"Read {what}{one}")


def _several(edits: Sequence[Edit], names: _Names) -> _Said:
    """Say what several edits in one step come to: the one that matters, or how many cells."""
    parts = tuple(flat(edits))
    cells = [part for part in parts if isinstance(part, SetCells)]
    added = sum(len(part.row_ids) for part in parts if isinstance(part, InsertRows))
    gone = sum(len(part.row_ids) for part in parts if isinstance(part, DeleteRows))
    columns = [part for part in parts if isinstance(part, AddColumn | RemoveColumn | SetClusters)]
    n = sum(len(part.row_ids) for part in cells)
    if columns:
        return _words(columns[0], names)
    if len(cells) > 1 or (cells and added + gone):
        done = [f"changed {counted(n, 'cell')}"]
        done += [f"added {counted(added, 'row')}"] if added else []
        done += [f"deleted {counted(gone, 'row')}"] if gone else []
        return _Said(StepKind.EDIT, capital(joined(done)))
    for part in sorted(parts, key=_weight):
        return _words(part, names)
    return _Said(StepKind.EDIT, "Changed nothing")


_WEIGHTS: tuple[type[Edit], ...] = (
    *(SetCells, InsertRows, DeleteRows),
    *(SetRoles, SetOptions, SetReadings, SetDecisions, SetEvidence),
)
"""What a step of several edits is named after, if it has one of these."""


def _weight(edit: Edit) -> int:
    return _WEIGHTS.index(type(edit)) if type(edit) in _WEIGHTS else len(_WEIGHTS)


def inferred_words(suggestions: Suggestions) -> str:
    """Say that a fit has made suggestions."""
    n = counted(len(suggestions.row_ids), "suggestion")
    return f"Inferred (fit {suggestions.number}): {n}"


def way_words(n_back: int, n_forward: int, n_rows: int) -> str:
    """Say what it would do to go to a step.

    Args:
        n_back: steps that would be undone.
        n_forward: steps that would be done again.
        n_rows: rows that they touch.
    """
    rows = f", {counted(n_rows, 'row')}" if n_rows else ""
    if n_back:
        return f"Enter takes back {counted(n_back, 'step')}{rows}."
    if n_forward:
        return f"Enter does {counted(n_forward, 'step')} again{rows}."
    return "You are here."


def past_words(n_undone: int) -> str:
    """Say that a person stands before steps that are undone; empty where there are none."""
    if not n_undone:
        return ""
    them = "it" if n_undone == 1 else "them"
    return f"You are {counted(n_undone, 'step')} back. A new step drops {them}."


def dropped_words(n: int) -> str:
    """Say that a new step has dropped some that were undone."""
    were = "was" if n == 1 else "were"
    return f"{counted(n, 'undone step')} {were} dropped by this one."
