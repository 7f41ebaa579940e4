"""Settling doubtful measurements: what can be answered for a row, and the edits that answer."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.edits import SetReadings
from em_desktop.review.naming import measurement_noun
from em_desktop.review.wording import counted
from em_desktop.review.workspace import Workspace
from em_desktop.roster.cell_reading import CellReading, meaning, size_words
from em_desktop.roster.doubt_words import with_size
from em_desktop.roster.flags import FlagKind
from em_desktop.roster.measurements import MeasurementReading, Problem
from em_desktop.roster.proposals import Proposal, Way
from em_desktop.roster.reading import Reading
from em_desktop.roster.table import RowIds, ascending

_CONFIRMABLE = (Problem.IMPLAUSIBLE, Problem.UNIT_DOUBT, Problem.SWAPPED)
_DOUBTFUL = {
    FlagKind.UNREADABLE,
    FlagKind.IMPLAUSIBLE,
    FlagKind.UNIT_DOUBT,
    FlagKind.SWAPPED,
    FlagKind.DATE,
}
SEVERAL = 3
"""Proposals that are worth a sentence when a roster is opened."""

MOST_OFFERED = 2
"""Readings of one cell that are offered."""


@dataclass(frozen=True)
class Offer:
    """A reading of one row that can be accepted.

    Attributes:
        way: how its text came to stand for it.
        words: the reading, such as ``68 in (172.7 cm)``.
        n_alike: how many rows can be read in the same way, this one among them.
    """

    way: Way
    words: str
    n_alike: int


@dataclass(frozen=True)
class Doubt:
    """What is doubtful about a row's measurement, or what a person has said of it.

    Attributes:
        words: a sentence.
        offers: readings that can be accepted, the likeliest first.
        can_stay: it may be right as it is.
        answered: a person has settled it; that can be taken back.
    """

    words: str
    offers: tuple[Offer, ...] = ()
    can_stay: bool = False
    answered: bool = False


def doubt(workspace: Workspace, reading: Reading, row_id: int) -> Doubt | None:
    """Return what is doubtful about a row's measurement; None where nothing is or was."""
    measurement = reading.measurement
    position = workspace.roster.position(row_id)
    if measurement is None or position is None:
        return None
    said = measurement.accepted.get(position)
    if said is not None:
        return Doubt(accepted_words(workspace, reading, said), answered=True)
    flags = [flag for flag in reading.flags.at(position) if flag.kind in _DOUBTFUL]
    if not flags:
        return None
    offers = tuple(
        Offer(
            proposal.way,
            with_size(proposal.reading, measurement.unit),
            len(measurement.alike[proposal.way]),
        )
        for proposal in measurement.proposals.get(position, ())[:MOST_OFFERED]
    )
    can_stay = int(measurement.problems[position]) in _CONFIRMABLE
    return Doubt(flags[0].words, offers, can_stay)


def accepted_words(workspace: Workspace, reading: Reading, said: CellReading) -> str:
    """Say how a row's measurement is read, in a sentence."""
    noun = measurement_noun(workspace, reading)
    if said.as_it_is:
        return f"You said that the {noun} {meaning(said)} is right as it is."
    return f"You read the {noun} {short(said.text)} as {read_as(reading, said)}. The file keeps it."


def read_as(reading: Reading, said: CellReading) -> str:
    """Return what a cell is read as: ``68 in (172.7 cm)``, or ``as it is``."""
    unit = reading.measurement.unit if reading.measurement is not None else None
    if said.as_it_is or unit is None:
        return "as it is"
    return with_size(said, unit)


def readings_made(workspace: Workspace, reading: Reading) -> dict[int, str]:
    """Return what a person has read each measurement as, by row id, in order."""
    if reading.measurement is None:
        return {}
    ids = workspace.roster.row_ids
    accepted = sorted(reading.measurement.accepted.items())
    return {int(ids[at]): read_as(reading, said) for at, said in accepted}


def beside(measurement: MeasurementReading, position: int) -> str:
    """Return what stands beside a cell that a person has read: ``→ 172.7 cm``; else nothing."""
    said = measurement.accepted.get(position)
    if said is None:
        return ""
    if said.as_it_is:
        return "as it is"
    return f"→ {size_words(float(measurement.values[position]), measurement.unit)}"


def accept(
    workspace: Workspace, reading: Reading, row_ids: Iterable[int] | RowIds, way: Way | None = None
) -> SetReadings | None:
    """Return the edit that reads rows as proposed.

    Args:
        workspace: of the rows.
        reading: of its roster.
        row_ids: rows; those for which nothing is proposed are passed over.
        way: in which they are to be read; None for the likeliest of each.

    Returns:
        None where it would change nothing.
    """
    measurement, column = reading.measurement, workspace.roles.measurement
    if measurement is None or column is None:
        return None
    proposals = measurement.proposals
    ids, at = _found(workspace, row_ids)
    held = proposals.holds(at)
    texts = proposals.codes[at[held]].tolist() if held.any() else []
    chosen = {text: _chosen(proposals.by_text[text], way) for text in set(texts)}
    readings: dict[int, CellReading | None] = {
        row_id: one.reading
        for row_id, text in zip(ids[held].tolist(), texts, strict=True)
        if (one := chosen[text]) is not None
    }
    return SetReadings(column, readings) if readings else None


