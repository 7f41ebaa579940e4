"""The actions of the menus: made from the tables in `menus`, and kept true to the open roster."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from em_desktop.ui.doubt_answers import ANSWERS
from em_desktop.ui.icon import Icon
from em_desktop.ui.icons import set_icon
from em_desktop.ui.menus.bar import CELL_MENU, MENUS, entries
from em_desktop.ui.menus.entry import FLAGS, RECENT, REDO, SAMPLES, UNDO, Entry, Submenu
from em_desktop.ui.menus.tips import TIPS
from em_desktop.ui.tips import plain_tip

if TYPE_CHECKING:
    from em_desktop.ui.main_window import MainWindow
    from em_desktop.ui.roster_page import RosterPage

_SUBMENUS = {RECENT: "Open &recent", SAMPLES: "Open a &sample", FLAGS: "&Go to a flag"}

_UNDO_KEYS = {
    UNDO: [QKeySequence("Ctrl+Z")],
    REDO: [QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")],
}


def build(window: "MainWindow") -> tuple[dict[str, QAction], dict[str, QMenu]]:
    """Fill the window's menu bar.

    Returns:
        The actions by name, and the menus that the window fills itself.
    """
    actions: dict[str, QAction] = {}
    menus: dict[str, QMenu] = {}
    for title, lines in MENUS:
        menu = window.menuBar().addMenu(title)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(window.follow_page)
        for line in lines:
            if line is None:
                menu.addSeparator()
            elif isinstance(line, Entry):
                actions[line.name] = _action(window, line)
                menu.addAction(actions[line.name])
            elif isinstance(line, Submenu):
                inner = menu.addMenu(line.text)
                inner.setToolTipsVisible(True)
                for each in line.entries:
                    actions[each.name] = _action(window, each)
                    inner.addAction(actions[each.name])
            elif line in (UNDO, REDO):
                actions[line] = _undo_action(window, line)
                menu.addAction(actions[line])
            else:
                menus[line] = menu.addMenu(_SUBMENUS[line])
    return actions, menus


def _undo_action(window: "MainWindow", which: str) -> QAction:
    """Return Qt's own action, but for what stands in an open cell.

    That is a step of its own. Were it written while another is being undone, because the table
    closes its editor then, the history would no longer be that of the roster.
    """
    group = window.undo_group
    make = group.createUndoAction if which == UNDO else group.createRedoAction
    action = make(window, "&Undo" if which == UNDO else "&Redo")

    def run() -> None:
        if window.page is not None:
            window.page.view.commit_editor()
            (group.undo if which == UNDO else group.redo)()

    action.triggered.disconnect()
    action.triggered.connect(run)
    action.setShortcuts(_UNDO_KEYS[which])
    set_icon(action, Icon.UNDO if which == UNDO else Icon.REDO)
    return action


def _action(window: "MainWindow", entry: Entry) -> QAction:
    action = QAction(entry.text, window)
    action.setShortcuts([QKeySequence(key) for key in entry.keys])
    if entry.icon is not None:
        set_icon(action, entry.icon)

    def run() -> None:
        entry.run(window)

    if entry.name in TIPS:
        action.setToolTip(plain_tip(f"{TIPS[entry.name]}{_keys(action)}"))
    action.setCheckable(entry.ticked is not None)
    action.setAutoRepeat(entry.repeats)
    action.triggered.connect(run)
    action.setEnabled(not entry.needs_roster)
    return action


def _keys(action: QAction) -> str:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f" ({keys})" if keys else ""


def cell_menu(window: "MainWindow", actions: dict[str, QAction]) -> QMenu:
    """Return the table's own menu; it is deleted when it closes."""
    menu = QMenu(window)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.setToolTipsVisible(True)
    follow(actions, window.page)
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
    """Enable, disable, tick and name the actions as the open roster demands."""
    for entry in entries():
        action = actions[entry.name]
        if page is None:
            action.setEnabled(not entry.needs_roster)
            continue
        action.setEnabled(entry.free is None or entry.free(page))
        if entry.ticked is not None:
            action.setChecked(entry.ticked(page))
        if entry.called is not None:
            action.setText(entry.called(page))
        if entry.there is not None:
            action.setVisible(entry.there(page))


def keys_taken(actions: dict[str, QAction]) -> dict[str, str]:
    """Return what each key of the menus does, by the key's name."""
    return {
        key.toString(QKeySequence.SequenceFormat.PortableText): action.text()
        .partition("\t")[0]
        .replace("&", "")
        for action in actions.values()
        for key in action.shortcuts()
    }
