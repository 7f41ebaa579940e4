"""Writing the corrected file: a fifth of the rows gets a category."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import measure
import openpyxl
import pandas as pd
import rosters
from measure import Row, Sizes

from em_desktop.files.exporting import Manner, prepare
from em_desktop.files.opening import open_roster
from em_desktop.files.source import Format
from em_desktop.review.workspace import Workspace
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.roles import Roles

PART = "export"


def run(sizes: Sizes, folder: Path) -> Iterator[Row]:
    for n in sizes.window_rows:
        path = rosters.write(folder, n)
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        frame.loc[frame.gender == "", "gender"] = "female"
        yield from _export(path, n, sizes, partial(frame.to_csv, index=False), "pandas to_csv")
    n = sizes.book_rows
    path = rosters.write(folder, n, Format.XLSX)
    yield from _export(path, n, sizes, lambda: _by_openpyxl(path), "openpyxl load and save")


def _export(
    path: Path, n: int, sizes: Sizes, peer: Callable[[], object], peer_name: str
) -> Iterator[Row]:
    opened = open_roster(path)
    changes = rosters.fill(opened.roster)
    workspace = Workspace.of(opened.roster, Roles(), ReadingOptions())
    kind = opened.source.format
    note = f"{len(changes.cells):,} cells"
    what = f"{kind.name}, {n:,} rows"
    # A workbook remembers what became of the last changes, so each turn has its own.
    figures = measure.against(lambda: opened.source.rewrite(replace(changes)), peer, sizes.repeats)
    yield Row(PART, f"{what}, rewritten", *figures, peer_name, note)
    figures = measure.against(
        lambda: prepare(opened, workspace, replace(changes), Manner(kind)).content,
        peer,
        sizes.repeats,
    )
    yield Row(PART, f"{what}, rewritten, read back and compared", *figures, peer_name, note)


def _by_openpyxl(path: Path) -> bytes:
    book = openpyxl.load_workbook(path)
    sheet = book.active
    for (cell,) in sheet.iter_rows(min_row=2, min_col=2, max_col=2):
        cell.value = cell.value or "female"
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()
