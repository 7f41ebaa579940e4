"""Who is under review: the name, the measurement, and what else the roster says of the row."""

from em_desktop.review.card.known import Known
from em_desktop.review.readings import beside
from em_desktop.roster.folding import shown
from em_desktop.roster.roles import Role

LONGEST_NAME, LONGEST_CELL, LONGEST_HEADER, LONGEST_NOTE = 60, 30, 20, 60
"""Letters that are shown of a name, of another cell, of a header and of a note."""

MOST_MORE = 3
"""Columns without a meaning of which a card speaks."""

_LONGEST_MORE = 16
"""Letters of a cell of such a column; a longer text is a remark, and stands in the tip."""

_MOST_TOLD, _LONGEST_TOLD = 24, 90
"""Columns of the tip, and letters of each of their cells."""


def title(known: Known, position: int) -> str:
    """Return the name of a row, or its number."""
    workspace = known.workspace
    column = workspace.roles.name
    name = "" if column is None else shown(workspace.roster.cell(position, column), LONGEST_NAME)
    return name or f"Row {int(workspace.roster.row_ids[position]) + 1:,}"


def details(known: Known, position: int) -> tuple[str, ...]:
    """Return what else the roster says of a row, the weightiest first: ``171.5 cm``, ``class 7b``.

    Cells that say nothing are left out.
    """
    roles = known.workspace.roles
    columns = [c for c in (roles.group, roles.age, *roles.further) if c is not None]
    said = [_measured(known, position), *(_named(known, position, c) for c in columns)]
    note = known.note(position)
    noted = (f"“{shown(note, LONGEST_NOTE)}”",) if note else ()
    return (*(each for each in said if each), *noted, *_more(known, position))


def all_columns(known: Known, position: int) -> str:
    """Return each cell of a row that says something, a line each, with its header."""
    roster = known.workspace.roster
    lines = []
    for column, header in enumerate(roster.header):
        text = shown(roster.cell(position, column), _LONGEST_TOLD)
        if text:
            lines.append(f"{shown(header) or f'column {column + 1}'}: {text}")
    rest = len(lines) - _MOST_TOLD
    return "\n".join(lines[:_MOST_TOLD] + ([f"and {rest:,} more"] if rest > 0 else []))


def _measured(known: Known, position: int) -> str:
    """Return the measurement with its unit where the text is a bare number."""
    column, measurement = known.workspace.roles.measurement, known.reading.measurement
    if column is None:
        return ""
    text = shown(known.workspace.roster.cell(position, column), LONGEST_CELL)
    if not text or measurement is None:
        return text
    said = beside(measurement, position)
    bare = text.replace(".", "").replace(",", "").isdigit()
    unit = measurement.unit.value if bare and measurement.usable[position] else ""
    return f"{text} {said or unit}".strip()


def _named(known: Known, position: int, column: int) -> str:
    """Return a cell after its header, unless it begins with the same word."""
    roster = known.workspace.roster
    text = shown(roster.cell(position, column), LONGEST_CELL)
    header = shown(roster.header[column], LONGEST_HEADER)
    if not text or text.casefold().startswith(header.casefold()):
        return text
    return f"{header} {text}"


def _more(known: Known, position: int) -> list[str]:
    """Return what columns without a meaning say, as far as it is short."""
    workspace = known.workspace
    meant = {c for role in Role for c in workspace.roles.columns_of(role)}
    said: list[str] = []
    for column in range(workspace.roster.n_columns):
        if column in meant or len(said) == MOST_MORE:
            continue
        if 0 < len(workspace.roster.cell(position, column).strip()) <= _LONGEST_MORE:
            said.append(_named(known, position, column))
    return [each for each in said if each]
