"""Damages thousands of files and sees that each ends in a roster or in one clear sentence.

    .venv/bin/python tests/fuzz [--files 20000] [--seconds S] [--seed 1] [--workers 2]
        [--keep FOLDER]

Workers with bounded memory and time open each file, edit it, export it and read it back. A file
that ends in a traceback, in a message for programmers, in silence or in too much memory is kept,
and makes the exit code 1. The same seed makes the same files. Linux only.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

HERE = Path(__file__).resolve().parent


@dataclass
class Tally:
    """What became of the files."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: float = 0.0
    most_kilobytes: int = 0

    @property
    def tried(self) -> int:
        """How many files were tried."""
        return self.outcomes.total() + len(self.failures)


def main() -> int:
    """Run the workers and tell."""
    parser = argparse.ArgumentParser(prog="tests/fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    parser.add_argument("--keep", type=Path, help="folder for the files that fail")
    chosen = parser.parse_args()
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix="em-fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    tally = Tally()
    start = time.monotonic()
    deadline = start + chosen.seconds
    lanes = [
        Thread(target=_lane, args=(chosen, lane, folder, deadline, tally))
        for lane in range(chosen.workers)
    ]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    for failure in tally.failures:
        sys.stdout.write(f"{failure}\n")
    counted = ", ".join(f"{n:,} {what}" for what, n in tally.outcomes.most_common())
    sys.stdout.write(
        f"{tally.tried:,} files in {time.monotonic() - start:.0f} s (seed {chosen.seed}): "
        f"{counted}; "
        f"{len(tally.failures)} failed. Slowest {tally.slowest:.1f} s, most memory "
        f"{tally.most_kilobytes // 1000} MB above the idle process.\n"
    )
    if not tally.failures and chosen.keep is None:
        shutil.rmtree(folder)
    return bool(tally.failures)


def _lane(
    chosen: argparse.Namespace, lane: int, folder: Path, deadline: float, tally: Tally
) -> None:
    """Keep one worker going; one that dies is told of and followed by another."""
    number = chosen.first + lane
    stop = chosen.first + chosen.files
    while number < stop and time.monotonic() < deadline:
        command = [sys.executable, str(HERE / "worker.py"), str(chosen.seed), str(number)]
        command += [str(chosen.workers), str(stop), str(folder)]
        path = "the start"
        answered = True
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
            assert worker.stdout is not None
            for line in worker.stdout:
                told = json.loads(line)
                if "path" in told:
                    path, answered = told["path"], False
                    number = told["number"] + chosen.workers
                    continue
                answered = True
                tally.slowest = max(tally.slowest, told["seconds"])
                tally.most_kilobytes = max(tally.most_kilobytes, told["kilobytes"])
                if told["failed"]:
                    tally.failures.append(f"{path}: {told['what']}")
                else:
                    tally.outcomes[told["what"]] += 1
                if time.monotonic() > deadline:
                    worker.terminate()
                    break
        if not answered:
            tally.failures.append(f"{path}: the process ended with {worker.returncode}")
        elif worker.returncode and time.monotonic() < deadline:
            tally.failures.append(f"a worker could not start: {worker.returncode}")
            return


if __name__ == "__main__":
    sys.exit(main())
