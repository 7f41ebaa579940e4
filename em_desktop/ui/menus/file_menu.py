"""The menu File: opening, exporting, telling what was changed."""

from em_desktop.ui.icon import Icon
from em_desktop.ui.menus.entry import RECENT, SAMPLES, Entry, Line

FILE: tuple[Line, ...] = (
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
    Entry(
        "reload",
        "Re&load from disk",
        lambda w: w.disk.reload(),
        ("Ctrl+F5",),
        free=lambda p: p.document.opened.path is not None,
    ),
    None,
    Entry(
        "how_read",
        "&How this file is read…",
        lambda w: w.how_read.change(w.page, w.settings),
        ("Ctrl+Shift+L",),
    ),
    Entry("export", "&Export…", lambda w: w.export(), ("Ctrl+E", "Ctrl+S"), Icon.EXPORT),
    Entry("changes", "Show chan&ges…", lambda w: w.telling.show_now(), ("Ctrl+Shift+E",)),
    Entry("receipt", "Save rece&ipt…", lambda w: w.telling.save_receipt()),
    Entry("report", "Report an&d print…", lambda w: w.telling.report(), ("Ctrl+P",)),
    Entry("save_picture", "Save &picture…", lambda w: w.save_picture()),
    None,
    Entry("close", "&Close roster", lambda w: w.close_roster(), ("Ctrl+W",)),
    Entry("settings", "Se&ttings…", lambda w: w.open_settings(), ("Ctrl+,",), None, False),
    Entry("quit", "&Quit", lambda w: w.close(), ("Ctrl+Q",), None, False),
)
