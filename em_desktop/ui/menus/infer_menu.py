"""The menu Infer: EM, its groups, its evidence, and how far to trust it."""

from typing import TYPE_CHECKING

from em_desktop.ui.menus.entry import Entry, Line, Submenu, on_page
from em_desktop.ui.side import Side

if TYPE_CHECKING:
    from em_desktop.review.evidence import EvidenceChoice
    from em_desktop.ui.roster_page import RosterPage


def _evidence(source: str, text: str) -> Entry:
    def choice(page: "RosterPage") -> "EvidenceChoice":
        return next(each for each in page.evidence_choices if each.source == source)

    def called(page: "RosterPage") -> str:
        title = choice(page).title.replace("&", "&&")
        return title.replace("names", "&names") if source == "name" else f"&{title}"

    return Entry(
        f"use_{source}",
        text,
        on_page(lambda p: p.inferring.toggle_evidence(source)),
        free=lambda p: choice(p).is_free,
        ticked=lambda p: choice(p).is_used,
        called=called,
    )


def _is_idle(page: "RosterPage") -> bool:
    return not page.inference.running


INFER: tuple[Line, ...] = (
    Entry("infer", "&Infer", on_page(lambda p: p.infer()), ("F5", "Ctrl+I"), free=_is_idle),
    Entry(
        "groups",
        "&Find groups…",
        on_page(lambda p: p.groups.start()),
        ("Ctrl+Shift+G",),
        free=_is_idle,
    ),
    Entry(
        "rename",
        "&Rename groups…",
        on_page(lambda p: p.groups.rename()),
        free=lambda p: p.document.workspace.clusters is not None,
    ),
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
        on_page(lambda p: p.toggle_side(Side.TRUST)),
        ("F7",),
        ticked=lambda p: p.side is Side.TRUST,
    ),
    Entry(
        "stop",
        "&Stop",
        on_page(lambda p: p.inference.cancel()),
        ("Esc",),
        free=lambda p: p.inference.running,
    ),
)
