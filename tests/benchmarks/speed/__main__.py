"""Measure the mathematics against scikit-learn's: ``python tests/benchmarks/speed``."""

import argparse
import importlib
import sys
from dataclasses import replace
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))

import measure

PARTS = ("fitting", "inferring")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python tests/benchmarks/speed", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="up to 100,000 rows, under a minute")
    parser.add_argument("--rows", type=int, help="the most rows, 10,000,000 unless given")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every repetition, too")
    chosen = parser.parse_args()

    most = chosen.rows or (100_000 if chosen.quick else 10_000_000)
    sizes = replace(
        measure.QUICK if chosen.quick else measure.USUAL,
        fit_rows=tuple(10**e for e in range(3, 8) if 10**e <= most),
    )
    rows: list[measure.Row] = []
    try:
        for part in PARTS:
            for row in importlib.import_module(part).run(sizes, Path()):
                sys.stderr.write(f"{row.part}: {row.what}\n")
                rows.append(row)
    finally:  # what was measured is worth having, whatever ends it
        sys.stdout.write(measure.report(rows))
        if chosen.json is not None:
            chosen.json.write_text(measure.as_json(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
