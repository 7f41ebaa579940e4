"""The menu Review: answers to suggestions and to doubtful cells."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from em_desktop.review.answer_keys import MOST_CATEGORIES, Act
from em_desktop.review.queue_order import QueueOrder
from em_desktop.ui.menus.entry import Entry, Line, Submenu, on_page

if TYPE_CHECKING:
    from em_desktop.ui.roster_page import RosterPage


def _with_key(text: str, act: Act) -> "Callable[[RosterPage], str]":
    """Return what names an entry with the key that does the same in the table and in the card."""
    return lambda page: f"{text}\t{page.reviewer.keys.fixed()[act]}"


def _category(place: int) -> Entry:
    """Return the entry that writes one of the categories."""

    def answer(page: "RosterPage") -> tuple[str, str] | None:
        """Key and category."""
        answers = tuple(page.reviewer.letters().items())
        return answers[place] if place < len(answers) else None

    def choose(page: "RosterPage") -> None:
        found = answer(page)
        if found is not None:
            page.reviewer.choose(found[1])

    def called(page: "RosterPage") -> str:
        key, label = answer(page) or ("", "")
        return f"&{place + 1}  {label.replace('&', '&&')}\t{key}"

    return Entry(
        f"choose_{place + 1}",
        f"&{place + 1}",
        on_page(choose),
        called=called,
        there=lambda p: answer(p) is not None,
    )


def _order(order: QueueOrder, text: str, key: str) -> Entry:
    return Entry(
        f"order_{order.name.lower()}",
        text,
        on_page(lambda p: p.reviewer.set_order(order)),
        (key,),
        ticked=lambda p: p.reviewer.order is order,
    )


def _accept_words(page: "RosterPage") -> str:
    return "Right &as it is" if page.reviewer.is_at_odd_row else "&Accept suggestion"


REVIEW: tuple[Line, ...] = (
    Entry(
        "accept",
        "&Accept suggestion",
        on_page(lambda p: p.reviewer.accept()),
        ("F9",),
        called=_accept_words,
        repeats=False,
    ),
    Submenu("&Enter a category", tuple(_category(place) for place in range(MOST_CATEGORIES))),
    Entry(
        "blank",
        "&Leave blank",
        on_page(lambda p: p.reviewer.leave_blank()),
        called=_with_key("&Leave blank", Act.BLANK),
    ),
    Entry(
        "skip",
        "&Skip",
        on_page(lambda p: p.reviewer.skip()),
        called=_with_key("&Skip", Act.SKIP),
    ),
    Entry(
        "back",
        "Back to the row answere&d before",
        on_page(lambda p: p.reviewer.back()),
        called=_with_key("Back to the row answere&d before", Act.BACK),
    ),
    Entry("withdraw", "&Take back answer", on_page(lambda p: p.reviewer.withdraw())),
    None,
    Entry(
        "note",
        "&Quick note…",
        on_page(lambda p: p.ways.noter.open()),
        called=_with_key("&Quick note…", Act.NOTE),
    ),
    Entry(
        "remove_note",
        "Remove yo&ur note",
        on_page(lambda p: p.ways.noter.remove()),
        free=lambda p: p.ways.noter.can_remove,
    ),
    None,
    Entry(
        "accept_all",
        "Accept all a&bove the threshold",
        on_page(lambda p: p.accept_above_threshold()),
        ("Ctrl+Shift+A",),
    ),
    Entry(
        "check_sample",
        "&Check a sample first",
        on_page(lambda p: p.checker.start()),
        ("Ctrl+Shift+S",),
        free=lambda p: p.threshold_bar.check_button.isEnabled(),
    ),
    Entry(
        "raise_threshold",
        "Raise the t&hreshold",
        on_page(lambda p: p.bulk.step_threshold(1)),
        ("Alt+Up",),
        free=lambda p: p.document.suggestions is not None,
    ),
    Entry(
        "lower_threshold",
        "Lower the thresh&old",
        on_page(lambda p: p.bulk.step_threshold(-1)),
        ("Alt+Down",),
        free=lambda p: p.document.suggestions is not None,
    ),
    None,
    Entry(
        "blind",
        "Blind &mode",
        on_page(lambda p: p.set_blind(not p.document.is_blind)),
        ("Ctrl+B",),
        ticked=lambda p: p.document.is_blind,
    ),
    Entry(
        "agreement",
        "How often &you agree…",
        on_page(lambda p: p.show_agreement()),
        ("Ctrl+Shift+B",),
    ),
    None,
    Entry("read", "&Read as proposed", on_page(lambda p: p.settler.accept()), ("Ctrl+R",)),
    Entry(
        "read_alike",
        "Read all ali&ke as proposed",
        on_page(lambda p: p.settler.accept_alike()),
        ("Ctrl+Shift+R",),
    ),
    Entry("keep", "Right as &it is", on_page(lambda p: p.settler.keep()), ("Ctrl+K",)),
    Entry(
        "read_again",
        "Take back readin&g",
        on_page(lambda p: p.settler.take_back()),
        ("Ctrl+Shift+K",),
    ),
    None,
    Entry(
        "review_these",
        "Re&view only the selected rows",
        on_page(lambda p: p.selecting.review_these()),
        ("Shift+F6",),
    ),
    Entry(
        "review_all",
        "Revie&w all rows again",
        on_page(lambda p: p.selecting.review_all()),
        ("Ctrl+F6",),
    ),
    Submenu(
        "Which row comes ne&xt",
        (
            _order(QueueOrder.UNSURE_FIRST, "&Unsure first", "Ctrl+1"),
            _order(QueueOrder.SURE_FIRST, "&Sure first", "Ctrl+2"),
            _order(QueueOrder.FILE, "&Order of the table", "Ctrl+3"),
            _order(QueueOrder.GROUP, "By &group", "Ctrl+4"),
        ),
    ),
    Entry(
        "left",
        "Show what is le&ft",
        on_page(lambda p: p.ways.show_waiting()),
        ("Ctrl+L",),
        ticked=lambda p: p.ways.shows_waiting,
    ),
    Entry(
        "look",
        "Second o&pinions: worth a look",
        on_page(lambda p: p.ways.look()),
        ("Ctrl+J",),
        free=lambda p: p.document.suggestions is not None,
        ticked=lambda p: p.reviewer.is_looking,
    ),
    Entry("next", "&Next to review", on_page(lambda p: p.reviewer.go_on()), ("F6",)),
)
