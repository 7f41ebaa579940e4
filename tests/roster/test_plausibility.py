import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.options import Unit
from em_desktop.roster.plausibility import (
    CORE_UNITS,
    Bulk,
    connected_range,
    core_unit,
    humanly_possible,
)
from em_desktop.roster.units import CENTIMETRES

FINITE = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50)


@pytest.mark.parametrize(
    ("number", "unit"),
    [
        (1.72, Unit.METRE),
        (5.6, Unit.FOOT),
        (67, Unit.INCH),
        (172, Unit.CENTIMETRE),
        (1720, Unit.MILLIMETRE),
        (20, None),
        (-172, None),
        (np.nan, None),
        (np.inf, None),
    ],
)
def test_a_usual_height_is_so_in_one_unit(number: float, unit: Unit | None) -> None:
    (found,) = core_unit(np.array([number]))
    assert (CORE_UNITS[found][0] if found >= 0 else None) is unit


def test_usual_heights_are_80_to_230_centimetres() -> None:
    for unit, low, high in CORE_UNITS:
        assert low * CENTIMETRES[unit] == pytest.approx(80, abs=1)
        assert high * CENTIMETRES[unit] == pytest.approx(230, abs=28)


def test_human_range() -> None:
    heights = np.array([34, 35, 54, 172, 272, 276, -5, 0, np.nan, np.inf])
    expected = [False, True, True, True, True] + [False] * 5
    assert humanly_possible(heights, Unit.CENTIMETRE).tolist() == expected
    assert humanly_possible(heights / 100, Unit.METRE).tolist() == expected


def test_bulk_is_the_middle_half() -> None:
    bulk = Bulk.of(np.arange(101.0))
    assert bulk is not None
    assert (bulk.low, bulk.high, bulk.spread) == (25, 75, 50)
    assert bulk.holds(np.array([-50, -51, 150, 151]), 1.5).tolist() == [True, False, True, False]


def test_few_values_have_no_bulk_and_equal_ones_a_floor() -> None:
    assert Bulk.of(np.array([1.0, 2, 3, 4])) is None
    bulk = Bulk.of(np.full(9, 160.0), floor=8)
    assert bulk is not None
    assert bulk.spread == 8


def test_values_hang_together_up_to_the_first_gap() -> None:
    values = np.array([150, 160, 170, 180, 64, 66, 260], dtype=float)
    assert connected_range(values, 20) == (150, 180)
    assert connected_range(values, 200) == (64, 260)


@given(FINITE, st.floats(0, 1e6))
def test_the_median_always_hangs_together_with_itself(values: list[float], gap: float) -> None:
    low, high = connected_range(np.array(values), gap)
    assert low <= sorted(values)[len(values) // 2] <= high
    assert {low, high} <= set(values)
