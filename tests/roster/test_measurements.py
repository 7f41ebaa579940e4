import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.measurements import MeasurementReading, Problem, read_measurements
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.table import texts
from em_desktop.roster.units import convert

TEENS = [str(height) for height in range(150, 190)]
OK, MISSING, UNREADABLE = Problem.NONE, Problem.MISSING, Problem.UNREADABLE
IMPLAUSIBLE, DOUBT, SWAPPED = Problem.IMPLAUSIBLE, Problem.UNIT_DOUBT, Problem.SWAPPED
DATE = Problem.DATE


def read(
    cells: list[str],
    header: str = "height",
    others: list[list[str]] | None = None,
    **options: Unit | str | tuple[str, ...],
) -> MeasurementReading:
    columns = tuple(texts(other) for other in others or [])
    return read_measurements(texts(cells), header, ReadingOptions(**options), columns)


def proposed_units(reading: MeasurementReading) -> dict[int, Unit | None]:
    return {at: proposed[0].reading.unit for at, proposed in reading.proposals.items()}


def among_teens(*cells: str) -> tuple[list[Problem], MeasurementReading]:
    reading = read([*cells, *TEENS])
    return [Problem(p) for p in reading.problems[: len(cells)]], reading


@pytest.mark.parametrize(
    ("cells", "header", "unit", "first"),
    [
        (["172", "168.5"], "height", Unit.CENTIMETRE, 172),
        (["1.72", "1.68"], "height", Unit.METRE, 1.72),
        (["1,72", "1,68"], "Größe", Unit.METRE, 1.72),
        (["1.720", "1.685"], "height", Unit.METRE, 1.72),
        (["1,720", "1,685"], "height", Unit.METRE, 1.72),
        (["67", "71.5"], "childHeight", Unit.INCH, 67),
        (["1720", "1685"], "stature", Unit.MILLIMETRE, 1720),
        (["5.6", "5.9"], "height", Unit.FOOT, 5.6),
        (["5'7\"", "6'3\""], "height", Unit.INCH, 67),
        (["172cm", "168 cm"], "x", Unit.CENTIMETRE, 172),
        (["60.5", "55"], "height_cm", Unit.CENTIMETRE, 60.5),
        (["60.5", "55"], "Height", Unit.INCH, 60.5),
        (["1.72", "1.68"], "Height (cm)", Unit.METRE, 1.72),
        (["173.0", "150"], "visina", Unit.CENTIMETRE, 173),
        (["67", "71"], "Column 3", Unit.INCH, 67),
    ],
)
def test_the_unit_is_found(cells: list[str], header: str, unit: Unit, first: float) -> None:
    reading = read(cells, header)
    assert reading.unit is unit
    assert reading.is_height
    assert reading.usable.all()
    assert reading.values[0] == first


@pytest.mark.parametrize(
    ("cells", "header", "unit"),
    [
        (["3750", "4200"], "body_mass_g", Unit.PLAIN),
        (["79", "54", "74"], "waiting", Unit.PLAIN),
        (["181", "190"], "flipper_length_mm", Unit.MILLIMETRE),
        (["102", "98"], "pulse", Unit.PLAIN),
        (["12 cm", "14 cm"], "shoot", Unit.CENTIMETRE),
        (["8.1", "12.9", "30.5"], "tree height", Unit.PLAIN),
    ],
)
def test_other_measurements_are_no_heights(cells: list[str], header: str, unit: Unit) -> None:
    reading = read(cells, header)
    assert not reading.is_height
    assert reading.unit is unit
    assert reading.usable.all()


def test_each_cell_of_a_mixed_column_is_read_by_itself() -> None:
    reading = read(["172", "5'7\"", "1,72 m", "168 cm", "64 in", "1 m 60", "1650 mm"])
    assert reading.unit is Unit.CENTIMETRE
    assert reading.usable.all()
    assert reading.values == pytest.approx([172, 170.18, 172, 168, 162.56, 160, 165])


def test_five_point_eleven_is_five_feet_eleven() -> None:
    reading = read(["5.5", "5.10", "5.11", "6", "6.01", "", "5'7\""])
    assert reading.unit is Unit.INCH
    assert reading.values[[0, 1, 2, 3, 4, 6]].tolist() == [65, 70, 71, 72, 73, 67]


