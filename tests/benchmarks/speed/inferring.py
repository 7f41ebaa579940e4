"""Everything between "Infer" and the suggestions, with cross-validation."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import cancelling
import measure
import numpy as np
import rosters
from measure import Figures, Row, Sizes
from threadpoolctl import threadpool_limits

from em_desktop.em import Design
from em_desktop.em.infer import infer
from em_desktop.em.sources import Source

sys.path.append(str(Path(__file__).resolve().parents[1] / "accuracy"))

from generated import School

PART = "infer"
USUAL_ROWS = 5_000
_MEASUREMENT = frozenset({Source.MEASUREMENT})


def run(sizes: Sizes, _folder: Path) -> Iterator[Row]:
    with threadpool_limits(1):
        yield from _inferences(sizes)


def _inferences(sizes: Sizes) -> Iterator[Row]:
    school = _school(USUAL_ROWS)
    for words, evidence in (
        ("height", _MEASUREMENT),
        ("height and names", _MEASUREMENT | {Source.NAME}),
        ("height and ages", _MEASUREMENT | {Source.AGE}),
        ("what helps, of heights, names and ages", None),
    ):
        yield _timed(
            f"{USUAL_ROWS:,} rows, {words}", partial(infer, school, evidence), sizes.repeats
        )
    for n in (n for n in sizes.fit_rows if n > USUAL_ROWS):
        heights = _heights(n, rounded=True)
        yield _timed(f"{n:,} rows, height", partial(infer, heights, _MEASUREMENT), 3)
    yield _cancel(max(sizes.fit_rows), 4 * sizes.repeats)


def _timed(what: str, work: Callable[[], object], repeats: int) -> Row:
    work()
    return Row(PART, what, Figures(tuple(measure.timed(work) for _ in range(repeats))))


def _school(n: int) -> Design:
    table = School("", n, 6, 18, named=True, told="age")(0)
    return table.design(np.random.default_rng(n).random(n) < rosters.MISSING)


def _heights(n: int, *, rounded: bool) -> Design:
    values, component = rosters.heights(n, rounded=rounded)
    lacking = np.random.default_rng(n).random(n) < rosters.MISSING
    return Design(values, np.where(lacking, -1, component), ("female", "male"))


def _cancel(n: int, repeats: int) -> Row:
    design = _heights(n, rounded=False)
    return cancelling.row(
        PART,
        f"{n:,} rows, all distinct",
        lambda cancelled: infer(design, _MEASUREMENT, cancelled=cancelled).outcome,
        repeats,
    )
