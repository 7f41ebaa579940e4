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

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from em_desktop.app import make_application
from em_desktop.assets import resource
from em_desktop.review.answer_keys import USUAL
from em_desktop.session.loading import load
from em_desktop.session.settings import Pace, Settings, SettingsStore
from em_desktop.ui.dialogs.changes_dialog import ChangesDialog
from em_desktop.ui.dialogs.export_dialog import ExportDialog
from em_desktop.ui.dialogs.import_dialog import ImportDialog
from em_desktop.ui.dialogs.report_preview import ReportPreview
from em_desktop.ui.main_window import MainWindow
from em_desktop.ui.roster_page import RosterPage
from em_desktop.ui.style import Mode, apply_theme

MW = ("m", "w", "")
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
                save_dialog(window, ExportDialog, "export.png")
                window.telling.show_now()
                wait(500)
                save_dialog(window, ChangesDialog, "changes.png", 940)
                window.telling.report()
                wait(2000)
                scroll(window.findChild(ReportPreview))
                save_dialog(window, ReportPreview, "report.png", 880)
                save(ask_how(doubtful(Path(folder))), "import.png")
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
    page.bulk.accept_above(0.97)
    for key in ("F", "Enter", USUAL.blank, "Enter", "M", "Space"):
        page.reviewer.answer_key(key)
    return page


def doubtful(folder: Path) -> Path:
    """Write a small roster that can be read in more than one way."""
    names = ["Chloé", "Jörg", "Zoë", "Günther", "Renée", "Björn", "Anaïs", "Jürgen"] * 3
    rows = [
        "Größe;Name;Geschlecht",
        *(f"1,{590 + 7 * n};{who};{MW[n % 3]}" for n, who in enumerate(names)),
    ]
    path = folder / "klasse.csv"
    path.write_bytes("\n".join(rows).encode("cp850"))
    return path


def ask_how(path: Path) -> ImportDialog:
    """Return the dialog that shows how a file may be read, once it has looked at it."""
    dialog = ImportDialog(path, Settings().missing_words)
    dialog.resize(1100, 700)
    dialog.show()
    wait(3000)
    return dialog


def scroll(dialog: ReportPreview | None) -> None:
    """Show the page with the model."""
    if dialog is not None:
        dialog.resize(880, 820)
        dialog.view.verticalScrollBar().setValue(1480)


def wait(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def save_dialog(window: MainWindow, kind: type[QDialog], name: str, width: int = 0) -> None:
    """Write the picture of a dialog that is open, and close it.

    The screen that is not there is small; a dialog may have the width that it takes on a real one.
    """
    dialog = window.findChild(kind)
    if dialog is None:
        raise SystemExit(f"{name}: the dialog is not open")
    dialog.resize(max(width, dialog.width()), dialog.height())
    save(dialog, name)
    dialog.reject()


def save(widget: QWidget, name: str) -> None:
    """Write one picture, once the layout has settled."""
    for _ in range(5):
        QApplication.processEvents()
    widget.grab().save(str(PICTURES / name))
    print(PICTURES / name)


if __name__ == "__main__":
    main()