def test_five_point_eleven_in_the_unit_that_was_set() -> None:
    reading = read(["5.6", "5.11"], unit=Unit.FOOT)
    assert reading.unit is Unit.FOOT
    assert reading.values == pytest.approx([5.5, 71 / 12])


@pytest.mark.parametrize("cells", [["5.5", "5.75", "5.10"], ["5.5", "5.8", "5.9"]])
def test_decimal_feet_stay_decimal(cells: list[str]) -> None:
    reading = read(cells)
    assert reading.unit is Unit.FOOT
    assert reading.values.tolist() == [float(cell) for cell in cells]


def test_missing_and_unreadable_have_no_value() -> None:
    cells = [
        "",
        " ",
        "NA",
        "?",
        "-",
        "tall",
        "inf",
        "nan",
        "1e400",
        "5'12\"",
        "Under 5 ft.",
        "\ud800",
    ]
    problems, reading = among_teens(*cells)
    expected = [MISSING] * 5 + [UNREADABLE] * 2 + [MISSING] + [UNREADABLE] * 4
    assert problems == expected
    assert np.isnan(reading.values[: len(cells)]).all()
    assert not reading.usable[: len(cells)].any()


def test_the_users_missing_words_count() -> None:
    reading = read(["172", "999", "168"], missing_words=("999",))
    assert reading.problems.tolist() == [OK, MISSING, OK]


def test_impossible_heights_keep_their_literal_value() -> None:
    problems, reading = among_teens("-172", "0", "999", "1e12", "17.2")
    assert problems == [IMPLAUSIBLE] * 5
    assert reading.values[:5].tolist() == [-172, 0, 999, 1e12, 17.2]
    assert not reading.usable[:5].any()


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("1.62", Unit.METRE),
        ("1,62", Unit.METRE),
        ("64", Unit.INCH),
        ("1620", Unit.MILLIMETRE),
        ("5.4", Unit.FOOT),
        ("165 m", Unit.CENTIMETRE),
    ],
)
def test_a_number_in_another_unit_is_doubted_and_not_converted(cell: str, unit: Unit) -> None:
    problems, reading = among_teens(cell)
    assert problems == [DOUBT]
    assert proposed_units(reading) == {0: unit}
    assert not reading.usable[0]


def test_doubts_work_in_any_unit_of_the_column() -> None:
    inches = [str(height) for height in range(60, 76)]
    reading = read(["172", "1.72", *inches])
    assert reading.unit is Unit.INCH
    assert proposed_units(reading) == {0: Unit.CENTIMETRE, 1: Unit.METRE}


def test_a_third_of_inches_does_not_hide_itself() -> None:
    inches = [str(height) for height in range(62, 76)]
    reading = read([*TEENS, *inches])
    assert reading.problems.tolist() == [OK] * len(TEENS) + [DOUBT] * len(inches)


def test_a_lone_typing_error_is_implausible_but_a_long_tail_is_not() -> None:
    assert among_teens("99")[0] == [IMPLAUSIBLE]
    assert among_teens("250")[0] == [IMPLAUSIBLE]
    assert among_teens("140", "205")[0] == [OK, OK]
    children_too = [str(height) for height in range(54, 190, 4)]
    assert read(children_too).usable.all()


def test_a_class_of_equal_heights_accepts_a_taller_pupil() -> None:
    assert read(["160"] * 20 + ["175"]).usable.all()


def test_height_and_weight_swapped() -> None:
    heights = ["57", *TEENS]
    weights = ["166", *(str(45 + i % 30) for i in range(len(TEENS)))]
    reading = read(heights, others=[weights])
    assert reading.problems[0] == SWAPPED
    assert not reading.stands_alone
    assert reading.usable[1:].all()
    assert read(weights, "weight", others=[heights]).problems[0] == SWAPPED


def test_no_swap_without_a_value_that_fits() -> None:
    weights = ["60", *(str(45 + i % 30) for i in range(len(TEENS)))]
    assert read(["57", *TEENS], others=[weights]).problems[0] == DOUBT
    reported = ["165", *TEENS]
    assert read(["57", *TEENS], others=[reported]).problems[0] == DOUBT


