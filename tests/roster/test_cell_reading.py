import pytest

from em_desktop.roster.cell_reading import CellReading, meaning, size_words
from em_desktop.roster.options import Unit


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        (CellReading("68", 68.0, Unit.INCH), "68 in"),
        (CellReading("67,5", 67.5, Unit.INCH), "67.5 in"),
        (CellReading("2026-07-05", 67.0, Unit.INCH), "5'7\""),
        (CellReading("5.10", 70.0, Unit.INCH), "5'10\""),
        (CellReading("1.62", 1.62, Unit.METRE), "1.62 m"),
        (CellReading("99"), "99"),
    ],
)
def test_what_a_cell_means_in_words(reading: CellReading, words: str) -> None:
    assert meaning(reading) == words


def test_the_measurement_in_the_units_of_the_column() -> None:
    inches = CellReading("68", 68.0, Unit.INCH)
    assert inches.value(68.0, Unit.CENTIMETRE) == pytest.approx(172.72)
    assert inches.value(68.0, Unit.METRE) == pytest.approx(1.7272)
    assert CellReading("99").value(99.0, Unit.CENTIMETRE) == 99.0
    assert CellReading("99").as_it_is
    assert not inches.as_it_is


def test_sizes_are_rounded_as_people_give_them() -> None:
    assert size_words(172.72, Unit.CENTIMETRE) == "172.7 cm"
    assert size_words(170.0, Unit.CENTIMETRE) == "170 cm"
    assert size_words(1.7272, Unit.METRE) == "1.73 m"
    assert size_words(1727.2, Unit.MILLIMETRE) == "1727 mm"
    assert size_words(5.5, Unit.PLAIN) == "5.5"
