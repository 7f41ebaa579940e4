"""Whether the window stays live through a whole day of work with a large roster."""

import os
from collections.abc import Iterator
from pathlib import Path

import measure
import rosters
from measure import Figures, Row, Sizes

PART = "alive"


def run(sizes: Sizes, folder: Path) -> Iterator[Row]:
    for n in sizes.window_rows:
        home = folder / f"day-{n}"
        home.mkdir()
        paths = [home / name for name in ("roster.csv", "inches.csv", "dates.csv")]
        paths[0].write_bytes(rosters.write(folder, n).read_bytes())
        rosters.write_doubted(paths[1], n)
        rosters.write_dates(paths[2], n)
        os.sync()  # what is written behind would be measured
        day = measure.child("whole_day.py", "day", *map(str, paths), home=home)
        after = measure.child("whole_day.py", "after", home=home)
        for what, (seconds, pause, worked) in (day | after).items():
            note = (
                f"{worked * 1e3:,.0f} ms of it the window's own work; all done in {seconds:.1f} s"
            )
            yield Row(PART, f"{what}, {n:,} rows: longest pause", Figures((pause,)), note=note)
