import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from em_desktop.ui.icons import Icon, icon, icon_colour, program_icon, refresh_icons, set_icon
from em_desktop.ui.theme import DARK, LIGHT

pytestmark = pytest.mark.usefixtures("qapp")


def picture(made: QIcon, side: int = 32, mode: QIcon.Mode = QIcon.Mode.Normal):
    return made.pixmap(QSize(side, side), 1.0, mode).toImage()


def test_no_two_icons_look_the_same_in_one_colour():
    pictures = [picture(icon(name, "#000000")) for name in Icon]
    assert all(a != b for i, a in enumerate(pictures) for b in pictures[:i])


@pytest.mark.parametrize("side", [16, 32, 64])
def test_icons_are_drawn_at_the_size_that_is_asked_for(side):
    assert picture(icon(Icon.OPEN), side).width() == side


def test_a_disabled_icon_is_fainter():
    made = icon(Icon.OPEN)
    assert picture(made) != picture(made, mode=QIcon.Mode.Disabled)


def test_both_themes_have_their_own_colours():
    assert all(icon_colour(name, LIGHT) != icon_colour(name, DARK) for name in Icon)


def test_marked_actions_and_buttons_are_drawn_again(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    action, button, other = QAction(window), QPushButton(window), QPushButton(window)
    set_icon(action, Icon.UNDO)
    set_icon(button, Icon.OPEN)
    action.setIcon(QIcon())
    button.setIcon(QIcon())
    refresh_icons(window)
    assert picture(action.icon()) == picture(icon(Icon.UNDO))
    assert picture(button.icon()) == picture(icon(Icon.OPEN))
    assert other.icon().isNull()


def test_the_program_has_an_icon():
    image = picture(program_icon(), 64)
    assert image.width() == 64
    assert image.pixelColor(32, 50).alpha() == 255
