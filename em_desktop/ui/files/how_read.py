"""Saying how a file is read: one that is to be opened, or the one that is open."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from em_desktop.session.settings import Settings
from em_desktop.ui.files.opening import Opener
from em_desktop.ui.prompts import Prompts

if TYPE_CHECKING:
    from em_desktop.files.preview.how_read import HowRead
    from em_desktop.ui.roster_page import RosterPage


class HowFileIsRead(QObject):
    """Two entries of the File menu.

    Args:
        prompts: asks for a file.
        window: that the questions belong to.
        opener: asks how a file is read.
        open_path: opens a file as a person said, once nothing unsaved stands in the way.
        read_as: reads the open file anew in another way, and makes the edits again.
    """

    def __init__(
        self,
        prompts: Prompts,
        window: QWidget,
        opener: Opener,
        open_path: "Callable[[Path, HowRead], None]",
        read_as: "Callable[[HowRead], None]",
    ) -> None:
        super().__init__(window)
        self._prompts, self._window, self._opener = prompts, window, opener
        self._open_path, self._read_as = open_path, read_as

    def open_with_options(self, settings: Settings) -> None:
        """Let a person choose a file, and then how it is read."""

        def ask(path: Path) -> None:
            before = (choice.how for choice in settings.choices_for(path))
            how = next((said for said in before if said is not None), None)

            def chosen(said: "HowRead") -> None:
                self._open_path(path, said)

            self._opener.ask(path, settings, chosen, how)

        self._prompts.choose_open_file(self._window, settings.last_folder, ask)

    def change(self, page: "RosterPage | None", settings: Settings) -> None:
        """Let a person change how the open file is read.

        Another unit or decimal mark is a step that can be undone; for all else the file is read
        anew, and edits are made again on what was read.
        """
        from em_desktop.files.preview.how_read import HowRead  # noqa: PLC0415 - numpy comes with it
        from em_desktop.review.edits import SetOptions  # noqa: PLC0415

        if page is None:
            return
        document = page.document
        path = document.opened.path
        if path is None:
            page.notice.say("This roster was typed in: there is no file that could be read anew.")
            return
        page.view.commit_editor()
        before = HowRead.of(document.opened.options, document.workspace.options)

        def chosen(said: HowRead) -> None:
            if said.options != before.options and document.unsaved:
                self._read_as(said)
            elif said.options != before.options:
                self._open_path(path, said)
            elif said != before:
                options = said.applied(document.workspace.options)
                document.do(SetOptions(options), "change of how numbers are read")

        self._opener.ask(path, settings, chosen, before)
