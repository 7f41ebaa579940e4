"""Why a suggestion is what it is, in as much room as there is."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from em_desktop.review.card.card import Card
from em_desktop.review.card.densities import Densities, NoDensities
from em_desktop.review.card.saying import NO_ROW
from em_desktop.review.card.standing import Standing
from em_desktop.review.explain import Explanation
from em_desktop.review.parts import Part
from em_desktop.ui.card.density_view import DensityView
from em_desktop.ui.card.why import Room, Why

LABELS = ("female", "male")
X = np.linspace(150.0, 190.0, 41)
PEAKS = 158.0, 162.0, 166.0, 170.0, 174.0, 178.0, 182.0


def of_parts(n):
    """A card whose suggestion has so many parts."""
    parts = tuple(Part(f"p{k}", f"part {k}", 1.0, 0, "3 to 1", "So.") for k in range(n))
    together = Part("together", "together", float(n), 0, "all", "All.")
    told = Explanation(0, 1, parts, together, "Probably", "so", "", "female")
    blank = "", (), "", NO_ROW, told, NoDensities(), LABELS, (0, 1), None, (), Standing(0, 0, "")
    return Card(*blank)


@pytest.fixture
def why(qtbot, dressed):
    around = QWidget()
    column = QVBoxLayout(around)
    result = Why()
    result.use_room(Room.BARS)
    column.addWidget(result)
    column.addStretch()
    qtbot.addWidget(around)
    around.resize(460, 400)
    around.show()
    result.around = around  # which nobody else holds
    return result


def test_the_last_line_has_room_once_there_are_more(qtbot, why):
    for n in (2, 5):
        why.show_card(of_parts(n))
        qtbot.waitUntil(lambda: why.height() >= why.height_in(Room.BARS))
        assert why.evidence.geometry().bottom() < why.height()
        last = [title for title, _, _ in why.evidence._lines if not title.isHidden()][-1]
        assert last.text() == "together"
        assert last.geometry().bottom() < why.evidence.height()


@pytest.fixture
def named(monkeypatch):
    """What is written above curves."""
    told = []
    write = DensityView._paint_names

    class Paper:
        def setPen(self, *_):  # noqa: N802 - Qt's name
            pass

        def drawText(self, _at, _flags, text):  # noqa: N802 - Qt's name
            told.append(text)

    monkeypatch.setattr(
        DensityView, "_paint_names", lambda self, _p, box, shown: write(self, Paper(), box, shown)
    )
    return told


def test_names_without_room_are_left_out_and_none_is_cut(qtbot, dressed, named):
    labels = tuple(f"a kind {k}" for k in range(len(PEAKS)))
    curves = np.array([np.exp(-(((X - peak) / 4) ** 2)) for peak in PEAKS])
    heights = curves[:, 9]  # at 159: nearest to the first two
    places = tuple(range(len(PEAKS)))
    drawn = Densities(X, curves, 159.0, heights, labels, places, "159 cm", "At 159 cm.", "so")
    view = DensityView()
    qtbot.addWidget(view)
    view.resize(150, 90)
    view.show_densities(drawn)
    view.grab()
    assert named == ["a kind 0", "a kind 1"]
    few = replace(drawn, curves=curves[:2], heights=heights[:2], labels=labels[:2], places=(0, 1))
    view.show_densities(few)
    view.grab()
    assert named[2:] == ["a kind 0", "a kind 1"]
