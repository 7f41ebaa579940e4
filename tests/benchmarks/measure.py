"""Repeated measurements, and the table that they fill."""

import gc
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Figures:
    """What was measured several times, in seconds unless `unit` says otherwise."""

    values: tuple[float, ...]
    unit: str = "s"

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def __str__(self) -> str:
        return _readable(self.median, self.unit)

    @property
    def spread(self) -> str:
        """The least and the most."""
        if len(self.values) < 2:
            return ""
        low, high = min(self.values), max(self.values)
        return f"{_readable(low, self.unit)} – {_readable(high, self.unit)}"


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        part: the benchmark that it belongs to.
        what: was measured.
        ours: what this program needs.
        peer: what another program needs for the same, in the same run; None where there is none.
        peer_name: how the other program is called.
        note: what else there is to know.
    """

    part: str
    what: str
    ours: Figures
    peer: Figures | None = None
    peer_name: str = ""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours for one of the peer's; less is better."""
        return None if self.peer is None else self.ours.median / self.peer.median


@dataclass(frozen=True)
class Sizes:
    """How much is measured.

    Attributes:
        repeats: of each measurement that does not take long.
        csv_rows: rows of the CSV files that are opened.
        book_rows: rows of the workbooks.
        window_rows: rows of the tables in the window and of the CSV file that is exported.
        fit_rows: rows that are fitted.
        review_rows: rows of the tables in which sixty rows are answered.
    """

    repeats: int
    csv_rows: tuple[int, ...]
    book_rows: int
    window_rows: tuple[int, ...]
    fit_rows: tuple[int, ...]
    review_rows: tuple[int, ...] = (300, 10_000, 100_000)


QUICK = Sizes(3, (1_000, 100_000), 2_000, (100_000,), (1_000, 100_000))
USUAL = Sizes(
    5, (1_000, 10_000, 100_000, 1_000_000), 20_000, (100_000,), (1_000, 10_000, 100_000, 1_000_000)
)


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes; what it made is thrown away outside of them."""
    gc.collect()
    start = perf_counter()
    made = work()
    seconds = perf_counter() - start
    del made
    return seconds


def against(
    ours: Callable[[], object], peer: Callable[[], object], repeats: int, enough: float = 20.0
) -> tuple[Figures, Figures]:
    """Measure two ways by turns, so that what else the computer does meets both.

    Args:
        ours: one way.
        peer: the other.
        repeats: times that each is measured, after one that is not if that was short.
        enough: seconds after which nothing is measured again.
    """
    first = timed(ours), timed(peer)
    pairs = [first] if sum(first) > 1 else []
    spent = sum(first)
    while len(pairs) < repeats and (spent < enough or not pairs):
        pairs.append((timed(ours), timed(peer)))
        spent += sum(pairs[-1])
    mine, theirs = zip(*pairs, strict=True)
    return Figures(mine), Figures(theirs)


def child(script: str, *arguments: str, home: Path) -> dict[str, Any]:
    """Run a script of this folder in a process of its own and return what it printed as JSON."""
    return dict(json.loads(run([sys.executable, str(HERE / script), *arguments], home)))


def run(command: Sequence[str], home: Path) -> str:
    """Run a command without a screen and with empty settings; return what it printed."""
    done = subprocess.run(command, env=surroundings(home), stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()


def surroundings(home: Path) -> dict[str, str]:
    """Return the environment of such a command."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "EM_DESKTOP_HOME": str(home)}


def table(rows: Iterable[Row]) -> str:
    """Return the table as Markdown, one part below the other."""
    head = ("", "ours", "least – most", "peer", "its", "ratio", "")
    lines: list[tuple[str, ...]] = []
    part = ""
    for row in rows:
        if row.part != part:
            part = row.part
            lines.append((f"**{part}**", *[""] * 6))
        ratio = "" if row.ratio is None else f"{row.ratio:.2g}"
        lines.append(
            (
                row.what,
                str(row.ours),
                row.ours.spread,
                row.peer_name,
                "" if row.peer is None else str(row.peer),
                ratio,
                row.note,
            )
        )
    widths = [max(len(line[i]) for line in [head, *lines]) for i in range(len(head))]
    ruler = tuple("-" * max(width, 1) for width in widths)
    return "\n".join(
        "| "
        + " | ".join(text.ljust(width) for text, width in zip(line, widths, strict=True))
        + " |"
        for line in [head, ruler, *lines]
    )


def report(rows: Iterable[Row]) -> str:
    """Return the table and what its figures depend on."""
    told = ", ".join(f"{name} {value}" for name, value in machine().items())
    return f"{table(rows)}\n\nMedians and ranges. {told}.\n"


def machine() -> dict[str, Any]:
    """Return what the figures depend on."""
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "cores": os.cpu_count(),
        "load": busy,
    }


def as_json(rows: Iterable[Row]) -> str:
    """Return the measurements with every repetition."""
    listed = [
        {
            "part": row.part,
            "what": row.what,
            "unit": row.ours.unit,
            "ours": row.ours.values,
            "peer": None if row.peer is None else row.peer.values,
            "peer_name": row.peer_name,
            "ratio": row.ratio,
            "note": row.note,
        }
        for row in rows
    ]
    return json.dumps({"machine": machine(), "rows": listed}, indent=1, ensure_ascii=False) + "\n"


def _readable(value: float, unit: str) -> str:
    if unit != "s":
        return f"{value:,.0f} {unit}"
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1e3:.3g} ms"
