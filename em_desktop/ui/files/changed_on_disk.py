"""The open file is changed by another program: said in the page, with ways to go on."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from em_desktop.files.problem import FileProblem, ReadCancelled
from em_desktop.roster.folding import shown
from em_desktop.session.run import Run, Task
from em_desktop.session.watching import Look, State, Watcher
from em_desktop.ui.notice import Offer
from em_desktop.ui.prompts import CANCEL, Choice, Kind, Prompts, Question
from em_desktop.ui.side import Side

if TYPE_CHECKING:
    from em_desktop.files.preview.how_read import HowRead
    from em_desktop.files.version import Version
    from em_desktop.session.loading import Loaded
    from em_desktop.session.reloading import Reloaded
    from em_desktop.ui.files.exporting import Exporter, Written
    from em_desktop.ui.roster_page import RosterPage

_LONGEST = 80


class ChangedOnDisk(QObject):
    """Follows the file of the open page.

    Args:
        prompts: asks before another program's change would be lost.
        window: of the page; whenever it comes to the front, the file is looked at.
        show: shows a file that was read anew in place of the page.
    """

    began = Signal(str)
    """The file's name: it is being read anew."""
    progressed = Signal(object)
    ended = Signal()
    reloaded = Signal()
    """The edits are made again on the page that is open now."""
    crashed = Signal(object)

    def __init__(self, prompts: Prompts, window: QWidget, show: "Callable[[Loaded], None]") -> None:
        super().__init__(window)
        self._prompts, self._window, self._show = prompts, window, show
        self._page: RosterPage | None = None
        self._watcher: Watcher | None = None
        self._run: Run[Reloaded] | None = None
        self._foreign: Version | None = None
        """The other program's version, while it is neither taken over nor gone."""
        self._base = ""
        """Digest of the file as it was opened, until this program writes it."""
        self._then: Callable[[Reloaded], None] = self._reloaded
        self._how: HowRead | None = None
        window.installEventFilter(self)

    @property
    def running(self) -> bool:
        """Whether the file is being read anew."""
        return self._run is not None

    def follow(self, page: "RosterPage") -> None:
        """Watch the file of a page that was just opened."""
        self._page, self._foreign = page, None
        opened = page.document.opened
        self._base = opened.digest
        if opened.path is not None and opened.version is not None:
            self._watcher = Watcher(opened.path, opened.version, self)
            self._watcher.noticed.connect(self._noticed)
            self._watcher.crashed.connect(self.crashed)
            self._watcher.check()  # it may have been changed while the columns were guessed

    def follow_exports(self, exporter: "Exporter") -> None:
        """Tell this program's own writing from that of others, and ask before theirs is lost."""
        exporter.before_writing = self._before_writing
        exporter.began.connect(self._own_writing)
        exporter.exported.connect(self._own_written)
        exporter.ended.connect(self._own_ended)

    def leave(self) -> None:
        """Watch the file no more."""
        self.cancel_now()
        if self._watcher is not None:
            self._watcher.close()
            self._watcher.deleteLater()
        self._page = self._watcher = self._foreign = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at the file when the window comes to the front."""
        if event.type() == QEvent.Type.WindowActivate and self._watcher is not None:
            self._watcher.check()
        return super().eventFilter(watched, event)

    def cancel(self) -> None:
        """Give the reading up; its end is announced as usual."""
        if self._run is not None:
            self._run.cancel()

    def cancel_now(self) -> None:
        """Stop reading and wait for the thread; nothing is announced."""
        if self._run is not None:
            self._run.close()
            self._run = None

    # The ways to go on.

    def reload(self) -> None:
        """Read the file anew and make the edits again, after a question where that is needed."""
        self._read_anew(self._reloaded)

    def read_as(self, how: "HowRead") -> None:
        """Read the file anew in another way, and make the edits again."""
        self._read_anew(self._reloaded, how)

    def show_differences(self) -> None:
        """Show what the other program has changed."""
        self._read_anew(self._show_found)

    def keep_mine(self) -> None:
        """Go on with what is in the window; nothing more is said of this version of the file."""
        if self._watcher is not None and self._foreign is not None:
            self._watcher.accept(self._foreign)

    # Inside: noticing.

    def _forget(self, look: Look) -> None:
        """Know of no other program's version any more, unless it is the one that was kept out."""
        foreign = self._foreign
        if foreign is None or look.version is None or look.version.digest != foreign.digest:
            self._foreign = None

    @property
    def _name(self) -> str:
        path = None if self._page is None else self._page.document.opened.path
        return "" if path is None else shown(path.name, _LONGEST)

    def _noticed(self, look: Look) -> None:
        if self._page is None:
            return
        notice = self._page.disk_notice
        if look.state is State.SAME:
            self._forget(look)
            notice.clear()
        elif look.version is not None and look.version.digest == self._base:
            self._foreign = None  # it is again as it was opened
            if self._watcher is not None:
                self._watcher.accept(look.version)
            notice.clear()
        elif look.state is State.CHANGED:
            self._foreign = look.version
            self._offer(self._page)
        elif look.state is State.GONE:
            notice.say(
                f"{self._name} is no longer in its folder: it was moved, renamed or deleted.", _SAFE
            )
        else:
            notice.say(
                f"{self._name} cannot be reached just now: its drive or folder does not answer.",
                _SAFE,
            )

    def _offer(self, page: "RosterPage") -> None:
        words = f"{self._name} was changed by another program."
        if page.disk_notice.choices and page.disk_notice.text == words:
            return  # whoever has a button under the finger keeps it
        workspace = page.document.workspace
        edited = workspace.roster is not workspace.original or bool(workspace.decisions)
        page.disk_notice.ask(
            words,
            offers=(
                Offer(
                    "Rel&oad and re-apply my edits" if edited else "Rel&oad",
                    self.reload,
                    stays=True,
                ),
                Offer("&Keep mine", self.keep_mine),
                Offer("Show &differences", self.show_differences, stays=True),
            ),
        )

    # Inside: reading anew.

    def _read_anew(self, then: "Callable[[Reloaded], None]", how: "HowRead | None" = None) -> None:
        page = self._page
        if page is None or page.document.opened.path is None or self._run is not None:
            return
        page.view.commit_editor()
        opened, former = page.document.opened, page.document.workspace

        def work(task: Task) -> "Reloaded":
            from em_desktop.session.reloading import reload

            return reload(opened, former, task.report, task.cancelled, how)

        self._then, self._how = then, how
        self._run = Run(work, self)
        self._run.progressed.connect(self.progressed)
        self._run.succeeded.connect(self._read)
        self._run.failed.connect(self._failed)
        self.began.emit(self._name)
        self._run.start()

    def _read(self, found: "Reloaded") -> None:
        self._run = None
        self.ended.emit()
        page = self._page
        if page is None:
            return
        page.view.commit_editor()
        if page.document.workspace is not found.rebased.former:
            self._read_anew(self._then, self._how)  # there was another edit meanwhile
            return
        self._then(found)

    def _failed(self, error: BaseException) -> None:
        self._run = None
        self.ended.emit()
        if isinstance(error, FileProblem):
            self._prompts.tell(self._window, "The file was not read again", str(error), _SAFE)
        elif not isinstance(error, ReadCancelled):
            self.crashed.emit(error)

    def _show_found(self, found: "Reloaded") -> None:
        from em_desktop.ui.dialogs.differences_dialog import DifferencesDialog

        dialog = DifferencesDialog(found.changed, self._name, self._window)
        dialog.reload_wanted.connect(self.reload)
        dialog.open()

    def _reloaded(self, found: "Reloaded") -> None:
        from em_desktop.ui.dialogs.conflicts_dialog import ConflictsDialog

        conflicts = found.rebased.conflicts
        if not conflicts:
            self._take_over(found, ())
            return
        others = found.rebased.steps.number
        dialog = ConflictsDialog(conflicts, self._name, others, self._window)

        def chosen(mine: tuple[int, ...]) -> None:
            self._take_over(found, mine)

        dialog.chosen.connect(chosen)
        dialog.open()

    def _take_over(self, found: "Reloaded", mine: tuple[int, ...]) -> None:
        """Show the file as it is now, and make the edits again as one step."""
        former = self._page
        if former is None:
            return
        place, again = self._place(found), former.document.suggestions is not None
        fits = former.document.next_fit - 1
        show, number = former.model.show, found.rebased.number(mine)
        threshold, side = former.threshold_bar.threshold, former.side
        self._show(found.loaded)
        page = self._page
        if page is None or page is former:
            return
        page.document.count_fits_from(fits)
        page.threshold_bar.set_threshold(threshold)
        if side is Side.HISTORY:
            page.show_side(side)
        if number:
            words = "edit" if number == 1 else "edits"
            page.document.do(found.rebased.edit(mine), f"re-apply of {number:,} {words}")
        self.reloaded.emit()
        if again:
            page.infer()
        else:
            page.show_only(show)
        if place is not None:
            page.view.go_to(*place)
        page.disk_notice.say(*found.sentences(mine))

    def _place(self, found: "Reloaded") -> tuple[int, int] | None:
        """Return the row and the column where the person is, as they are called now."""
        view = self._page.view if self._page is not None else None
        row_id = None if view is None else view.current_row_id()
        if view is None or row_id is None or row_id not in found.rebased.places:
            return None
        column = max(view.currentIndex().column(), 0)
        columns = found.rebased.columns
        there = columns[column] if column < len(columns) else 0
        return found.rebased.places[row_id], max(there, 0)

    # Inside: this program's own writing.

    def _is_mine(self, path: Path) -> bool:
        opened = None if self._page is None else self._page.document.opened.path
        return opened is not None and os.path.realpath(opened) == os.path.realpath(path)

    def _before_writing(self, path: Path, go_on: Callable[[], None]) -> None:
        """Go on at once, or look first where the open file itself is to be replaced."""
        if self._watcher is None or not self._is_mine(path):
            go_on()
            return

        def looked(look: Look) -> None:
            theirs = look.state in (State.CHANGED, State.UNSETTLED) or self._foreign is not None
            if look.state is State.GONE or not theirs:
                go_on()
                return

            def answered(key: str) -> None:
                if key == "replace":
                    go_on()

            self._prompts.ask(self._window, _would_be_lost(self._name), answered)

        self._watcher.check(looked)

    def _own_writing(self, _name: str) -> None:
        if self._watcher is not None:
            self._watcher.hold()

    def _own_written(self, written: "Written") -> None:
        """What the file holds now is this program's own, where it is the file that was written."""
        if self._watcher is not None and self._is_mine(written.path):
            self._foreign, self._base = None, ""
            self._watcher.go_on(own=True)
            if self._page is not None:
                self._page.disk_notice.clear()

    def _own_ended(self) -> None:
        if self._watcher is not None:
            self._watcher.go_on(own=False)


_SAFE = "Your work is safe in this window; Export writes all of it to a file."


def _would_be_lost(name: str) -> Question:
    return Question(
        "Replace another program’s change?",
        f"{name} was changed by another program since you opened it, and yours does not hold that "
        "change.",
        "To replace the file loses what the other program wrote. Export under another name, or "
        "cancel and choose Reload in the File menu: then both are kept.",
        (Choice("replace", "&Replace", Kind.DESTROY), CANCEL),
    )
