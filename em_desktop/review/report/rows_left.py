"""The rows without a change: left blank, still missing, noted, looked at; by number alone."""

from collections.abc import Iterable, Iterator

from em_desktop.review.report.blocks import Column, Facts, Section, Table, Words, filled
from em_desktop.review.report.subject import Fates, Subject
from em_desktop.review.wording import joined
from em_desktop.roster.folding import shown

MOST_RUNS = 400
"""Runs of row numbers that are written out."""

MOST_NOTES, LONGEST_NOTE = 1_000, 2_000
"""Notes that are listed, and letters of each."""


def rows_left(found: Fates) -> Section | None:
    """Name the rows that stay without a category; None where there is none."""
    pairs = [
        (what, row_numbers(ids))
        for what, ids in (
            ("Left blank on purpose", found.left_blank),
            ("Still missing", found.still_missing),
            ("Cannot be written", found.unwritten),
            ("Recorded, looked odd, confirmed", found.confirmed),
        )
        if ids
    ]
    if not pairs:
        return None
    return Section(
        "Gaps and entries left as they are", filled(Words(_BY_NUMBER), Facts(tuple(pairs)))
    )


def noted(subject: Subject, most: int = MOST_NOTES) -> Section | None:
    """List what persons have noted of rows; None where there is nothing.

    A note is a person's own words. Of its row the number is told and no cell, changed or not.
    """
    n_rows = subject.workspace.original.n_rows
    told = sorted((i, text) for i, text in subject.workspace.notes.items())
    rows = tuple(
        (f"{row_id + 1:,}" if row_id < n_rows else "new", shown(text, LONGEST_NOTE) or _WORDLESS)
        for row_id, text in told[:most]
    )
    rest = len(told) - len(rows)
    more = f"{rest:,} more are not listed here." if rest else ""
    table = Table((Column("Row", 1, right=True), Column("Note", 9)), rows, heads=True)
    return Section("Notes", filled(Words(_NOTED), table, Words(more))) if rows else None


_NOTED = (
    "These are the words of whoever flagged a row. Of the row itself its number is told, no cell."
)
_WORDLESS = "flagged, without words"


_BY_NUMBER = (
    "These rows appear by their number alone (counted below the header). Of a row in which nothing "
    "was changed no cell stands in this report; what the categories are called is told."
)


def row_numbers(ids: Iterable[int], most: int = MOST_RUNS) -> str:
    """Return the numbers of some rows: ``3, 7–12 and 40``; the rest is counted.

    Args:
        ids: of rows of the file, ascending.
        most: numbers and runs that are written out.
    """
    runs = list(_runs(ids))
    said = [_run(first, last) for first, last in runs[:most]]
    rest = sum(last - first + 1 for first, last in runs[most:])
    if rest:
        return f"{', '.join(said)} and {rest:,} more"
    return joined(said)


def _run(first: int, last: int) -> str:
    if first == last:
        return f"{first + 1:,}"
    return f"{first + 1:,}{', ' if last == first + 1 else '–'}{last + 1:,}"


def _runs(ids: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = -2
    for row_id in ids:
        if row_id == last + 1:
            last = row_id
            continue
        if first >= 0:
            yield first, last
        first = last = row_id
    if first >= 0:
        yield first, last
