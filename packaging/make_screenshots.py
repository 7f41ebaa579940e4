"""Makes the pictures of the README from the program itself: ``python packaging/make_screenshots.py``.

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
from PySide6.QtWidgets import QApplication

from em_desktop.app import make_application
from em_desktop.assets import resource
from em_desktop.session.loading import load
from em_desktop.session.settings import Appearance, Pace, SettingsStore
from em_desktop.ui.dialogs.export_dialog import ExportDialog
from em_desktop.ui.main_window import MainWindow
from em_desktop.ui.style import apply_theme

PICTURES = Path(__file__).resolve().parent.parent / "resources" / "pictures"


def main() -> None:
    """Write the pictures."""
    app = make_application()
    with tempfile.TemporaryDirectory() as folder:
        roster = Path(shutil.copy(resource("samples/edmond.csv"), Path(folder) / "edmond.csv"))
        store = SettingsStore(Path(folder) / "settings")
        for appearance in (Appearance.LIGHT, Appearance.DARK):
            settings = replace(store.load(), appearance=appearance, pace=Pace.INSTANT)
            store.save(settings)
            apply_theme(app, appearance.value)
            window = MainWindow(store)
            window.resize(1280, 800)
            window.show()
            if appearance is Appearance.LIGHT:
                save(window, "start.png")
            review(window, roster)
            save(window, f"window-{appearance.value}.png")
            if appearance is Appearance.LIGHT:
                window.export()
                save(window.findChild(ExportDialog), "export.png")
            window.page.document.saved()
            window.close()


def review(window: MainWindow, roster: Path) -> None:
    """Open a roster, infer, and answer some rows as a person would."""
    window.show_loaded(load(roster, window.settings.missing_words))
    page = window.page
    loop = QEventLoop()
    page.inference.ended.connect(loop.quit)
    page.infer()
    loop.exec()
    page.notice.hide()
    page.reviewer.accept_above(0.97)
    for key in ("F", "Enter", "B", "Enter", "M", "Space"):
        page.reviewer.answer_key(key)


def save(widget: object, name: str) -> None:
    """Write one picture, once the layout has settled."""
    for _ in range(5):
        QApplication.processEvents()
    widget.grab().save(str(PICTURES / name))
    print(PICTURES / name)


if __name__ == "__main__":
    main()
