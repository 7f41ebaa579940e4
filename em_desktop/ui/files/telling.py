"""What the window tells of an export: the changes side by side, the receipt, and how it went."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from em_desktop.review.show import Show
from em_desktop.ui.files.samples import is_sample
from em_desktop.ui.notice import Offer
from em_desktop.ui.prompts import Prompts

if TYPE_CHECKING:
    from em_desktop.ui.files.exporting import Exporter, Written
    from em_desktop.ui.files.file_work import FileWork
    from em_desktop.ui.files.reporting import Reporter
    from em_desktop.ui.files.showing_changes import ChangesShower, Snapshot
    from em_desktop.ui.roster_page import RosterPage


def _nothing() -> None:
    """Let the notice go."""


_CLOSE = Offer("Close", _nothing)


class Telling(QObject):
    """Shows the changes of the window's roster, and says what an export has done.

    Args:
        window: that dialogs belong to.
        prompts: asks.
        page: returns the page of the open roster.
        folder: returns where receipts of rosters without a file are saved first.
    """

    def __init__(
        self,
        window: QWidget,
        prompts: Prompts,
        page: "Callable[[], RosterPage | None]",
        folder: Callable[[], Path | None],
    ) -> None:
        super().__init__(window)
        self._window, self._prompts = window, prompts
        self._page, self._last_folder = page, folder
        self._shower: ChangesShower | None = None
        self._reporter: Reporter | None = None
        self.file_work: FileWork | None = None
        """Shows that a report is being made, and cancels it."""

    def follow_exports(self, exporter: "Exporter") -> None:
        """Show what its dialog asks for."""
        exporter.changes_wanted.connect(self.show)
        exporter.cell_wanted.connect(self.go)

    def show_now(self) -> None:
        """Show what an export would change now."""
        snapshot = self._now()
        if snapshot is not None:
            self.show(snapshot)

    def show(self, snapshot: "Snapshot", parent: QWidget | None = None) -> None:
        """Show the changes of a snapshot, in front of a dialog or the window."""
        self._get().show(snapshot, parent)

    def save_receipt(self) -> None:
        """Save the receipt of what is changed now."""
        snapshot = self._now()
        if snapshot is not None:
            self._get().save_receipt(snapshot, self._folder())

    def report(self, written: "Written | None" = None) -> None:
        """Make the report on the open file and show it.

        Args:
            written: the export that it is about; the present state by default.
        """
        page = self._page()
        if page is None:
            return
        page.view.commit_editor()
        if self._reporter is None:
            from em_desktop.ui.files.reporting import Reporter  # noqa: PLC0415 - numpy, when needed

            self._reporter = Reporter(self._prompts, self._window)
            if self.file_work is not None:
                self.file_work.follow(self._reporter, "Making the report on")
        if written is None:
            self._reporter.start(page.document, self._folder())
        else:
            folder = written.path.parent
            self._reporter.start(page.document, folder, written.snapshot, written.path)

    @property
    def reporter(self) -> "Reporter | None":
        """Makes reports; None before the first."""
        return self._reporter

    def announce(self, written: "Written") -> None:
        """Say that a file was written, what was proven, and offer to see more."""
        page = self._page()
        if page is None:
            return

        def see() -> None:
            self.show(written.snapshot)

        def open_folder() -> None:
            self._prompts.open_folder(written.path.parent)

        def report() -> None:
            self.report(written)

        changed = (Offer("Show &changes", see, stays=True),) if written.proof.changes else ()
        page.notice.ask(
            *written.sentences,
            offers=(
                *changed,
                Offer("Save repor&t", report, stays=True),
                Offer("Open f&older", open_folder, stays=True),
                _CLOSE,
            ),
            warning=bool(written.proof.dangerous or written.left),
        )

    def go(self, row_id: int, column: int) -> None:
        """Make a cell current; one that the filter hides is shown among all."""
        page = self._page()
        if page is not None and column < page.document.workspace.roster.n_columns:
            at = max(column, 0)
            if not page.view.go_to(row_id, at):
                page.show_only(Show.ALL)
                page.view.go_to(row_id, at)

    def close_down(self) -> None:
        """Stop what goes on."""
        if self._shower is not None:
            self._shower.close_down()
        if self._reporter is not None:
            self._reporter.close_down()

    def _now(self) -> "Snapshot | None":
        from em_desktop.ui.files.showing_changes import Snapshot  # noqa: PLC0415 - pandas, when needed

        page = self._page()
        if page is None:
            return None
        page.view.commit_editor()
        return Snapshot.of(page.document)

    def _folder(self) -> Path:
        page = self._page()
        path = None if page is None else page.document.opened.path
        if path is not None and not is_sample(path):
            return path.parent
        return self._last_folder() or Path.home()

    def _get(self) -> "ChangesShower":
        from em_desktop.ui.files.showing_changes import ChangesShower  # noqa: PLC0415 - pandas, when needed

        if self._shower is None:
            self._shower = ChangesShower(self._prompts, self._window)
            self._shower.cell_wanted.connect(self.go)
            self._shower.crashed.connect(self._crashed)
        self._shower.folder = self._folder()
        return self._shower

    def _crashed(self, error: BaseException) -> None:
        from em_desktop.ui.crash import report  # noqa: PLC0415 - as in the window

        report(error, self._window)
