"""The menu View: which rows are shown, and going to the doubtful ones."""

from em_desktop.review.show import Show
from em_desktop.ui.menus.entry import FLAGS, Entry, Line, on_page


def _filter(show: Show, key: str) -> Entry:
    name = f"show_{show.name.lower()}"
    run = on_page(lambda p: p.show_only(show))
    return Entry(name, f"&{show.value}", run, (key,), ticked=lambda p: p.model.show is show)


VIEW: tuple[Line, ...] = (
    *(_filter(show, f"Alt+{i}") for i, show in enumerate(Show, start=1)),
    Entry(
        "show_hidden",
        "Show what the filter &hides of the selection",
        on_page(lambda p: p.selecting.show_hidden()),
        ("Alt+0",),
    ),
    None,
    Entry("flag", "Ne&xt flag", on_page(lambda p: p.next_flag()), ("F8",)),
    FLAGS,
)
