"""A CSV file taken apart and written again with a fifth of its rows changed, and its memory."""

import csv
from collections.abc import Iterator
from pathlib import Path

import measure
import pandas as pd
import rosters
from measure import Figures, Row, Sizes

from em_desktop.files.exporting import Manner, prepare
from em_desktop.files.opening import open_roster
from em_desktop.review.workspace import Workspace
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.roles import Roles

PART = "lossless"
PEER = "pandas.read_csv as text"
COLUMNS = 4
"""Name, gender, height and class."""

_WAYS = {"plain": csv.QUOTE_MINIMAL, "texts quoted": csv.QUOTE_NONNUMERIC}


def run(sizes: Sizes, folder: Path) -> Iterator[Row]:
    for n in sizes.window_rows:
        for way, quoting in _WAYS.items():
            yield from _csv(_written(folder, n, quoting), f"CSV, {n:,} rows, {way}", sizes, folder)


def _written(folder: Path, n: int, quoting: int) -> Path:
    path = folder / f"lossless-{n}-{quoting}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=quoting, lineterminator="\n")
        writer.writerow(rosters.HEADER[:COLUMNS])
        writer.writerows(
            (name, gender, float(height), group)
            for name, gender, height, group, *_ in rosters.rows(n)
        )
    return path


def _csv(path: Path, what: str, sizes: Sizes, folder: Path) -> Iterator[Row]:
    changes = rosters.fill(open_roster(path).roster)
    note = f"{len(changes.cells):,} cells, {path.stat().st_size / 1e6:.0f} MB"

    def ours(*, proven: bool) -> object:
        opened = open_roster(path)
        if not proven:
            return opened.source.rewrite(changes)
        workspace = Workspace.of(opened.roster, Roles(), ReadingOptions())
        return prepare(opened, workspace, changes, Manner(opened.source.format))

    def peer() -> object:
        return pd.read_csv(path, dtype=str, keep_default_na=False)

    figures = measure.against(lambda: ours(proven=False), peer, sizes.repeats)
    yield Row(PART, f"{what}: taken apart and exported", *figures, PEER, note)
    figures = measure.against(lambda: ours(proven=True), peer, sizes.repeats)
    yield Row(PART, f"{what}: taken apart, exported and proven", *figures, PEER, note)
    megabytes = {
        how: Figures((measure.child("memory.py", how, str(path), home=folder)["megabytes"],), "MB")
        for how in ("ours", "pandas")
    }
    words = f"{what}: most memory above the idle program"
    yield Row(PART, words, megabytes["ours"], megabytes["pandas"], PEER, note)
