import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from em_desktop.review.reading_choices import SmallPicture
from em_desktop.ui.dialogs.histogram_choice import HistogramChoices

PICTURES = [
    SmallPicture((0, 3, 1), 4, 4, "4 of 4 are usual heights"),
    SmallPicture((0, 0, 0), 4, 0, "None of 4 are usual heights"),
]


@pytest.fixture
def choices(qtbot, dressed):
    made = HistogramChoices(("&Centimetres", "&Metres"), 2)
    qtbot.addWidget(made)
    made.show_pictures(PICTURES, 0)
    made.show()
    return made


@pytest.fixture
def chosen(choices):
    indices = []
    choices.chosen.connect(indices.append)
    return indices


def test_each_reading_says_in_words_what_its_picture_shows(choices):
    names = [choice.button.accessibleName() for choice in choices.choices]
    assert names == [
        "Centimetres: 4 of 4 are usual heights",
        "Metres: None of 4 are usual heights",
    ]
    assert choices.choices[0].picture.counts == (0, 3, 1)


def test_showing_chooses_nothing(choices, chosen):
    choices.show_pictures(PICTURES, 1)
    assert choices.choices[1].button.isChecked()
    assert chosen == []


def test_the_keyboard_chooses(choices, chosen, qtbot):
    choices.setFocus()
    QTest.keyClick(choices.choices[0].button, Qt.Key.Key_Right)
    assert choices.choices[1].button.isChecked()
    QTest.keyClick(choices.choices[1].button, Qt.Key.Key_Space)
    assert chosen[-1] == 1


def test_a_click_on_the_picture_chooses(choices, chosen):
    QTest.mouseClick(choices.choices[1].picture, Qt.MouseButton.LeftButton)
    assert chosen == [1]


def test_bars_are_drawn_in_the_colour_of_the_choice(choices):
    def colours():
        picture = choices.choices[0].picture
        image = picture.grab().toImage()
        return image.pixelColor(picture.width() // 2, picture.height() - 5).name()

    before = colours()
    choices.show_pictures(PICTURES, 1)
    assert colours() != before
