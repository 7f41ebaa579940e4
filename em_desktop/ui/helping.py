"""What the Help menu shows; the dialogs are imported when they are first asked for."""

from PySide6.QtWidgets import QWidget


def show_page(window: QWidget, topic: str) -> None:
    """Show a page of the help beside a window."""
    from em_desktop.ui.dialogs.help_dialog import show_help  # noqa: PLC0415 - after the first paint

    show_help(window, topic)


def show_about(window: QWidget) -> None:
    """Show version and licence."""
    from em_desktop.ui.dialogs.about import AboutDialog  # noqa: PLC0415 - after the first paint

    AboutDialog(window).open()
