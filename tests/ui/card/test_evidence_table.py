"""What each source of evidence says, as bars."""

from math import log

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel

from em_desktop.review.explain import Explanation
from em_desktop.review.parts import Part
from em_desktop.ui.card.evidence_bar import EvidenceBar
from em_desktop.ui.card.evidence_table import FULL, EvidenceTable

LABELS = ("female", "male")


def explanation(best=0, **odds):
    """Of a suggestion, with odds for each part."""
    rival = 1 - best
    parts = [
        Part(key, key, log(o), None if o == 1 else (best if o > 1 else rival), f"{o:g}", f"{key}.")
        for key, o in odds.items()
    ]
    total = sum(part.log_odds for part in parts)
    together = Part("together", "together", total, best, "all", "All.")
    return Explanation(best, rival, tuple(parts), together, "Probably", "so", "", LABELS[best])


@pytest.fixture
def table(qtbot, dressed):
    result = EvidenceTable()
    qtbot.addWidget(result)
    result.resize(440, 100)
    result.show()
    return result


def test_one_line_for_each_part_and_one_for_all(table):
    table.show_explanation(explanation(share=1, name=20, caution=0.5), LABELS)
    assert [(title, value) for title, _, value in table.lines] == [
        ("share", "1"),
        ("name", "20"),
        ("caution", "0.5"),
        ("together", "all"),
    ]
    table.show_explanation(explanation(share=2), LABELS)
    assert [title for title, _, _ in table.lines] == ["share", "together"]


@pytest.mark.parametrize(("best", "side"), [(0, -1), (1, 1)])
def test_each_category_keeps_its_side(table, best, side):
    table.show_explanation(explanation(best, share=1, name=20, measurement=0.2), LABELS)
    leans = {title: lean for title, lean, _ in table.lines}
    assert leans["share"] == 0
    assert leans["name"] == pytest.approx(side * log(20) / FULL)
    assert leans["measurement"] == pytest.approx(-side * log(5) / FULL)


def test_bars_stay_in_proportion_where_one_is_very_long(table):
    table.show_explanation(explanation(1, name=1e6, measurement=1e-3), LABELS)
    leans = {title: lean for title, lean, _ in table.lines}
    assert leans["name"] == 1
    assert leans["measurement"] == pytest.approx(-0.5)


def test_the_whole_is_told_to_whoever_cannot_see_the_bars(table):
    table.show_explanation(explanation(name=20), LABELS)
    bars = table.findChildren(EvidenceBar)
    assert bars[0].accessibleName() == "name. (log odds +3.00)"
    assert "log odds +3.00" in bars[0].toolTip()


@pytest.mark.parametrize("text", ["<b>male</b>", "<i>x</i> & co"])
def test_what_a_header_says_is_shown_letter_by_letter(table, text):
    table.show_explanation(explanation(**{text: 20}), LABELS)
    [bar, *_] = table.findChildren(EvidenceBar)
    shown = QTextDocument()
    shown.setHtml(bar.toolTip())
    assert shown.toPlainText() == f"{text}. (log odds +3.00)"
    assert table.lines[0][0] == text
    assert table.findChildren(QLabel)[0].textFormat() is Qt.TextFormat.PlainText


def test_a_long_header_leaves_room_for_the_bars(table):
    table.show_explanation(explanation(**{"circumference of the left hand": 20}), LABELS)
    assert table.lines[0][0] == "circumference o…"
    assert table.minimumSizeHint().width() < 440


def test_a_bar_is_as_long_as_it_leans(qtbot, dressed):
    bar = EvidenceBar()
    qtbot.addWidget(bar)
    bar.resize(201, 10)
    plain = bar.grab().toImage()
    bar.show_lean(0.5, 0)
    drawn = bar.grab().toImage()
    changed = [x for x in range(201) if drawn.pixel(x, 5) != plain.pixel(x, 5)]
    assert min(changed) == pytest.approx(100, abs=2)
    assert max(changed) == pytest.approx(150, abs=2)
    bar.show_lean(-3.0, None)
    assert bar.lean == -1


def test_in_a_narrow_table_the_words_get_shorter_and_the_bars_stay(table):
    table.show_explanation(explanation(share=2, name=20), ("a", "a category of a long name"))
    wide = min(bar.width() for bar in table.findChildren(EvidenceBar))
    for width in (230, 190):
        table.resize(width, 100)
        bars = [bar for bar in table.findChildren(EvidenceBar) if bar.isVisible()]
        assert all(30 <= bar.width() < wide for bar in bars)
