"""What the user has chosen once and for all, kept in a small file of the user's own."""

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Self

from platformdirs import user_config_path, user_state_path

from em_desktop.review.answer_keys import MOST_CATEGORIES, USUAL, AnswerKeys, conflicts
from em_desktop.review.queue_order import QueueOrder
from em_desktop.review.show import UNSURE_BELOW
from em_desktop.roster.options import DEFAULT_MISSING_WORDS
from em_desktop.session import bookmarks
from em_desktop.session.bookmarks import Bookmark
from em_desktop.session.choices import Choice, decoded, encoded

MAX_RECENT = 10
MAX_CHOICES = 50
MAX_BOOKMARKS = 100
_VERSION = 2
_FILE = "settings.json"


class Appearance(StrEnum):
    """Light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Pace(StrEnum):
    """How long the curves take to show what EM did."""

    INSTANT = "instant"
    CALM = "calm"
    SLOW = "slow"

    @property
    def seconds(self) -> float:
        """Length of the animation; the computation itself is never slowed."""
        return {Pace.INSTANT: 0.0, Pace.CALM: 1.6, Pace.SLOW: 4.0}[self]


@dataclass(frozen=True)
class Settings:
    """The user's choices, and where the user was last.

    Attributes:
        missing_words: texts that mean "missing", besides the empty and the blank one.
        appearance: light, dark, or as the system is.
        pace: of the live view.
        unsure_below: a suggestion whose probability is lower counts as unsure; 0.5 to 1.
        recent: paths of the rosters opened last, the newest first; at most ``MAX_RECENT``.
        last_folder: where the file dialogs start.
        choices: what was chosen for files, the newest first; at most ``MAX_CHOICES``.
        bookmarks: where files were left, the newest first; at most ``MAX_BOOKMARKS``.
        receipt: a receipt is saved beside an exported file.
        order: in which rows come up for review.
        keys: that answer them.
    """

    missing_words: tuple[str, ...] = DEFAULT_MISSING_WORDS
    appearance: Appearance = Appearance.SYSTEM
    pace: Pace = Pace.CALM
    unsure_below: float = UNSURE_BELOW
    recent: tuple[Path, ...] = ()
    last_folder: Path | None = None
    choices: tuple[Choice, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    receipt: bool = False
    order: QueueOrder = QueueOrder.FILE
    keys: AnswerKeys = USUAL

    def __post_init__(self) -> None:
        if not 0.5 <= self.unsure_below <= 1:
            raise ValueError("unsure_below must be between 0.5 and 1")
        if len(self.recent) > MAX_RECENT:
            raise ValueError(f"at most {MAX_RECENT} recent files are kept")
        if len(self.choices) > MAX_CHOICES:
            raise ValueError(f"choices of at most {MAX_CHOICES} files are kept")
        if len(self.bookmarks) > MAX_BOOKMARKS:
            raise ValueError(f"at most {MAX_BOOKMARKS} bookmarks are kept")

    def with_opened(self, path: Path) -> Self:
        """Return settings that remember ``path`` as the newest recent file."""
        path = path.absolute()
        others = tuple(p for p in self.recent if p != path)
        return replace(self, recent=(path, *others)[:MAX_RECENT], last_folder=path.parent)

    def with_choice(self, choice: Choice) -> Self:
        """Return settings that remember what was chosen for a file."""
        mine = (choice.path, choice.header)
        others = tuple(c for c in self.choices if (c.path, c.header) != mine)
        return replace(self, choices=(choice, *others)[:MAX_CHOICES])

    def choices_for(self, path: Path) -> tuple[Choice, ...]:
        """Return what was chosen for a file; several where it has had several headers."""
        return tuple(choice for choice in self.choices if choice.path == path.absolute())

    def with_bookmark(self, bookmark: Bookmark) -> Self:
        """Return settings that remember where a person left a file."""
        mine = (bookmark.path, bookmark.header)
        others = tuple(b for b in self.bookmarks if (b.path, b.header) != mine)
        return replace(self, bookmarks=(bookmark, *others)[:MAX_BOOKMARKS])

    def bookmarks_for(self, path: Path) -> tuple[Bookmark, ...]:
        """Return where a file was left; several where it has had several headers."""
        return tuple(bookmark for bookmark in self.bookmarks if bookmark.path == path.absolute())

    def left_at(self, path: Path) -> str:
        """Return where a person left a file, in words; empty where that is not known."""
        found = self.bookmarks_for(path)
        return found[0].words if found else ""

    def without_recent(self) -> Self:
        """Return settings that have forgotten all files and the last folder."""
        return replace(self, recent=(), last_folder=None, choices=(), bookmarks=())


def settings_folder() -> Path:
    """Return the folder of the user's settings; ``EM_DESKTOP_HOME`` overrides it."""
    home = os.environ.get("EM_DESKTOP_HOME")
    return Path(home) if home else user_config_path("em-desktop", appauthor=False)


def state_folder() -> Path:
    """Return the folder of what is under way now; ``EM_DESKTOP_HOME`` overrides it."""
    home = os.environ.get("EM_DESKTOP_HOME")
    return Path(home) / "state" if home else user_state_path("em-desktop", appauthor=False)


