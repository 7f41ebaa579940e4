import pytest
from PySide6.QtCore import Qt

from em_desktop.em.sources import Source
from em_desktop.ui.trust.strip import TrustStrip

OFFER = (Source.NAME, "Use first names & all")


@pytest.fixture
def strip(qtbot, dressed):
    widget = TrustStrip()
    qtbot.addWidget(widget)
    return widget


def test_with_nothing_known_it_says_how_to_find_out_and_keeps_its_room(strip):
    room = strip.sizeHint()
    assert strip.sentence.startswith("Infer, and ")
    strip.say("Height alone 82 % right.", "tested on 100 recorded rows", None)
    assert strip.sizeHint().height() == room.height()
    assert strip.offer_button.isHidden()
    strip.say("", "", None)
    assert strip.sentence.startswith("Infer, and ")


def test_the_button_names_the_source_and_asks_for_it(strip, qtbot):
    strip.say("Height alone 82 % right.", "", OFFER)
    assert strip.offer_button.text() == "Use first names && all"
    with qtbot.waitSignal(strip.evidence_wanted) as asked:
        qtbot.mouseClick(strip.offer_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["name", True]


def test_in_a_low_window_the_sentence_stays_on_one_line(strip):
    strip.say("Height alone 82 % right.", "tested on 100 recorded rows", OFFER)
    high = strip.sizeHint().height()
    strip.set_compact(True)
    assert strip.compact
    assert strip.sizeHint().height() < high
    assert strip.sentence == "Height alone 82 % right."
    assert strip.accessibleName().endswith("82 % right.")
    strip.set_compact(False)
    assert strip.sizeHint().height() == high
