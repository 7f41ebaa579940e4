"""Which rows in sight look other than they did: only these are painted again after an answer."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QTableView

from em_desktop.review.workspace import Workspace
from em_desktop.review.worth_a_look import WorthALook
from em_desktop.roster.flags import Flags
from em_desktop.roster.same import are_same
from em_desktop.ui.table.model import RosterModel

_BY_ROW = ("roster", "decisions")
"""Parts of a workspace of which each row shows its own."""


@dataclass(frozen=True, eq=False)
class _Seen:
    """What the table showed: rows that scroll into sight later are painted from it too."""

    whole: tuple[object, ...]
    positions: NDArray[np.intp]
    workspace: Workspace
    status: NDArray[np.int8]
    worth_a_look: WorthALook
    flags: Flags

    @classmethod
    def of(cls, model: RosterModel) -> "_Seen":
        document = model.document
        return cls(
            _whole(model),
            model.positions,
            document.workspace,
            document.status,
            document.worth_a_look,
            document.reading.flags,
        )

    def made_of(self, row: int) -> tuple[object, ...]:
        """Return what a row shows of its own."""
        if row >= len(self.positions):
            return ()
        position = int(self.positions[row])
        row_id = int(self.workspace.roster.row_ids[position])
        return (
            int(self.status[position]),
            self.workspace.decisions.get(row_id),
            self.worth_a_look.index_of(row_id) is None,
            self.flags.at(position),
            *(column[position] for column in self.workspace.roster.columns),
        )


class ChangedRows:
    """Remembers what the table showed when it was asked last."""

    def __init__(self) -> None:
        self._seen: _Seen | None = None

    def take(self, model: RosterModel, rows: Iterable[int]) -> list[int] | None:
        """Return which of the rows differ from the last time, and remember what all are like.

        Args:
            model: of the rows.
            rows: those in sight.

        Returns:
            The rows; None where something has changed that shows in each of them.
        """
        before, now = self._seen, _Seen.of(model)
        self._seen = now
        if before is None or not are_same(before.whole, now.whole):
            return None
        return [row for row in rows if before.made_of(row) != now.made_of(row)]


def rows_in_sight(view: QTableView) -> range:
    """Return the rows that a table shows just now, those in part too."""
    top, bottom = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
    if top < 0:
        return range(0)
    return range(top, (view.model().rowCount() if bottom < 0 else bottom + 1))


def _whole(model: RosterModel) -> tuple[object, ...]:
    """Return what shows in every row; each is replaced where it changes."""
    document = model.document
    workspace = document.workspace
    return (
        document.suggestions,
        document.freshness,
        document.is_blind,
        workspace.roster.header,
        workspace.roster.row_ids,
        model.positions,
        *(getattr(workspace, each.name) for each in fields(workspace) if each.name not in _BY_ROW),
    )