def test_other_measurements_are_implausible_only_when_absurd() -> None:
    masses = [str(mass) for mass in range(3000, 6000, 50)]
    assert read([*masses, "9000"], "mass").usable.all()
    assert read([*masses, "4e9"], "mass").problems[-1] == IMPLAUSIBLE
    skewed = [str(2**power) for power in range(20)]
    assert read(skewed, "income").usable.all()
    assert read(["5"] * 20 + ["6"], "score").usable.all()


def test_a_common_suffix_is_read_and_another_is_not() -> None:
    reading = read(["70 kg", "68,5kg", "81 kg", "154 lb", ""], "weight")
    assert reading.values[:3].tolist() == [70, 68.5, 81]
    assert reading.problems.tolist() == [OK, OK, OK, UNREADABLE, MISSING]


def test_the_decimal_mark_is_found_or_set() -> None:
    assert read(["172,5", "168"]).decimal_mark == ","
    assert read(["172.5", "168"]).decimal_mark == "."
    assert read(["1.234"], "mass", decimal_mark=",").values[0] == 1234
    assert read(["1.234"], "mass").values[0] == 1.234
    assert read(["4,250", "3,750"], "mass").values.tolist() == [4250, 3750]
    assert read(["1.234"], "mass", others=[["0,5", "0,7"]]).values[0] == 1234


def test_the_unit_can_be_set() -> None:
    reading = read(["172", "5'7\""], unit=Unit.INCH)
    assert reading.unit is Unit.INCH
    assert reading.problems.tolist() == [DOUBT, OK]
    plain = read(["172", "-5"], unit=Unit.PLAIN)
    assert plain.unit is Unit.PLAIN
    assert plain.usable.all()


def test_nothing_to_read() -> None:
    for cells in ([], ["", "NA"], ["tall"]):
        reading = read(cells)
        assert len(reading.values) == len(reading.usable) == len(reading.problems) == len(cells)
        assert not reading.usable.any()


@given(
    st.lists(st.integers(120, 210), min_size=8, max_size=40),
    st.sampled_from([Unit.CENTIMETRE, Unit.METRE, Unit.MILLIMETRE]),
    st.sampled_from(".,"),
)
def test_a_column_of_heights_comes_back(heights: list[int], unit: Unit, mark: str) -> None:
    digits = 2 if unit is Unit.METRE else 0
    written = [
        f"{convert(h, Unit.CENTIMETRE, unit):.{digits}f}".replace(".", mark) for h in heights
    ]
    reading = read(written)
    assert reading.unit is unit
    in_centimetres = [convert(v, unit, Unit.CENTIMETRE) for v in reading.values]
    assert in_centimetres == pytest.approx(heights)


CELLS = st.text(st.characters(), max_size=12) | st.sampled_from(
    [
        "172",
        "1.72",
        "5'7\"",
        "64",
        "",
        "NA",
        "1e99",
        "-1e99",
        "1e308",
        "999",
        "172 cm",
        "70 kg",
        "1,720",
        "2026-07-05",
        "5/6/2026",
        "Jul-05",
        "5:07",
        "5-7",
        "46208",
        "#REF!",
    ]
)


@given(st.lists(CELLS, max_size=30), st.sampled_from(["height", "mass", "", "Height (cm)", "\0"]))
def test_any_column_is_read_without_complaint(cells: list[str], header: str) -> None:
    reading = read(cells, header, others=[cells[::-1]])
    assert reading.usable.shape == (len(cells),)
    assert np.isfinite(reading.values[reading.usable]).all()
    assert np.array_equal(reading.usable, reading.problems == OK)
    no_value = np.isin(reading.problems, [MISSING, UNREADABLE, DATE])
    assert np.array_equal(np.isnan(reading.values), no_value)
    assert set(reading.proposals) >= set(np.flatnonzero(reading.problems == DOUBT))
    assert set(reading.dates) >= set(np.flatnonzero(reading.problems == DATE))
    assert not reading.usable[list(reading.proposals)].any()


@given(st.lists(CELLS, max_size=20), st.randoms())
def test_the_order_of_rows_does_not_matter(cells: list[str], random) -> None:
    order = list(range(len(cells)))
    random.shuffle(order)
    here = read(cells)
    there = read([cells[i] for i in order])
    assert here.unit is there.unit
    assert np.array_equal(here.problems[order], there.problems)
    assert np.array_equal(here.values[order], there.values, equal_nan=True)
