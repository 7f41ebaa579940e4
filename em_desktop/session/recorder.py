"""Keeping the journal of the open roster, off the interface thread."""

import errno
import hashlib
import stat
import time as clocks
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QTimer, Signal

from em_desktop.files.journal.file import JournalFile, JournalGone, copy_of
from em_desktop.files.journal.record import Exported, Header, Moved, Record, Step
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.source import Opened
from em_desktop.review.changes import Changes
from em_desktop.review.place import Place
from em_desktop.review.workspace import Workspace
from em_desktop.session.document import Document
from em_desktop.session.history import Past
from em_desktop.session.run import Run, Task

DELAY = 200
"""Milliseconds from a step to its writing; steps that come meanwhile are written with it."""

_IDLE = 600
"""Milliseconds from a mere change of place to its writing."""

_AGAIN = 5000
"""Milliseconds until the next try where the journal could not be written."""


MOST_COPIED = 256 << 20
"""Bytes of the largest file of which a copy is kept beside its journal."""


class Recorder(QObject):
    """Writes what is done to a document into its journal, each step well within a second.

    Nothing is written before the first step. Where the journal cannot be written, the steps wait
    here, and it is tried again and again.

    Args:
        document: to follow.
        folder: of all journals.
        place: tells where the person is; asked each time something is written.
        past: the journal to go on with, if any.
    """

    troubled = Signal(str)
    """Why the journal cannot be written, in a sentence; once until it can be again."""
    recovered = Signal()
    """It can be written again, and all steps are."""
    kept = Signal()
    """All steps so far are written."""
    crashed = Signal(object)
    """An unexpected exception; nothing is written any more."""

    def __init__(
        self,
        document: Document,
        folder: Path,
        place: Callable[[], Place],
        parent: QObject | None = None,
        past: Past | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._place = document, place
        self._pen = _Pen(folder, past or header_of(document), document.opened)
        self._fresh: list[Record] = []
        self._n = self._pen.n_steps
        self._reached: WeakKeyDictionary[Workspace, int] = WeakKeyDictionary()
        self._reached[document.workspace] = self._n
        self._last: Place | None = None
        self._in_trouble = self._broken = False
        self._run: Run[None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write)
        document.recorded.connect(self._done)
        document.exported.connect(self._exported)
        if past is not None:
            self._soon(DELAY)

    def moved(self, _signal: object = None) -> None:
        """Note before long where the person is; nothing where no step was done yet."""
        if self._n:
            self._soon(_IDLE)

    @property
    def waiting(self) -> bool:
        """Whether steps are not written yet."""
        return bool(self._fresh) or self._run is not None or self._in_trouble

    def flush(self) -> bool:
        """Write what waits, now, on this thread; return whether all is written."""
        self._timer.stop()
        self._wait()
        if self._broken or not self._n:
            return not self._broken
        self._hand_over()
        try:
            self._pen.write(self._here())
        except OSError:
            self._soon(_AGAIN)
            return False
        return True

    def close(self, *, keep: bool) -> Path | None:
        """Stop.

        Args:
            keep: whether the journal stays, to be gone on with; else it is deleted.

        Returns:
            The journal, where it stays.
        """
        if keep:
            self.flush()
        self._timer.stop()
        self._wait()
        self._broken = True
        return self._pen.lay_down(keep=keep)

    def _done(self, step: Step) -> None:
        self._fresh.append(step)
        self._n += 1
        self._reached[self._document.workspace] = self._n
        self._soon(DELAY)

    def _exported(self, workspace: Workspace) -> None:
        after = self._reached.get(workspace)
        if after is not None and self._n:
            self._fresh.append(Exported(after, clocks.time()))
            self._soon(DELAY)

    def _soon(self, milliseconds: int) -> None:
        """Write after so long, or sooner if that is planned already."""
        if self._broken or self._run is not None:  # once the run ends, it looks what has come
            return
        if not self._timer.isActive() or self._timer.remainingTime() > milliseconds:
            self._timer.start(milliseconds)

    def _here(self) -> Moved:
        document = self._document
        left = (document.unexported or "changes") if document.unsaved else ""
        if not left and document.undo_stack.canRedo():
            left = "changes that were undone"  # to look at the original, perhaps
        return Moved(self._place(), left, clocks.time())

    def _hand_over(self) -> None:
        self._pen.records += self._fresh
        self._fresh = []

    def _write(self) -> None:
        here, pen = self._here(), self._pen
        if not self._fresh and here.place == self._last and not self._in_trouble:
            return
        self._last = here.place
        self._hand_over()

        def work(_task: Task) -> None:
            pen.write(here)

        self._run = Run(work, self)
        self._run.succeeded.connect(self._written)
        self._run.failed.connect(self._failed)
        self._run.start()

    def _wait(self) -> None:
        """Let the writing end that is under way."""
        if self._run is not None:
            self._run.close()
            self._run = None

    def _written(self, _nothing: None) -> None:
        self._run = None
        if self._in_trouble:
            self._in_trouble = False
            self.recovered.emit()
        if self._fresh:
            self._soon(DELAY)
        else:
            self.kept.emit()
            self.moved()

    def _failed(self, error: BaseException) -> None:
        self._run = None
        if not isinstance(error, OSError):
            self._broken = True
            self.crashed.emit(error)
            return
        if not self._in_trouble:
            self._in_trouble = True
            self.troubled.emit(trouble(error, self._pen.folder))
        self._soon(_AGAIN)


class _Pen:
    """Holds the journal and all that belongs into it; used by one thread at a time.

    Attributes:
        folder: of all journals.
        records: all steps from the first, written or not.
    """

    def __init__(self, folder: Path, past: Past | Header, opened: Opened) -> None:
        self.folder = folder
        self._opened = opened
        self._copied = opened.path is None or not opened.digest
        self.records: list[Record] = []
        self._n_written = 0
        self._journal: JournalFile | None = None
        self._former: JournalFile | None = None
        """Of a roster that lies elsewhere by now, until a journal that says so is written."""
        self._header = past if isinstance(past, Header) else past.header
        if isinstance(past, Past):
            self._journal = past.journal
            self.records += past.history.records
            self._n_written = len(self.records)
            place = None if opened.path is None else opened.path.absolute()
            if place != self._header.path:
                self._header = replace(self._header, path=place)
                self._former, self._journal = past.journal, None

    @property
    def n_steps(self) -> int:
        """How many steps there are."""
        return sum(isinstance(record, Step) for record in self.records)

    def write(self, here: Moved) -> None:
        """Write the records that are not written yet, and where the person is.

        Raises:
            OSError: nothing was written; it may work later.
        """
        pause = Pace().pause
        if self._journal is not None:
            try:
                self._journal.append([*self.records[self._n_written :], here], pause)
            except JournalGone:
                self._journal.close()
                self._journal = None
        if self._journal is None:
            self._n_written = 0
            journal = JournalFile.create(self.folder, self._header, pause)
            try:
                journal.append([*self.records, here], pause)
            except BaseException:
                journal.discard()
                raise
            self._journal = journal
            self._copied = self._opened.path is None or not self._opened.digest
        self._n_written = len(self.records)
        if not self._copied:
            self._copy(self._journal)
        if self._former is not None:
            self._former.discard()
            self._former = None

    def _copy(self, journal: JournalFile) -> None:
        """Keep the roster's file beside its journal, once; it may be taken away or changed.

        It is a comfort: what was done is kept without it too.
        """
        opened, self._copied = self._opened, True
        if copy_of(journal.path) is None and opened.path is not None:
            content = _original(opened, opened.path)
            if content is not None:
                with suppress(OSError):
                    journal.keep_copy(content)

    def lay_down(self, *, keep: bool) -> Path | None:
        """Let the journal go, and return where it stays; it is deleted unless it is to be kept."""
        journal, self._journal = self._journal or self._former, None
        if journal is None:
            return None
        if keep:
            journal.close()
            return journal.path
        journal.discard()
        return None


def _original(opened: Opened, path: Path) -> bytes | None:
    """Return the bytes that were read; None where they are too many or not to be had any more."""
    with suppress(OSError):
        status = path.stat()
        if status.st_size > MOST_COPIED:
            return None
        is_file = stat.S_ISREG(status.st_mode)  # a pipe would wait for ever
        content = path.read_bytes() if is_file else b""
        if hashlib.sha256(content).hexdigest() == opened.digest:
            return content
    with suppress(FileProblem):
        content = opened.source.rewrite(Changes())
        if hashlib.sha256(content).hexdigest() == opened.digest:
            return content
    return None


def header_of(document: Document) -> Header:
    """Return what the journal of a document that was just opened begins with."""
    opened, workspace = document.opened, document.workspace
    columns = workspace.roster.columns
    return Header(
        path=None if opened.path is None else opened.path.absolute(),
        digest=opened.digest,
        reading=opened.options,
        columns=workspace.original.header,
        n_rows=workspace.original.n_rows,
        table=tuple(zip(*columns, strict=True)) if opened.path is None else None,
        roles=workspace.roles,
        options=workspace.options,
        evidence=workspace.evidence,
        time=document.opened_at,
    )


def trouble(error: OSError, folder: Path) -> str:
    """Return the sentence that says why the journal cannot be written."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        why = "the disk is full"
    elif error.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}:
        why = f"the folder {folder} cannot be written"
    else:
        why = f"the folder {folder} does not answer ({error.strerror})"
    return (
        f"What you do is not kept for a power cut just now: {why}. Nothing is lost in this "
        "window; export your work before you leave it."
    )
