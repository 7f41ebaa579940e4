"""The question before unsaved work would be lost."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from em_desktop.ui.prompts import CANCEL, Choice, Kind, Prompts, Question

if TYPE_CHECKING:
    from em_desktop.ui.roster_page import RosterPage

_QUESTION = Question(
    "Changes are not exported",
    "Your changes are not in any file yet. Export them first?",
    "Exporting writes a new file; your original stays as it is.",
    (
        Choice("export", "&Export…", default=True),
        Choice("discard", "&Discard changes", Kind.DESTROY),
        CANCEL,
    ),
)


class UnsavedWork:
    """Knows which work would be lost, and asks before it is.

    Args:
        prompts: asks.
        window: that the question belongs to.
        export: starts an export and calls its argument once the file is written.
    """

    def __init__(
        self,
        prompts: Prompts,
        window: QWidget,
        export: Callable[[Callable[[], None]], None],
    ) -> None:
        self._prompts, self._window, self._export = prompts, window, export
        self._given_up: object = None

    def is_there(self, page: "RosterPage | None") -> bool:
        """Whether a page has unsaved work that the user has not given up already."""
        if page is None:
            return False
        page.view.commit_editor()
        return page.document.unsaved and page.document.workspace is not self._given_up

    def when_safe(self, page: "RosterPage | None", go_on: Callable[[], None]) -> None:
        """Go on at once, or after the user has said what becomes of unsaved work."""
        if page is None or not self.is_there(page):
            go_on()
            return

        def answered(key: str) -> None:
            if key == "export":
                self._export(go_on)
            elif key == "discard":
                self._given_up = page.document.workspace
                go_on()

        self._prompts.ask(self._window, _QUESTION, answered)
