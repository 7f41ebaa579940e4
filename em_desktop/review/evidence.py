"""Which evidence a workspace has and uses, and what it says of each row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from em_desktop.em.sources import Source
from em_desktop.review.naming import source_noun
from em_desktop.review.wording import capital
from em_desktop.review.workspace import Workspace
from em_desktop.roster.measurements import MeasurementReading
from em_desktop.roster.reading import Reading
from em_desktop.roster.roles import Roles

Witness: TypeAlias = tuple[Source, int, int]
"""A source, its column, and which of several readings of that column."""

Witnesses: TypeAlias = Mapping[Witness, NDArray[np.float64] | NDArray[np.object_]]
"""What each witness says of some rows, shape ``(m,)``; NaN or an empty text where nothing."""


def available(reading: Reading) -> frozenset[Source]:
    """Return the sources of evidence that have a column."""
    there = {
        Source.MEASUREMENT: reading.measurement is not None,
        Source.NAME: reading.name_column is not None,
        Source.GROUP: reading.groups is not None,
        Source.AGE: reading.ages is not None,
    }
    return frozenset(source for source, is_there in there.items() if is_there)


def used(workspace: Workspace, reading: Reading) -> frozenset[Source]:
    """Return the sources of evidence that are wanted and have a column; names if there are any."""
    sources = workspace.evidence & available(reading)
    if Source.NAME in sources and not reading.names:
        return sources - {Source.NAME}
    return sources


@dataclass(frozen=True)
class EvidenceChoice:
    """A source of evidence as a person chooses it.

    Attributes:
        source: of evidence.
        title: what the roster calls it, such as ``Height`` or ``Group (class)``.
        is_used: whether inferring will use it.
        is_free: whether it can be chosen or not; the measurement is always used.
    """

    source: Source
    title: str
    is_used: bool
    is_free: bool


def evidence_choices(workspace: Workspace, reading: Reading) -> tuple[EvidenceChoice, ...]:
    """Return each source of evidence as a person chooses it, whether or not it has a column."""
    there, wanted = available(reading), workspace.evidence | {Source.MEASUREMENT}
    return tuple(
        EvidenceChoice(
            source,
            _title(source, source_noun(source, workspace, reading)),
            is_used=source in there & wanted,
            is_free=source in there and source is not Source.MEASUREMENT,
        )
        for source in Source
    )


def _title(source: Source, noun: str) -> str:
    if source in (Source.MEASUREMENT, Source.NAME):
        return capital(noun)
    word = source.value.capitalize()
    return word if noun.casefold() == source.value else f"{word} ({noun})"


def speaking(workspace: Workspace, reading: Reading) -> NDArray[np.bool_]:
    """Tell which rows have some usable measurement, or a first name where names are used.

    Group and age alone say too little for a row to take part. Shape ``(n_rows,)``.
    """
    sources = used(workspace, reading)
    rows = np.zeros(workspace.roster.n_rows, dtype=bool)
    if reading.measurement is not None:
        for measured in (reading.measurement, *reading.further):
            rows |= measured.usable
    if Source.NAME in sources:
        for _, codes in reading.names:
            rows |= codes >= 0
    return rows


def usable_values(measurement: MeasurementReading) -> NDArray[np.float64]:
    """Return the values that are evidence, shape ``(n_rows,)``; NaN for the others."""
    return np.where(measurement.usable, measurement.values, np.nan)


def witnesses(
    roles: Roles, reading: Reading, sources: frozenset[Source], rows: NDArray[np.intp]
) -> Witnesses:
    """Return what some sources say of some rows, comparable from one reading to the next.

    Codes of groups and names are spelt out: another row's edit may number them anew.

    Args:
        roles: which column is which.
        reading: of these roles.
        sources: those that count.
        rows: positions, shape ``(m,)``.
    """
    said: dict[Witness, NDArray[np.float64] | NDArray[np.object_]] = {}
    if Source.MEASUREMENT in sources and reading.measurement and roles.measurement is not None:
        columns = (roles.measurement, *roles.further)
        for column, measured in zip(columns, (reading.measurement, *reading.further), strict=True):
            said[Source.MEASUREMENT, column, 0] = usable_values(measured)[rows]
    if Source.AGE in sources and reading.ages is not None and roles.age is not None:
        said[Source.AGE, roles.age, 0] = reading.ages[rows]
    if Source.GROUP in sources and reading.groups is not None and roles.group is not None:
        said[Source.GROUP, roles.group, 0] = _spelt(reading.group_names, reading.groups[rows])
    if Source.NAME in sources and roles.name is not None:
        for which, (texts, codes) in enumerate(reading.names):
            said[Source.NAME, roles.name, which] = _spelt(texts, codes[rows])
    return said


def _spelt(texts: tuple[str, ...], codes: NDArray[np.intp]) -> NDArray[np.object_]:
    spelt: NDArray[np.object_] = np.array((*texts, ""), dtype=object)[codes]  # the last for -1
    return spelt


def agreeing(then: Witnesses, now: Witnesses, n_rows: int) -> NDArray[np.bool_]:
    """Tell of which rows the witnesses say the same; those that are not in both are passed over.

    Args:
        then: of ``n_rows`` rows.
        now: of the same rows.
        n_rows: how many they are.
    """
    same = np.ones(n_rows, dtype=bool)
    for witness in then.keys() & now.keys():
        a, b = then[witness], now[witness]
        equal = np.asarray(a == b, dtype=bool)
        if a.dtype.kind == "f" and b.dtype.kind == "f":
            equal |= np.isnan(a.astype(np.float64)) & np.isnan(b.astype(np.float64))
        same &= equal
    return same
