"""The menu bar, and the menu of the table's cells."""

from collections.abc import Iterator

from em_desktop.ui.doubt_answers import ANSWERS
from em_desktop.ui.menus.edit_menu import EDIT
from em_desktop.ui.menus.entry import Entry, Line, Submenu
from em_desktop.ui.menus.file_menu import FILE
from em_desktop.ui.menus.help_menu import HELP
from em_desktop.ui.menus.infer_menu import INFER
from em_desktop.ui.menus.review_menu import REVIEW
from em_desktop.ui.menus.view_menu import VIEW

MENUS: tuple[tuple[str, tuple[Line, ...]], ...] = (
    ("&File", FILE),
    ("&Edit", EDIT),
    ("&View", VIEW),
    ("&Infer", INFER),
    ("&Review", REVIEW),
    ("&Help", HELP),
)

CELL_MENU = (
    *("cut", "copy", "paste", None),
    *("accept", "blank", "skip", "back", "withdraw", "review_these"),
    None,
    *("note", "remove_note"),
    None,
    *ANSWERS,
    None,
    *("fill", "clear", "add", "delete"),
)
"""Names of the actions in the table's own menu; None is a line."""


def entries() -> Iterator[Entry]:
    """Give each entry of the bar, those of the menus inside menus too."""
    for _, menu in MENUS:
        for line in menu:
            if isinstance(line, Entry):
                yield line
            elif isinstance(line, Submenu):
                yield from line.entries
