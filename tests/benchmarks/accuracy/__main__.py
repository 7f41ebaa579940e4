"""Measure how right the probabilities are: ``python tests/benchmarks/accuracy TABLES_FOLDER``."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

import generated
import report
import running
import tables
import targets

HERE = Path(__file__).resolve().parent


def main() -> int:
    parser = argparse.ArgumentParser(prog="python tests/benchmarks/accuracy", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="TABLES_FOLDER")
    parser.add_argument("--manifest", type=Path, default=HERE / "tables.toml", metavar="M.toml")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--hidden", type=_parts, metavar="P,P,…", help="parts, 0.1,0.3,0.7,0.95")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="of a table")
    parser.add_argument("--real", action="store_true", help="without the schools that are made up")
    parser.add_argument("--quick", action="store_true", help="two seeds, 70 %% and 95 %% hidden")
    parser.add_argument("--out", type=Path, metavar="FILE.md", help="write each table's, too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every single result")
    options = parser.parse_args()
    seeds = min(options.seeds, 2) if options.quick else options.seeds
    parts = options.hidden or ((0.7, 0.95) if options.quick else (0.1, 0.3, 0.7, 0.95))

    start = perf_counter()
    real = tables.load(options.folder, tables.read_manifest(options.manifest), _say)
    made_up = [] if options.real else list(generated.SCHOOLS)
    if options.only:
        real = [table for table in real if table.name in options.only]
        made_up = [school for school in made_up if school.name in options.only]
    todo = running.tasks(real, made_up, parts, seeds)
    results = running.run(todo, lambda done: _progress(done, len(todo)))
    _say(f"{perf_counter() - start:.0f} s")

    sections = (report.summary(results), report.each(results, "made up"), targets.section(results))
    told = "\n\n".join(section for section in sections if section)
    sys.stdout.write(told + "\n")
    if options.out is not None:
        options.out.write_text(f"{told}\n\n{report.each(results)}\n", encoding="utf-8")
    if options.json is not None:
        options.json.write_text(as_json(results), encoding="utf-8")
    return 0


def as_json(results: Sequence[running.Result]) -> str:
    """Return every result."""
    listed = [{**asdict(result), "hidden": result.mechanism.words} for result in results]
    return json.dumps(listed, indent=1, ensure_ascii=False) + "\n"


def _parts(text: str) -> tuple[float, ...]:
    parts = tuple(float(part) for part in text.split(","))
    if not all(0 < part < 1 for part in parts):
        raise argparse.ArgumentTypeError("parts lie between 0 and 1")
    return parts


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _progress(done: int, of: int) -> None:
    if done * 20 // of > (done - 1) * 20 // of:
        _say(f"{done} of {of}")


if __name__ == "__main__":
    sys.exit(main())
