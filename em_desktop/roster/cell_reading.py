"""How a person says that one cell's measurement is meant, whatever its text looks like."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from em_desktop.roster.folding import shown
from em_desktop.roster.numerals import parse_number, tidied
from em_desktop.roster.options import Unit
from em_desktop.roster.units import convert


@dataclass(frozen=True)
class CellReading:
    """A reading of one cell. The text of the file stays as it is.

    Attributes:
        text: the cell's text that it was said of; it holds only while the cell holds this text.
        number: the measurement that is meant; None where the cell is right as it is.
        unit: of the number; None where the cell is right as it is.
    """

    text: str
    number: float | None = None
    unit: Unit | None = None

    @property
    def as_it_is(self) -> bool:
        """Whether the cell means what it says."""
        return self.number is None or self.unit is None

    def value(self, literal: float, unit: Unit) -> float:
        """Return the measurement.

        Args:
            literal: the cell's value as written.
            unit: to return it in, which is that of ``literal``.
        """
        if self.number is None or self.unit is None:
            return literal
        return convert(self.number, self.unit, unit)


CellReadings: TypeAlias = Mapping[tuple[int, int], CellReading]
"""Readings by row id and column."""

NO_READINGS: CellReadings = MappingProxyType({})

_DIGITS = {Unit.METRE: 2, Unit.FOOT: 2, Unit.MILLIMETRE: 0}


def size_words(value: float, unit: Unit) -> str:
    """Return a measurement for a sentence: ``172.7 cm``, ``1.73 m``, ``170 cm``."""
    number = f"{value:.{_DIGITS.get(unit, 1)}f}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return f"{number} {unit}".rstrip()


def meaning(reading: CellReading) -> str:
    """Return what a cell is said to mean: ``68 in``, ``5'7"``; its own text where it is right."""
    number, unit = reading.number, reading.unit
    if number is None or unit is None:
        return shown(reading.text)
    if unit is Unit.INCH and _is_no_number(reading.text, number):
        feet, inches = divmod(number, 12)
        return f"{feet:.0f}'{inches:g}\""
    return f"{number:g} {unit}".rstrip()


def _is_no_number(text: str, number: float) -> bool:
    """Whether a text does not write this number, so that it was put together from parts."""
    return parse_number(tidied(text), ".") != number and parse_number(tidied(text), ",") != number
