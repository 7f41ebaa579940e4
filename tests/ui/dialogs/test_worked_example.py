"""The worked example of resources/help/how-em-works.md, computed again: the help tells no lies."""

import re
from itertools import pairwise

import numpy as np
import pytest

from em_desktop.assets import resource
from em_desktop.em import Design, Outcome, fit, posterior

TEXT = resource("help/how-em-works.md").read_text(encoding="utf-8")


def heights(who: str) -> list[float]:
    """The heights of the puzzle's table."""
    (row,) = re.findall(rf"^\| {who} \| ([\d, ]+) \|$", TEXT, re.MULTILINE)
    return [float(number) for number in row.split(",")]


@pytest.fixture(scope="module")
def example():
    girls, boys, unknown = heights("girls"), heights("boys"), heights("not known")
    labels = [0] * len(girls) + [1] * len(boys) + [-1] * len(unknown)
    design = Design(
        values=np.array([*girls, *boys, *unknown]),
        labels=np.array(labels),
        categories=("girl", "boy"),
    )
    return design, fit(design)


def table(design, iteration, name: str) -> str:
    """One row of the table as the text has it."""
    found = iteration.parameters
    curves = [
        f"{mean:.1f} ± {width:.1f}"
        for mean, width in zip(found.means, found.standard_deviations, strict=True)
    ]
    girl = posterior(design, found)[design.labels < 0, 0]
    chances = ["< 0.1 %" if p < 0.0005 else f"{100 * p:.1f} %" for p in girl]
    return f"| {' | '.join([name, *curves, *chances])} |"


def test_the_rounds_are_those_of_the_program(example):
    design, found = example
    rows = re.findall(r"^\| (start|\d+) \|.*$", TEXT, re.MULTILINE)
    assert rows == ["start", "1", "2", "3", "9"]
    for name in rows:
        index = 0 if name == "start" else int(name)
        assert table(design, found.iterations[index], name) in TEXT


def test_it_converges_when_the_text_says_so(example):
    _, found = example
    assert found.outcome is Outcome.CONVERGED
    assert f"After {found.n_iterations} rounds" in TEXT


def test_the_averages_are_right():
    girls, boys = np.mean(heights("girls")), np.mean(heights("boys"))
    assert f"The girls are {girls:.1f} cm tall on average, the boys {boys:.1f} cm." in TEXT


def test_the_last_words_fit_the_last_row(example):
    design, found = example
    girl = posterior(design, found.parameters)[design.labels < 0, 0]
    assert f"{100 * girl[1]:.0f} % girl, {100 * (1 - girl[1]):.0f} % boy" in TEXT
    assert 0 < girl[3] < 0.001


def test_the_log_likelihood_climbs_as_told(example):
    _, found = example
    first, *_, last = (i.log_likelihood for i in found.iterations)
    told = f"climbs from −{-first:.3f} to −{-last:.3f}"
    assert told in TEXT
    assert all(b.log_likelihood >= a.log_likelihood for a, b in pairwise(found.iterations))
