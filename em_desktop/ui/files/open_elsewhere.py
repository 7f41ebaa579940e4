"""One file in two windows: asked before it is opened, and said for as long as it is so."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, QTimer
from PySide6.QtWidgets import QWidget

from em_desktop.review.moments import moment
from em_desktop.roster.folding import shown
from em_desktop.session.locks import Holder, OpenFiles
from em_desktop.ui.files.samples import is_sample
from em_desktop.ui.prompts import CANCEL, Choice, Prompts, Question
from em_desktop.ui.status_bar import StatusBar

_LONGEST = 80
_SOON_MS = 200
_AGAIN_MS = 5_000
_NOTE = "Also open in another window"


class OpenElsewhere(QObject):
    """Keeps the note of the open file, and knows of those of other windows.

    Args:
        prompts: asks.
        window: that the question belongs to.
        status_bar: says that the file is open in another window too.
        folder: the state folder.
    """

    def __init__(
        self, prompts: Prompts, window: QWidget, status_bar: StatusBar, folder: Path
    ) -> None:
        super().__init__(window)
        self._prompts, self._window, self._status_bar = prompts, window, status_bar
        self._notes = OpenFiles(folder)
        self._path: Path | None = None
        self._system = QFileSystemWatcher(self)
        self._system.directoryChanged.connect(self._look_soon)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        window.installEventFilter(self)

    def when_agreed(self, path: Path, go_on: Callable[[], None]) -> None:
        """Go on at once, or after the user has agreed to open a file a second time."""
        others = () if is_sample(path) else self._notes.others(path)
        if not others:
            go_on()
            return

        def answered(key: str) -> None:
            if key == "open":
                go_on()

        self._prompts.ask(self._window, _question(path, others), answered)

    def follow(self, path: Path | None) -> None:
        """Note that this window has a file open; None for a roster without one.

        A sample is nobody's: it may be open as often as one likes.
        """
        if path is None or is_sample(path):
            self.leave()
            return
        self._path = path
        self._notes.hold(path)
        if self._notes.folder.is_dir():
            self._system.addPath(str(self._notes.folder))
        self.look()

    def leave(self) -> None:
        """Note that this window has no file open any more."""
        self._path = None
        self._timer.stop()
        watched = self._system.directories()
        if watched:
            self._system.removePaths(watched)
        self._notes.release()
        self._status_bar.set_note("")

    def look(self) -> None:
        """Say whether the file is open in another window too."""
        others = () if self._path is None else self._notes.others(self._path)
        tip = f"Since {_when(others[0])}. {_LAST_WINS}" if others else ""
        self._status_bar.set_note(_NOTE if others else "", tip)
        if others:
            self._timer.start(_AGAIN_MS)  # a process that is killed takes no note away

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look again when the window comes to the front."""
        if event.type() == QEvent.Type.WindowActivate and self._path is not None:
            self.look()
        return super().eventFilter(watched, event)

    def _look_soon(self, _folder: str) -> None:
        if self._path is not None:
            self._timer.start(_SOON_MS)


_LAST_WINS = "You can look and edit here too; the one that exports last wins."


def _question(path: Path, others: Sequence[Holder]) -> Question:
    name, since = shown(path.name, _LONGEST), _when(others[0])
    return Question(
        "Open in another window",
        f"“{name}” is open in another EM Desktop window since {since}.",
        _LAST_WINS,
        (Choice("open", "&Open anyway"), CANCEL),
    )


def _when(holder: Holder) -> str:
    today = datetime.now().astimezone().date()
    return moment(holder.since, today)
