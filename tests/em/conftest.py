"""Simulated pupils for the tests of the engine."""

from collections.abc import Callable

import numpy as np
import pytest

from em_desktop.em import Design

Pupils = Callable[..., tuple[Design, np.ndarray]]


def _pupils(n, hidden, seed=0, *, apart=13.0, noise=6.5, rounded=True):
    """Return a design of girls and boys of 16 and more, and who they are.

    ``hidden`` is the part that is missing, or a function of who they are and of the heights, which
    are put on the standard scale for it.
    """
    random = np.random.default_rng(seed)
    boys = (random.random(n) < 0.45).astype(np.intp)
    heights = 163 + apart * boys + noise * random.standard_normal(n)
    if rounded:
        heights = heights.round()
    standard = (heights - heights.mean()) / heights.std()
    chance = hidden(boys, standard) if callable(hidden) else hidden
    labels = np.where(random.random(n) < chance, -1, boys)
    return Design(heights, labels, ("girl", "boy")), boys


@pytest.fixture(scope="session")
def pupils() -> Pupils:
    """Makes pupils: ``pupils(n, hidden, seed)``."""
    return _pupils
