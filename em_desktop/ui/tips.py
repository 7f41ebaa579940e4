"""Tips that show what a cell or a file's name says, letter by letter."""

from html import escape


def plain_tip(text: str) -> str:
    """Return what to set as a widget's tip so that it shows ``text`` and nothing else.

    Qt takes a tip that looks like HTML for HTML, and a cell may look like it.
    """
    if "<" not in text:
        return text
    return f"<qt>{escape(text, quote=False)}</qt>".replace("\n", "<br>")
