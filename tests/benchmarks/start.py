"""How long one waits for the window, and for the whole job without one."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import measure
from measure import Figures, Row, Sizes

from em_desktop.assets import resource

_PEER = """
import sys
import pandas
from sklearn.mixture import GaussianMixture
table = pandas.read_csv(sys.argv[1], dtype=str)
heights = pandas.to_numeric(table.height, errors="coerce").dropna()
GaussianMixture(2).fit(heights.to_numpy()[:, None])
table.to_csv(sys.argv[2], index=False)
"""


def run(sizes: Sizes, folder: Path) -> Iterator[Row]:
    yield from _first_paint(sizes, folder)
    yield _repair(sizes, folder)


def _first_paint(sizes: Sizes, folder: Path) -> Iterator[Row]:
    seconds: dict[str, list[float]] = {"ours": [], "bare": []}
    imported: set[str] = set()
    for turn in range(sizes.repeats + 1):  # the first turn fills the system's caches
        for which, so_far in seconds.items():
            taken, modules = _paint(which, folder)
            if turn:
                so_far.append(taken)
            if which == "ours":
                imported.update(modules)
    yield Row(
        "start",
        "process to first paint of the window",
        Figures(tuple(seconds["ours"])),
        Figures(tuple(seconds["bare"])),
        "bare PySide6 window",
        f"imported by then: {', '.join(sorted(imported)) or 'nothing heavy'}",
    )


def _paint(which: str, home: Path) -> tuple[float, list[str]]:
    command = [sys.executable, str(measure.HERE / "paint.py"), which]
    start = perf_counter()
    with subprocess.Popen(
        command, env=measure.surroundings(home), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline().decode().split()
        seconds = perf_counter() - start
    if not said:
        raise RuntimeError(f"the window was not painted: {command}")
    return seconds, said[1:]


def _repair(sizes: Sizes, folder: Path) -> Row:
    roster, output = str(resource("samples/edmond.csv")), str(folder / "repaired.csv")
    ours = [sys.executable, "-m", "em_desktop", "repair", roster, "--output", output, "--overwrite"]
    peer = [sys.executable, "-c", _PEER, roster, output]
    figures = measure.against(
        lambda: measure.run(ours, folder), lambda: measure.run(peer, folder), sizes.repeats
    )
    return Row("start", "repair of the sample, whole process", *figures, "pandas + scikit-learn")
