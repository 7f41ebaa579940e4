"""Where a person left a file, to go on there when it is opened again.

No cell and no name is in it: a row is kept by its number. It counts only for a file with the same
header; the row only where the file has as many rows as then. The settings read it for the first
paint of the window, so that it brings nothing along.
"""

from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Bookmark:
    """Where a person left a file.

    Attributes:
        path: of the file, absolute.
        header: fingerprint of its header.
        n_rows: how many rows it had.
        row: of the file, from 0; None for none, or for one that was added.
        column: of the current cell.
        show: the filter, in the words of `Show`.
        sorting: number of the column that sorts, and whether it descends; None for the file's own
            order.
        inferred: there were suggestions.
        threshold: from which they were to be accepted in bulk, 0 to 1.
        side: what the right side showed, in the words of `Side`.
    """

    path: Path
    header: str
    n_rows: int
    row: int | None = None
    column: int = 0
    show: str = ""
    sorting: tuple[int, bool] | None = None
    inferred: bool = False
    threshold: float | None = None
    side: str = ""

    @property
    def words(self) -> str:
        """Where it is: ``at row 12 of 300``; empty where no row is known."""
        return "" if self.row is None else f"at row {self.row + 1:,} of {self.n_rows:,}"

    def fitting(self, n_rows: int, n_columns: int) -> "Bookmark":
        """Return what of it counts for a file that has so many rows and columns by now."""
        found = self
        if found.sorting is not None and not 0 <= found.sorting[0] < n_columns:
            found = replace(found, sorting=None)
        inside = found.row is not None and 0 <= found.row < n_rows
        if n_rows != found.n_rows or not inside or not 0 <= found.column < n_columns:
            found = replace(found, row=None, column=0)
        return replace(found, n_rows=n_rows)


def encoded(bookmark: Bookmark) -> dict[str, object]:
    """Return a bookmark as what the ``json`` module writes."""
    return {
        "path": str(bookmark.path),
        "header": bookmark.header,
        "n_rows": bookmark.n_rows,
        "row": bookmark.row,
        "column": bookmark.column,
        "show": bookmark.show,
        "sorting": None if bookmark.sorting is None else list(bookmark.sorting),
        "inferred": bookmark.inferred,
        "threshold": bookmark.threshold,
        "side": bookmark.side,
    }


def decoded(content: object) -> tuple[Bookmark, ...]:
    """Return the bookmarks of a list that was read; those that make no sense are passed over."""
    entries = content if isinstance(content, list) else []
    return tuple(found for entry in entries if (found := _decoded(entry)) is not None)


def _decoded(entry: object) -> Bookmark | None:
    match entry:
        case {
            "path": str(path),
            "header": str(header),
            "n_rows": int(n_rows),
            "row": (int() | None) as row,
            "column": int(column),
            "show": str(show),
            "sorting": sorting,
            "inferred": bool(inferred),
            "threshold": (int() | float() | None) as threshold,
            "side": str(side),
        } if threshold is None or 0 <= threshold <= 1:
            pair: tuple[int, bool] | None
            match sorting:
                case [int(at), bool(descending)]:
                    pair = (at, descending)
                case _:
                    pair = None
            rest = (n_rows, row, column, show, pair, inferred, threshold, side)
            return Bookmark(Path(path), header, *rest)
    return None
