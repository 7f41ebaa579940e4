"""Every change, row by row: from, to, who decided, how sure, by which fit, when and why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from em_desktop.review.differences import Difference, Differences, Kind, Who
from em_desktop.review.readings import readings_made
from em_desktop.review.report.blocks import Column, Section, Table, Words, filled
from em_desktop.review.report.subject import Subject
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.why import Explainer
from em_desktop.review.wording import counted, exact_percent, percent
from em_desktop.roster.folding import shown

MOST = 5_000
"""Changes that are listed; a browser or a printer is to open the report, too."""

_LONGEST = 200
_EMPTY = "(empty)"
_CHUNK = 500


def every_change(
    subject: Subject,
    changed: Differences,
    step: Callable[[float], None] = lambda _share: None,
    most: int = MOST,
) -> Section:
    """List the changes.

    Args:
        subject: of the report.
        changed: what differs from the file, as ``differences`` returned it.
        step: told what share is done; may raise to stop.
        most: how many are listed.
    """
    listed = [changed[i] for i in range(min(len(changed), most))]
    reasons = _Reasons(subject, listed)
    lines: list[tuple[str, ...]] = []
    for i, each in enumerate(listed):
        if i % _CHUNK == 0:
            step(i / len(listed))
        lines.append(_line(each, reasons.of(each), subject))
    lines += _readings(subject, most - len(lines))
    total = len(changed) + len(readings_made(subject.workspace, subject.reading))
    table = _without_empty_columns(Table(_COLUMNS, tuple(lines), _CAPTION))
    return Section("Every change", filled(Words(_introduction(total, len(lines))), table))


_COLUMNS = (
    Column("Row", 1, right=True),
    Column("Name", 2.2),
    Column("Column", 1.6),
    Column("From", 1.3),
    Column("To", 1.3),
    Column("Source", 2.5),
    Column("Sure", 1, right=True),
    Column("Fit", 0.7, right=True),
    Column("Time", 1.8),
    Column("Why", 3.2),
)
_NEEDED = frozenset({"Row", "Column", "From", "To", "Source"})


_CAPTION = (
    "One line for each change. Rows are counted below the header. “Sure” is the probability of the "
    "suggestion when it was accepted, “Fit” the number of the fit that made it."
)


def _introduction(total: int, listed: int) -> str:
    if not total:
        return "Nothing is otherwise than in the file."
    if listed < total:
        return (
            f"There are {counted(total, 'change')}. The first {listed:,} are listed here, so that "
            "the report can be opened and printed; the receipt has them all (in the window: File ▸ "
            "Save receipt; in the terminal: --receipt)."
        )
    return f"{counted(total, 'change')}; all else is as in the file."


def _line(each: Difference, why: str, subject: Subject) -> tuple[str, ...]:
    column = {Kind.ROW_ADDED: "row added", Kind.ROW_DELETED: "row deleted"}.get(each.kind)
    if each.kind is Kind.COLUMN_ADDED:
        column = f"{shown(each.header)} (added)"
    return (
        _row(each.row_id, subject.workspace.original.n_rows),
        shown(each.name),
        column or shown(each.header) or f"column {each.column + 1}",
        _cell(each.old, blank=each.kind is Kind.CELL),
        _cell(each.new, blank=each.kind is Kind.CELL),
        _source(each, whole=each.kind is not Kind.CELL),
        "" if each.probability is None else percent(each.probability),
        "" if each.fit is None else f"{each.fit}",
        _time(each.time),
        why,
    )


def _row(row_id: int, n_rows: int) -> str:
    if row_id < 0:
        return ""
    return f"{row_id + 1:,}" if row_id < n_rows else "new"


def _cell(text: str, *, blank: bool) -> str:
    return shown(text, _LONGEST) or (_EMPTY if blank else "")


def _source(each: Difference, *, whole: bool) -> str:
    match each.who:
        case Who.ACCEPTED:
            return "suggestion, accepted by a person"
        case Who.THRESHOLD:
            return f"suggestion, threshold of {exact_percent(each.threshold or 0.0)}"
        case Who.ENTERED:
            return "entered by a person"
        case Who.EDITED:
            return "by a person" if whole else "edited by a person"
        case Who.PROGRAM:
            return "by the program"
        case _:
            return ""


def _time(time: float | None) -> str:
    if time is None:
        return ""
    return f"{datetime.fromtimestamp(time, UTC).astimezone():%Y-%m-%d %H:%M}"


class _Reasons:
    """Says in a few words why each of some changes was made."""

    def __init__(self, subject: Subject, listed: list[Difference]) -> None:
        self._subject = subject
        ids = np.unique(np.array([each.row_id for each in listed if each.row_id >= 0], np.int64))
        self._suggestions = _of_rows(subject.suggestions, ids)
        self._explainer = Explainer(subject.workspace, subject.reading, self._suggestions, None)
        at = np.full(len(ids), -1) if self._suggestions is None else self._suggestions.index_of(ids)
        self._at = dict(zip(ids.tolist(), at.tolist(), strict=True))

    def of(self, each: Difference) -> str:
        """Return the reason; empty where there is none to give."""
        decision = self._subject.workspace.decisions.get(each.row_id)
        if each.who in (Who.ACCEPTED, Who.THRESHOLD) and decision is not None:
            return self._explainer.because(decision, each.row_id, self._at.get(each.row_id, -1))
        if each.who is Who.ENTERED:
            return self._beside(each)
        return ""

    def _beside(self, each: Difference) -> str:
        """Return what the model says of a row that a person has filled."""
        at, found = self._at.get(each.row_id, -1), self._suggestions
        if found is None or at < 0:
            return ""
        chances = found.probabilities[at]
        best = int(chances.argmax())
        text, sure = shown(found.labels[best]), percent(float(chances[best]))
        return f"the suggestion was {text}, {sure}"


def _of_rows(suggestions: Suggestions | None, ids: np.ndarray) -> Suggestions | None:
    """Return the suggestions for some rows alone."""
    if suggestions is None:
        return None
    keep = np.isin(suggestions.row_ids, ids, assume_unique=True)
    return replace(
        suggestions,
        row_ids=suggestions.row_ids[keep],
        probabilities=suggestions.probabilities[keep],
    )


def _readings(subject: Subject, room: int) -> list[tuple[str, ...]]:
    """List the measurements that a person has read otherwise than they are written."""
    workspace = subject.workspace
    column, n_rows = workspace.roles.measurement, workspace.original.n_rows
    if column is None or room <= 0:
        return []
    lines: list[tuple[str, ...]] = []
    for row_id, said in list(readings_made(workspace, subject.reading).items())[:room]:
        position = int(workspace.roster.positions([row_id])[0])
        name = workspace.roles.name
        lines.append(
            (
                _row(row_id, n_rows),
                "" if name is None else shown(workspace.roster.cell(position, name)),
                shown(workspace.roster.header[column]) or f"column {column + 1}",
                _cell(workspace.roster.cell(position, column), blank=True),
                f"read as {said}",
                "reading, settled by a person",
                *("", "", ""),
                "the cell keeps its text",
            )
        )
    return lines


def _without_empty_columns(table: Table) -> Table:
    """Leave out the columns that say nothing in any row."""
    keep = [
        i
        for i, column in enumerate(table.columns)
        if column.title in _NEEDED or any(row[i] for row in table.rows)
    ]
    return replace(
        table,
        columns=tuple(table.columns[i] for i in keep),
        rows=tuple(tuple(row[i] for i in keep) for row in table.rows),
    )
