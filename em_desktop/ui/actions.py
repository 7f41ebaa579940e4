"""The menus, as a table: what each entry is called, its keys, and what it does."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from em_desktop.review.show import Show
from em_desktop.ui.doubt_answers import ANSWERS
from em_desktop.ui.helping import show_about, show_page
from em_desktop.ui.icons import Icon, set_icon
from em_desktop.ui.side import Side

if TYPE_CHECKING:
    from em_desktop.ui.main_window import MainWindow
    from em_desktop.ui.roster_page import RosterPage


@dataclass(frozen=True)
class Entry:
    """One entry of a menu.

    Attributes:
        name: what the code calls it.
        text: with a mnemonic.
        run: what it does, given the window.
        keys: shortcuts; the first is shown.
        icon: or None.
        needs_roster: it is disabled while no roster is open.
        checkable: it has a tick, which the window sets.
    """

    name: str
    text: str
    run: "Callable[[MainWindow], object]"
    keys: tuple[str, ...] = ()
    icon: Icon | None = None
    needs_roster: bool = True
    checkable: bool = False


def _page(run: "Callable[[RosterPage], object]") -> "Callable[[MainWindow], object]":
    def on_window(window: "MainWindow") -> None:
        if window.page is not None:
            run(window.page)

    return on_window


def _filter(show: Show, key: str) -> Entry:
    name = f"show_{show.name.lower()}"
    run = _page(lambda p: p.show_only(show))
    return Entry(name, f"&{show.value}", run, (key,), checkable=True)


def _evidence(source: str, text: str) -> Entry:
    toggle = _page(lambda p: p.toggle_evidence(source))
    return Entry(f"use_{source}", text, toggle, checkable=True)


UNDO, REDO, RECENT, SAMPLES, FLAGS = "undo", "redo", "recent", "samples", "flags"
"""Places in the menus that the window fills itself."""


@dataclass(frozen=True)
class Submenu:
    """A menu inside a menu."""

    text: str
    entries: tuple[Entry, ...]


MENUS: tuple[tuple[str, tuple[Entry | Submenu | str | None, ...]], ...] = (
    (
        "&File",
        (
            Entry("new", "&New roster", lambda w: w.new_roster(), ("Ctrl+N",), None, False),
            Entry(
                "paste_roster",
                "New roster from clip&board",
                lambda w: w.paste_roster(),
                ("Ctrl+Shift+V",),
                needs_roster=False,
            ),
            Entry("open", "&Open…", lambda w: w.open_roster(), ("Ctrl+O",), Icon.OPEN, False),
            Entry(
                "open_with",
                "Open &with options…",
                lambda w: w.how_read.open_with_options(w.settings),
                ("Ctrl+Shift+O",),
                None,
                False,
            ),
            RECENT,
            SAMPLES,
            Entry("reload", "&Reload from disk", lambda w: w.disk.reload(), ("Ctrl+F5",)),
            None,
            Entry(
                "how_read",
                "&How this file is read…",
                lambda w: w.how_read.change(w.page, w.settings),
                ("Ctrl+Shift+L",),
            ),
            Entry("export", "&Export…", lambda w: w.export(), ("Ctrl+E", "Ctrl+S"), Icon.EXPORT),
            Entry("changes", "Sho&w changes…", lambda w: w.telling.show_now(), ("Ctrl+Shift+E",)),
            Entry("receipt", "Save rece&ipt…", lambda w: w.telling.save_receipt()),
            Entry("save_picture", "Save &picture…", lambda w: w.save_picture()),
            None,
            Entry("close", "&Close roster", lambda w: w.close_roster(), ("Ctrl+W",)),
            Entry("settings", "Se&ttings…", lambda w: w.open_settings(), ("Ctrl+,",), None, False),
            Entry("quit", "&Quit", lambda w: w.close(), ("Ctrl+Q",), None, False),
        ),
    ),
    (
        "&Edit",
        (
            UNDO,
            REDO,
            None,
            Entry("cut", "Cu&t", _page(lambda p: p.commands.cut()), ("Ctrl+X",)),
            Entry("copy", "&Copy", _page(lambda p: p.commands.copy()), ("Ctrl+C",)),
            Entry(
                "copy_table",
                "Copy corrected ta&ble",
                _page(lambda p: p.copier.copy()),
                ("Ctrl+Shift+C",),
            ),
            Entry("paste", "&Paste", _page(lambda p: p.commands.paste()), ("Ctrl+V",)),
            Entry("fill", "&Fill down", _page(lambda p: p.commands.fill_down()), ("Ctrl+D",)),
            Entry("clear", "C&lear cells", _page(lambda p: p.commands.clear()), ("Del",)),
            None,
            Entry("add", "&Add row", _page(lambda p: p.commands.add_row()), ("Ctrl+Shift+N",)),
            Entry("delete", "&Delete rows", _page(lambda p: p.commands.delete_rows()), ("Ctrl+-",)),
            None,
            Entry("find", "F&ind…", lambda w: w.finder.focus(), ("Ctrl+F",)),
            Entry("find_next", "Find &next", lambda w: w.finder.go_on(), ("F3",)),
            Entry(
                "column",
                "Meaning and order of this col&umn…",
                _page(lambda p: p.open_column_menu()),
                ("Ctrl+Shift+H",),
            ),
        ),
    ),
    (
        "&View",
        (
            *(_filter(show, f"Alt+{i}") for i, show in enumerate(Show, start=1)),
            None,
            Entry("flag", "Next &flag", _page(lambda p: p.next_flag()), ("F8",)),
            FLAGS,
        ),
    ),
    (
        "&Infer",
        (
            Entry("infer", "&Infer", _page(lambda p: p.infer()), ("F5", "Ctrl+I")),
            Entry("groups", "&Find groups…", _page(lambda p: p.groups.start()), ("Ctrl+Shift+G",)),
            Entry("rename", "&Rename groups…", _page(lambda p: p.groups.rename())),
            Submenu(
                "&Evidence",
                (
                    _evidence("measurement", "&Measurement"),
                    _evidence("name", "First &names"),
                    _evidence("group", "&Group"),
                    _evidence("age", "&Age"),
                ),
            ),
            Entry(
                "trust",
                "How far to &trust this",
                _page(lambda p: p.toggle_side(Side.TRUST)),
                ("F7",),
                checkable=True,
            ),
            Entry("stop", "&Stop", _page(lambda p: p.inference.cancel()), ("Esc",)),
        ),
    ),
    (
        "&Review",
        (
            Entry("accept", "&Accept suggestion", _page(lambda p: p.reviewer.accept()), ("F9",)),
            Entry(
                "accept_all",
                "Accept all a&bove the slider",
                _page(lambda p: p.accept_above_threshold()),
                ("Ctrl+Shift+A",),
            ),
            Entry("blank", "&Leave blank", _page(lambda p: p.reviewer.leave_blank())),
            Entry("skip", "&Skip", _page(lambda p: p.reviewer.skip())),
            Entry("withdraw", "&Take back answer", _page(lambda p: p.reviewer.withdraw())),
            None,
            Entry("read", "&Read as proposed", _page(lambda p: p.settler.accept()), ("Ctrl+R",)),
            Entry(
                "read_alike",
                "Read all ali&ke as proposed",
                _page(lambda p: p.settler.accept_alike()),
                ("Ctrl+Shift+R",),
            ),
            Entry("keep", "Right as &it is", _page(lambda p: p.settler.keep()), ("Ctrl+K",)),
            Entry(
                "read_again",
                "Take back readin&g",
                _page(lambda p: p.settler.take_back()),
                ("Ctrl+Shift+K",),
            ),
            None,
            Entry("next", "&Next to review", _page(lambda p: p.reviewer.go_on()), ("F6",)),
        ),
    ),
    (
        "&Help",
        (
            Entry("guide", "&Guide", lambda w: show_page(w, "guide"), ("F1",), None, False),
            Entry("how", "How &EM works", lambda w: show_page(w, "how-em-works"), (), None, False),
            Entry("news", "&What is new", lambda w: show_page(w, "changes"), (), None, False),
            None,
            Entry("about", "&About EM Desktop", show_about, (), None, False),
        ),
    ),
)


def build(window: "MainWindow") -> tuple[dict[str, QAction], dict[str, QMenu]]:
    """Fill the window's menu bar.

    Returns:
        The actions by name, and the menus that the window fills itself.
    """
    actions: dict[str, QAction] = {}
    menus: dict[str, QMenu] = {}
    for title, entries in MENUS:
        menu = window.menuBar().addMenu(title)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif isinstance(entry, Entry):
                actions[entry.name] = _action(window, entry)
                menu.addAction(actions[entry.name])
            elif isinstance(entry, Submenu):
                inner = menu.addMenu(entry.text)
                for each in entry.entries:
                    actions[each.name] = _action(window, each)
                    inner.addAction(actions[each.name])
            elif entry in (UNDO, REDO):
                group = window.undo_group
                make = group.createUndoAction if entry == UNDO else group.createRedoAction
                action = make(window, "&Undo" if entry == UNDO else "&Redo")
                action.setShortcuts(_UNDO_KEYS[entry])
                set_icon(action, Icon.UNDO if entry == UNDO else Icon.REDO)
                actions[entry] = action
                menu.addAction(action)
            else:
                menus[entry] = menu.addMenu(_SUBMENUS[entry])
    return actions, menus


_SUBMENUS = {RECENT: "Open &recent", SAMPLES: "Open a &sample", FLAGS: "&Go to a flag"}

CELL_MENU = (
    *("cut", "copy", "paste", None),
    *("accept", "blank", "withdraw"),
    None,
    *ANSWERS,
    None,
    *("fill", "clear", "add", "delete"),
)
"""Names of the actions in the table's own menu; None is a line."""

