"""Tables of which every category is known: those of a folder that a manifest names."""

import csv
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from em_desktop.em import Design
from em_desktop.em.names import Names
from em_desktop.em.sources import Source
from em_desktop.roster.measurements import read_measurements
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.table import texts

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.intp]
Flags: TypeAlias = NDArray[np.bool_]

KINDS = ("adult", "misspecified", "other", "made up")
MEASUREMENT = frozenset({Source.MEASUREMENT})


@dataclass(frozen=True, eq=False)
class Table:
    """A table without gaps.

    Attributes:
        name: of the table in the report.
        kind: of `KINDS`.
        truth: (n,) index into ``categories``.
        categories: K names.
        values: (n,) the measurement.
        further: (n, D) or None.
        groups: (n,) or None.
        n_groups: number of groups.
        ages: (n,) or None.
        names: readings of the name column.
        evidence: what "ours" is asked to use, None for what helps; several are tried side by side.
        ceilings: by words, (n, K) the true probabilities, where the table was made up.
    """

    name: str
    kind: str
    truth: Integers
    categories: tuple[str, ...]
    values: Floats
    further: Floats | None = None
    groups: Integers | None = None
    n_groups: int = 0
    ages: Floats | None = None
    names: tuple[Names, ...] = ()
    evidence: tuple[frozenset[Source] | None, ...] = (MEASUREMENT,)
    ceilings: dict[str, Floats] = field(default_factory=dict)

    @property
    def n_rows(self) -> int:
        return len(self.truth)

    def design(self, hidden: Flags) -> Design:
        """Return what a method is given: everything but the hidden categories."""
        return Design(
            self.values,
            np.where(hidden, -1, self.truth),
            self.categories,
            self.groups,
            self.n_groups,
            self.further,
            self.ages,
            self.names,
        )


@dataclass(frozen=True)
class Entry:
    """What a manifest says of one table; its file explains the keys."""

    name: str
    file: str
    category: str
    measurement: str
    kind: str
    source: str
    delimiter: str = ","
    further: tuple[str, ...] = ()
    group: str = ""
    age: str = ""
    names: str = ""
    evidence: frozenset[Source] = MEASUREMENT
    reading: str = "plain"
    least: tuple[str, float] | None = None
    missing: tuple[str, ...] = ("", "NA")


def read_manifest(path: Path) -> tuple[Entry, ...]:
    """Read a manifest.

    Raises:
        ValueError: an entry lacks a key, has an unknown one, or a name occurs twice.
    """
    listed = tomllib.loads(path.read_text(encoding="utf-8")).get("table", [])
    entries = tuple(_entry(raw) for raw in listed)
    if len({entry.name for entry in entries}) != len(entries):
        raise ValueError("two tables have the same name")
    return entries


def _entry(raw: dict[str, Any]) -> Entry:
    known = dict(raw)
    for key in ("further", "missing"):
        if key in known:
            known[key] = tuple(known[key])
    if "evidence" in known:
        known["evidence"] = frozenset(Source(word) for word in known["evidence"])
    if "least" in known:
        known["least"] = (known["least"]["column"], float(known["least"]["value"]))
    try:
        entry = Entry(**known)
    except TypeError as error:
        raise ValueError(f"{raw.get('name', 'a table')}: {error}") from error
    if entry.kind not in KINDS or entry.reading not in ("plain", "program"):
        raise ValueError(f"{entry.name}: there is no such kind or reading")
    return entry


def load(folder: Path, entries: Sequence[Entry], say: Callable[[str], object]) -> list[Table]:
    """Load the tables of a folder that have an entry; say which have none, and which are absent."""
    present = {path.name for path in folder.iterdir() if path.suffix in {".csv", ".tsv", ".txt"}}
    for name in sorted(present - {entry.file for entry in entries}):
        say(f"{name}: skipped, for the manifest does not name it")
    for name in sorted({entry.file for entry in entries} - present):
        say(f"{name}: not in the folder")
    return [_load(folder / entry.file, entry) for entry in entries if entry.file in present]


def _load(path: Path, entry: Entry) -> Table:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=entry.delimiter))
    columns = {key: [row[key].strip() for row in rows] for key in rows[0]}
    numbers = _numbers(columns, entry)
    category = columns[entry.category]
    kept = np.array([cell not in entry.missing for cell in category]) & ~np.isnan(numbers)
    if entry.least is not None:
        kept &= np.nan_to_num(_plain(columns[entry.least[0]]), nan=-np.inf) >= entry.least[1]
    categories, truth = _indices(category, kept)
    groups = _indices(columns[entry.group], kept) if entry.group else None
    further = [_plain(columns[name])[kept] for name in entry.further]
    return Table(
        entry.name,
        entry.kind,
        truth,
        categories,
        numbers[kept],
        further=np.column_stack(further) if further else None,
        groups=None if groups is None else groups[1],
        n_groups=0 if groups is None else len(groups[0]),
        ages=_plain(columns[entry.age])[kept] if entry.age else None,
        names=readings([t for t, k in zip(columns[entry.names], kept, strict=True) if k])
        if entry.names
        else (),
        evidence=(entry.evidence,),
    )


def _numbers(columns: dict[str, list[str]], entry: Entry) -> Floats:
    cells = columns[entry.measurement]
    if entry.reading == "plain":
        return _plain(cells)
    others = tuple(
        texts(column)
        for name, column in columns.items()
        if name not in (entry.measurement, entry.category)
    )
    reading = read_measurements(texts(cells), entry.measurement, ReadingOptions(), others)
    return np.where(reading.usable, reading.values, np.nan)


def _plain(cells: Iterable[str]) -> Floats:
    return np.array([_number(cell) for cell in cells])


def _number(cell: str) -> float:
    try:
        number = float(cell)
    except ValueError:
        return float("nan")
    return number if np.isfinite(number) else float("nan")


def _indices(cells: Sequence[str], kept: Flags) -> tuple[tuple[str, ...], Integers]:
    """Return the different texts among the kept cells, and each one's index."""
    told, indices = np.unique(np.array(cells)[kept], return_inverse=True)
    return tuple(str(text) for text in told), indices.astype(np.intp)


def readings(names: Sequence[str]) -> tuple[Names, ...]:
    """Return the leading and the trailing word of each name, as the two readings of a column."""
    words = [name.split() or [""] for name in names]
    return tuple(_reading([word[at] for word in words]) for at in (0, -1))


def _reading(words: Sequence[str]) -> Names:
    told, codes = np.unique(np.array(words), return_inverse=True)
    blank = np.array([not words[i] for i in range(len(words))])
    return Names(tuple(str(text) for text in told), np.where(blank, -1, codes))
