"""A person's edits, carried over to a file that another program has changed meanwhile.

Each edit is held against three texts: what the file had, what the person made of it, what the file
has now. Where only one side changed, there is nothing to decide. Where both did, that is a
`Conflict`: the file keeps what it has, and the person can have theirs instead.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.checks import Check
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.matching import NOWHERE, Match, match
from em_desktop.review.rebased import Conflict, Kind, Rebased, Steps, carried
from em_desktop.review.wording import counted
from em_desktop.review.workspace import Workspace
from em_desktop.roster.cell_reading import CellReading
from em_desktop.roster.folding import folded, shown
from em_desktop.roster.missing import missing_mask
from em_desktop.roster.roles import Role, Roles
from em_desktop.roster.table import Roster, texts

_CHUNK = 50_000


def rebase(former: Workspace, new: Roster, pause: Callable[[], None] = lambda: None) -> Rebased:
    """Carry edits over to the roster that a file has now.

    Args:
        former: with the edits; its ``original`` is what the file had.
        new: what the file has now, read in the same way.
        pause: called between chunks of work.
    """
    matched = match(former.original, new, key=_key(former), pause=pause)
    return _Rebase(former, new, matched, pause).done()


def _key(workspace: Workspace) -> int | None:
    name = workspace.roles.name
    return name if name is not None and name < workspace.original.n_columns else None


class _Rebase:
    """The way from a former workspace to what is to be done."""

    def __init__(
        self, former: Workspace, new: Roster, matched: Match, pause: Callable[[], None]
    ) -> None:
        self._former, self._new, self._match = former, new, matched
        self._old, self._mine = former.original, former.roster
        self._cells: dict[tuple[int, int], str] = {}
        self._decisions: dict[int, Decision] = {}
        self._deleted: list[int] = []
        self._inserted: list[int] = []
        self._conflicts: list[Conflict] = []
        self._already = 0
        self._missing: dict[str, bool] = {}
        self._columns = self._matched_columns()
        self._places: dict[int, int] = {}
        there = np.flatnonzero(matched.rows != NOWHERE)
        for start in range(0, len(there), _CHUNK):
            some = there[start : start + _CHUNK]
            found = new.row_ids[matched.rows[some]]
            self._places.update(zip(some.tolist(), found.tolist(), strict=True))
            pause()
        self._present = frozenset(self._mine.row_ids.tolist())
        self._renamed = self._renamed_rows()
        self._of_row: dict[int, dict[int, str]] = defaultdict(dict)
        """Texts in rows that are gone or may be another's, by row and column."""
        self._of_column: dict[int, int] = defaultdict(int)
        """How many texts are in columns that are gone."""

    def done(self) -> Rebased:
        """Hold every edit against the file, and return what came out."""
        self._hold_rows()
        self._hold_cells()
        self._hold_decisions()
        self._tell_of_rows()
        columns = self._hold_columns()
        roles = self._roles(self._columns)
        start = Workspace.of(self._new, roles, self._former.options)
        start = replace(start, evidence=self._former.evidence)
        steps = Steps(
            self._cells,
            self._decisions,
            frozenset(self._deleted),
            tuple(self._inserted),
            columns,
            self._readings(),
            self._checks(),
            self._notes(),
        )
        return Rebased(
            start,
            self._former,
            self._match,
            steps,
            self._already,
            tuple(self._conflicts),
            self._columns,
            self._places,
        )

    def _matched_columns(self) -> tuple[int, ...]:
        """Match the added columns too: one of the same name is it, where the file has it now."""
        found = self._match.columns
        free = {
            name: n for n, name in reversed(list(enumerate(self._new.header))) if n not in found
        }
        added = self._mine.header[self._old.n_columns :]
        return (*found, *(free.pop(name, NOWHERE) for name in added))

    def _roles(self, columns: tuple[int, ...]) -> Roles:
        roles = Roles()
        for role in Role:
            for column in self._former.roles.columns_of(role):
                if columns[column] != NOWHERE:
                    roles = roles.assign(columns[column], role)
        return roles

    def _renamed_rows(self) -> frozenset[int]:
        """Return the rows whose name is another now: they may stand for another person."""
        key = _key(self._former)
        if key is None or self._columns[key] == NOWHERE:
            return frozenset()
        ids = np.flatnonzero(self._match.rows != NOWHERE)
        now = self._new.columns[self._columns[key]][self._match.rows[ids]]
        differing = ids[np.asarray(self._old.columns[key][ids] != now, dtype=bool)].tolist()
        return frozenset(row_id for row_id in differing if not self._is_same_name(row_id, key))

    def _is_same_name(self, row_id: int, key: int) -> bool:
        """Whether a name is only written otherwise, or is what the person made of it."""
        place = self._places[row_id]
        now = self._now(place, self._columns[key])
        return folded(now) == folded(self._old.cell(row_id, key)) or (
            row_id in self._present and now == self._own(row_id, key)
        )

    def _hold_rows(self) -> None:
        """Rows that the person has deleted or added."""
        for row_id in self._deleted_rows():
            place = self._places.pop(row_id, None)
            if place is None:
                self._already += 1
            elif differs := self._differing(row_id, place):
                self._conflict(
                    Kind.ROW_CHANGED,
                    self._where(row_id, place),
                    "; ".join(before for _, before, _ in differs),
                    "row deleted",
                    "; ".join(now for _, _, now in differs),
                    Steps(deleted=frozenset({place})),
                )
            else:
                self._deleted.append(place)
        added = self._mine.row_ids[self._mine.row_ids >= self._old.n_rows].tolist()
        fresh = self._fresh_rows() if added else {}
        for row_id in added:
            places = fresh.get(self._carried(row_id))
            if places:
                self._places[row_id] = places.pop(0)
                self._already += 1
            else:
                self._inserted.append(row_id)

    def _deleted_rows(self) -> list[int]:
        gone = np.setdiff1d(self._old.row_ids, self._mine.row_ids, assume_unique=True)
        return [int(row_id) for row_id in gone]

    def _differing(self, row_id: int, place: int) -> list[tuple[str, str, str]]:
        """Return header, former and present text where a row of the file has changed."""
        pairs = (
            (self._old.header[o], self._old.cell(row_id, o), self._now(place, n))
            for o, n in enumerate(self._match.columns)
            if n != NOWHERE
        )
        return [(name, before, now) for name, before, now in pairs if before != now]

    def _fresh_rows(self) -> dict[tuple[str, ...], list[int]]:
        """Return the rows that came into the file, by their texts."""
        fresh: dict[tuple[str, ...], list[int]] = defaultdict(list)
        known = set(self._match.rows.tolist())
        for at, row in enumerate(zip(*self._new.columns, strict=True)):
            if at not in known:
                fresh[row].append(int(self._new.row_ids[at]))
        return fresh

    def _carried(self, row_id: int) -> tuple[str, ...]:
        return carried(self._mine, row_id, self._columns, self._new.n_columns)

    def _hold_cells(self) -> None:
        for row_id, column, before, mine in self._edited():
            place, there = self._places.get(row_id), self._columns[column]
            if place is None:
                self._of_row[row_id][column] = mine
            elif there == NOWHERE:
                if column < self._old.n_columns:  # an added column is put in whole
                    self._of_column[column] += 1
            else:
                now = self._now(place, there)
                if now == mine:
                    self._already += 1
                elif row_id in self._renamed:
                    self._of_row[row_id][column] = mine
                elif now == before:
                    self._cells[place, there] = mine
                else:
                    steps = Steps({(place, there): mine})
                    kind = self._kind(column, before)
                    where = self._where(row_id, place, column)
                    self._conflict(kind, where, before, mine, now, steps)

    def _edited(self) -> Iterator[tuple[int, int, str, str]]:
        """Yield row id, column, former and own text of each cell that the person has changed."""
        ids = self._mine.row_ids[self._mine.row_ids < self._old.n_rows]
        at = self._mine.positions(ids)
        for c, column in enumerate(self._mine.columns):
            of_file = c < self._old.n_columns
            if of_file and column is self._old.columns[c]:
                continue
            mine: NDArray[np.object_] = column[at]
            before = self._old.columns[c][ids] if of_file else np.full(len(ids), "", dtype=object)
            for i in np.flatnonzero(mine != before).tolist():
                yield int(ids[i]), c, str(before[i]), str(mine[i])

    def _kind(self, column: int, before: str) -> Kind:
        filled = column == self._former.roles.category and self._is_missing(before)
        return Kind.RECORDED if filled else Kind.CELL

    def _is_missing(self, text: str) -> bool:
        known = self._missing.get(text)
        if known is None:
            words = self._former.options.missing_words
            known = self._missing[text] = bool(missing_mask(texts([text]), words)[0])
        return known

    def _hold_decisions(self) -> None:
        column = self._former.roles.category
        if column is None:
            return
        there = self._columns[column]
        gone = there == NOWHERE and column < self._old.n_columns
        inserted = frozenset(self._inserted)
        for row_id, decision in self._former.decisions.items():
            place = self._places.get(row_id)
            if decision.answer is Answer.CONFIRMED:
                self._hold_confirmed(row_id, decision, place, there)
            elif row_id not in inserted and (place is None or row_id in self._renamed):
                said = decision.text or decision.answer.value
                self._of_row[row_id].setdefault(column, said)
            elif gone:
                self._of_column[column] += 1
            elif place is None or there == NOWHERE:
                self._decisions[row_id] = decision
            else:
                self._hold_decision(row_id, decision, place, there)

    def _hold_confirmed(
        self, row_id: int, decision: Decision, place: int | None, there: int
    ) -> None:
        """Keep that a row was looked at, while it says the same: no text hangs on it."""
        column = self._former.roles.category
        if place is None or column is None or there == NOWHERE or row_id in self._renamed:
            return
        if self._own(row_id, column) == self._cells.get((place, there), self._now(place, there)):
            self._decisions[row_id] = decision

    def _hold_decision(self, row_id: int, decision: Decision, place: int, there: int) -> None:
        now = self._now(place, there)
        if self._is_missing(self._cells.get((place, there), now)):
            self._decisions[row_id] = decision
        elif decision.answer is Answer.ACCEPTED and decision.text == now:
            self._already += 1
        elif decision.answer is not Answer.DEFERRED:
            column = self._former.roles.category
            before = "" if column is None else self._own(row_id, column)
            self._conflict(
                Kind.RECORDED,
                self._where(row_id, place, column),
                before,
                decision.text or decision.answer.value,
                now,
                Steps({(place, there): before}, {row_id: decision}),
            )

    def _now(self, place: int, column: int) -> str:
        return self._new.cell(place, column)  # in a roster that was just read, ids are positions

    def _own(self, row_id: int, column: int) -> str:
        return self._mine.cell(int(self._mine.positions([row_id])[0]), column)

    def _tell_of_rows(self) -> None:
        """Make one conflict of all edits in a row that is gone, or that may be another's."""
        key = _key(self._former)
        for row_id in self._former.notes.keys() - self._notes().keys():
            self._of_row[row_id]  # so that there is somebody to ask
        for row_id, written in sorted(self._of_row.items()):
            note = self._former.notes.get(row_id)
            notes = {} if note is None else {row_id: note}
            noted = [] if note is None else [f"note: {shown(note)}"]
            said = (
                f"{shown(self._mine.header[c])}: {shown(text) or '(empty)'}"
                for c, text in sorted(written.items())
            )
            mine = "; ".join([*said, *noted])
            decision = self._former.decisions.get(row_id)
            answers = {} if decision is None else {row_id: decision}
            place = self._places.get(row_id)
            if place is None:
                where = self._where(row_id, None)
                steps = Steps(decisions=answers, inserted=(row_id,), notes=notes)
                self._conflict(Kind.ROW_GONE, where, "", mine, "", steps)
                continue
            cells = {
                (place, self._columns[c]): self._own(row_id, c)
                for c in written
                if self._columns[c] != NOWHERE
            }
            before = "" if key is None else self._old.cell(row_id, key)
            now = "" if key is None else self._now(place, self._columns[key])
            steps = Steps(cells, answers, notes=notes)
            self._conflict(Kind.ROW_RENAMED, self._where(row_id, place), before, mine, now, steps)

    def _hold_columns(self) -> tuple[int, ...]:
        """Return the added columns that the file has not, and tell of its own that are gone."""
        for column, n in sorted(self._of_column.items()):
            is_category = column == self._former.roles.category
            answers = dict(self._former.decisions) if is_category else {}
            where = f"Column “{shown(self._old.header[column])}”"
            mine = f"{counted(n, 'edit')} of yours"
            steps = Steps(decisions=answers, columns=(column,))
            self._conflict(Kind.COLUMN_GONE, where, "", mine, "", steps)
        added = range(self._old.n_columns, self._mine.n_columns)
        return tuple(c for c in added if self._columns[c] == NOWHERE)

    def _readings(self) -> dict[tuple[int, int], CellReading]:
        """Return what was said of cells that are there; it holds only while they say the same."""
        return {
            (self._places[row_id], self._columns[column]): reading
            for (row_id, column), reading in self._former.readings.items()
            if row_id in self._places and row_id not in self._renamed
            if self._columns[column] != NOWHERE
        }

    def _checks(self) -> dict[int, Check]:
        """Return what was said of rows that are there: what was measured stays measured."""
        column = self._former.roles.category
        if column is None or (self._columns[column] == NOWHERE and column < self._old.n_columns):
            return {}
        known = self._places.keys() | frozenset(self._inserted)
        checks = self._former.checks.items()
        return {i: check for i, check in checks if i in known and i not in self._renamed}

    def _notes(self) -> dict[int, str]:
        """Return the notes of rows that are there; of the others they are asked about."""
        known = (self._places.keys() | frozenset(self._inserted)) - self._renamed
        return {i: text for i, text in self._former.notes.items() if i in known}

    def _where(self, row_id: int, place: int | None, column: int | None = None) -> str:
        parts = [f"Former row {row_id + 1}" if place is None else f"Row {place + 1}"]
        key = _key(self._former)
        name = "" if key is None or row_id >= self._old.n_rows else self._old.cell(row_id, key)
        parts += [shown(name)] if name.strip() else []
        parts += [shown(self._mine.header[column])] if column is not None else []
        return ", ".join(parts)

    def _conflict(
        self, kind: Kind, where: str, before: str, mine: str, theirs: str, steps: Steps
    ) -> None:
        self._conflicts.append(Conflict(kind, where, before, mine, theirs, steps))
