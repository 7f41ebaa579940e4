import numpy as np
import pytest
from scipy.stats import norm

from em_desktop.em import (
    Design,
    Interrupted,
    Parameters,
    class_probabilities,
    posterior,
)
from em_desktop.em.parameters import Curves

PARAMETERS = Parameters([0.3, 0.7], [160.0, 175.0], [6.0, 7.0])


def test_probabilities_follow_from_bayes():
    values = np.array([150.0, 165.0, 171.5, 190.0])
    joint = np.stack([0.3 * norm.pdf(values, 160, 6), 0.7 * norm.pdf(values, 175, 7)], axis=1)
    np.testing.assert_allclose(
        class_probabilities(PARAMETERS, values), joint / joint.sum(axis=1, keepdims=True)
    )


def test_recorded_rows_are_judged_like_the_others():
    values = [150.0, 150.0, 190.0]
    probabilities = posterior(Design(values, [1, -1, 0], ("a", "b")), PARAMETERS)
    np.testing.assert_array_equal(probabilities, class_probabilities(PARAMETERS, values))


def test_without_a_measurement_the_shares_speak():
    probabilities = posterior(Design([np.nan, 160.0], [-1, -1], ("a", "b")), PARAMETERS)
    np.testing.assert_allclose(probabilities[0], [0.3, 0.7])
    assert probabilities[1, 0] > 0.5


def test_what_a_logarithm_cannot_tell_the_shares_do():
    curves = Curves(
        np.ones((2, 1)), np.log([[160.0], [175.0]]), np.full((2, 1), 0.04), np.inf, True
    )
    parameters = Parameters.of([0.3, 0.7], curves)
    probabilities = class_probabilities(parameters, [0.0, -5.0, 150.0])
    np.testing.assert_allclose(probabilities[:2], [[0.3, 0.7]] * 2)
    assert probabilities[2, 0] > 0.9


def test_extreme_values_have_probabilities():
    probabilities = class_probabilities(PARAMETERS, [1.7e308, -1.7e308, 5e-324])
    np.testing.assert_allclose(probabilities.sum(axis=1), 1.0)


def test_cancel_is_obeyed_at_the_chunk_that_asks():
    design = Design(np.zeros(100_000), np.full(100_000, -1), ("a", "b"))
    asked = []

    def cancelled():
        asked.append(None)
        return len(asked) == 2

    with pytest.raises(Interrupted):
        posterior(design, PARAMETERS, cancelled=cancelled)
    assert len(asked) == 2


def test_values_of_two_dimensions_are_refused():
    with pytest.raises(ValueError, match="one dimension"):
        class_probabilities(PARAMETERS, [[1.0]])
