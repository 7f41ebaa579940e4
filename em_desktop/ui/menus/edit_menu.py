"""The menu Edit: cells, rows, columns, finding."""

from em_desktop.ui.menus.entry import REDO, UNDO, Entry, Line, on_page
from em_desktop.ui.side import Side

EDIT: tuple[Line, ...] = (
    UNDO,
    REDO,
    Entry(
        "history",
        "&History",
        on_page(lambda p: p.toggle_side(Side.HISTORY)),
        ("Ctrl+H",),
        ticked=lambda p: p.side is Side.HISTORY,
    ),
    None,
    Entry("cut", "Cu&t", on_page(lambda p: p.commands.cut()), ("Ctrl+X",)),
    Entry("copy", "&Copy", on_page(lambda p: p.commands.copy()), ("Ctrl+C",)),
    Entry(
        "copy_table",
        "Copy corrected ta&ble",
        on_page(lambda p: p.copier.copy()),
        ("Ctrl+Shift+C",),
    ),
    Entry("paste", "&Paste", on_page(lambda p: p.commands.paste()), ("Ctrl+V",)),
    Entry("fill", "&Fill down", on_page(lambda p: p.commands.fill_down()), ("Ctrl+D",)),
    Entry("clear", "C&lear cells", on_page(lambda p: p.commands.clear()), ("Del",)),
    None,
    Entry("add", "&Add row", on_page(lambda p: p.commands.add_row()), ("Ctrl+Shift+N",)),
    Entry("delete", "&Delete rows", on_page(lambda p: p.commands.delete_rows()), ("Ctrl+-",)),
    None,
    Entry(
        "select_none",
        "Select n&one",
        on_page(lambda p: p.selecting.clear()),
        ("Ctrl+Shift+J",),
    ),
    None,
    Entry("find", "F&ind…", lambda w: w.finder.focus(), ("Ctrl+F",)),
    Entry("find_next", "Find &next", lambda w: w.finder.go_on(), ("F3",)),
    Entry(
        "column",
        "Meaning and order of this colu&mn…",
        on_page(lambda p: p.open_column_menu()),
        ("Ctrl+Shift+H",),
    ),
)
