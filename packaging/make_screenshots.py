"""Makes the pictures of the README from the program itself.

Needs the program's own environment (``packaging/dev.py run`` makes it). The windows are rendered
offscreen, at 1280 by 800, from the sample roster, in the midst of a review; parts of it at twice
their size.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from em_desktop.app import make_application
from em_desktop.assets import resource
from em_desktop.review.answer_keys import USUAL
from em_desktop.review.queue_order import QueueOrder
from em_desktop.review.show import Show
from em_desktop.session.inference import Inference
from em_desktop.session.loading import load
from em_desktop.session.settings import Pace, Settings, SettingsStore
from em_desktop.ui.dialogs.changes_dialog import ChangesDialog
from em_desktop.ui.dialogs.export_dialog import ExportDialog
from em_desktop.ui.dialogs.import_dialog import ImportDialog
from em_desktop.ui.dialogs.report_preview import ReportPreview
from em_desktop.ui.main_window import MainWindow
from em_desktop.ui.plot.picking import Heights
from em_desktop.ui.plot.picture import pixels
from em_desktop.ui.roster_page import RosterPage
from em_desktop.ui.side import Side
from em_desktop.ui.style import apply_theme

MW = ("m", "w", "")
PICTURES = Path(__file__).resolve().parent.parent / "resources" / "pictures"
SURE = 0.9
COMMON = 64
ROWS = 150
SECONDS = 4
_PLAINLY = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither


def main() -> None:
    """Write the pictures."""
    app = make_application()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = SettingsStore(folder / "settings")
        store.save(replace(store.load(), pace=Pace.INSTANT))
        shutil.copy(resource("samples/edmond.csv"), folder)
        apply_theme(app, "light")
        light(store, folder)
        card_and_sample(store, folder)
        apply_theme(app, "dark")
        dark(store, folder)


def light(store: SettingsStore, folder: Path) -> None:
    """Take the window in the midst of a review, and what comes before and after it."""
    window = new_window(store)
    save(window, "start.png")
    page = review(window, folder)
    save(window, "window-light.png")
    page.bulk.accept_above(SURE)
    answer(page, "F", "Enter")
    page.show_side(Side.HISTORY)
    page.document.undo_stack.setIndex(page.document.undo_stack.index() - 2)
    window.resize(1280, 680)
    page.view.setFocus()
    save_sharp(page.history.panel, "history.png")
    window.resize(1280, 800)
    page.document.undo_stack.setIndex(page.document.undo_stack.count())
    window.export()
    save_dialog(window, ExportDialog, "export.png")
    window.telling.show_now()
    wait(500)
    save_dialog(window, ChangesDialog, "changes.png", 940)
    window.telling.report()
    wait(2000)
    scroll(window.findChild(ReportPreview))
    save_dialog(window, ReportPreview, "report.png", 880)
    save(ask_how(doubtful(folder)), "import.png")
    close(window, page)


def card_and_sample(store: SettingsStore, folder: Path) -> None:
    """Take the card with more than one kind of evidence, and a sample that was looked at."""
    window = new_window(store)
    page = review(window, folder)
    page.checker.start()
    while (sample := page.checker.running) is not None and sample.waiting:
        answer(page, "Enter")
    top, high = page.bulk_bar.mapTo(window, QPoint()).y() - ROWS, page.bulk_bar.height() + ROWS
    settle()
    part = QRect(12, top, page.bulk_bar.width(), high + 2)
    write(pixels(window).copy(QRect(part.topLeft() * 2, part.size() * 2)), "sample.png")
    page.checker.leave()
    infer(page.inference, lambda: page.inferring.use_evidence("name"))
    page.notice.hide()
    go_where_evidence_differs(page)
    save_sharp(page.review_card, "card.png")
    close(window, page)


def go_where_evidence_differs(page: RosterPage) -> None:
    """Go to the waiting row in which height and first name say the most that is not the same."""
    differ: dict[float, int] = {}
    page.show_only(Show.SUGGESTED)
    for row_id in page.model.ids:
        page.view.go_to(row_id, page.document.workspace.roles.category or 0)
        shown = page.review_card.card.explanation
        said = {} if shown is None else {part.title: part for part in shown.parts}
        if "height" in said and "first name" in said:
            height, name = said["height"], said["first name"]
            if None not in (height.favours, name.favours) and height.favours != name.favours:
                differ[min(abs(height.log_odds), abs(name.log_odds))] = row_id
    page.show_only(Show.ALL)
    page.view.go_to(differ[max(differ)], page.document.workspace.roles.category or 0)


def dark(store: SettingsStore, folder: Path) -> None:
    """Take the window, dark, with heights that were brushed."""
    window = new_window(store)
    page = review(window, folder)
    page.fit_panel.picked.emit(Heights(166.0, 174.0), False)
    save(window, "window-dark.png")
    close(window, page)


def new_window(store: SettingsStore) -> MainWindow:
    """Show an empty window."""
    window = MainWindow(store)
    window.resize(1280, 800)
    window.show()
    return window


def close(window: MainWindow, page: RosterPage) -> None:
    """Close a window without questions."""
    page.document.saved()
    window.close()


def review(window: MainWindow, folder: Path) -> RosterPage:
    """Open a roster, infer, answer some rows as a person would, and return the page."""
    window.show_loaded(load(folder / "edmond.csv", window.settings.missing_words))
    page = window.page
    if page is None:
        raise SystemExit("the roster is not shown")
    infer(page.inference, page.infer)
    page.notice.hide()
    moments = itertools.count(int(page.document.now()), SECONDS)
    page.document.now = lambda: float(next(moments))  # type: ignore[method-assign]
    page.reviewer.set_order(QueueOrder.UNSURE_FIRST)
    answer(page, "F", "Enter", USUAL.blank, "Enter", "M", "Enter", "F", "Space")
    page.reviewer.set_order(QueueOrder.FILE)
    page.bulk.set_threshold(SURE)
    return page


def infer(inference: Inference, start: Callable[[], object]) -> None:
    """Start a fit, and wait for its end."""
    loop = QEventLoop()
    inference.ended.connect(loop.quit)
    start()
    loop.exec()


def answer(page: RosterPage, *keys: str) -> None:
    """Answer rows by keys."""
    for key in keys:
        page.reviewer.answer_key(key)


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
    settle()
    write(widget.grab(), name)


def save_sharp(widget: QWidget, name: str) -> None:
    """Write a picture of a part of the window, at twice its size."""
    settle()
    write(pixels(widget), name)


def settle() -> None:
    """Let the layout settle."""
    for _ in range(5):
        QApplication.processEvents()


def write(picture: QPixmap, name: str) -> None:
    """Write a picture with 256 colours, which makes it half as large a file."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    table = commonest(np.frombuffer(image.constBits(), dtype=np.uint32))
    image = image.convertToFormat(QImage.Format.Format_Indexed8, table, _PLAINLY)
    image.save(str(PICTURES / name), quality=0)
    print(PICTURES / name, (PICTURES / name).stat().st_size // 1000, "kB")


def commonest(pixels_of: NDArray[np.uint32]) -> list[int]:
    """Return 256 colours to draw with: the commonest, and those that would be missed the most."""
    colours, counts = np.unique(pixels_of, return_counts=True)
    parts = np.stack([colours >> shift & 255 for shift in (16, 8, 0)], axis=1).astype(np.int64)
    chosen = np.argsort(-counts)[:COMMON].tolist()
    apart = np.full(len(colours), np.iinfo(np.int64).max)
    for place in chosen:
        apart = np.minimum(apart, ((parts - parts[place]) ** 2).sum(axis=1))
    while len(chosen) < min(256, len(colours)):
        chosen.append(int(np.argmax(apart * counts)))
        apart = np.minimum(apart, ((parts - parts[chosen[-1]]) ** 2).sum(axis=1))
    return [int(colours[place]) for place in chosen]


if __name__ == "__main__":
    main()
