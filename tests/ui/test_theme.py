"""The colours of both themes, to eyes of every kind.

The three kinds of colour blindness are simulated with the matrices of Machado, Oliveira and
Fernandes, "A physiologically-based model for simulation of color vision deficiency", IEEE
Transactions on Visualization and Computer Graphics 15(6), 2009, severity 1, on linear sRGB.
Distances are CIEDE2000, as Sharma, Wu and Dalal write it in "The CIEDE2000 color-difference
formula: implementation notes, supplementary test data, and mathematical observations", Color
Research and Application 30(1), 2005. Contrast is that of WCAG 2.1.
"""

from itertools import combinations

import numpy as np
import pytest

from em_desktop.ui.status_look import Ink
from em_desktop.ui.style import mix
from em_desktop.ui.theme import DARK, LIGHT

SIGHTS = {
    "full colour vision": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}

_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
"""Linear sRGB to XYZ under D65."""


def linear(colour):
    """Return a colour such as ``#2f6fde`` as linear red, green and blue, 0 to 1."""
    coded = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """Return the contrast of two colours, 1 to 21."""
    light = sorted((0.2126, 0.7152, 0.0722) @ linear(c) for c in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


def lab(colour, sight):
    """Return where a colour lies in CIELAB for eyes of a kind."""
    seen = np.clip(SIGHTS[sight] @ linear(colour), 0, 1)
    ratio = _XYZ @ seen / _XYZ.sum(axis=1)
    root = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = root
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one, other, sight):
    """Return how different two colours look to eyes of a kind, in CIEDE2000."""
    return ciede2000(lab(one, sight), lab(other, sight))


def ciede2000(one, other):
    """Return the distance of two places in CIELAB."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_chroma = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - np.sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7)))
    c1, c2 = np.hypot(stretch * a1, b1), np.hypot(stretch * a2, b2)
    h1, h2 = (
        np.degrees(np.arctan2(b, stretch * a)) % 360 if a or b else 0.0
        for a, b in ((a1, b1), (a2, b2))
    )
    grey = c1 * c2 == 0
    turn = 0.0 if grey else (h2 - h1 + 180) % 360 - 180
    if not grey and h2 - h1 == 180:
        turn = 180.0
    middle = h1 + h2 if grey else (h1 + turn / 2) % 360
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    d_hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))

    def cosine(times, shift):
        return np.cos(np.radians(times * middle - shift))

    weight = (
        1 - 0.17 * cosine(1, 30) + 0.24 * cosine(2, 0) + 0.32 * cosine(3, -6) - 0.20 * cosine(4, 63)
    )
    s_l = 1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * weight
    bend = 60 * np.exp(-(((middle - 275) / 25) ** 2))
    r_t = -2 * np.sqrt(chroma**7 / (chroma**7 + 25**7)) * np.sin(np.radians(bend))
    parts = (l2 - l1) / s_l, (c2 - c1) / s_c, d_hue / s_h
    return float(np.sqrt(sum(p * p for p in parts) + r_t * parts[1] * parts[2]))


THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
EYES = pytest.mark.parametrize("sight", SIGHTS)

TWO, THREE, ANY = 30, 15, 11
"""How far categories must be apart: the first two, any of the first three, any of seven. One unit
is about what an eye can just tell where two fields touch."""


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [  # Sharma, Wu and Dalal (2005), table 1
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.1848, -84.8006), (50, 0, -82.7485), 1.0),
        ((50, -1, 2), (50, 0, 0), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, -0.001, 2.49), (50, 0.0009, -2.49), 4.8045),
        ((50, -0.001, 2.49), (50, 0.0011, -2.49), 4.7461),
        ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_the_distance_is_that_of_its_authors(one, other, distance):
    assert ciede2000(one, other) == pytest.approx(distance, abs=5e-5)
    assert ciede2000(other, one) == pytest.approx(distance, abs=5e-5)


@EYES
def test_greys_look_alike_to_all_eyes(sight):
    for grey in ("#000000", "#808080", "#ffffff"):
        assert lab(grey, sight) == pytest.approx(lab(grey, "full colour vision"), abs=0.1)


def test_red_and_green_are_much_alike_without_a_kind_of_cone():
    """The simulation would find what it is meant to find."""
    red, green = "#b24a3a", "#707a22"
    assert apart(red, green, "full colour vision") > 40
    assert apart(red, green, "deuteranopia") < 12


@EYES
@THEMES
def test_the_first_two_categories_are_far_apart(theme, sight):
    one, other = theme.categories[:2]
    assert apart(one, other, sight) >= TWO
    bars = [mix(theme.card, colour, 0.55) for colour in (one, other)]  # as the bars have them
    assert apart(*bars, sight) >= THREE


@EYES
@THEMES
def test_seven_categories_can_be_told_apart(theme, sight):
    assert len(theme.categories) == 7
    for one, other in combinations(theme.categories, 2):
        assert apart(one, other, sight) >= ANY
    for one, other in combinations(theme.categories[:3], 2):
        assert apart(one, other, sight) >= THREE


@EYES
@THEMES
def test_the_inks_of_signs_can_be_told_apart(theme, sight):
    for one, other in combinations(Ink, 2):
        assert apart(theme.ink(one), theme.ink(other), sight) >= 14


@THEMES
def test_every_text_can_be_read(theme):
    grounds = theme.card, theme.page, theme.selection, theme.suggestion
    for colour in (theme.text, *(theme.ink(ink) for ink in Ink)):
        assert all(contrast(colour, ground) >= 4.5 for ground in grounds)
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    for colour in theme.categories:  # names of categories stand on cards and pages
        assert all(contrast(colour, ground) >= 4.5 for ground in (theme.card, theme.page))


@THEMES
def test_every_sign_can_be_seen(theme):
    grounds = theme.card, theme.page, theme.selection, theme.suggestion
    for colour in theme.categories:
        assert all(contrast(colour, ground) >= 3 for ground in grounds)
    assert all(contrast(theme.missing, ground) >= 3 for ground in (theme.card, theme.page))
