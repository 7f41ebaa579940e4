"""The main window: menus, tool bar, and one page at a time.

Only what the first paint needs is imported here. The page of a roster brings numpy and
pyqtgraph; it is imported behind it.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QPaintEvent, QUndoGroup
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from em_desktop.session.settings import Settings, SettingsStore
from em_desktop.ui.actions import build, cell_menu, follow, keys_taken
from em_desktop.ui.busy_bar import BusyBar
from em_desktop.ui.dropping import DropTarget
from em_desktop.ui.entering import EnterPresses
from em_desktop.ui.files.changed_on_disk import ChangedOnDisk
from em_desktop.ui.files.file_menus import FileMenus
from em_desktop.ui.files.file_work import FileWork
from em_desktop.ui.files.how_read import HowFileIsRead
from em_desktop.ui.files.open_elsewhere import OpenElsewhere
from em_desktop.ui.files.opening import Opener
from em_desktop.ui.files.recovering import Recovery
from em_desktop.ui.files.samples import is_sample
from em_desktop.ui.files.telling import Telling
from em_desktop.ui.files.unsaved import UnsavedWork
from em_desktop.ui.finding import Finder
from em_desktop.ui.flag_menu import FlagMenu
from em_desktop.ui.icons import program_icon, refresh_icons
from em_desktop.ui.memory import Memory
from em_desktop.ui.menus.entry import FLAGS, RECENT, SAMPLES
from em_desktop.ui.preloading import Preloader
from em_desktop.ui.prompts import Prompts
from em_desktop.ui.start_page import StartPage
from em_desktop.ui.status_bar import StatusBar
from em_desktop.ui.style import apply_theme
from em_desktop.ui.toolbar import MainToolBar
from em_desktop.ui.waiting import Waiting
from em_desktop.ui.window_frame import TITLE, WindowFrame
from em_desktop.ui.window_size import give_size

if TYPE_CHECKING:
    from em_desktop.files.preview.how_read import HowRead
    from em_desktop.session.loading import Loaded
    from em_desktop.ui.bookmarking import Bookmarker
    from em_desktop.ui.files.exporting import Exporter, Written
    from em_desktop.ui.roster_page import RosterPage


class MainWindow(QMainWindow):
    """Shows the start page, or the page of the open roster."""

    def __init__(self, store: SettingsStore, prompts: Prompts | None = None) -> None:
        super().__init__()
        EnterPresses(self)
        self._store = store
        self.memory = Memory(store, self)
        self._bookmarker: Bookmarker | None = None
        self.prompts = prompts or Prompts()
        self.page: RosterPage | None = None
        self._after_export: Callable[[], None] | None = None
        self._preloader = Preloader(self)
        self.exporter: Exporter | None = None
        self.telling: Telling = Telling(
            self, self.prompts, lambda: self.page, lambda: self.settings.last_folder
        )
        self.undo_group = QUndoGroup(self)
        journals = store.state / "journals"
        self.opener = Opener(self.prompts, self, journals)
        self.setWindowTitle(TITLE)
        self.setWindowIcon(program_icon())
        self._actions, menus = build(self)
        self._file_menus = FileMenus(menus[RECENT], menus[SAMPLES], self)
        self._flag_menu = FlagMenu(menus[FLAGS], self)
        self.tool_bar = MainToolBar(self._actions, self)
        self.addToolBar(self.tool_bar)
        self._status_bar = StatusBar()
        self.setStatusBar(self._status_bar)
        self._frame = WindowFrame(self, self.tool_bar, self._status_bar, self._flag_menu)
        self._waiting = Waiting(self._status_bar)
        self.finder: Finder = Finder(self.tool_bar, self._status_bar, self._waiting)
        self.start_page = StartPage()
        card = self.start_page.unfinished
        self.recovery = Recovery(self.prompts, self, self.opener, card, journals)
        self._unsaved = UnsavedWork(self.prompts, self, self.export, self.recovery.keep)
        self.disk: ChangedOnDisk = ChangedOnDisk(self.prompts, self, self.show_loaded)
        self._elsewhere = OpenElsewhere(self.prompts, self, self._status_bar, store.state)
        says = self.prompts, self, self.opener, self.open_path, self.disk.read_as
        self.how_read: HowFileIsRead = HowFileIsRead(*says)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_page)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.busy_bar = BusyBar(centre)
        self.setCentralWidget(centre)
        self._file_work = self.telling.file_work = FileWork(self.busy_bar, self._crashed)
        self._connect()
        self._show_recent()
        self._refresh()
        give_size(self)

    @property
    def settings(self) -> Settings:
        """What the user chose, and where the user was last."""
        return self.memory.settings

    def action(self, name: str) -> QAction:
        """Return a menu's action by its name in the tables in `menus`."""
        return self._actions[name]

    # Files.

    def open_roster(self) -> None:
        """Let the user choose a file."""
        self.prompts.choose_open_file(self, self.settings.last_folder, self.open_path)

    def open_path(self, path: Path, how: "HowRead | None" = None) -> None:
        """Open a file, once nothing unsaved stands in the way.

        Args:
            path: of the file.
            how: it is read, where a person has said so.
        """
        open_it = partial(self.opener.open, path, self.settings, how)
        self._unsaved.when_safe(self.page, partial(self._elsewhere.when_agreed, path, open_it))

    def new_roster(self) -> None:
        """Open an empty roster for typing."""

        def go_on() -> None:
            from em_desktop.session.loading import new_roster

            self._stop_reading()
            self.show_loaded(new_roster(self.settings.missing_words))

        self._unsaved.when_safe(self.page, go_on)

    def paste_roster(self) -> None:
        """Open a roster of the table on the clipboard."""
        self._unsaved.when_safe(self.page, partial(self.opener.paste, self.settings))

    def close_roster(self) -> None:
        """Go back to the start page."""
        self._stop_reading()
        self._unsaved.when_safe(self.page, self._go_home)

    def export(self, then: Callable[[], None] | None = None) -> None:
        """Write the corrected file, after a summary.

        Args:
            then: called once the file is written; not called where the user cancels.
        """
        self._after_export = then
        if self.page is None:
            return
        self.page.view.commit_editor()
        if self.exporter is None:
            from em_desktop.ui.files.exporting import Exporter

            self.exporter = Exporter(self.prompts, self)
            self._file_work.follow(self.exporter, "Writing")
            self.exporter.looking.connect(self.busy_bar.start)
            self.exporter.looked.connect(self._file_work.settle)
            self.exporter.exported.connect(self._exported)
            self.exporter.receipt_chosen.connect(self.memory.keep_receipt)
            self.disk.follow_exports(self.exporter)
            self.telling.follow_exports(self.exporter)
        folder, receipt = self.settings.last_folder, self.settings.receipt
        self.exporter.start(self.page.document, folder, receipt=receipt)

    def save_picture(self) -> None:
        """Write the picture of heights and curves."""
        if self.page is not None:
            from em_desktop.ui.picture_saving import save_picture

            path, folder = self.page.document.opened.path, self.settings.last_folder
            save_picture(self.page.fit_panel, path, self.prompts, folder, self.page)

    # What the menus and the tool bar ask for.

    def open_settings(self) -> None:
        """Show the settings."""
        from em_desktop.ui.dialogs.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self.settings, self, taken=keys_taken(self._actions))
        dialog.chosen.connect(self._use_settings)
        dialog.open()

    # Qt's events.

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """After the first paint, import what rosters need, and look for unfinished work."""
        super().paintEvent(event)
        self._preloader.start_soon()
        self.recovery.look_soon()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Give the icons the colours of the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            refresh_icons(self)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask about unsaved work; then stop what runs and close."""
        if self._unsaved.is_there(self.page):
            event.ignore()
            self._unsaved.when_safe(self.page, self._close_soon)
            return
        self._stop_work()
        event.accept()

    # Inside.

    def _connect(self) -> None:
        for reader in (self.opener, self.disk):
            self._file_work.follow(reader, "Reading")
        self.memory.changed.connect(self._show_recent)
        self.memory.crashed.connect(self._crashed)
        self.opener.opened.connect(self._loaded)
        self.recovery.crashed.connect(self._crashed)
        self.disk.reloaded.connect(self.recovery.taken_over)
        self.start_page.open_requested.connect(self.open_roster)
        self.start_page.new_requested.connect(self.new_roster)
        self.start_page.paste_requested.connect(self.paste_roster)
        self.start_page.path_chosen.connect(self.open_path)
        self._file_menus.chosen.connect(self.open_path)
        self._file_menus.forgotten.connect(self.memory.forget_recent)
        self._flag_menu.chosen.connect(self._go_to_flag)
        self.tool_bar.infer_clicked.connect(self._infer_or_stop)
        drops = DropTarget(self)
        drops.hovering.connect(self.start_page.set_drop_active)
        drops.dropped.connect(self.open_path)

    def _loaded(self, loaded: "Loaded") -> None:
        """Show a file that was read, unless work was done meanwhile that would be lost."""
        offer = partial(self.recovery.offer, loaded, self.show_loaded)
        self._unsaved.when_safe(self.page, offer)

    def _stop_reading(self) -> None:
        self.opener.close_down()
        self._file_work.settle()

    def show_loaded(self, loaded: "Loaded") -> None:
        """Show a file that was read, in place of the one before."""
        from em_desktop.session.document import Document
        from em_desktop.ui.bookmarking import Bookmarker
        from em_desktop.ui.roster_page import RosterPage

        self._drop_page()
        document = Document(loaded)
        page = RosterPage(document, self.settings, self.prompts)
        document.setParent(page)
        self.page = self.finder.page = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.undo_group.addStack(document.undo_stack)
        self.undo_group.setActiveStack(document.undo_stack)
        self._waiting.follow(document, page.model, page.commands)
        page.state_changed.connect(self._refresh)
        page.crashed.connect(self._crashed)
        page.reviewer.order_chosen.connect(self.memory.keep_order)
        page.picture_wanted.connect(self.save_picture)
        page.export_wanted.connect(self.export)
        page.view.customContextMenuRequested.connect(self._show_cell_menu)
        document.undo_stack.indexChanged.connect(self._stepped)
        page.welcome(*loaded.opened.notes, again=loaded.had_suggestions)
        self.recovery.follow(page, loaded)
        page.begin(loaded.first)
        page.selecting.follow(self._status_bar.selection)
        path = loaded.opened.path
        self.disk.follow(page)
        self._elsewhere.follow(path)
        if path is not None and not is_sample(path):
            self.memory.keep(self.settings.with_opened(path))
            document.choice_made.connect(self.memory.keep_choice)
            if loaded.how is not None and document.choice is not None:
                self.memory.keep_choice(document.choice)
            self._bookmarker = Bookmarker(self.memory, page, loaded)
        self._refresh()
        page.view.setFocus()

    def _go_home(self) -> None:
        self._drop_page()
        self._show_recent()
        self.recovery.look()

    def _drop_page(self) -> None:
        page, self.page, self.finder.page = self.page, None, None
        if page is None:
            return
        if self.exporter is not None:
            self.exporter.close_down()
        self.telling.close_down()
        self._file_work.settle()
        self.disk.leave()
        self._elsewhere.leave()
        self._waiting.leave()
        self._leave_bookmark()
        self.recovery.leave(keep=self._unsaved.is_to_be_kept(page))
        page.close_down()
        self.undo_group.removeStack(page.document.undo_stack)
        self._stack.removeWidget(page)
        page.deleteLater()
        self._refresh()

    def _leave_bookmark(self) -> None:
        if self._bookmarker is not None:
            self._bookmarker.leave()
            self._bookmarker = None

    def follow_page(self) -> None:
        """Keep the menus true to the current row too, which has no signal of its own here."""
        follow(self._actions, self.page)

    def _stepped(self, _index: int) -> None:
        if self.page is not None and not self.page.is_behind:
            self._refresh()

    def _refresh(self, _signal: object = None) -> None:
        follow(self._actions, self.page)
        self._frame.show_page(self.page)

    def _go_to_flag(self, kind: int) -> None:
        if self.page is not None:
            self.page.flag_walk.next(kind)

    def _show_cell_menu(self, place: QPoint) -> None:
        if self.page is not None:
            menu = cell_menu(self, self._actions)
            menu.popup(self.page.view.viewport().mapToGlobal(place))

    def _infer_or_stop(self) -> None:
        if self.page is None:
            return
        if self.page.inference.running:
            self.page.inference.cancel()
        else:
            self.page.infer()

    def _exported(self, written: "Written") -> None:
        self._refresh()
        self.telling.announce(written)
        then, self._after_export = self._after_export, None
        if then is not None:
            then()

    def _use_settings(self, settings: Settings) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, settings.appearance.value)
        if self.page is not None:
            self.page.use_settings(settings)
        self.memory.keep(settings)

    def _show_recent(self) -> None:
        self._file_menus.set_recent(self.settings.recent)
        self.start_page.set_recent(self.settings.recent, self.settings.left_at)

    def _close_soon(self) -> None:
        """Close once Qt is done with the close that was ignored."""
        QTimer.singleShot(0, self, self.close)

    def _stop_work(self) -> None:
        self.opener.close_down()
        self._preloader.close_down()
        if self.exporter is not None:
            self.exporter.close_down()
        self.telling.close_down()
        self.recovery.close_down()
        self.disk.leave()
        self._elsewhere.leave()
        self._leave_bookmark()
        if self.page is not None:
            self.recovery.leave(keep=self._unsaved.is_to_be_kept(self.page))
            self.page.close_down()

    def _crashed(self, error: BaseException) -> None:
        from em_desktop.ui.crash import report

        report(error, self)
