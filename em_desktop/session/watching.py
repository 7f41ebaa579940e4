"""Noticing that another program has changed, replaced or removed the open file.

What the system tells is only a reason to look. Nothing is announced before the file has been quiet
for a moment and its content has been compared: a file that was merely touched is silence, and half
a file is waited for.
"""

import errno
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from em_desktop.files.problem import ReadCancelled
from em_desktop.files.version import Stamp, Version, version_of
from em_desktop.session.run import Run, Task

QUIET_MS = 300
"""So long a file must be left alone before it is read."""

_PATIENCE = 10
"""After so many looks at a file that is written all the time, whoever waits is told so."""

_GONE = frozenset({errno.ENOENT, errno.ENOTDIR})


class State(Enum):
    """What a file is like, held against the version that is known."""

    SAME = auto()
    CHANGED = auto()
    GONE = auto()
    """There is no file of this name."""
    AWAY = auto()
    """It cannot be looked at: a drive was taken out, a network folder does not answer."""
    UNSETTLED = auto()
    """It is being written."""


@dataclass(frozen=True)
class Look:
    """What one look has found.

    Attributes:
        state: of the file.
        version: that it has; None where it could not be read.
        stamp: by which the next look knows whether the file is quiet.
    """

    state: State
    version: Version | None = None
    stamp: Stamp | None = None


def look(
    path: Path,
    known: Version,
    before: Look | None = None,
    pause: Callable[[], None] = lambda: None,
) -> Look:
    """Look at a file.

    Args:
        path: of the file, links followed.
        known: the version that is no news.
        before: the look before this one, if it could not tell.
        pause: called between chunks of reading.
    """
    try:
        stamp = Stamp.of(path.stat())
        if known.shows(stamp):
            return Look(State.SAME, known, stamp)
        if stamp != known.stamp and (before is None or before.stamp != stamp):
            return Look(State.UNSETTLED, None, stamp)
        version = version_of(path, pause)
    except OSError as error:
        if error.errno not in _GONE:
            return Look(State.AWAY)
        # A program that deletes and writes anew leaves a moment in which there is no file.
        certain = before is not None and before.stamp is None
        return Look(State.GONE if certain else State.UNSETTLED)
    if version is None:
        return Look(State.UNSETTLED)
    state = State.SAME if version.digest == known.digest else State.CHANGED
    return Look(state, version, version.stamp)


class Watcher(QObject):
    """Watches one file.

    Attributes:
        noticed: a `Look` that differs from the one that was announced before. The file was the
            same at first.

    Args:
        path: of the file.
        version: that was read.
        parent: owner.
    """

    noticed = Signal(object)
    crashed = Signal(object)
    """An unexpected exception."""

    def __init__(self, path: Path, version: Version, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path, self._known = path, version
        self._told = (State.SAME, version.digest)
        self._before: Look | None = None
        self._run: Run[Look] | None = None
        self._again = self._held = self._own = False
        self._restless = 0
        self._asked: list[Callable[[Look], None]] = []
        self._waiting: list[Callable[[Look], None]] = []
        """Those that the look which is under way answers."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self.check)
        self._system = QFileSystemWatcher(self)
        self._system.fileChanged.connect(self._stirred)
        self._system.directoryChanged.connect(self._stirred)
        self._watch()

    def check(self, then: Callable[[Look], None] | None = None) -> None:
        """Look at the file now.

        Args:
            then: called once the file is quiet, with what was found.
        """
        if then is not None:
            self._asked.append(then)
        if self._held:
            return
        if self._run is not None:  # what it finds may be older than the question
            self._again = True
            return
        self._waiting, self._asked = [*self._waiting, *self._asked], []
        self._timer.stop()
        path, known, before = self._path, self._known, self._before

        def work(task: Task) -> Look:
            return look(path, known, before, partial(_stop_if_cancelled, task))

        self._run = Run(work, self)
        self._run.succeeded.connect(self._looked)
        self._run.failed.connect(self._failed)
        self._run.start()

    def accept(self, version: Version) -> None:
        """Take a version for known: it is no news any more."""
        self._known = version
        self._told = (State.SAME, version.digest)

    def hold(self) -> None:
        """Look no more for a while: this program itself is about to write the file."""
        self._held = True
        self._timer.stop()

    def go_on(self, *, own: bool) -> None:
        """Look again.

        Args:
            own: whether this program has written the file; then what it holds is no news.
        """
        self._held = False
        self._own = self._own or own
        self.check()

    def close(self) -> None:
        """Stop; wait for a look that is under way, and announce nothing any more."""
        self._timer.stop()
        self._waiting, self._asked = [], []
        self._held = True
        watched = [*self._system.files(), *self._system.directories()]
        if watched:
            self._system.removePaths(watched)
        if self._run is not None:
            self._run.close()
            self._run = None

    def _stirred(self, _path: str) -> None:
        if not self._held and not self._timer.isActive():
            self._timer.start()

    def _watch(self) -> None:
        """Watch the file and its folder, and where a link leads, as far as they are there."""
        watched = {*self._system.files(), *self._system.directories()}
        with suppress(OSError, RuntimeError):  # a drive that was taken out; a link in a circle
            real = self._path.resolve()
            wanted = {self._path.absolute(), self._path.absolute().parent, real, real.parent}
            missing = [str(path) for path in wanted if str(path) not in watched and path.exists()]
            if missing:
                self._system.addPaths(missing)

    def _looked(self, found: Look) -> None:
        self._run = None
        if self._held:
            return
        if found.state is State.UNSETTLED:
            self._before = found
            self._restless += 1
            self._timer.start()
            if self._restless > _PATIENCE:
                self._answer(found)
            return
        self._before, self._restless = None, 0
        self._watch()
        if self._own and found.version is not None:
            self._own = False
            self.accept(found.version)
            found = Look(State.SAME, found.version, found.stamp)
        if found.state is State.SAME and found.version is not None:
            self._known = found.version  # with the stamp that it has now
        news = (found.state, found.version.digest if found.version is not None else "")
        if news != self._told:
            self._told = news
            self.noticed.emit(found)
        self._answer(found)
        if self._again:
            self._again = False
            self.check()

    def _answer(self, found: Look) -> None:
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then(found)

    def _failed(self, error: BaseException) -> None:
        self._run = None
        if not isinstance(error, ReadCancelled):
            self.crashed.emit(error)


def _stop_if_cancelled(task: Task) -> None:
    if task.cancelled():
        raise ReadCancelled
