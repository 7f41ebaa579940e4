import numpy as np
import pytest

from em_desktop.em import Design
from em_desktop.em.frame import frame
from em_desktop.em.names import Names
from em_desktop.em.scale import CannotFit
from em_desktop.em.sources import Source

READING = Names(("Ann", "Bob"), [0, 1, -1])
DESIGN = Design(
    [1.0, np.nan, 3.0],
    [0, -1, 1],
    ("a", "b"),
    [1, -1, 0],
    2,
    further=[[7.0], [8.0], [9.0]],
    ages=[10.0, 12.0, np.nan],
    names=(READING,),
)
ALL = slice(0, 3)


def _frame(*sources, design=DESIGN):
    return frame(design, frozenset(sources), READING)


def test_everything_is_looked_at():
    seen = _frame(*Source)
    np.testing.assert_array_equal(seen.values(ALL), [[1, 7], [np.nan, 8], [3, 9]])
    np.testing.assert_array_equal(seen.slots(ALL), [1, 2, 0])
    np.testing.assert_array_equal(seen.names(ALL), [0, 1, -1])
    np.testing.assert_array_equal(seen.ages(ALL), DESIGN.ages)
    basis = seen.basis(seen.ages(ALL))
    np.testing.assert_array_equal(basis[:, 0], 1.0)
    assert basis[0, 1] < basis[2, 1] == 0.0 < basis[1, 1]  # no age is an average one


def test_what_is_no_evidence_is_not_looked_at():
    seen = _frame(Source.NAME)
    assert seen.values(ALL).shape == (3, 0)
    assert seen.n_slots == 1
    assert not seen.has_ages
    np.testing.assert_array_equal(seen.slots(ALL), 0)
    seen = _frame(Source.MEASUREMENT)
    np.testing.assert_array_equal(seen.names(ALL), -1)
    assert not seen.has_names


def test_age_needs_a_measurement_that_it_explains():
    assert not _frame(Source.AGE, Source.NAME).has_ages


def test_the_place_of_a_group_can_stand_for_an_age():
    seen = frame(DESIGN, frozenset({Source.MEASUREMENT, Source.GROUP}), ordered=True)
    np.testing.assert_array_equal(seen.ages(ALL), [1, np.nan, 0])
    basis = seen.basis(seen.ages(ALL))[:, 1]
    assert basis[2] < basis[1] == 0.0 < basis[0]
    known = frame(DESIGN, frozenset(Source), ordered=True)  # where there is an age, it is the age
    np.testing.assert_array_equal(known.ages(ALL), DESIGN.ages)


@pytest.mark.parametrize(
    ("design", "sources"),
    [
        (DESIGN, ()),
        (DESIGN, (Source.AGE,)),
        (Design([1.0], [0], ("a",)), (Source.GROUP,)),
    ],
)
def test_nothing_to_look_at_is_told(design, sources):
    with pytest.raises(CannotFit, match="nothing to tell"):
        frame(design, frozenset(sources))


def test_names_that_are_not_there_are_nothing():
    with pytest.raises(CannotFit, match="nothing to tell"):
        frame(Design([1.0], [0], ("a",)), frozenset({Source.NAME}))
