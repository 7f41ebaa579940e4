import pytest
from PySide6.QtGui import QColor

from em_desktop.review.trust_words import Dot
from em_desktop.ui.style import apply_theme
from em_desktop.ui.theme import current_theme
from em_desktop.ui.trust.diagram import ReliabilityDiagram

DOTS = (Dot(0.55, 0.6, 30, 0.45, 0.73), Dot(0.8, 0.75, 30, 0.6, 0.86), Dot(0.95, 1.0, 30, 0.9, 1))


@pytest.fixture
def diagram(qtbot, dressed):
    widget = ReliabilityDiagram()
    qtbot.addWidget(widget)
    widget.resize(420, 180)
    widget.set_dots(DOTS)
    widget.show()
    return widget


def count(widget, colour):
    image = widget.grab().toImage()
    wanted = QColor(colour).rgb()
    pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixel(x, y) == wanted for x, y in pixels)


def test_it_says_in_words_what_it_shows(diagram):
    assert diagram.accessibleDescription() == (
        "55 % stated, 60 % right, 30 rows; 80 % stated, 75 % right, 30 rows; "
        "95 % stated, 100 % right, 30 rows"
    )


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_each_dot_is_painted_in_the_colour_of_the_theme(diagram, dressed, mode):
    apply_theme(dressed, mode)
    assert 3 * 25 < count(diagram, current_theme().accent) < 3 * 120


def test_without_dots_there_is_no_picture(diagram):
    diagram.set_dots(())
    assert diagram.isHidden()


def test_it_can_be_very_small(diagram):
    diagram.resize(30, 20)
    assert not diagram.grab().isNull()
