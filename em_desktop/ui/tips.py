"""Tips that show what a cell or a file's name says, letter by letter."""

from html import escape

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QToolTip, QWidget


def plain_tip(text: str) -> str:
    """Return what to set as a widget's tip so that it shows ``text`` and nothing else.

    Qt takes a tip that looks like HTML for HTML, and a cell may look like it.
    """
    if "<" not in text:
        return text
    return f"<qt>{escape(text, quote=False)}</qt>".replace("\n", "<br>")


def set_tip(widget: QWidget, text: str) -> None:
    """Let a widget's tip show ``text``, at once where the tip before it is on the screen."""
    before, tip = widget.toolTip(), plain_tip(text)
    widget.setToolTip(tip)
    if tip != before and QToolTip.isVisible() and QToolTip.text() == before:
        QToolTip.showText(QCursor.pos(), tip, widget)
