import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QToolTip, QWidget

from em_desktop.ui.tips import plain_tip, set_tip

HOSTILE = [
    "<b>male</b>",
    "male <img src='file:///etc/hostname'> & co",
    "&lt;b&gt; <i>x</i>",
    "<qt>first\nsecond</qt>",
    'a "quoted" <a href="x">name</a>',
]


def read_by_qt(tip: str) -> str:
    """What a tip shows: it is taken for HTML if it looks like it."""
    document = QTextDocument()
    if tip.startswith("<qt>"):
        document.setHtml(tip)
    else:
        document.setPlainText(tip)
    return document.toPlainText()


@pytest.mark.parametrize("text", [*HOSTILE, "plain", "Tom & Jerry", "two\nlines", ""])
def test_a_tip_shows_every_letter(text):
    assert read_by_qt(plain_tip(text)) == text


def test_ordinary_words_stay_as_they_are():
    assert plain_tip("male: 80 % & more") == "male: 80 % & more"


@pytest.fixture
def pair(qtbot):
    """Two widgets with a tip each."""
    widgets = QWidget(), QWidget()
    for i, widget in enumerate(widgets):
        qtbot.addWidget(widget)
        widget.show()
        set_tip(widget, f"tip {i}")
    yield widgets
    QToolTip.hideText()


def test_a_tip_on_the_screen_is_kept_up(pair):
    one, other = pair
    QToolTip.showText(QPoint(5, 5), one.toolTip(), one)
    assert QToolTip.text() == "tip 0"
    set_tip(other, "another's")
    assert QToolTip.text() == "tip 0"
    set_tip(one, "<new>")
    assert QToolTip.text() == plain_tip("<new>") == one.toolTip()


def test_a_tip_that_is_not_on_the_screen_stays_away(pair):
    set_tip(pair[0], "new")
    assert pair[0].toolTip() == "new"
    assert not QToolTip.isVisible()
