"""Sixty missing rows, by keyboard alone, in a real window on a real (if unseen) screen."""

import csv
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue

import pytest

from em_desktop.assets import resource

HERE = Path(__file__).parent
NEEDED = ("Xvfb", "openbox", "xdotool")
LACKING = [name for name in NEEDED if shutil.which(name) is None]
PATIENCE = 60
"""Seconds after which something that was waited for will not come any more."""

SHOTS = os.environ.get("EM_DESKTOP_SHOTS", "")
"""A folder for pictures of the way (needs ImageMagick's ``import``); none by default."""

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(bool(LACKING), reason=f"needs {', '.join(LACKING)}"),
]


@dataclass
class Screen:
    """A screen of its own with a window manager, and the program on it."""

    surroundings: dict[str, str]
    states: "Queue[dict[str, object]]"

    def press(self, *keys: str) -> None:
        self._xdotool("key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        self._xdotool("type", "--clearmodifiers", "--delay", "40", text)

    def wait(self, wanted: Callable[[dict[str, object]], bool], what: str) -> dict[str, object]:
        """Return the first state, from the newest told on, that is as wanted."""
        last: dict[str, object] = {}
        with suppress(Empty):
            while not wanted(last := self.states.get(timeout=PATIENCE)):
                pass
            return last
        pytest.fail(f"waited in vain: {what}; last {last}")

    def shot(self, name: str) -> None:
        if SHOTS:
            place = str(Path(SHOTS) / f"{name}.png")
            subprocess.run(["import", "-window", "root", place], env=self.surroundings, check=True)

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.surroundings, check=True)


@pytest.fixture
def screen(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Screen]:
    (tmp_path / "Documents").mkdir()
    size, extra = getattr(request, "param", ("1280x800", {}))
    read, write = os.pipe()
    xvfb = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        display = f":{told.readline().strip()}"
    surroundings = {
        **{name: value for name, value in os.environ.items() if not name.startswith("QT_")},
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "HOME": str(tmp_path),  # the dialog for opening begins in its documents
        "XDG_CONFIG_HOME": str(tmp_path),
        "EM_DESKTOP_HOME": str(tmp_path / "home"),
        **extra,
    }
    quiet = {"env": surroundings, "stderr": subprocess.DEVNULL}
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, **quiet)
    program = subprocess.Popen(
        [sys.executable, str(HERE / "watched.py")],
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        **quiet,
    )
    states: Queue[dict[str, object]] = Queue()
    assert program.stdout is not None
    reader = threading.Thread(target=_read, args=(program.stdout, states))
    reader.start()
    try:
        yield Screen(surroundings, states)
    finally:
        for process in (program, manager, xvfb):
            process.terminate()
            process.wait()
        reader.join()
        program.stdout.close()


def _read(lines: "Iterator[str]", states: "Queue[dict[str, object]]") -> None:
    for line in lines:
        with suppress(ValueError):
            states.put(json.loads(line))


ANSWERS = ("Return", "f", "m", "BackSpace", "Return")
"""One key each, by turns."""


@pytest.mark.parametrize(
    "screen",
    [("1280x800", {}), ("1280x800", {"QT_SCALE_FACTOR": "2"})],
    ids=["1280x800", "twice as large"],
    indirect=True,
)
def test_from_opening_to_the_exported_file_without_a_mouse(
    screen: Screen, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    documents = tmp_path / "Documents"
    roster = Path(shutil.copy(resource("samples/edmond.csv"), documents / "edmond.csv"))
    name = request.node.callspec.id.replace(" ", "-")
    screen.wait(lambda state: state.get("window") == "MainWindow", "the window")
    screen.shot(f"{name}-1-start")
    screen.press("ctrl+o")
    screen.wait(lambda state: "Dialog" in str(state["window"]), "the dialog for opening")
    screen.type(roster.name)  # a whole path would lose letters to the lists that come up
    screen.shot(f"{name}-0-dialog")
    screen.press("Return")
    screen.wait(lambda state: state.get("rows") == 300, "the roster")
    screen.press("F5")
    screen.wait(lambda state: bool(state.get("inferred")), "the suggestions")
    screen.shot(f"{name}-2-inferred")

    pressed = [ANSWERS[n % len(ANSWERS)] for n in range(59)]  # and one that has no height
    for n, key in enumerate(pressed):
        screen.press(key)
        screen.wait(lambda state, n=n: state.get("decided") == n + 1, f"answer {n + 1}")
        if n == 29:
            screen.shot(f"{name}-3-half")
    screen.press("m")
    screen.wait(lambda state: state.get("decided") == 60, "the last answer")
    screen.shot(f"{name}-4-done")
    screen.press("ctrl+e")
    screen.wait(lambda state: state["window"] == "ExportDialog", "the dialog for exporting")
    screen.shot(f"{name}-5-export")
    screen.press("Return")
    screen.wait(lambda state: state.get("unsaved") is False, "the corrected file")
    screen.shot(f"{name}-6-exported")

    _compare(roster, roster.with_name("edmond-corrected.csv"), pressed)


def _compare(roster: Path, corrected: Path, pressed: list[str]) -> None:
    """Hold the bytes of both files against each other: only answered cells differ."""
    before, after = roster.read_bytes().split(b"\n"), corrected.read_bytes().split(b"\n")
    assert len(before) == len(after)
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert len(changed) == 60 - pressed.count("BackSpace")
    written = {"f": "female", "m": "male"}
    entered = [written[key] for key in pressed if key in written]
    found = []
    for a, b in changed:
        [old], [new] = csv.reader([a.decode()]), csv.reader([b.decode()])
        assert old[:1] + old[2:] == new[:1] + new[2:]
        assert new[1] in written.values()
        found.append(new[1])
    assert found.count("male") + found.count("female") == len(changed)
    assert len(entered) <= len(changed)
