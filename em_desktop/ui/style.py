"""The look of the application: one small style sheet built from a theme, on Qt's Fusion style."""

from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from em_desktop.assets import resource
from em_desktop.ui.theme import DARK, LIGHT, Theme, palette

Mode = Literal["system", "light", "dark"]

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}

# Distances are in device-independent pixels, which Qt scales; fonts are never set by size here.
_SHEET = Template(
    """
QToolTip { color: $text; background: $card; border: 1px solid $edge; padding: 4px 6px; }

QFrame[card="true"] { background: $card; border: 1px solid $line; border-radius: 10px; }
QFrame[card="true"][target="true"] { border: 2px dashed $edge; }
QFrame[card="true"][drop="true"] { background: $selection; border: 2px solid $accent; }
QFrame[told="true"] { background: $card; border: 0; border-top: 1px solid $line; }
QFrame[line="true"] { background: $line; border: 0; }
QLabel[muted="true"] { color: $muted; }
QLabel[warning="true"] { color: $warning; }

QPushButton, QToolButton {
    color: $text; background: $card; border: 1px solid $edge; border-radius: 8px;
    padding: 5px 12px;
}
QToolButton { padding: 5px 8px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed,
QPushButton:checked, QToolButton:checked { background: $selection; border-color: $accent; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 4px 11px; }
QToolButton:focus { padding: 4px 7px; }
QPushButton:disabled, QToolButton:disabled { color: $faint; border-color: $line; }
QToolButton[link="true"] {
    color: $accent; background: transparent; border: 1px solid transparent; border-radius: 4px;
    padding: 0 4px;
}
QToolButton[link="true"]:hover { text-decoration: underline; }
QToolButton[link="true"]:focus { border-color: $accent; padding: 0 4px; }
QToolButton::menu-indicator { image: none; }
QPushButton[compact="true"] { padding: 5px 4px; }
QPushButton[compact="true"]:focus { padding: 4px 3px; }
QPushButton[emphasised="true"] { background: $selection; border-color: $accent; }
QPushButton[emphasised="true"]:hover { background: $hover; }
QPushButton[flat="true"] { background: transparent; border-color: transparent; }
QPushButton[flat="true"]:hover { background: $hover; }
QPushButton[flat="true"]:focus { border: 2px solid $accent; }

QPushButton[row="true"] { background: transparent; border-color: transparent; padding: 0; }
QPushButton[row="true"]:hover { background: $hover; }
QPushButton[row="true"]:focus { border: 2px solid $accent; padding: 0; }

QPushButton[primary="true"] {
    color: $on_accent; background: $accent; border: 1px solid $accent; font-weight: 600;
    padding: 5px 18px;
}
QPushButton[primary="true"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[primary="true"]:pressed { background: $accent_pressed; }
QPushButton[primary="true"]:focus { border: 2px solid $accent_ring; padding: 4px 17px; }
QPushButton[primary="true"]:disabled { color: $faint; background: $line; border-color: $line; }

QPushButton[chip="true"], QToolButton[chip="true"] {
    border-radius: ${chip_radius}px; padding: 3px 10px;
}
QPushButton[chip="true"]:focus, QToolButton[chip="true"]:focus { padding: 2px 9px; }

QLineEdit, QPlainTextEdit, QTextBrowser, QListView {
    color: $text; background: $card; border: 1px solid $edge; border-radius: 8px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit { padding: 5px 10px; }
QPlainTextEdit, QTextBrowser { padding: 4px 6px; }
QTableView QLineEdit { padding: 0 4px; border-radius: 0; }
QLineEdit:focus, QPlainTextEdit:focus, QTextBrowser:focus, QListView:focus {
    border: 2px solid $accent;
}
QLineEdit:focus { padding: 4px 9px; }
QTableView QLineEdit:focus { padding: 0 3px; }
QLineEdit:disabled { color: $faint; }
QSpinBox {
    color: $text; background: $card; border: 1px solid $edge; border-radius: 8px;
    padding: 5px 8px;
}
QSpinBox:focus { border: 2px solid $accent; padding: 4px 7px; }
QSpinBox QLineEdit, QSpinBox QLineEdit:focus {
    border: 0; padding: 0 2px; background: transparent;
}
QSpinBox::up-button, QSpinBox::down-button { border: 0; width: 22px; background: transparent; }
QSpinBox::up-arrow { image: url("$pictures/chevron-up-$side.svg"); width: 10px; height: 10px; }
QSpinBox::down-arrow { image: url("$pictures/chevron-$side.svg"); width: 10px; height: 10px; }
QListView { outline: 0; padding: 4px; }
QListView::item { border: 0; border-radius: 5px; padding: 5px 8px; color: $text; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $selection; color: $text; }

QComboBox {
    color: $text; background: $card; border: 1px solid $edge; border-radius: 8px;
    padding: 5px 10px; combobox-popup: 0;
}
QComboBox:hover { background: $hover; }
QComboBox:focus { border: 2px solid $accent; padding: 4px 9px; }
QComboBox:disabled { color: $faint; }
QComboBox::drop-down { border: 0; width: 26px; }
QComboBox::down-arrow { image: url("$pictures/chevron-$side.svg"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { border: 1px solid $edge; border-radius: 0; }
QTableView QComboBox, QTableView QComboBox:focus { padding: 0 4px; border-radius: 0; }

QCheckBox, QRadioButton { color: $text; spacing: 8px; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 15px; height: 15px; background: $card; border: 1px solid $muted;
}
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url("$pictures/check-$side.svg");
}
QRadioButton::indicator:checked { width: 7px; height: 7px; border: 5px solid $accent; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $accent; }

QMenuBar { background: $card; color: $text; padding: 2px 6px; }
QMenuBar::item { background: transparent; padding: 4px 9px; border-radius: 6px; }
QMenuBar::item:selected { background: $selection; }
QMenu { background: $card; color: $text; border: 1px solid $edge; padding: 5px; }
QMenu::item { padding: 5px 36px 5px 26px; border-radius: 6px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QToolBar {
    background: $card; border: 0; border-bottom: 1px solid $line; padding: 4px; spacing: 8px;
}
QStatusBar { background: $card; border-top: 1px solid $line; color: $muted; }
QStatusBar::item { border: 0; }

QTableView {
    background: $card; border: 0; gridline-color: $line;
    selection-background-color: $selection; selection-color: $text;
}
QHeaderView { background: $card; border: 0; }
QHeaderView::section {
    background: $card; color: $text; border: 0; border-bottom: 1px solid $line;
    padding: 5px 8px; font-weight: 600;
}
QTableCornerButton::section { background: $card; border: 0; border-bottom: 1px solid $line; }

QScrollBar { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $thumb; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea { background: transparent; border: 0; }

QSlider:horizontal { min-height: 22px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $line; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::sub-page:horizontal:disabled { background: $line; }
QSlider::handle:horizontal {
    width: 12px; margin: -6px 0; border: 2px solid $accent; border-radius: 8px; background: $card;
}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { background: $accent; }
QSlider::handle:horizontal:disabled { border-color: $thumb; }

QProgressBar { background: $line; border: 0; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QSplitter::handle { background: transparent; }
"""
)


