"""The program's colours, light and dark, and the style sheet built from them."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QGuiApplication, QPalette


@dataclass(frozen=True)
class Theme:
    """Named colours; widgets ask for a meaning, never for a hue.

    Colour is never the only sign. ``categories`` is a sequence of seven that eyes without a kind of
    cone can tell apart; it was searched for, and ``tests/ui/test_theme.py`` proves it.
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

    def ink(self, name: str) -> str:
        """Return one of the colours that signs are drawn in, by its name."""
        return str(getattr(self, name))

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
    accent="#2a67d1",
    on_accent="#ffffff",
    selection="#e5eefc",
    suggestion="#fdf4e1",
    warning="#945f0f",
    good="#0c5236",
    missing="#7f8897",
    categories=("#9054a8", "#30780c", "#783048", "#603084", "#0c5400", "#a85478", "#607854"),
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
    good="#6ce3b0",
    missing="#79818e",
    categories=("#cc84e4", "#b4f0c0", "#849c24", "#f0d8ff", "#f06090", "#30b4a8", "#cce46c"),
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
