"""The roster that a file holds once changes are written."""

from collections.abc import Iterator

from em_desktop.review.changes import Changes
from em_desktop.roster.table import Roster, texts


def changed(original: Roster, changes: Changes) -> Roster:
    """Return the roster that a file holds after the changes, new columns included.

    Args:
        original: the roster of the file.
        changes: what is to differ from it.
    """
    roster = original
    by_column: dict[int, dict[int, str]] = {}
    for (row_id, column), text in changes.cells.items():
        by_column.setdefault(column, {})[row_id] = text
    for column, new in by_column.items():
        roster = roster.with_texts(column, roster.positions(list(new)), list(new.values()))
    if changes.deleted:
        roster = roster.without_rows(roster.positions(sorted(changes.deleted)))
    if changes.added:
        ids = [row_id for row_id, _ in changes.added]
        roster = roster.with_rows(ids, [row for _, row in changes.added])
    ids = roster.row_ids.tolist()
    return Roster(
        (*roster.header, *(new.header for new in changes.new_columns)),
        (
            *roster.columns,
            *(texts(new.texts.get(i, "") for i in ids) for new in changes.new_columns),
        ),
        roster.row_ids,
    )


def rows_of(roster: Roster) -> Iterator[tuple[str, ...]]:
    """Return the rows from first to last."""
    return zip(*roster.columns, strict=True)
