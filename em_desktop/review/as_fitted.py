"""What columns meant when a fit was made, whatever they mean by now."""

from dataclasses import replace

from em_desktop.review.encode import Encoding
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading


def as_fitted(
    encoding: Encoding, workspace: Workspace, reading: Reading
) -> tuple[Workspace, Reading]:
    """Return a workspace with the meanings that its columns had for a fit, and what it read.

    What is said of a fit speaks of these: a measurement that was chosen since was never looked at.
    Headers are those of now. Where a column has gone, everything is as it is now.

    Args:
        encoding: what the fit saw.
        workspace: as it is now.
        reading: of its roster.
    """
    roles, then = encoding.roles, encoding.reading
    if roles is None or then is None:
        return workspace, reading
    single = (roles.name, roles.category, roles.measurement, roles.group, roles.age)
    columns = [column for column in (*single, *roles.further) if column is not None]
    if max(columns, default=-1) >= workspace.roster.n_columns:
        return workspace, reading
    return replace(workspace, roles=roles, clusters=encoding.clusters), then
