import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.review.histogram import histogram
from em_desktop.review.report.drawing import Drawing, hatch, ticks, width_of
from em_desktop.review.report.inks import DARK, INKS, PAPER, SCREEN
from em_desktop.review.report.model_picture import ModelPicture
from em_desktop.review.report.reliability_picture import ReliabilityPicture
from em_desktop.review.trust_words import Dot

SVG = "{http://www.w3.org/2000/svg}"
DOTS = (Dot(0.55, 0.5, 30, 0.36, 0.64), Dot(0.97, 1.0, 30, 0.92, 1.0))


def drawn(n_categories, unsure=(168.0, 170.0)):
    random = np.random.default_rng(3)
    labels = random.integers(-1, n_categories, 400)
    values = (160 + 3 * labels + 5 * random.standard_normal(400)).round()
    counts = histogram(values, labels, n_categories)
    x = np.linspace(float(counts.edges[0]), float(counts.edges[-1]), 50)
    curves = np.array([np.exp(-((x - 160 - 3 * k) ** 2) / 50) * 20 for k in range(n_categories)])
    names = tuple(f"<category> {k} with a long name" for k in range(n_categories))
    return ModelPicture("height", "cm", names, counts, x, curves, unsure)


@pytest.mark.parametrize("n", [2, 7, 12])
def test_everything_lies_within_the_picture(n):
    picture = drawn(n)
    width, height = picture.size
    for element in ET.fromstring(picture.svg(PAPER)).iter():
        if element.tag == f"{SVG}rect":
            x, y, w, h = (float(element.get(a)) for a in ("x", "y", "width", "height"))
            assert -1 <= x <= x + w <= width + 1
            assert -1 <= y <= y + h <= height + 1
        if element.tag == f"{SVG}text":
            assert 0 <= float(element.get("x")) <= width
            assert 0 <= float(element.get("y")) <= height


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e9])
@pytest.mark.parametrize("times", [1, 100_000])
def test_numbers_of_any_size_have_room(scale, times):
    small = drawn(2, None)
    counts = small.histogram
    large = replace(counts, edges=counts.edges * scale, counts=counts.counts * times)
    picture = replace(small, histogram=large, x=small.x * scale, curves=small.curves * times)
    ends, middles = [], []
    for element in ET.fromstring(picture.svg(PAPER)).iter(f"{SVG}text"):
        wide = width_of(element.text)
        x, level = float(element.get("x")), float(element.get("y"))
        if element.get("text-anchor") == "end":
            assert x - wide >= 14
            ends.append(x)
        elif element.get("text-anchor") == "middle" and element.text[0] in "-0123456789":
            middles.append((level, x - wide / 2, x + wide / 2))
    assert len(ends) >= 2
    assert len(middles) >= 1
    for (_, _, end), (_, start, _) in pairwise(sorted(middles)):
        assert end < start


def test_categories_differ_by_pattern_and_line_besides_colour():
    picture = drawn(2)
    grey = dict.fromkeys(INKS, "#777777")
    paths = [
        (e.get("d"), e.get("style")) for e in ET.fromstring(picture.svg(grey)).iter(f"{SVG}path")
    ]
    styles = {style for d, style in paths if "stroke-width:2.6" in style}
    assert len(styles) == 2  # one plain, one dashed
    assert len({d for d, style in paths if "stroke-opacity" in style}) >= 2  # hatched otherwise


def test_no_two_of_nine_categories_look_alike():
    root = ET.fromstring(drawn(9).svg(PAPER))
    curves = [
        style for e in root.iter(f"{SVG}path") if "stroke-width:2.6" in (style := e.get("style"))
    ]
    assert len(set(curves)) == 9


def test_the_words_tell_what_is_to_be_seen():
    words = drawn(2).words
    assert words.startswith("Histogram of the height of 400 rows")
    assert "unsure from 168 to 170 cm" in words
    assert "97 % stated" in ReliabilityPicture(DOTS).words


def test_a_screen_chooses_the_colours_itself():
    page = ReliabilityPicture(DOTS).svg(SCREEN)
    assert "var(--accent)" in page
    assert "#" not in page
    assert PAPER.keys() == DARK.keys() == SCREEN.keys()


def test_dots_lie_where_they_belong():
    root = ET.fromstring(ReliabilityPicture(DOTS).svg(PAPER))
    [low, high] = [(float(c.get("cx")), float(c.get("cy"))) for c in root.iter(f"{SVG}circle")]
    assert low[0] < high[0]
    assert low[1] > high[1]


def test_a_name_is_no_part_of_the_drawing():
    drawing = Drawing(10, 10, '"><script>', PAPER)
    drawing.text(1, 1, "<script>&")
    root = ET.fromstring(drawing.done())
    assert [e.tag for e in root.iter()] == [f"{SVG}svg", f"{SVG}text"]


@given(
    st.floats(-50, 50), st.floats(-50, 50), st.floats(1, 40), st.floats(1, 40), st.integers(0, 5)
)
def test_a_pattern_stays_in_its_box(left, top, width, height, kind):
    right, bottom = left + width, top + height
    for line in hatch(left, top, right, bottom, kind):
        for x, y in line:
            assert left - 1e-6 <= x <= right + 1e-6
            assert top - 1e-6 <= y <= bottom + 1e-6


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_are_few_and_lie_between_the_ends(low, span):
    found = ticks(low, low + span)
    assert len(found) <= 10
    assert all(low - 1e-6 * span <= t <= low + span * (1 + 1e-6) for t in found)
