"""Noting where a person is in a file, and going back there when it is opened again."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from em_desktop.review.show import NEED_A_FIT, Show
from em_desktop.session.bookmarks import Bookmark
from em_desktop.session.loading import Loaded
from em_desktop.session.remembering import bookmark_for, bookmark_of, place_of
from em_desktop.ui.memory import Memory
from em_desktop.ui.returning import Whereabouts, go_to_place
from em_desktop.ui.roster_page import RosterPage
from em_desktop.ui.side import Side

_RHYTHM = 3000
"""Milliseconds from a change to its writing; what comes meanwhile is written with it."""


class Bookmarker(QObject):
    """Goes where a file was left, then notes where the person is, in the settings.

    Work that is gone on with knows its place itself, and better; but not the slider.
    """

    def __init__(self, memory: Memory, page: RosterPage, loaded: Loaded) -> None:
        super().__init__(page)
        self._memory, self._page = memory, page
        path, bookmark = loaded.opened.path, loaded.bookmark
        if loaded.past is not None and path is not None:
            bookmark = bookmark_for(loaded.workspace, memory.settings.bookmarks_for(path))
        self._kept = bookmark
        self._back: _GoingBack | None = None
        if bookmark is not None:
            self._back = _GoingBack(page, bookmark, to_place=loaded.past is None)
        self._following = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_RHYTHM)
        self._timer.timeout.connect(self._write)
        self._where = Whereabouts(page)
        self._where.changed.connect(self._soon)
        page.threshold_bar.moved.connect(self._soon)
        page.state_changed.connect(self._soon)
        memory.forgotten.connect(self._forget)
        self._soon()

    def leave(self) -> None:
        """Note where the person is, now, and follow the page no more."""
        self._write()
        self._memory.wait()
        self._forget()

    def _forget(self) -> None:
        """Follow no more: the page closes, or its file is to be forgotten."""
        self._timer.stop()
        self._following = False

    def _soon(self, _signal: object = None) -> None:
        if self._following and not self._timer.isActive():
            self._timer.start()

    def _write(self) -> None:
        if not self._following:
            return
        bookmark = self._now()
        if bookmark is not None and bookmark != self._kept:
            self._kept = bookmark
            self._memory.keep_bookmark(bookmark)

    def _now(self) -> Bookmark | None:
        page, path = self._page, self._page.document.opened.path
        if path is None:
            return None
        found = bookmark_of(self._where.now(), page.document.workspace, path)
        found = replace(found, threshold=page.threshold_bar.threshold, side=page.side.value)
        return found if self._back is None else self._back.with_what_waits(found)


class _GoingBack(QObject):
    """Goes to a bookmark: at once as far as that is possible, the rest once there is a fit."""

    def __init__(self, page: RosterPage, bookmark: Bookmark, *, to_place: bool) -> None:
        super().__init__(page)
        self._page, self._bookmark = page, bookmark
        self._waits = False
        if bookmark.threshold is not None:
            page.threshold_bar.set_threshold(bookmark.threshold)
        if bookmark.side == Side.HISTORY:
            page.show_side(Side.HISTORY)
        if not to_place:
            return
        self._place = place_of(bookmark)
        if bookmark.inferred:
            self._waits = True
            page.inference.ended.connect(self._inferred)
        waits = self._place.show in NEED_A_FIT
        place = replace(self._place, show=Show.ALL) if waits else self._place
        if place.row_id is None:
            page.view.sort_by(place.sorting)
            page.show_only(place.show)
        else:
            go_to_place(page, place)
        QTimer.singleShot(0, self, self._once_laid_out)

    def with_what_waits(self, now: Bookmark) -> Bookmark:
        """Return a bookmark of the present with what waits for a fit that was not made yet."""
        if not self._waits:
            return now
        then, untouched = self._bookmark, now.show == Show.ALL
        side = then.side if now.side == Side.CURVES else now.side
        show = then.show if untouched else now.show
        return replace(now, inferred=True, show=show, side=side)

    def _once_laid_out(self) -> None:
        self._page.view.scrollTo(self._page.view.currentIndex())

    def _inferred(self, _finished: object) -> None:
        page = self._page
        if page.document.suggestions is None:
            return
        page.inference.ended.disconnect(self._inferred)
        self._waits = False
        if page.model.show is Show.ALL and self._place.show in NEED_A_FIT:
            page.show_only(self._place.show)
        if page.side is Side.CURVES and self._bookmark.side == Side.TRUST:
            page.show_side(Side.TRUST)
