"""Tries damaged files one after the other and tells of each; started by ``tests/fuzz``."""

import faulthandler
import json
import logging
import resource
import signal
import sys
import time
import traceback
from pathlib import Path
from random import Random

from mutations import damaged
from seeds import seeds
from trial import outcome

ADDRESS_SPACE = 4 << 30
SECONDS = 20
MOST_MEMORY = 500_000
"""Kilobytes above what the idle process holds, for files of at most a megabyte."""


def main(seed: int, first: int, step: int, stop: int, folder: Path) -> None:
    """Try files ``first``, ``first + step`` and so on; a line of JSON for each."""
    faulthandler.enable()
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    sound = seeds()
    for number in range(first, stop, step):
        name, content = damaged(sound, seed, number)
        path = folder / f"{number}-{name}"
        path.write_bytes(content)
        _tell({"number": number, "path": str(path)})
        signal.alarm(SECONDS)  # ends the process, and the parent tells
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        before = _memory("VmRSS")
        start = time.perf_counter()
        what, failed = "", True
        try:
            what = outcome(path, Random(f"{seed} {number}"))
            failed = False
        except Exception as error:  # noqa: BLE001 - whatever it is, it is to be told
            what = f"{type(error).__name__}: {error}\n{traceback.format_exc()}"
        signal.alarm(0)
        memory = _memory("VmHWM") - before
        if memory > MOST_MEMORY and not failed:
            what, failed = f"needs {memory // 1000} MB", True
        if not failed:
            path.unlink()
        told = {
            "number": number,
            "what": what,
            "failed": failed,
            "kilobytes": memory,
            "seconds": time.perf_counter() - start,
        }
        _tell(told)


def _tell(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _memory(key: str) -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split(f"{key}:")[1].split()[0])


if __name__ == "__main__":
    *numbers, place = sys.argv[1:]
    main(*map(int, numbers), Path(place))
