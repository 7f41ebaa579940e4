"""The program's colours, light and dark, and the style sheet built from them."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QGuiApplication, QPalette


@dataclass(frozen=True)
class Theme:
    """Named colours; widgets ask for a meaning, never for a hue.

    ``categories`` is a colour-blind-safe sequence; colour is never the only sign.
    """

    dark: bool
    page: str
    card: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selection: str
    suggestion: str
    warning: str
    good: str
    missing: str
    categories: tuple[str, ...]

    def category(self, index: int) -> QColor:
        """Return the colour of the category with this index."""
        return QColor(self.categories[index % len(self.categories)])


LIGHT = Theme(
    dark=False,
    page="#f5f6f8",
    card="#ffffff",
    line="#dfe2e7",
    text="#1a2029",
    muted="#5f6875",
    accent="#2f6fde",
    on_accent="#ffffff",
    selection="#e5eefc",
    suggestion="#fdf4e1",
    warning="#9a5b00",
    good="#2b7d3f",
    missing="#9aa2af",
    categories=("#b3509e", "#27898a", "#c07f00", "#3b63c4", "#7a5230", "#5c8a2a"),
)

DARK = Theme(
    dark=True,
    page="#17191d",
    card="#212429",
    line="#363b44",
    text="#e9ecf1",
    muted="#a2abb8",
    accent="#6aa0ff",
    on_accent="#10203a",
    selection="#22365a",
    suggestion="#33291a",
    warning="#e5a03c",
    good="#6cc281",
    missing="#79818e",
    categories=("#e58ad2", "#5cc4c4", "#f0b94a", "#8ea9ff", "#c99a72", "#a5d36b"),
)


def current_theme() -> Theme:
    """Return the theme that the application wears.

    The palette tells, not the system's colour scheme: the user may have chosen otherwise, and
    some platforms ignore a request for a scheme.
    """
    return DARK if QGuiApplication.palette().window().color().lightness() < 128 else LIGHT


def palette(theme: Theme) -> QPalette:
    """Return the Qt palette of a theme."""
    result = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, theme.page),
        (role.Base, theme.card),
        (role.AlternateBase, theme.page),
        (role.Button, theme.card),
        (role.ToolTipBase, theme.card),
        (role.WindowText, theme.text),
        (role.Text, theme.text),
        (role.ButtonText, theme.text),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Accent, theme.accent),
        (role.Link, theme.accent),
        (role.Light, theme.line),
        (role.Midlight, theme.line),
        (role.Mid, theme.line),
        (role.Dark, theme.line),
    ):
        result.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        faint = QColor(theme.muted)
        faint.setAlpha(150)
        result.setColor(QPalette.ColorGroup.Disabled, which, faint)
    return result
