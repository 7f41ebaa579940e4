"""Makes the pictures of the README from the program itself.

Needs the program's own environment (``packaging/dev.py run`` makes it). The windows are rendered
offscreen, at 1280 by 800, from the sample roster, after a fit and a few answers.
"""

import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from em_desktop.app import make_application
from em_desktop.assets import resource
from em_desktop.review.entry import BLANK_KEY
from em_desktop.session.loading import load
from em_desktop.session.settings import Pace, SettingsStore
from em_desktop.ui.dialogs.export_dialog import ExportDialog
from em_desktop.ui.main_window import MainWindow
from em_desktop.ui.roster_page import RosterPage
from em_desktop.ui.style import Mode, apply_theme

PICTURES = Path(__file__).resolve().parent.parent / "resources" / "pictures"


def main() -> None:
    """Write the pictures."""
    app = make_application()
    with tempfile.TemporaryDirectory() as folder:
        roster = Path(shutil.copy(resource("samples/edmond.csv"), Path(folder) / "edmond.csv"))
        store = SettingsStore(Path(folder) / "settings")
        store.save(replace(store.load(), pace=Pace.INSTANT))
        modes: tuple[Mode, ...] = ("light", "dark")
        for mode in modes:
            apply_theme(app, mode)
            window = MainWindow(store)
            window.resize(1280, 800)
            window.show()
            if mode == "light":
                save(window, "start.png")
            page = review(window, roster)
            save(window, f"window-{mode}.png")
            if mode == "light":
                window.export()
                dialog = window.findChild(ExportDialog)
                if dialog is not None:
                    save(dialog, "export.png")
            page.document.saved()
            window.close()


def review(window: MainWindow, roster: Path) -> RosterPage:
    """Open a roster, infer, answer some rows as a person would, and return the page."""
    window.show_loaded(load(roster, window.settings.missing_words))
    page = window.page
    if page is None:
        raise SystemExit("the roster is not shown")
    loop = QEventLoop()
    page.inference.ended.connect(loop.quit)
    page.infer()
    loop.exec()
    page.notice.hide()
    page.reviewer.accept_above(0.97)
    for key in ("F", "Enter", BLANK_KEY, "Enter", "M", "Space"):
        page.reviewer.answer_key(key)
    return page


def save(widget: QWidget, name: str) -> None:
    """Write one picture, once the layout has settled."""
    for _ in range(5):
        QApplication.processEvents()
    widget.grab().save(str(PICTURES / name))
    print(PICTURES / name)


if __name__ == "__main__":
    main()