def mix(one: str, other: str, share: float) -> str:
    """Return the colour that is ``share`` (0 to 1) of the way from ``one`` to ``other``."""
    first, second = QColor(one), QColor(other)

    def between(a: int, b: int) -> int:
        return round(a + (b - a) * share)

    return QColor(
        between(first.red(), second.red()),
        between(first.green(), second.green()),
        between(first.blue(), second.blue()),
    ).name()


def style_sheet(theme: Theme, text_height: int = 16) -> str:
    """Return the application's style sheet.

    Args:
        theme: the colours.
        text_height: height of a line of text, in device-independent pixels; the chips' ends
            are half circles of the height that follows from it.
    """
    return _SHEET.substitute(
        pictures=resource("pictures").as_posix(),
        side="dark" if theme.dark else "light",
        text=theme.text,
        muted=theme.muted,
        card=theme.card,
        line=theme.line,
        accent=theme.accent,
        on_accent=theme.on_accent,
        selection=theme.selection,
        warning=theme.warning,
        edge=mix(theme.line, theme.muted, 0.25),
        hover=mix(theme.card, theme.text, 0.06),
        faint=mix(theme.card, theme.muted, 0.6),
        thumb=mix(theme.line, theme.muted, 0.45),
        accent_hover=mix(theme.accent, theme.text, 0.12),
        accent_ring=mix(theme.accent, theme.text, 0.6),
        accent_pressed=mix(theme.accent, theme.text, 0.25),
        chip_radius=(text_height + 2 * 3 + 2) // 2,
    )


class _Appearance(QObject):
    """Dresses the application again whenever the system turns dark or light."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("appearance")
        self.mode: Mode = "system"
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.dress)

    def dress(self) -> None:
        """Set palette and sheet for the mode or, where it is "system", for the system.

        The mode comes first: several platforms (plain X11, offscreen) ignore a request for a
        colour scheme and go on telling their own.
        """
        scheme = _SCHEMES[self.mode]
        if scheme == Qt.ColorScheme.Unknown:
            scheme = QGuiApplication.styleHints().colorScheme()
        theme = DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        app = self.parent()
        if not isinstance(app, QApplication):
            return
        sheet = style_sheet(theme, QFontMetrics(app.font()).height())
        if app.styleSheet() == sheet:
            return
        app.setPalette(palette(theme))
        app.setStyleSheet(sheet)


def apply_theme(app: QApplication, mode: Mode = "system") -> None:
    """Dress the application: Fusion style, colour scheme, palette and style sheet.

    Widgets get a ``PaletteChange`` event and read ``current_theme()`` again. With ``"system"``
    later changes of the system's colour scheme are followed.

    Args:
        app: the application.
        mode: ``"system"``, ``"light"`` or ``"dark"``.
    """
    found = app.findChild(_Appearance, "appearance")
    appearance = found if isinstance(found, _Appearance) else _Appearance(app)
    if app.style().objectName() != "fusion" and not app.styleSheet():
        app.setStyle("Fusion")
    appearance.mode = mode
    QGuiApplication.styleHints().setColorScheme(_SCHEMES[mode])
    appearance.dress()


def mark(widget: QWidget, **properties: bool) -> None:
    """Set style properties (``primary``, ``card``, ``chip``, ``muted``…) and restyle the widget."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return  # to restyle a widget takes long
    for name, value in properties.items():
        widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # the properties are read when the widget is shown first
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def scale_text(widget: QWidget, factor: float = 1.0, *, bold: bool = False) -> None:
    """Give a widget the default font, ``factor`` times as large, bold if wished."""
    font = QApplication.font()
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * factor)
    else:
        font.setPixelSize(round(font.pixelSize() * factor))
    font.setBold(bold)
    widget.setFont(font)


def text_width(widget: QWidget, letters: int) -> int:
    """Return the width of that many letters of ordinary English text, in a widget's font.

    A font's own average width is of little use: fonts count very different letters in it.
    """
    pangram = "the quick brown fox jumps over the lazy dog"
    return round(widget.fontMetrics().horizontalAdvance(pangram) * letters / len(pangram))


def keep_room(widget: QWidget) -> None:
    """Let a widget keep its place while it is hidden, so that nothing jumps."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)