_UNDO_KEYS = {
    UNDO: [QKeySequence("Ctrl+Z")],
    REDO: [QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")],
}


def _action(window: "MainWindow", entry: Entry) -> QAction:
    action = QAction(entry.text, window)
    action.setShortcuts([QKeySequence(key) for key in entry.keys])
    if entry.icon is not None:
        set_icon(action, entry.icon)

    def run() -> None:
        entry.run(window)

    action.setCheckable(entry.checkable)
    action.triggered.connect(run)
    action.setEnabled(not entry.needs_roster)
    return action


def cell_menu(window: "MainWindow", actions: dict[str, QAction]) -> QMenu:
    """Return the table's own menu; it is deleted when it closes."""
    menu = QMenu(window)
    menu.aboutToHide.connect(menu.deleteLater)
    fitting = window.page.review_card.doubt_strip.answers if window.page is not None else ()
    for name in CELL_MENU:
        if name in ANSWERS and name not in fitting:
            continue
        if name is None:
            menu.addSeparator()
        else:
            menu.addAction(actions[name])
    return menu


def follow(actions: dict[str, QAction], page: "RosterPage | None") -> None:
    """Enable, disable and tick the actions as the open roster demands."""
    for entry in _entries():
        actions[entry.name].setEnabled(page is not None or not entry.needs_roster)
    running = page is not None and page.inference.running
    actions["stop"].setEnabled(running)
    if page is None:
        return
    actions["infer"].setEnabled(not running)
    actions["reload"].setEnabled(page.document.opened.path is not None)
    actions["trust"].setChecked(page.side is Side.TRUST)
    _follow_evidence(actions, page)
    actions["groups"].setEnabled(not running)
    actions["rename"].setEnabled(page.document.workspace.clusters is not None)
    for show in Show:
        actions[f"show_{show.name.lower()}"].setChecked(page.model.show is show)


def _entries() -> Iterator[Entry]:
    for _, menu in MENUS:
        for entry in menu:
            if isinstance(entry, Entry):
                yield entry
            elif isinstance(entry, Submenu):
                yield from entry.entries


def _follow_evidence(actions: dict[str, QAction], page: "RosterPage") -> None:
    """Name the sources of evidence as the roster does."""
    for choice in page.evidence_choices:
        action = actions[f"use_{choice.source.value}"]
        action.setEnabled(choice.is_free)
        action.setChecked(choice.is_used)
        title = choice.title.replace("&", "&&")
        action.setText(title.replace("names", "&names") if choice.source == "name" else f"&{title}")
