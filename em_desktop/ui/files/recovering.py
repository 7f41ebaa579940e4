"""Unfinished work: kept while one works, offered at the next start, gone on with."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from em_desktop.review.moments import moment
from em_desktop.roster.folding import shown
from em_desktop.session.run import Run, Task
from em_desktop.ui.files.opening import Opener
from em_desktop.ui.files.unfinished_card import Offer, UnfinishedCard
from em_desktop.ui.prompts import Choice, Kind, Prompts, Question

if TYPE_CHECKING:
    from em_desktop.files.journal.folder import Found, Unfinished
    from em_desktop.session.loading import Loaded
    from em_desktop.session.recorder import Recorder
    from em_desktop.ui.returning import Returning
    from em_desktop.ui.roster_page import RosterPage

_LONGEST = 80
_KEPT_AGAIN = "What you do is kept for a power cut again."


class Recovery(QObject):
    """Keeps the journal of the open page, and offers what earlier windows have left behind.

    Args:
        prompts: asks.
        window: that the questions belong to.
        opener: reads the roster that is gone on with.
        card: of the start page.
        folder: of all journals.
    """

    crashed = Signal(object)
    """An unexpected exception."""

    def __init__(
        self,
        prompts: Prompts,
        window: QWidget,
        opener: Opener,
        card: UnfinishedCard,
        folder: Path,
    ) -> None:
        super().__init__(window)
        self._prompts, self._window, self._opener = prompts, window, opener
        self._card, self.folder = card, folder
        self._found: tuple[Unfinished, ...] = ()
        self._later: set[Path] = set()
        """Not to be offered on the start page before the next start."""
        self._asked: set[Path] = set()
        """Not to be asked about again where the file is opened."""
        self._begun = self._closed = self._look_again = False
        self._look: Run[Found | None] | None = None
        self._page: RosterPage | None = None
        self._recorder: Recorder | None = None
        self._returning: Returning | None = None
        self._former: Path | None = None
        self._superseded: Path | None = None
        """Journal of a page whose edits are made again, until the new one has them."""
        card.go_on_wanted.connect(self._go_on)
        card.discard_wanted.connect(self._discard)
        card.later_wanted.connect(self._not_now)

    # What earlier windows have left behind.

    def look_soon(self) -> None:
        """Look with the next turn of the event loop, once: for the first paint."""
        if not self._begun:
            self._begun = True
            QTimer.singleShot(0, self, self.look)

    def look(self) -> None:
        """Look for unfinished work, and show what there is on the start page."""
        if self._closed:
            return
        if self._look is not None:  # what was left behind meanwhile may have been passed already
            self._look_again = True
            return
        folder = self.folder

        def work(_task: Task) -> "Found | None":
            if not folder.is_dir():
                return None
            from em_desktop.files.journal.folder import look

            return look(folder)

        self._look = Run(work, self)
        self._look.succeeded.connect(self._looked)
        self._look.failed.connect(self._look_failed)
        self._look.start()

    def offer(self, loaded: "Loaded", show: "Callable[[Loaded], None]") -> None:
        """Show a file that was read; where work was left behind on it, ask about that first."""
        found, path, digest = loaded.left_behind, loaded.opened.path, loaded.opened.digest
        same = found.about(digest)
        earlier = () if path is None else found.of_another_version(path, digest)
        left = [each for each in (*same, *earlier) if each.journal not in self._later | self._asked]
        self._tell(found.problems)
        if loaded.past is not None or not left:
            show(loaded)
            return
        newest = left[0]

        def answered(key: str) -> None:
            if key == "go on":
                self._opener.resume(newest, path if newest in same else None)
            elif key == "discard":
                self._discard(newest, lambda: show(loaded))
            else:
                self._asked.add(newest.journal)
                show(loaded)

        question = _question(newest, changed=newest not in same)
        self._prompts.ask(self._window, question, answered)

    def _go_on(self, work: "Unfinished") -> None:
        self._opener.resume(work)

    def _not_now(self, work: "Unfinished") -> None:
        self._later.add(work.journal)
        self._show_offers()

    def _discard(self, work: "Unfinished", then: Callable[[], None] | None = None) -> None:
        def answered(key: str) -> None:
            from em_desktop.files.journal.folder import discard

            if key == "discard":
                if not discard(work.journal):
                    self._prompts.tell(self._window, "The work could not be discarded", _NOT_GONE)
                self._found = tuple(each for each in self._found if each.journal != work.journal)
                self._show_offers()
            if then is not None:
                then()

        self._prompts.ask(self._window, _really(work), answered)

    def _looked(self, found: "Found | None") -> None:
        self._look = None
        if self._look_again:
            self._look_again = False
            self.look()
        else:
            self._found = () if found is None else found.unfinished
            self._show_offers()
        self._tell(() if found is None else found.problems)

    def _look_failed(self, error: BaseException) -> None:
        self._look = None
        self.crashed.emit(error)

    def _show_offers(self) -> None:
        offers = [each for each in self._found if each.journal not in self._later]
        self._card.set_offers(
            [Offer(each, shown(each.name, _LONGEST), _words(each, where=True)) for each in offers]
        )

    def _tell(self, problems: tuple[str, ...]) -> None:
        if problems:
            self._prompts.tell(self._window, "Unfinished work", _SOME, "\n\n".join(problems))

    # The page that is open.

    def follow(self, page: "RosterPage", loaded: "Loaded") -> None:
        """Keep the journal of a page; with a past, go where the person was."""
        from em_desktop.session.recorder import Recorder
        from em_desktop.ui.returning import Returning, Whereabouts

        where = Whereabouts(page)
        recorder = Recorder(page.document, self.folder, where.now, page, loaded.past)
        where.changed.connect(recorder.moved)
        recorder.troubled.connect(self._troubled)
        recorder.recovered.connect(self._recovered)
        recorder.kept.connect(self._give_up_former)
        recorder.crashed.connect(self.crashed)
        self._page, self._recorder = page, recorder
        if loaded.past is not None:
            self._returning = Returning(page, loaded.past)

    def keep(self) -> bool:
        """Write all that is not written yet; return whether that was possible."""
        return self._recorder is not None and self._recorder.flush()

    def taken_over(self) -> None:
        """Give up what was kept of the page before: all of it is in the page that is open now."""
        self._superseded, self._former = self._former, None
        if self._recorder is not None and not self._recorder.waiting:
            self._give_up_former()

    def _give_up_former(self) -> None:
        former, self._superseded = self._superseded, None
        if former is not None:
            from em_desktop.files.journal.folder import discard

            discard(former)

    def leave(self, *, keep: bool) -> None:
        """Stop to follow the page.

        Args:
            keep: whether its work is to be offered at the next start.
        """
        if self._superseded is not None and self.keep():
            self._give_up_former()
        if self._recorder is not None:
            self._former = self._recorder.close(keep=keep)
        self._page = self._recorder = self._returning = None

    def close_down(self) -> None:
        """Wait for what is under way; nothing is announced, and nothing begins any more."""
        self._closed = True
        if self._look is not None:
            self._look.close()
            self._look = None

    def _troubled(self, sentence: str) -> None:
        if self._page is not None:
            self._page.notice.say(sentence, warning=True)

    def _recovered(self) -> None:
        if self._page is not None:
            self._page.notice.say(_KEPT_AGAIN)


_SOME = "Some unfinished work cannot be offered."
_NOT_GONE = (
    "Another window works on it, or the folder for work in progress cannot be written. Close the "
    "other window and try again."
)


def _words(work: "Unfinished", *, where: bool) -> str:
    """Return what is left, since when and, if wanted, in which folder the roster lies."""
    then = datetime.fromtimestamp(work.time).astimezone()
    parts = [work.left, moment(then, datetime.now().astimezone().date())]
    if work.damaged:
        parts.append("its notes are damaged, only a part can be restored")
    if where and work.path is not None:
        parts.append(str(work.path.parent))
    return (" · " if where else ", ").join(parts)


def _question(work: "Unfinished", *, changed: bool) -> Question:
    how = (
        "The file has been changed since then: you would go on with the content that it had. "
        if changed
        else "Go on at the row where you stopped, with all steps to undo. "
    )
    return Question(
        "Unfinished work",
        f"You have unfinished work on “{shown(work.name, _LONGEST)}”: {_words(work, where=False)}.",
        f"{how}Or not now: the file is opened as it is, and the work waits on the start page.",
        (
            Choice("go on", "&Go on", default=True),
            Choice("discard", "&Discard it…", Kind.DESTROY),
            Choice("later", "&Not now", Kind.CANCEL),
        ),
    )


def _really(work: "Unfinished") -> Question:
    return Question(
        "Discard unfinished work",
        f"Discard the work on “{shown(work.name, _LONGEST)}”: {_words(work, where=False)}?",
        "It cannot be brought back. Your file itself stays as it is.",
        (
            Choice("discard", "&Discard", Kind.DESTROY),
            Choice("keep", "&Keep it", Kind.CANCEL, default=True),
        ),
    )
