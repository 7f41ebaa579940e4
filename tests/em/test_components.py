"""How many components there are, against scikit-learn and against samples that are known."""

import warnings

import numpy as np
import pytest
from sklearn.mixture import GaussianMixture

from em_desktop.em import Design, Interrupted, Options
from em_desktop.em.components import bic, choose_components
from em_desktop.em.scale import CannotFit


def unlabelled(values, **more):
    return Design(values, np.full(len(values), -1), ("any",), **more)


def clumps(*means, n=120, seed=3):
    random = np.random.default_rng(seed)
    return np.concatenate([random.normal(mean, 1.0, n) for mean in means])


@pytest.mark.parametrize("means", [(0,), (0, 6), (0, 6, 13)])
def test_as_many_components_as_there_are_clumps(means):
    chosen = choose_components(unlabelled(clumps(*means)), most=5)
    assert chosen.k == len(means)
    assert list(chosen.bics) == [1, 2, 3, 4, 5]
    assert chosen.components(chosen.k).means == pytest.approx(means, abs=0.3)


def test_bic_is_that_of_scikit_learn():
    values = clumps(0, 5, 11)
    options = Options(tolerance=0, max_iterations=5000, variance_floor=1e-9)
    chosen = choose_components(unlabelled(values), most=3, options=options)
    for k, found in chosen.fits.items():
        parameters = found.parameters
        other = GaussianMixture(
            k,
            tol=1e-14,
            reg_covar=0,
            max_iter=5000,
            weights_init=parameters.shares,
            means_init=parameters.means[:, np.newaxis],
            precisions_init=1 / parameters.standard_deviations[:, np.newaxis, np.newaxis] ** 2,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it may not call it converged
            other.fit(values[:, np.newaxis])
        assert chosen.bics[k] == pytest.approx(other.bic(values[:, np.newaxis]), abs=1e-4)


def test_bic_of_two_measurements_is_that_of_scikit_learn():
    points = np.stack([clumps(0, 6), clumps(50, 70, seed=8) + clumps(0, 0, seed=9)], axis=1)
    options = Options(tolerance=1e-11, max_iterations=5000)
    design = unlabelled(points[:, 0], further=points[:, 1:])
    chosen = choose_components(design, most=2, options=options)
    for k in (1, 2):
        other = GaussianMixture(k, tol=1e-11, max_iter=5000, random_state=0).fit(points)
        assert chosen.bics[k] == pytest.approx(other.bic(points), abs=0.01)
    assert chosen.k == 2


def test_parameters_are_counted_for_each_measurement():
    values = clumps(0, 6)
    one, two = unlabelled(values), unlabelled(values, further=clumps(3, 4, seed=9)[:, np.newaxis])
    found = choose_components(one, most=2).fits[2]
    # Two means and three (co)variances for each of two components, and a share: 11 instead of 5.
    extra = bic(two, found) - bic(one, found)
    assert extra == pytest.approx(6 * np.log(len(values)))


def test_rows_without_a_measurement_do_not_count():
    values = clumps(0, 6)
    found = choose_components(unlabelled(values), most=2)
    with_gaps = choose_components(unlabelled(np.concatenate([values, [np.nan] * 50])), most=2)
    assert with_gaps.bics == pytest.approx(found.bics)


def test_components_are_in_order_of_their_means():
    found = choose_components(unlabelled(clumps(9, 0, 4)), most=4)
    for k in found.fits:
        parameters = found.components(k)
        assert (np.diff(parameters.means) >= 0).all()
        assert parameters.shares.sum() == pytest.approx(1)


def test_few_rounded_values_are_not_taken_for_a_component_each():
    random = np.random.default_rng(5)
    ratings = random.normal(5.5, 2.0, 400).round().clip(1, 10)
    assert choose_components(unlabelled(ratings)).k <= 2


@pytest.mark.parametrize("values", [np.full(30, 4.0), np.array([]), np.full(3, np.nan)])
def test_nothing_to_tell_apart_is_told(values):
    with pytest.raises(CannotFit):
        choose_components(unlabelled(values), most=2)


def test_recorded_rows_and_no_components_are_refused():
    with pytest.raises(ValueError, match="category"):
        choose_components(Design([1.0, 2.0], [0, -1], ("a",)))
    with pytest.raises(ValueError, match="at least one"):
        choose_components(unlabelled(clumps(0)), most=0)


def test_each_number_is_announced_and_a_cancel_ends_it():
    announced = []
    choose_components(unlabelled(clumps(0, 6)), most=3, report=announced.append)
    assert announced == [1, 2, 3]
    with pytest.raises(Interrupted):
        choose_components(unlabelled(clumps(0, 6)), cancelled=lambda: True)
