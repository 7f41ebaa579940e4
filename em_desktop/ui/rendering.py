"""A picture of the window after an inference, for machines without a screen."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from em_desktop.review.encode import CannotInfer
from em_desktop.session.loading import load
from em_desktop.session.settings import Pace, Settings

if TYPE_CHECKING:
    from em_desktop.ui.main_window import MainWindow

_SIZE = 1280, 800


def render(window: "MainWindow", roster: Path, output: Path) -> bool:
    """Open a roster, infer where that is possible, and write a picture of the window.

    Args:
        window: not shown yet.
        roster: the file to open.
        output: a PNG file; replaced if it is there.

    Returns:
        Whether the picture could be written.

    Raises:
        FileProblem: the roster cannot be opened.
    """
    settings: Settings = replace(window.settings, pace=Pace.INSTANT)
    window.memory.settings = settings
    window.resize(*_SIZE)  # without a screen there is nothing to fit it to
    window.show()
    window.show_loaded(load(roster, settings.missing_words))
    page = window.page
    if page is None:
        return False
    loop = QEventLoop()
    page.inference.ended.connect(loop.quit)
    page.inference.crashed.connect(loop.quit)
    try:
        page.inference.start()
    except CannotInfer as reason:
        page.notice.say(str(reason), warning=True)
    else:
        loop.exec()
    page.reviewer.go_on()
    for _ in range(3):  # layouts settle when their events are handled
        QApplication.processEvents()
    written = window.grab().save(str(output), "PNG")
    window.hide()
    page.close_down()
    return written
