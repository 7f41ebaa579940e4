"""Measure the program against others: ``python tests/benchmarks``."""

import argparse
import importlib
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import measure

PARTS = {
    "start": "start",
    "open": "opening",
    "window": "window",
    "review": "reviewing",
    "journal": "journal",
    "alive": "alive",
    "fit": "speed.fitting",
    "infer": "speed.inferring",
    "export": "exporting",
    "lossless": "lossless",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python tests/benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; or all")
    parser.add_argument("--quick", action="store_true", help="small sizes, about a minute")
    parser.add_argument("--rows", type=int, help="rows of the table in the window")
    parser.add_argument("--book-rows", type=int, metavar="N", help="rows of the workbooks")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every repetition, too")
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")

    sizes = measure.QUICK if chosen.quick else measure.USUAL
    if chosen.rows:
        sizes = replace(sizes, window_rows=(chosen.rows,), review_rows=(chosen.rows,))
    if chosen.book_rows:
        sizes = replace(sizes, book_rows=chosen.book_rows)
    rows: list[measure.Row] = []
    try:
        with tempfile.TemporaryDirectory() as folder:
            for part in chosen.parts or PARTS:
                sys.stderr.write(f"{part} …\n")
                rows.extend(importlib.import_module(PARTS[part]).run(sizes, Path(folder)))
    finally:  # what was measured is worth having, whatever ends it
        sys.stdout.write(measure.report(rows))
        if chosen.json is not None:
            chosen.json.write_text(measure.as_json(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
