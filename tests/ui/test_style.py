import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QPushButton

from em_desktop.ui.style import apply_theme, mark, mix, scale_text, style_sheet, text_width
from em_desktop.ui.theme import DARK, LIGHT, current_theme


@pytest.fixture(autouse=True)
def undress(qapp):
    yield
    apply_theme(qapp, "system")


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2."""

    def luminance(name: str) -> float:
        parts = QColor(name).getRgbF()[:3]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("mode", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_the_mode_decides_palette_and_sheet(qapp, mode, theme):
    apply_theme(qapp, mode)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == theme.page
    assert theme.card in qapp.styleSheet()


def test_switching_reaches_the_widgets_that_are_open(qapp, qtbot):
    apply_theme(qapp, "light")
    button = QPushButton("Export")
    qtbot.addWidget(button)
    button.show()
    apply_theme(qapp, "dark")
    assert button.palette().color(QPalette.ColorRole.ButtonText).name() == DARK.text


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_no_placeholder_is_left_in_the_sheet(theme):
    assert "$" not in style_sheet(theme)


def test_chips_end_in_half_circles_whatever_the_font():
    assert "border-radius: 12px; padding: 3px 10px" in style_sheet(LIGHT, 16)
    assert "border-radius: 20px; padding: 3px 10px" in style_sheet(LIGHT, 32)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_text_can_be_read(theme):
    for text, ground in (
        (theme.text, theme.page),
        (theme.muted, theme.card),
        (theme.muted, theme.page),
        (theme.warning, theme.card),
        (theme.text, theme.selection),
        (theme.on_accent, theme.accent),
    ):
        assert contrast(text, ground) >= 4.5, (text, ground)


def test_mix_goes_from_one_colour_to_the_other():
    assert mix("#000000", "#ffffff", 0) == "#000000"
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#000000", "#ffffff", 1) == "#ffffff"


def test_a_marked_button_changes_its_look(qapp, qtbot):
    apply_theme(qapp, "light")
    button = QPushButton("Infer")
    qtbot.addWidget(button)
    plain = button.sizeHint().width()
    mark(button, primary=True)
    assert button.sizeHint().width() > plain


def test_scaled_text_follows_the_default_font(qapp, qtbot):
    button = QPushButton("Infer")
    qtbot.addWidget(button)
    scale_text(button, 2.0, bold=True)
    assert button.font().pointSizeF() == pytest.approx(2 * qapp.font().pointSizeF())
    assert button.font().bold()


def test_text_of_so_many_letters_fits_about_the_width(qtbot):
    label = QPushButton()
    qtbot.addWidget(label)
    words = "Accept, change or leave blank. Save a corrected copy."
    real = label.fontMetrics().horizontalAdvance(words)
    assert text_width(label, len(words)) == pytest.approx(real, rel=0.15)


@pytest.mark.parametrize(("mode", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_widgets_that_ask_for_the_theme_get_the_chosen_one(qapp, mode, theme):
    apply_theme(qapp, mode)
    assert current_theme() is theme