class SettingsStore:
    """Loads and saves the settings, as JSON with a version.

    Neither raises for a damaged or forbidden file: settings are a comfort, and losing them
    must never keep a roster from being opened.

    Attributes:
        path: of the file.
        state: the folder of what is under way now.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.path = (folder if folder is not None else settings_folder()) / _FILE
        self.state = folder / "state" if folder is not None else state_folder()

    def load(self) -> Settings:
        """Return the saved settings, or the defaults.

        A file that cannot be understood (damaged, or of a newer version) is set aside under
        another name.
        """
        try:
            text = self.path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            self._set_aside()
            return Settings()
        except OSError:
            return Settings()
        try:
            return _decoded(json.loads(text))
        except (ValueError, TypeError, RecursionError):
            self._set_aside()
            return Settings()

    def save(self, settings: Settings) -> bool:
        """Write the settings, all or nothing; return whether that was possible."""
        temporary: Path | None = None
        try:
            # In ASCII: a path whose bytes are no UTF-8 has characters that could not be written.
            text = json.dumps(_encoded(settings), ensure_ascii=True, indent=2)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{_FILE}-")
            temporary = Path(name)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self.path)
        except (OSError, ValueError):  # ValueError: a folder's name that no system takes
            return False
        finally:
            if temporary is not None:
                with contextlib.suppress(OSError):
                    temporary.unlink(missing_ok=True)
        return True

    def _set_aside(self) -> None:
        with contextlib.suppress(OSError):
            self.path.replace(self.path.with_suffix(".damaged.json"))


def _encoded(settings: Settings) -> dict[str, object]:
    return {
        "version": _VERSION,
        "missing_words": list(settings.missing_words),
        "appearance": settings.appearance.value,
        "pace": settings.pace.value,
        "unsure_below": settings.unsure_below,
        "recent": [str(path) for path in settings.recent],
        "last_folder": None if settings.last_folder is None else str(settings.last_folder),
        "choices": [encoded(choice) for choice in settings.choices],
        "bookmarks": [bookmarks.encoded(bookmark) for bookmark in settings.bookmarks],
        "receipt": settings.receipt,
        "order": settings.order.value,
        "keys": {**asdict(settings.keys), "categories": list(settings.keys.categories)},
    }


_Migration = Callable[[dict[str, object]], dict[str, object]]


def _with_how(content: dict[str, object]) -> dict[str, object]:
    """Version 2 keeps with the choices for a file how it is read; before, nobody was asked."""
    choices = content.get("choices")
    if not isinstance(choices, list):
        return content
    said = [{**choice, "how": None} for choice in choices if isinstance(choice, dict)]
    return {**content, "choices": said}


_MIGRATIONS: Mapping[int, _Migration] = {1: _with_how}
"""The step from each older version to the next. Version 1 is the first."""


def _decoded(content: object) -> Settings:
    """Return the settings of a file's content.

    Raises:
        TypeError: a value is of the wrong kind.
        ValueError: the file is newer than this program, or a value is impossible.
    """
    if not isinstance(content, dict):
        raise TypeError("settings are not an object")
    version = content.get("version")
    if not isinstance(version, int) or not 1 <= version <= _VERSION:
        raise ValueError("settings of an unknown version")
    for step in range(version, _VERSION):
        content = _MIGRATIONS[step](content)
    found: dict[str, object] = {**_encoded(Settings()), **content}
    folder, unsure_below = found["last_folder"], found["unsure_below"]
    if not isinstance(unsure_below, int | float):
        raise TypeError("a number was expected")
    if not isinstance(folder, str | None):
        raise TypeError("a path was expected")
    return Settings(
        missing_words=_texts(found["missing_words"]),
        appearance=Appearance(str(found["appearance"])),
        pace=Pace(str(found["pace"])),
        unsure_below=unsure_below,
        recent=tuple(Path(path) for path in _texts(found["recent"])[:MAX_RECENT]),
        last_folder=None if folder is None else Path(folder),
        choices=decoded(found["choices"])[:MAX_CHOICES],
        bookmarks=bookmarks.decoded(found["bookmarks"])[:MAX_BOOKMARKS],
        receipt=found["receipt"] is True,
        order=QueueOrder(str(found["order"])),
        keys=_keys(found["keys"]),
    )


def _keys(content: object) -> AnswerKeys:
    """Return the keys that answer; the usual ones where two of them would be the same."""
    if not isinstance(content, dict):
        raise TypeError("keys were expected")
    wanted = {**asdict(USUAL), **content}
    categories = _texts(list(wanted.pop("categories")))[:MOST_CATEGORIES]
    names = tuple(field.name for field in fields(AnswerKeys) if field.name in wanted)
    single = dict(zip(names, _texts([wanted[name] for name in names]), strict=True))
    keys = AnswerKeys(**single, categories=categories)
    return USUAL if conflicts(keys) else keys


def _texts(content: object) -> tuple[str, ...]:
    if not isinstance(content, list) or not all(isinstance(text, str) for text in content):
        raise TypeError("a list of texts was expected")
    return tuple(content)
