"""What a report is about: the file, the moment, the fit and what became of its rows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.changes import Changes
from em_desktop.review.decisions import Answer
from em_desktop.review.naming import category_noun
from em_desktop.review.show import UNSURE_BELOW
from em_desktop.review.status import Status, statuses
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.workspace import Workspace
from em_desktop.roster.folding import shown
from em_desktop.roster.missing import missing_mask
from em_desktop.roster.reading import Reading

LONGEST_NAME = 120
"""Letters of a file's name."""


@dataclass(frozen=True)
class About:
    """What is known of a file besides its rows.

    Attributes:
        file: its name; empty for a roster that lies in no file.
        time: when the report was made.
        digest: SHA-256 of the file's bytes, in hexadecimal digits; empty where there is no file.
        read_as: how it was read, such as ``UTF-8, comma``.
        corrected: name of the corrected file; empty where none was written.
        corrected_digest: SHA-256 of its bytes.
        warnings: what else was worth knowing, one sentence each; no cell stands in them.
    """

    file: str
    time: datetime
    digest: str = ""
    read_as: str = ""
    corrected: str = ""
    corrected_digest: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What to call the file in a sentence."""
        return shown(self.file, LONGEST_NAME) or "the new roster"


@dataclass(frozen=True, eq=False)
class Subject:
    """Everything that a report tells of.

    Attributes:
        about: the file.
        workspace: with edits and decisions.
        reading: of its roster.
        suggestions: of the newest fit, as far as they still speak of their rows; None where there
            are none.
        changes: what an export writes, or has written.
        stale: the table has changed since that fit.
        unsure_below: probability below which a suggestion counts as unsure.
        written: when cells were written, in seconds since 1970, by row id and column.
    """

    about: About
    workspace: Workspace
    reading: Reading
    suggestions: Suggestions | None
    changes: Changes
    stale: bool = False
    unsure_below: float = UNSURE_BELOW
    written: Mapping[tuple[int, int], float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def noun(self) -> str:
        """The column that is filled in, fit for a sentence."""
        return category_noun(self.workspace)

    @property
    def is_added_column(self) -> bool:
        """Whether the file lacks the column that is filled in."""
        column = self.workspace.roles.category
        return column is not None and column >= self.workspace.original.n_columns


@dataclass(frozen=True)
class Fates:
    """What became of the rows of the file whose category was missing, and of some that had one.

    Ids are in ascending order.

    Attributes:
        rows: how many the file has.
        accepted: a person accepted the suggestion.
        by_threshold: a person accepted all from a threshold on.
        entered: a person filled it in.
        left_blank: a person wants it to stay blank.
        still_missing: nobody has decided.
        unwritten: accepted, but the file's cell cannot be written.
        deleted: the row was deleted.
        confirmed: recorded rows that looked odd, of which a person said that they are right.
    """

    rows: int
    accepted: tuple[int, ...] = ()
    by_threshold: tuple[int, ...] = ()
    entered: tuple[int, ...] = ()
    left_blank: tuple[int, ...] = ()
    still_missing: tuple[int, ...] = ()
    unwritten: tuple[int, ...] = ()
    deleted: tuple[int, ...] = ()
    confirmed: tuple[int, ...] = ()

    @property
    def missing(self) -> int:
        """How many rows lacked the category."""
        return self.filled + sum(
            map(len, (self.left_blank, self.still_missing, self.unwritten, self.deleted))
        )

    @property
    def filled(self) -> int:
        """How many of them have one now."""
        return len(self.accepted) + len(self.by_threshold) + len(self.entered)


def fates(subject: Subject) -> Fates:
    """Return what became of each row of the file whose category was missing."""
    workspace, changes = subject.workspace, subject.changes
    original, category = workspace.original, workspace.roles.category
    if category is None:
        return Fates(original.n_rows)
    width = original.n_columns
    lacked = np.ones(original.n_rows, dtype=bool)
    if category < width:
        lacked = missing_mask(original.columns[category], workspace.options.missing_words)
    ids = workspace.roster.row_ids
    here = ids < original.n_rows
    here[here] = lacked[ids[here]]
    state, of = statuses(workspace, subject.reading, None)[here], ids[here]

    def having(status: Status) -> list[int]:
        return [int(i) for i in of[state == status]]

    decisions = workspace.decisions
    written, unwritten = _apart(
        having(Status.ACCEPTED), lambda i: changes.written(i, category, width) is not None
    )
    by_person, by_threshold = _apart(written, lambda i: decisions[i].threshold is None)
    entered, not_entered = _apart(
        having(Status.ENTERED) + _others(state, of),
        lambda i: changes.written(i, category, width) is not None,
    )
    gone: NDArray[np.int64] = np.setdiff1d(original.row_ids[lacked], ids, assume_unique=True)
    deleted, kept = _apart(gone.tolist(), changes.deleted.__contains__)
    return Fates(
        original.n_rows,
        tuple(by_person),
        tuple(by_threshold),
        tuple(sorted(entered)),
        tuple(having(Status.LEFT_BLANK)),
        tuple(sorted(having(Status.MISSING) + kept)),
        tuple(sorted(unwritten + not_entered)),
        tuple(deleted),
        tuple(sorted(_confirmed(workspace))),
    )


def _confirmed(workspace: Workspace) -> Iterator[int]:
    """Return the rows of the file whose recorded category a person has confirmed."""
    present = frozenset(workspace.roster.row_ids.tolist())
    for row_id, decision in workspace.decisions.items():
        of_file = row_id < workspace.original.n_rows and row_id in present
        if decision.answer is Answer.CONFIRMED and of_file:
            yield row_id


def _others(state: NDArray[np.int8], ids: NDArray[np.int64]) -> list[int]:
    """Return rows that lacked a category and are recorded by now: other words count as missing."""
    return [int(i) for i in ids[state == Status.RECORDED]]


def _apart(ids: list[int], kept: Callable[[int], bool]) -> tuple[list[int], list[int]]:
    """Return the ids for which a question is answered yes, and the others."""
    yes = [i for i in ids if kept(i)]
    chosen = frozenset(yes)
    return yes, [i for i in ids if i not in chosen]
