"""Made-up rosters of any length, always the same ones."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from em_desktop.files.source import Format
from em_desktop.files.writing import write_table
from em_desktop.review.changes import Changes
from em_desktop.roster.table import Roster

HEADER = ("name", "gender", "height", "class", "remark")
MISSING = 0.2
"""Part of the rows that lack the gender."""

_SYLLABLES = ("an", "be", "chi", "do", "el", "fu", "gra", "ho", "is", "ju", "ka", "lo", "mi", "no")
_REMARKS = ("", "", "", "new", "late; asked", "moved, see list")
_MEANS, _DEVIATIONS = np.array([163.0, 177.0]), np.array([6.5, 7.2])


def heights(n: int, *, rounded: bool) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return heights in centimetres and to which of two components each belongs, both (n,)."""
    random = np.random.default_rng(n)
    component = (random.random(n) < 0.48).astype(np.intp)
    values = random.normal(_MEANS[component], _DEVIATIONS[component])
    return (values.round(1) if rounded else values), component


def rows(n: int) -> list[tuple[str, ...]]:
    """Return the rows of a roster as text."""
    random = np.random.default_rng(n + 1)
    values, component = heights(n, rounded=True)
    lacking = random.random(n) < MISSING
    syllables = random.integers(len(_SYLLABLES), size=(n, 5))
    remarks = random.integers(len(_REMARKS), size=n)
    classes = random.integers(200, size=n)
    return [
        (
            _name(syllables[i]),
            "" if lacking[i] else ("female", "male")[component[i]],
            f"{values[i]:.1f}",
            f"{classes[i] // 8 + 1}{'abcdefgh'[classes[i] % 8]}",
            _REMARKS[remarks[i]],
        )
        for i in range(n)
    ]


def write(folder: Path, n: int, target: Format = Format.CSV) -> Path:
    """Write a roster of n rows and return its path."""
    path = folder / f"roster-{n}{target}"
    if not path.exists():
        path.write_bytes(write_table(HEADER, rows(n), target))
    return path


def write_doubted(path: Path, n: int) -> None:
    """Write a roster of n rows in which up to 20,000 heights are in inches."""
    every = max(n // 20_000, 5)
    made = [
        (*row[:2], f"{float(row[2]) / 2.54:.0f}", *row[3:]) if i % every == 0 else row
        for i, row in enumerate(rows(n))
    ]
    path.write_bytes(write_table(HEADER, made, Format.CSV))


def write_dates(path: Path, n: int) -> None:
    """Write a roster of n rows, of whose heights in feet and inches a spreadsheet made dates."""
    made = [
        (*row[:2], f"2026-{5 + i % 2:02}-{1 + i % 11:02}", *row[3:])
        for i, row in enumerate(rows(n))
    ]
    path.write_bytes(write_table(HEADER, made, Format.CSV))


def fill(roster: Roster) -> Changes:
    """Return changes that fill each missing gender."""
    column = HEADER.index("gender")
    lacking = np.flatnonzero(roster.columns[column] == "")
    return Changes(cells={(int(roster.row_ids[i]), column): "female" for i in lacking})


def _name(syllables: NDArray[np.int64]) -> str:
    a, b, c, d, e = (_SYLLABLES[i] for i in syllables)
    return f"{(a + b).title()} {(c + d + e).title()}"
