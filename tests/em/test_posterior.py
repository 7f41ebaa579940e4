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

PARAMETERS = Parameters([0.3, 0.7], [160.0, 175.0], [6.0, 7.0])
GROUPED = GroupedParameters.of(
    slot_shares=np.array([0.5, 0.5, 0.0]),
    shares=np.full((2, 3), 0.5),
    means=np.array([[150.0, 165.0, 160.0], [145.0, 178.0, 160.0]]),
    standard_deviations=np.full((2, 3), 6.0),
)


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


def test_the_group_decides():
    of_groups = class_probabilities(GROUPED, [160.0, 160.0], [0, 1])
    assert of_groups[0, 0] > 0.8  # tall for the first group, in which the first category is taller
    assert of_groups[1, 0] > 0.95  # small for the second, in which it is smaller
    whole = class_probabilities(GROUPED, [150.0])
    joint = GROUPED.densities(np.array([150.0])).ravel()
    np.testing.assert_allclose(whole.ravel(), joint / joint.sum())


def test_a_design_with_groups_uses_them():
    design = Design([155.0, 155.0], [-1, -1], ("a", "b"), [1, -1], 2)
    np.testing.assert_array_equal(
        posterior(design, GROUPED), class_probabilities(GROUPED, [155.0, 155.0], [1, -1])
    )


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


@pytest.mark.parametrize(("values", "groups"), [([[1.0]], None), ([1.0], [0, 0])])
def test_shapes_that_disagree_are_refused(values, groups):
    with pytest.raises(ValueError, match="length"):
        class_probabilities(GROUPED, values, groups)
