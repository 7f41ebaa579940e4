"""What a roster's columns are called inside a sentence."""

from em_desktop.em.sources import Source
from em_desktop.review.workspace import Workspace
from em_desktop.roster.folding import shown
from em_desktop.roster.reading import Reading


def category_noun(workspace: Workspace) -> str:
    """Return the header of the column to fill in, fit for a sentence, or "category"."""
    return _header(workspace, workspace.roles.category) or "category"


def measurement_noun(workspace: Workspace, reading: Reading) -> str:
    """Return "height" where the measurement column holds heights, else its header.

    Args:
        workspace: its roles say which column it is.
        reading: of the workspace's roster.

    Returns:
        Fit for a sentence; "measurement" where the column has no name or none is chosen.
    """
    if reading.measurement is not None and reading.measurement.is_height:
        return "height"
    return _header(workspace, workspace.roles.measurement) or "measurement"


def group_noun(workspace: Workspace) -> str:
    """Return the header of the column of groups, fit for a sentence, or "group"."""
    return _header(workspace, workspace.roles.group) or "group"


def further_nouns(workspace: Workspace) -> tuple[str, ...]:
    """Return the headers of the further measurements, fit for a sentence."""
    columns = workspace.roles.further
    return tuple(_header(workspace, column) or f"column {column + 1}" for column in columns)


def source_noun(source: Source, workspace: Workspace, reading: Reading) -> str:
    """Return what a source of evidence is called inside a sentence: height, first names, class."""
    match source:
        case Source.MEASUREMENT:
            return measurement_noun(workspace, reading)
        case Source.NAME:
            return "first names"
        case Source.GROUP:
            return group_noun(workspace)
        case Source.AGE:
            return _header(workspace, workspace.roles.age) or "age"


def _header(workspace: Workspace, column: int | None) -> str:
    return "" if column is None else shown(workspace.roster.header[column])
