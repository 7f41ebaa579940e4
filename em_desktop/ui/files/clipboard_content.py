"""What lies on the clipboard."""

from PySide6.QtGui import QGuiApplication


def html_and_text() -> tuple[str, str]:
    """Return what the clipboard holds as HTML and as plain text; empty if nothing.

    Not by way of ``mimeData()``: PySide keeps that object's wrapper when Qt has deleted the object,
    and the next widget at the same address crashes the program (seen with 6.11.3).
    """
    clipboard = QGuiApplication.clipboard()
    html, _ = clipboard.text("html")
    return html, clipboard.text()
