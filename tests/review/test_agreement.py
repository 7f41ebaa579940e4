"""How often a person and the suggestions agree, against scipy and against all that can happen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, hypergeom

from em_desktop.review.agreement import (
    Agreement,
    agreement,
    by_sureness,
    number_interval,
    share_interval,
)
from em_desktop.review.checks import Check, CheckKind


def blind(said, suggested="m", probability=0.9):
    return Check(CheckKind.BLIND, said, suggested, probability)


def sampled(said, suggested="m"):
    return Check(CheckKind.SAMPLE, said, suggested, 0.97, threshold=0.95)


seen = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(seen, st.sampled_from([0.5, 0.9, 0.99]))
def test_the_interval_of_a_share_is_clopper_and_pearsons(seen, level):
    agreed, n = seen
    oracle = binomtest(agreed, n).proportion_ci(level, method="exact")
    found = share_interval(agreed, n, level)
    assert found == pytest.approx((oracle.low, oracle.high), abs=1e-9)


@given(st.integers(1, 40), st.floats(0, 1))
def test_the_interval_of_a_share_covers_it_as_often_as_it_says(n, share):
    chances = binom.pmf(np.arange(n + 1), n, share)
    covered = [low <= share <= high for low, high in (share_interval(k, n) for k in range(n + 1))]
    assert chances @ covered >= 0.9 - 1e-9


def test_ten_of_ten_say_what_the_guide_says():
    found = agreement([sampled("m")] * 10)
    assert (found.n, found.agreed, found.high) == (10, 10, 1.0)
    assert found.low == pytest.approx(0.05**0.1)  # 74 %


@given(st.data())
def test_the_interval_of_a_number_covers_it_as_often_as_it_says(data):
    population = data.draw(st.integers(1, 60))
    n = data.draw(st.integers(1, population))
    true = data.draw(st.integers(0, population))
    covered = 0.0
    for agreed in range(n + 1):
        chance = hypergeom.pmf(agreed, population, true, n)
        if chance > 0:
            low, high = number_interval(agreed, n, population)
            covered += chance * (low <= true <= high)
    assert covered >= 0.9 - 1e-9


@given(st.data())
def test_the_interval_of_a_number_inverts_the_two_tails(data):
    population = data.draw(st.integers(1, 60))
    n = data.draw(st.integers(1, population))
    agreed = data.draw(st.integers(0, n))
    low, high = number_interval(agreed, n, population)
    assert agreed <= low <= high <= population - (n - agreed)
    possible = range(agreed, population - (n - agreed) + 1)
    at_least = [m for m in possible if hypergeom.sf(agreed - 1, population, m, n) > 0.05]
    at_most = [m for m in possible if hypergeom.cdf(agreed, population, m, n) > 0.05]
    assert (low, high) == (at_least[0], at_most[-1])


def test_who_has_looked_at_all_knows_the_number():
    assert number_interval(7, 7, 7) == (7, 7)
    assert number_interval(3, 7, 7) == (3, 3)


def test_a_large_population_is_as_good_as_endless():
    low, high = number_interval(8, 10, 100_000)
    share = share_interval(8, 10)
    assert (low / 100_000, high / 100_000) == pytest.approx(share, abs=1e-3)


def test_nothing_seen_tells_nothing():
    assert agreement([]) == Agreement(0, 0, 0.0, 1.0)


def test_who_cannot_tell_blindly_has_said_nothing_of_the_suggestion():
    found = agreement([blind("m"), blind("f"), blind("")])
    assert (found.n, found.agreed, found.untold) == (2, 1, 1)


def test_a_blank_in_a_sample_is_a_row_that_would_not_have_been_accepted():
    found = agreement([sampled("m"), sampled("")])
    assert (found.n, found.agreed, found.untold) == (2, 1, 0)


def test_sure_and_unsure_suggestions_are_told_apart_where_there_are_enough():
    sure = [blind("m", probability=0.8)] * 5
    unsure = [blind("m", probability=0.79)] * 3 + [blind("f", probability=0.55)] * 2
    found = by_sureness(sure + unsure)
    assert found is not None
    assert [(each.n, each.agreed) for each in found] == [(5, 5), (5, 3)]
    assert by_sureness(sure + unsure[1:]) is None
    assert by_sureness(sure) is None


def test_a_population_may_be_large():
    """Found by halving: no table of all numbers is laid out for it."""
    low, high = number_interval(9, 10, 10_000_000)
    share_low, share_high = share_interval(9, 10)
    assert low / 1e7 == pytest.approx(share_low, abs=1e-5)
    assert high / 1e7 == pytest.approx(share_high, abs=1e-5)
