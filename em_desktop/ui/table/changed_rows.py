"""Which rows in sight look other than they did: only these are painted again after an answer."""

from collections.abc import Iterable
from dataclasses import fields

from PySide6.QtWidgets import QTableView

from em_desktop.roster.same import are_same
from em_desktop.ui.table.model import RosterModel

_BY_ROW = ("roster", "decisions")
"""Parts of a workspace of which each row shows its own."""


class ChangedRows:
    """Remembers what the rows in sight were made of when they were asked for last."""

    def __init__(self) -> None:
        self._whole: tuple[object, ...] = ()
        self._rows: dict[int, tuple[object, ...]] = {}

    def take(self, model: RosterModel, rows: Iterable[int]) -> list[int] | None:
        """Return which of the rows differ from the last time, and remember them as they are.

        Args:
            model: of the rows.
            rows: those in sight.

        Returns:
            The rows; None where something has changed that shows in each of them.
        """
        whole = _whole(model)
        known = are_same(whole, self._whole)
        before, now = self._rows, {row: _made_of(model, row) for row in rows}
        self._whole, self._rows = whole, now
        if not known:
            return None
        return [row for row, made_of in now.items() if before.get(row) != made_of]


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
        model.positions,
        *(getattr(workspace, each.name) for each in fields(workspace) if each.name not in _BY_ROW),
    )


def _made_of(model: RosterModel, row: int) -> tuple[object, ...]:
    if row >= len(model.positions):
        return ()
    document, position = model.document, int(model.positions[row])
    workspace = document.workspace
    row_id = int(workspace.roster.row_ids[position])
    return (
        row_id,
        int(document.status[position]),
        workspace.decisions.get(row_id),
        document.worth_a_look.index_of(row_id) is None,
        document.reading.flags.at(position),
        *(column[position] for column in workspace.roster.columns),
    )
