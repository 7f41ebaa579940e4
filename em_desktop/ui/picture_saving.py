"""Saving the picture of heights and curves as a file."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from em_desktop.ui.plot.fit_panel import FitPanel
from em_desktop.ui.prompts import Prompts


def save_picture(
    panel: FitPanel, roster: Path | None, prompts: Prompts, folder: Path | None, parent: QWidget
) -> None:
    """Ask where to write the picture, and write it.

    Args:
        panel: that shows it.
        roster: path of the roster, whose name the picture takes; None for a new one.
        prompts: that asks, and tells where it cannot be written.
        folder: that is offered; None for the person's home.
        parent: of what is asked.
    """
    stem = roster.stem if roster is not None else "roster"

    def write(target: Path) -> None:
        try:
            panel.save_picture(target)
        except OSError as error:
            reason = error.strerror or "unknown reason"
            prompts.tell(parent, "The picture was not written", f"{target.name}: {reason}.")

    prompts.choose_save_file(parent, (folder or Path.home()) / f"{stem}-heights.png", write)