def accept_alike(workspace: Workspace, reading: Reading, way: Way) -> SetReadings | None:
    """Return the edit that reads all rows in a way in which they can be read; None for none."""
    if reading.measurement is None:
        return None
    rows = reading.measurement.alike.get(way, np.empty(0, dtype=np.intp))
    return accept(workspace, reading, workspace.roster.row_ids[rows], way)


def keep(workspace: Workspace, reading: Reading, row_ids: Iterable[int]) -> SetReadings | None:
    """Return the edit that says that doubted numbers are right as they are; None for none."""
    measurement, column = reading.measurement, workspace.roles.measurement
    if measurement is None or column is None:
        return None
    readings: dict[int, CellReading | None] = {
        row_id: CellReading(workspace.roster.cell(position, column))
        for row_id, position in _positions(workspace, row_ids)
        if int(measurement.problems[position]) in _CONFIRMABLE
    }
    return SetReadings(column, readings) if readings else None


def take_back(workspace: Workspace, reading: Reading, row_ids: Iterable[int]) -> SetReadings | None:
    """Return the edit by which rows are doubted again; None where none was settled."""
    measurement, column = reading.measurement, workspace.roles.measurement
    if measurement is None or column is None:
        return None
    readings: dict[int, CellReading | None] = {
        row_id: None
        for row_id, position in _positions(workspace, row_ids)
        if position in measurement.accepted
    }
    return SetReadings(column, readings) if readings else None


def proposed_rows(workspace: Workspace, reading: Reading) -> tuple[int, ...]:
    """Return the ids of the rows for which a reading is proposed."""
    measurement = reading.measurement
    if measurement is None:
        return ()
    return tuple(workspace.roster.row_ids[measurement.proposals.rows].tolist())


def doubted_words(workspace: Workspace, reading: Reading) -> str:
    """Say in a sentence how many measurements are left out until a person settles them."""
    measurement = reading.measurement
    if measurement is None:
        return ""
    problems = (Problem.UNIT_DOUBT, Problem.DATE, Problem.IMPLAUSIBLE, Problem.SWAPPED)
    doubted = np.isin(measurement.problems, problems)
    doubted[measurement.proposals.rows] = True
    n = int(np.count_nonzero(doubted))
    if not n:
        return ""
    noun = measurement_noun(workspace, reading)
    proposed = len(measurement.proposals)
    left = f"The {noun} of {counted(n, 'row')} is doubtful and left out"
    if not proposed:
        return f"{left}."
    which = "it" if proposed == n == 1 else "all" if proposed == n else f"{proposed:,} of them"
    return f"{left}; for {which} another reading is proposed."


def many_doubted(workspace: Workspace, reading: Reading) -> str:
    """Say of a roster that was just opened that several rows have another reading proposed.

    Where most of the column is doubted, its unit is the question rather than those of the rows.
    """
    measurement = reading.measurement
    if measurement is None or len(measurement.proposals) < SEVERAL:
        return ""
    words = f"{doubted_words(workspace, reading)} F8 goes to them."
    counting = int(np.count_nonzero(measurement.usable))
    if len(measurement.proposals) < counting / 2 or not counting:
        return words
    return (
        f"{words} They are so many that the whole column may be meant in another unit: click "
        "its header to choose it."
    )


def short(text: str) -> str:
    """Return a cell's text fit for a sentence."""
    return meaning(CellReading(text))


def _chosen(proposals: tuple[Proposal, ...], way: Way | None) -> Proposal | None:
    if way is None:
        return proposals[0] if proposals else None
    return next((proposal for proposal in proposals if proposal.way is way), None)


def _positions(workspace: Workspace, row_ids: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Return id and position of the rows that are in the roster."""
    ids, at = _found(workspace, row_ids)
    return zip(ids.tolist(), at.tolist(), strict=True)


def _found(
    workspace: Workspace, row_ids: Iterable[int] | RowIds
) -> tuple[RowIds, NDArray[np.intp]]:
    """Return the ids, each once and ascending, that are in the roster, and their positions."""
    roster = workspace.roster
    asked = row_ids if isinstance(row_ids, np.ndarray) else np.fromiter(row_ids, dtype=np.int64)
    ids = ascending(asked)
    if not len(ids) or not roster.n_rows:
        return ids[:0], np.empty(0, dtype=np.intp)
    at = np.minimum(np.searchsorted(roster.row_ids, ids), roster.n_rows - 1)
    here = roster.row_ids[at] == ids
    return ids[here], at[here]
