"""The question before unsaved work would be lost."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from em_desktop.roster.folding import shown
from em_desktop.ui.prompts import CANCEL, Choice, Kind, Prompts, Question

if TYPE_CHECKING:
    from em_desktop.ui.roster_page import RosterPage

_LONGEST = 60
_WRITES = "Export writes it to a file."
_WRITES_ANOTHER = "Export writes a new file; your original stays as it is."
_NOT_KEPT = (
    "The folder for work in progress cannot be written, or its disk is full. Export the work "
    "instead, or make room and try again. The window stays open."
)


def _question(page: "RosterPage") -> Question:
    path = page.document.opened.path
    name = f"“{shown(path.name, _LONGEST)}”" if path is not None else "the new roster"
    left = page.document.unexported
    return Question(
        "Changes are not exported",
        f"Your work on {name} is in no file yet{f': {left}' if left else ''}.",
        f"{_WRITES_ANOTHER if path is not None else _WRITES} Or keep the work for next time: EM "
        "Desktop then offers to go on where you stopped.",
        (
            Choice("export", "&Export…", default=True),
            Choice("keep", "&Keep for next time"),
            Choice("discard", "&Discard", Kind.DESTROY),
            CANCEL,
        ),
    )


class UnsavedWork:
    """Knows which work would be lost, and asks before it is.

    Args:
        prompts: asks.
        window: that the question belongs to.
        export: starts an export and calls its argument once the file is written.
        keep: puts the work aside for the next start; returns whether that was possible.
    """

    def __init__(
        self,
        prompts: Prompts,
        window: QWidget,
        export: Callable[[Callable[[], None]], None],
        keep: Callable[[], bool],
    ) -> None:
        self._prompts, self._window = prompts, window
        self._export, self._keep = export, keep
        self._answered: object = None
        self._discarded: object = None

    def is_there(self, page: "RosterPage | None") -> bool:
        """Whether a page has unsaved work that the user has not been asked about already."""
        if page is None:
            return False
        page.view.commit_editor()
        return page.document.unsaved and page.document.workspace is not self._answered

    def is_to_be_kept(self, page: "RosterPage") -> bool:
        """Whether a page that goes has unsaved work which the user has not discarded."""
        document = page.document
        return document.unsaved and document.workspace is not self._discarded

    def when_safe(self, page: "RosterPage | None", go_on: Callable[[], None]) -> None:
        """Go on at once, or after the user has said what becomes of unsaved work."""
        if page is None or not self.is_there(page):
            go_on()
            return

        def answered(key: str) -> None:
            if key == "export":
                self._export(go_on)
            elif key == "discard":
                self._answered = self._discarded = page.document.workspace
                go_on()
            elif key == "keep" and self._keep():
                self._answered = page.document.workspace
                go_on()
            elif key == "keep":
                self._prompts.tell(self._window, "The work could not be kept", _NOT_KEPT)

        self._prompts.ask(self._window, _question(page), answered)
