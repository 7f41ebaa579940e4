from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em import Design, Names, Outcome, Source, infer
from em_desktop.em.admit import admit, check_usable
from em_desktop.em.scale import CannotFit

N = 60
RANDOM = np.random.default_rng(0)
BOYS = RANDOM.integers(0, 2, N)
HEIGHTS = (163 + 13 * BOYS + 6.5 * RANDOM.standard_normal(N)).round()
OTHER = 60 + 10 * RANDOM.standard_normal(N)
LABELS = np.where(RANDOM.random(N) < 0.4, -1, BOYS)
NOTHING = np.full(N, np.nan)

FULL = Design(
    HEIGHTS,
    LABELS,
    ("girl", "boy"),
    groups=np.arange(N) % 3,
    n_groups=3,
    further=OTHER[:, np.newaxis],
    ages=(np.arange(N) % 7 + 6).astype(float),
    names=(Names(("Kim", "Lee", "Bo"), np.arange(N) % 3),),
)

BAD = [
    ({"values": np.full(N, 170.0)}, Source.MEASUREMENT, -1, "the same in every row"),
    ({"values": 1e9 + 1e-3 * OTHER}, Source.MEASUREMENT, -1, "the same in every row"),
    ({"values": NOTHING}, Source.MEASUREMENT, -1, "no usable value"),
    ({"further": np.full((N, 1), 3.0)}, Source.MEASUREMENT, 0, "the same in every row"),
    ({"further": np.full((N, 1), np.nan)}, Source.MEASUREMENT, 0, "no usable value"),
    (
        {"further": np.where(np.arange(N) < 2, OTHER, np.nan)[:, np.newaxis]},
        Source.MEASUREMENT,
        0,
        "too few values",
    ),
    ({"further": HEIGHTS[:, np.newaxis] / 2.54}, Source.MEASUREMENT, 0, "the same as another"),
    ({"further": np.column_stack([OTHER, -OTHER])}, Source.MEASUREMENT, 1, "the same as another"),
    ({"groups": np.arange(N), "n_groups": N}, Source.GROUP, -1, "different in nearly every row"),
    ({"groups": np.zeros(N, int), "n_groups": 5}, Source.GROUP, -1, "the same in every row"),
    ({"groups": np.full(N, -1)}, Source.GROUP, -1, "blank in every row"),
    ({"groups": np.full(N, -1), "n_groups": 0}, Source.GROUP, -1, "blank in every row"),
    ({"names": (Names(("Kim",), np.zeros(N, int)),)}, Source.NAME, -1, "the same in every row"),
    ({"names": (Names((), np.full(N, -1)),)}, Source.NAME, -1, "row"),
    ({"ages": np.full(N, 12.0)}, Source.AGE, -1, "the same in every row"),
    ({"ages": NOTHING}, Source.AGE, -1, "blank in every row"),
]


def test_all_that_can_be_used_is_admitted_as_it_is():
    admitted = admit(FULL)
    assert admitted.available == frozenset(Source)
    assert admitted.left_out == ()
    assert admitted.design is FULL


@pytest.mark.parametrize(("changes", "source", "column", "reason"), BAD)
def test_what_cannot_be_used_is_left_out_with_a_reason(changes, source, column, reason):
    admitted = admit(replace(FULL, **changes))
    out = admitted.left_out
    assert [(own.source, own.column) for own in out] == [(source, column)]
    assert reason in out[0].reason
    assert out[0].reason.split()[0] in {
        "is",
        "are",
        "has",
        "says",
        "cannot",
    }  # the rest of a sentence
    assert (source in admitted.available) == (source is Source.MEASUREMENT)


@pytest.mark.parametrize(("changes", "source", "column", "reason"), BAD)
def test_an_inference_goes_on_without_it(changes, source, column, reason):
    small = replace(FULL, **{"further": None, "names": (), **changes})
    if "values" in changes:
        small = replace(small, further=FULL.further)
    found = infer(small, frozenset({Source.MEASUREMENT, source}))
    assert found.outcome is Outcome.CONVERGED
    assert [own.source for own in found.left_out] == [source]
    assert np.isfinite(found.probabilities).all()
    if source is not Source.MEASUREMENT:
        assert source not in found.evidence


def test_a_further_measurement_takes_the_place_of_a_useless_one():
    admitted = admit(replace(FULL, values=np.full(N, 170.0)))
    np.testing.assert_array_equal(admitted.design.values, OTHER)
    assert admitted.design.further is None
    two = np.column_stack([OTHER, HEIGHTS])
    admitted = admit(replace(FULL, values=NOTHING, further=two))
    np.testing.assert_array_equal(admitted.design.further[:, 0], HEIGHTS)


def test_ages_and_groups_say_nothing_without_something_to_compare():
    bare = replace(FULL, values=NOTHING, further=None)
    assert admit(bare).available == {Source.NAME, Source.GROUP}


def test_nothing_to_go_by_is_a_sentence():
    admitted = admit(replace(FULL, values=np.full(N, 170.0), further=None, names=()))
    with pytest.raises(CannotFit, match="The measurement is the same in every row, so it cannot"):
        check_usable(admitted.available, admitted.left_out)
    with pytest.raises(CannotFit, match=r"There are no values to fit\."):
        check_usable(frozenset({Source.GROUP}), ())
    check_usable(frozenset({Source.NAME}), admitted.left_out)


@pytest.mark.parametrize("column", ["values", "further", "ages"])
@pytest.mark.parametrize("infinity", [np.inf, -np.inf])
def test_infinities_are_refused(column, infinity):
    bad = np.array(getattr(FULL, column))
    bad[3] = infinity
    with pytest.raises(ValueError, match="infinite"):
        replace(FULL, **{column: bad})


def test_measurements_that_agree_but_for_errors_are_both_kept():
    """A repeated measurement tells something of its own."""
    again = HEIGHTS + np.random.default_rng(2).normal(0, 2, N)
    assert admit(replace(FULL, further=again[:, np.newaxis])).left_out == ()
