"""The menu View: which rows are shown, and going to the doubtful ones."""

from typing import TYPE_CHECKING

from em_desktop.review.show import Show
from em_desktop.ui.menus.entry import FLAGS, Entry, Line, on_page
from em_desktop.ui.side import Side

if TYPE_CHECKING:
    from em_desktop.ui.roster_page import RosterPage


def _filter(show: Show, key: str) -> Entry:
    name = f"show_{show.name.lower()}"
    run = on_page(lambda p: p.show_only(show))
    return Entry(name, f"&{show.value}", run, (key,), ticked=lambda p: p.model.show is show)


def _to_picture(page: "RosterPage") -> None:
    if page.side is not Side.CURVES:
        page.show_side(Side.CURVES)
    page.linked_plot.swap_keys()


VIEW: tuple[Line, ...] = (
    *(_filter(show, f"Alt+{i}") for i, show in enumerate(Show, start=1)),
    Entry(
        "show_hidden",
        "Show what the filter &hides of the selection",
        on_page(lambda p: p.selecting.show_hidden()),
        ("Alt+0",),
    ),
    Entry("picture", "Go to the &picture, or back", on_page(_to_picture), ("Ctrl+G",)),
    None,
    Entry("flag", "Ne&xt flag", on_page(lambda p: p.flag_walk.next()), ("F8",)),
    FLAGS,
)
