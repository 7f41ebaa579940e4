"""Opening files: how long, and whether the window stays live meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import measure
import openpyxl
import pandas as pd
import rosters
from measure import Figures, Row, Sizes

from em_desktop.files.opening import open_roster
from em_desktop.files.source import Format
from em_desktop.roster.options import DEFAULT_MISSING_WORDS
from em_desktop.session.loading import load

PART = "open"


def run(sizes: Sizes, folder: Path) -> Iterator[Row]:
    for n in sizes.csv_rows:
        yield from _csv(n, sizes, folder)
    yield from _books(sizes, folder)
    for n in sizes.window_rows:
        yield from _live(n, sizes, folder)


def _csv(n: int, sizes: Sizes, folder: Path) -> Iterator[Row]:
    path = rosters.write(folder, n)

    def peer() -> object:
        return pd.read_csv(path, dtype=str, keep_default_na=False)

    read = measure.against(lambda: open_roster(path), peer, sizes.repeats)
    yield Row(PART, f"CSV, {n:,} rows", *read, "pandas.read_csv")
    whole = measure.against(lambda: load(path, DEFAULT_MISSING_WORDS), peer, sizes.repeats)
    yield Row(PART, f"CSV, {n:,} rows, roles and flags found", *whole, "pandas.read_csv")


def _books(sizes: Sizes, folder: Path) -> Iterator[Row]:
    n = sizes.book_rows
    xlsx = rosters.write(folder, n, Format.XLSX)
    read = measure.against(lambda: open_roster(xlsx), lambda: _by_openpyxl(xlsx), sizes.repeats)
    yield Row(PART, f"XLSX, {n:,} rows", *read, "openpyxl read_only")
    ods = rosters.write(folder, n, Format.ODS)
    read = measure.against(
        lambda: open_roster(ods),
        lambda: pd.read_excel(ods, engine="odf", dtype=str),
        sizes.repeats,
    )
    yield Row(PART, f"ODS, {n:,} rows", *read, "pandas odf")


def _by_openpyxl(path: Path) -> object:
    book = openpyxl.load_workbook(path, read_only=True)
    try:
        return list(book.active.iter_rows(values_only=True))
    finally:
        book.close()


def _live(n: int, sizes: Sizes, folder: Path) -> Iterator[Row]:
    path = str(rosters.write(folder, n))
    turns = [
        {how: measure.child("heartbeat.py", how, path, home=folder) for how in _WAYS}
        for _ in range(sizes.repeats)
    ]

    def figures(how: str, key: str, unit: str = "s") -> Figures:
        return Figures(tuple(turn[how][key] for turn in turns), unit)

    peer = "pandas in a thread"
    for how, opened in _WAYS.items():
        if how != "pandas":
            longest = (figures(how, "longest"), figures("pandas", "longest"))
            yield Row(PART, f"longest pause of the window, {n:,} rows{opened}", *longest, peer)
    seconds = (figures("window", "seconds"), figures("pandas", "seconds"))
    yield Row(PART, f"until the table is painted, {n:,} rows", *seconds, peer)
    memory = (figures("window", "megabytes", "MB"), figures("pandas", "megabytes", "MB"))
    if memory[1].median:
        yield Row(PART, f"most memory above the empty window, {n:,} rows", *memory, peer)


_WAYS = {"window": "", "early": ", named at the start", "pandas": ""}
