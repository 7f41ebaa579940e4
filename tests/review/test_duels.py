"""How much each source speaks for the likeliest category against the next."""

from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em import Inference, Outcome
from em_desktop.em.inference import Contributions
from em_desktop.em.sources import Source
from em_desktop.review import duels as module
from em_desktop.review.duels import duels
from em_desktop.review.suggestions import Suggestions


@pytest.fixture
def inferred(desk):
    desk.workspace = replace(desk.workspace, evidence=frozenset({Source.MEASUREMENT}))
    desk.infer()
    return desk.suggestions


def made(inferred, logs, parts):
    """Suggestions for the rows of an inference, with contributions (P, m, K) of one's own."""
    n = logs.shape[1]
    rows = np.flatnonzero(inferred.encoding.missing)[:n]
    chances = np.exp(logs.sum(axis=0))
    chances /= chances.sum(axis=1, keepdims=True)
    places = {int(row): i for i, row in enumerate(rows)}

    class Explains:
        def contributions(self, rows):
            return Contributions(parts, logs[:, [places[int(row)] for row in rows]])

        def densities(self, row, values):
            raise NotImplementedError

    fit = Inference(Outcome.CONVERGED, ("a", "b", "c"), _explains=Explains())
    return Suggestions(inferred.encoding.row_ids[rows], chances, fit, inferred.encoding)


@pytest.fixture
def three_ways(inferred):
    share = [[0.0, 0.1, 0.2]] * 3
    height = [[3.0, 1.0, -4.0], [0.0, 0.0, 0.0], [-1.0, 2.0, 1.9]]
    name = [[0.0, 0.5, 0.0], [1.0, 0.0, 5.0], [0.0, 0.0, 3.0]]
    caution = [[-0.5, 0.0, 0.5]] * 3
    return made(
        inferred,
        np.array([share, height, name, caution]),
        ("share", "measurement", "name", "caution"),
    )


def test_the_two_likeliest_are_compared(three_ways):
    found = duels(three_ways)
    assert found.best.tolist() == [0, 2, 2]
    assert found.rival.tolist() == [1, 0, 1]
    assert found.of("share") == pytest.approx([-0.1, 0.2, 0.1])
    assert found.of("measurement") == pytest.approx([2, 0, -0.1])
    assert found.of("name") == pytest.approx([-0.5, 4, 3])
    assert found.of("caution") == pytest.approx([-0.5, 1, 0.5])
    assert found.of("another") == pytest.approx([0, 0, 0])


def test_the_parts_add_up(three_ways):
    found = duels(three_ways)
    assert found.log_odds.sum(axis=0) == pytest.approx(found.total)
    chances = np.sort(three_ways.probabilities, axis=1)
    assert np.exp(found.total) == pytest.approx(chances[:, -1] / chances[:, -2])


def test_some_of_them_in_any_order(three_ways):
    every, some = duels(three_ways), duels(three_ways, np.array([2, 0]))
    assert some.best.tolist() == every.best[[2, 0]].tolist()
    assert np.array_equal(some.log_odds, every.log_odds[:, [2, 0]])


def test_many_are_asked_for_in_chunks(three_ways, monkeypatch):
    whole = duels(three_ways)
    monkeypatch.setattr(module, "_CHUNK", 2)
    assert np.array_equal(duels(three_ways).log_odds, whole.log_odds)


def test_an_inference_that_says_nothing_of_its_parts(inferred):
    silent = replace(inferred, fit=Inference(Outcome.CONVERGED, inferred.fit.categories))
    found = duels(silent)
    assert found.parts == ()
    assert found.log_odds.shape == (0, len(found.best))
    assert (found.total > 0).all()


def test_no_suggestions(three_ways):
    none = duels(three_ways, np.empty(0, dtype=np.intp))
    assert len(none.best) == len(none.total) == 0


def test_a_real_inference_adds_up_too(inferred):
    found = duels(inferred)
    assert found.parts == ("share", "measurement", "caution")
    assert found.log_odds.sum(axis=0) == pytest.approx(found.total, abs=1e-9)
    assert (found.of("measurement")[:2] > 1).all()
