"""What a menu is made of: entries, menus inside menus, and places that the window fills."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from em_desktop.ui.icon import Icon

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
        free: whether it can be used with the open roster; None for always.
        ticked: whether it has a tick with the open roster; None for an entry that never has.
        called: its text with the open roster; None where that is always the same.
        there: whether it is shown with the open roster; None for always.
        repeats: whether it is done again and again while its key is held down.
    """

    name: str
    text: str
    run: "Callable[[MainWindow], object]"
    keys: tuple[str, ...] = ()
    icon: Icon | None = None
    needs_roster: bool = True
    free: "Callable[[RosterPage], bool] | None" = None
    ticked: "Callable[[RosterPage], bool] | None" = None
    called: "Callable[[RosterPage], str] | None" = None
    there: "Callable[[RosterPage], bool] | None" = None
    repeats: bool = True


@dataclass(frozen=True)
class Submenu:
    """A menu inside a menu."""

    text: str
    entries: tuple[Entry, ...]


UNDO, REDO, RECENT, SAMPLES, FLAGS = "undo", "redo", "recent", "samples", "flags"
"""Places in the menus that the window fills itself."""

Line: TypeAlias = Entry | Submenu | str | None
"""One line of a menu: an entry, a menu inside it, a place, or a line between entries."""


def on_page(run: "Callable[[RosterPage], object]") -> "Callable[[MainWindow], object]":
    """Return what does something with the open roster, and nothing without one."""

    def on_window(window: "MainWindow") -> None:
        if window.page is not None:
            run(window.page)

    return on_window
