"""The menu Help."""

from em_desktop.ui.helping import show_about, show_page
from em_desktop.ui.menus.entry import Entry, Line

HELP: tuple[Line, ...] = (
    Entry("guide", "&Guide", lambda w: show_page(w, "guide"), ("F1",), None, False),
    Entry("signs", "What the &signs mean", lambda w: show_page(w, "signs"), (), None, False),
    Entry("how", "How &EM works", lambda w: show_page(w, "how-em-works"), (), None, False),
    Entry("news", "&What is new", lambda w: show_page(w, "changes"), (), None, False),
    None,
    Entry("about", "&About EM Desktop", show_about, (), None, False),
)
