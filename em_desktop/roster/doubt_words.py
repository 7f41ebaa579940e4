"""What is doubtful about a measurement, and what it probably means, in a sentence."""

from em_desktop.roster.cell_reading import CellReading, meaning, size_words
from em_desktop.roster.measurements import MeasurementReading, Problem
from em_desktop.roster.options import Unit
from em_desktop.roster.proposals import Proposal, Way
from em_desktop.roster.units import UNIT_NAMES

_MOST_ASKED = 2


def doubt_words(
    measurement: MeasurementReading, position: int, name: str, cell: str
) -> tuple[str, str]:
    """Return two or three words for a chip, and a sentence with the proposed reading.

    Args:
        measurement: the column as read.
        position: of a row with a date or a proposal.
        name: of the column.
        cell: its text, fit for a sentence.
    """
    proposals = measurement.proposals.get(position, ())
    date = measurement.dates.get(position)
    asked = _question(proposals, measurement.unit)
    if date is not None:
        is_number = measurement.problems[position] == Problem.IMPLAUSIBLE
        what = "may be how a spreadsheet stores" if is_number else "is"
        words = f"The {name} “{cell}” {what} {date.words}."
        if not proposals:
            return ("far off?" if is_number else "date"), f"{words} No height can be read from it."
        words += f" Spreadsheets make one of {proposals[0].typed}: {asked}"
        if proposals[0].is_odd:
            words += " Most dates here have day and month the other way round."
        return f"{meaning(proposals[0].reading)}?", words
    first = proposals[0]
    if measurement.problems[position] == Problem.UNREADABLE:
        words = f"The {name} “{cell}” cannot be read as a number: {asked}"
        return f"{meaning(first.reading)}?", words
    usual = UNIT_NAMES[measurement.unit]
    proposed = _unit_words(first)
    words = f"The {name} {cell} looks like {proposed}; the others are in {usual}."
    return f"{proposed}?", f"{words} {asked[0].upper()}{asked[1:]}"


def with_size(reading: CellReading, unit: Unit) -> str:
    """Return what a cell means, and how much that is in the column's unit: ``68 in (172.7 cm)``.

    Args:
        reading: of the cell, one with a number.
        unit: of the column.
    """
    said = meaning(reading)
    if reading.unit in (unit, None) and not said.endswith('"'):
        return said
    return f"{said} ({size_words(reading.value(0.0, unit), unit)})"


def _question(proposals: tuple[Proposal, ...], unit: Unit) -> str:
    asked = [with_size(proposal.reading, unit) for proposal in proposals[:_MOST_ASKED]]
    return f"was {' meant, or '.join(asked)}{' meant' if len(asked) == 1 else ''}?"


def _unit_words(proposal: Proposal) -> str:
    if proposal.way is Way.FEET_AND_INCHES:
        return "feet and inches"
    return UNIT_NAMES[proposal.reading.unit or Unit.PLAIN]
