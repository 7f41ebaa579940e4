"""A small roster, its fit, and a panel whose clock the test turns."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from em_desktop.em import Design, Inference, infer
from em_desktop.em.sources import Source
from em_desktop.review.histogram import Histogram, histogram
from em_desktop.ui.plot.fit_panel import FitPanel
from em_desktop.ui.plot.layers import Layers


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True, eq=False)
class Sample:
    histogram: Histogram
    fit: Inference
    n_rows: int
    categories: tuple[str, ...] = ("female", "male")


@pytest.fixture(scope="session")
def sample() -> Sample:
    generator = np.random.default_rng(3)
    truth = generator.integers(0, 2, 300)
    values = generator.normal(np.array([163, 176])[truth], 6.5).round(1)
    labels = np.where(generator.random(300) < 0.8, -1, truth)
    design = Design(values, labels, ("female", "male"))
    result = infer(design, frozenset({Source.MEASUREMENT}))
    assert len(result.iterations) > 5
    return Sample(histogram(values, labels, 2), result, 300)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def empty_panel(qtbot, dressed, clock):
    panel = FitPanel(clock=clock)
    qtbot.addWidget(panel)
    panel.resize(474, 330)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.fixture
def panel(empty_panel, sample):
    empty_panel.show_roster("heights", "cm", sample.categories, sample.histogram)
    return empty_panel


@pytest.fixture
def pen_width() -> Callable[[Layers], float]:
    """The width of the curves' pens, in device pixels; 0 where there are no curves."""

    def widest(layers: Layers) -> float:
        return max((curve.opts["pen"].widthF() for curve in layers._curves), default=0.0)

    return widest
