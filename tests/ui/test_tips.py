import pytest
from PySide6.QtGui import QTextDocument

from em_desktop.ui.tips import plain_tip

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
