import numpy as np
import pytest

from em_desktop.em import Parameters, class_probabilities
from em_desktop.review.edits import SetCells, SetRoles
from em_desktop.review.picture import MOST_DRAWN, picture, unsure_zone
from em_desktop.roster.roles import Roles

HEIGHT = 2


def drawn(desk):
    return picture(desk.workspace, desk.reading)


def test_what_a_fit_sees_is_drawn(desk):
    found = drawn(desk)
    assert (found.noun, found.unit, found.categories) == ("heights", "cm", ("female", "male"))
    assert found.histogram.counts.sum(axis=1).tolist() == [20, 20, 3]


def test_the_colours_stay_when_a_fit_becomes_possible(desk_of):
    rows = [("", "m", str(170 + i), "") for i in range(8)]
    rows += [("", "f", str(160 + i), "") for i in range(2)] + [("", "", "165", "")]
    desk = desk_of(rows)
    before = drawn(desk)
    desk.do(SetCells(1, (7,), ("f",)))
    after = drawn(desk)
    assert before.categories == after.categories == ("f", "m")
    assert before.histogram.counts.sum(axis=1).tolist() == [2, 8, 1]
    assert after.histogram.counts.sum(axis=1).tolist() == [3, 7, 1]


def test_a_measurement_alone_is_drawn_without_categories(desk):
    desk.do(SetRoles(Roles(measurement=HEIGHT)))
    found = drawn(desk)
    assert found.categories == ()
    assert found.histogram.counts.sum(axis=1).tolist() == [43]


def test_a_column_of_names_is_drawn_as_one(desk):
    desk.do(SetRoles(Roles(category=0, measurement=HEIGHT)))
    assert len(desk.reading.categories.categories) > MOST_DRAWN
    found = drawn(desk)
    assert found.categories == ()
    assert found.histogram.counts.sum(axis=1).tolist() == [43]


@pytest.mark.parametrize("roles", [Roles(), Roles(category=1)])
def test_without_a_measurement_nothing_is_drawn(desk, roles):
    desk.do(SetRoles(roles))
    assert drawn(desk).histogram is None


def test_without_a_usable_height_nothing_is_drawn(desk_of):
    assert drawn(desk_of([("a", "f", "tall", ""), ("b", "", "", "")])).histogram is None


def test_another_measurement_has_its_header_for_a_name(desk_of):
    rows = [("a", "f", str(3500 + 10 * i), "") for i in range(20)]
    desk = desk_of(rows, header=("name", "sex", "body_mass_g", "island"))
    assert drawn(desk).noun == "body_mass_g"
    desk = desk_of(rows, header=("name", "sex", "", "island"))
    assert drawn(desk).noun == "measurement"


# Where no category is sure.


def components(shares, means, deviations):
    return Parameters(*(np.array(x, dtype=np.float64) for x in (shares, means, deviations)))


def test_the_unsure_zone_lies_around_the_crossing():
    parameters = components([0.5, 0.5], [160, 180], [7, 7])
    low, high = unsure_zone(parameters, 140, 200, 0.8)
    assert low == pytest.approx(340 - high, abs=0.2)
    at_its_ends = class_probabilities(parameters, [low, high]).max(axis=1)
    assert at_its_ends == pytest.approx([0.8, 0.8], abs=0.02)
    assert (at_its_ends < 0.8).all()


def test_where_all_is_sure_there_is_none():
    assert unsure_zone(components([0.5, 0.5], [100, 200], [1, 1]), 90, 99, 0.8) is None


def test_where_nothing_is_sure_it_is_all():
    parameters = components([0.5, 0.5], [170, 170], [7, 7])
    assert unsure_zone(parameters, 150, 190, 0.8) == (150, 190)


def test_of_several_zones_the_fullest_is_taken():
    # A wide and a narrow component about one mean cross twice; far more rows on the right.
    parameters = components([0.5, 0.1, 0.4], [160, 100, 175], [5, 5, 5])
    low, high = unsure_zone(parameters, 80, 200, 0.8)
    assert 160 < low < high < 175


def test_a_single_value_has_a_zone_or_none():
    parameters = components([0.5, 0.5], [160, 180], [7, 7])
    assert unsure_zone(parameters, 170, 170, 0.8) == (170, 170)
    assert unsure_zone(parameters, 150, 150, 0.8) is None
