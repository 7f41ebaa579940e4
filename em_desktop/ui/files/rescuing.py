"""Saving the open work beside the settings when the program has gone wrong."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from em_desktop.files.exporting import corrected_path, export
from em_desktop.review.resolve import resolve

if TYPE_CHECKING:
    from em_desktop.ui.roster_page import RosterPage


def rescue(page: "RosterPage | None", folder: Path) -> Path | None:
    """Write the unsaved work of a page into a file of its own.

    Args:
        page: of the open roster, or None.
        folder: of the user's settings; the file goes into ``rescued`` below it, which only the
            user may read.

    Returns:
        The file, or None where there is no unsaved work.

    Raises:
        FileProblem: it cannot be written.
    """
    if page is None or not page.document.unsaved:
        return None
    document = page.document
    name = document.opened.path or Path("roster.csv")
    named = corrected_path(name, document.opened.source.format)
    moment = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    home = folder / "rescued"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = home / f"{named.stem}-{moment}{named.suffix}"
    changes = resolve(document.workspace, document.reading)
    return export(document.opened, document.workspace, changes, target, overwrite=True).path
