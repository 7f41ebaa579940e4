"""Set EM Desktop up in this checkout and start it, or run every check and test.

    python3 packaging/dev.py run [ROSTER]                 start the program (on the sample)
    python3 packaging/dev.py test [--long] [-- PYTEST…]   all checks and tests

Only the standard library is used, so that a new machine needs no more than python3 and pip.
Everything is put into .venv; when nothing changed, the next call goes straight to work.
"""

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

# The parser of an older Python still reads this file; it must be told before anything is done.
if sys.version_info < (3, 11):  # noqa: UP036 - this is the one file an older Python may start
    sys.exit(
        "EM Desktop needs Python 3.11 or newer, and this is Python "
        f"{sys.version_info[0]}.{sys.version_info[1]}. Start the same command with a newer one, "
        "for example python3.12."
    )

from machine import SetUpError, prepare_machine, say

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "em-desktop-set-up.json"
SAMPLE = ROOT / "resources" / "samples" / "edmond.csv"

LINUX = sys.platform.startswith("linux")
BUILD_LOCK = "lock-build.txt"
LOCKS = {"run": "lock-run.txt", "test": "lock-test.txt"}  # the second holds all of the first

START_QT = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"


# --- The virtual environment ---------------------------------------------------------------


def outer_python() -> str:
    """Return the Python to build .venv with: never the one inside it."""
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    return getattr(sys, "_base_executable", sys.executable) if inside else sys.executable


def fingerprint(kind: str) -> str:
    """Return a digest of everything that decides what .venv holds for ``kind``."""
    digest = hashlib.sha256()
    for path in (ROOT / "pyproject.toml", PACKAGING / BUILD_LOCK, PACKAGING / LOCKS[kind]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_stamp() -> dict[str, str]:
    """Return what the last set-up wrote down, empty if there was none."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp: dict[str, str]) -> None:
    """Write down how far the set-up came, replacing the old stamp in one step."""
    partial = STAMP.with_suffix(".part")
    partial.write_text(json.dumps(stamp, indent=1), "utf-8")
    partial.replace(STAMP)


def installed() -> set[str]:
    """Return the names and versions of what lies in .venv."""
    return {path.name for path in VENV.rglob("site-packages/*.dist-info")}


def python_tag() -> str | None:
    """Return which Python answers inside .venv (such as cpython-311), None if none does."""
    command = [str(PYTHON), "-c", "import sys; print(sys.implementation.cache_tag)"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return answer.stdout.strip() or None


def must_rebuild(stamp: dict[str, str], tag: str | None) -> bool:
    """Whether .venv must be made anew: broken, moved, interrupted, or of another Python.

    An environment without a stamp that works was made by someone's hand; it is completed.
    """
    if tag != sys.implementation.cache_tag:
        return True
    return bool(stamp) and (stamp.get("state") != "ready" or stamp.get("root") != str(ROOT))


def is_ready(kind: str) -> bool:
    """Whether .venv already holds what ``kind`` needs."""
    stamp, tag = read_stamp(), python_tag()
    return not must_rebuild(stamp, tag) and stamp.get(kind) == fingerprint(kind)


def pip_install(*arguments: str) -> None:
    """Run the outer pip on .venv.

    Raises:
        SetUpError: pip did not succeed; it has said why.
    """
    command = [outer_python(), "-m", "pip", "--python", str(PYTHON), "install", "--quiet"]
    command += ["--root-user-action=ignore", "--no-warn-script-location", *arguments]
    calm = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_USER": "0"}
    if subprocess.run(command, check=False, cwd=ROOT, env=calm).returncode:
        raise SetUpError(
            "pip could not install the packages; its message is above. When the cause is gone "
            "(often the network was), run the same command again."
        )


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let one set-up at a time work on .venv; another one waits."""
    try:
        import fcntl  # noqa: PLC0415 - Windows has none, and there nobody waits
    except ImportError:
        yield
        return
    with Path(__file__).open("rb") as door:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is at work in this checkout; waiting for it.")
            fcntl.flock(door, fcntl.LOCK_EX)
        yield


def set_up(kind: str) -> None:
    """Bring .venv to what ``kind`` ("run" or "test") needs.

    Raises:
        SetUpError: it cannot be done; the text tells what to do.
    """
    if must_rebuild(read_stamp(), python_tag()):
        say("Making the virtual environment .venv")
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
        elif VENV.exists():
            shutil.rmtree(VENV)
        make = [outer_python(), "-m", "venv", "--without-pip", str(VENV)]
        if subprocess.run(make, check=False).returncode:
            raise SetUpError(f"{VENV} could not be made; the message above tells why.")
    kinds = LOCKS if kind == "test" else [kind]
    stamp, before = read_stamp(), installed()
    write_stamp({"state": "unfinished"})
    say("Fetching the packages of Python (once, up to a few minutes)")
    locks = [PACKAGING / lock for lock in (BUILD_LOCK, LOCKS[kind])]
    named = [word for lock in locks for word in ("--requirement", str(lock))]
    try:
        pip_install("--require-hashes", "--only-binary=:all:", *named)
    except SetUpError:
        if stamp and installed() == before:  # what was there still serves, without a network too
            write_stamp(stamp)
        raise
    pip_install("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    digests = {each: fingerprint(each) for each in kinds}
    write_stamp({"state": "ready", "root": str(ROOT)} | digests)
    say("Set up.")


def prepare(kind: str, *, screen: bool) -> None:
    """Prepare machine and environment; quick where both are ready."""
    with alone():
        ready = is_ready(kind)
        prepare_machine(None if ready else outer_python(), screen=screen)
        if not ready:
            set_up(kind)


# --- run -----------------------------------------------------------------------------------


def has_display() -> bool:
    """Whether this session names a screen; other systems than Linux always have one."""
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def qt_starts() -> bool:
    """Whether Qt can use the screen that the session names."""
    command = [str(PYTHON), "-P", "-c", START_QT]
    try:
        trial = subprocess.run(command, capture_output=True, check=False, timeout=60)
    except subprocess.TimeoutExpired:
        return False
    return trial.returncode == 0


def em_desktop(*arguments: str, **environment: str) -> int:
    """Start the program and return its exit code."""
    # -P: a file of the user's folder must not stand in for a library.
    command = [str(PYTHON), "-P", "-m", "em_desktop", *arguments]
    return subprocess.run(command, check=False, env=os.environ | environment).returncode


def output_folder() -> Path:
    """Return where files may go: the current folder, but never among the tracked files."""
    here = Path.cwd().resolve()
    if here.is_relative_to(ROOT):
        here = ROOT / "build"
        with contextlib.suppress(OSError):
            here.mkdir(exist_ok=True)
    return here if os.access(here, os.W_OK) else Path(tempfile.mkdtemp(prefix="em-desktop-"))


def free_outputs(roster: Path, folder: Path) -> tuple[Path, Path, Path]:
    """Return names for the corrected file, the receipt and the picture that nobody uses yet."""
    number = 1
    while True:
        stem = f"{roster.stem}-corrected" + (f"-{number}" if number > 1 else "")
        corrected = folder / (stem + (roster.suffix or ".csv"))
        outputs = corrected, folder / f"{stem}.receipt.json", folder / f"{stem}.png"
        if not any(output.exists() for output in outputs):
            return outputs
        number += 1


def run_without_window(roster: Path, why: str) -> int:
    """Do the main job where nothing can be shown: repair, and draw the window into a file."""
    corrected, receipt, picture = free_outputs(roster, output_folder())
    say(f"{why}, so the same work is done without a window, on {roster}\n")
    code = em_desktop("repair", str(roster), "--output", str(corrected), "--receipt", str(receipt))
    if code:
        return code
    code = em_desktop("picture", str(roster), str(picture), QT_QPA_PLATFORM="offscreen")
    if code == 0:
        say(f"Picture of the window: {picture}")
    return code


def run(roster: Path) -> int:
    """Start the program on a roster, in a window where there is a display."""
    screen = has_display()
    prepare("run", screen=screen)
    if not screen:
        return run_without_window(roster, "There is no display here")
    if not qt_starts():
        return run_without_window(roster, "The display of this session cannot be used")
    return em_desktop(str(roster))


# --- test ----------------------------------------------------------------------------------


def checks() -> dict[str, list[str]]:
    """Return the checks that come before the tests: a heading and a command each."""
    return {
        "ruff check": [str(BIN / "ruff"), "check"],
        "ruff format": [str(BIN / "ruff"), "format", "--check"],
        "mypy --strict": [str(BIN / "mypy"), "--strict"],
        "import-linter": [str(BIN / "lint-imports"), "--no-logo"],
    }


def test_environment(*, long: bool) -> dict[str, str]:
    """Return the environment of the checks: no window, one thread a process, one language."""
    extra = {"QT_QPA_PLATFORM": "offscreen", "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"}
    if LINUX:
        extra["LC_ALL"] = "C.UTF-8"
    if long:
        extra["HYPOTHESIS_PROFILE"] = "nightly"
    return os.environ | extra


def test(*, long: bool, pytest_arguments: list[str]) -> int:
    """Run every check, then the tests; pytest's closing line comes last when all is well."""
    prepare("test", screen=False)
    environment = test_environment(long=long)
    pytest = [str(BIN / "pytest"), "-n", "auto", "--maxprocesses", "4"]
    pytest += [*(["-m", ""] if long else []), *pytest_arguments]
    failed = []
    for name, command in (checks() | {"pytest": pytest}).items():
        say(f"\n== {name}")
        start = time.monotonic()
        code = subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode
        if code:
            failed.append(name)
        if name != "pytest":
            say(f"   {'failed' if code else 'passed'}, {time.monotonic() - start:.1f} s")
    if failed:
        say(f"\nFAILED: {', '.join(failed)}")
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    """Understand the command line and do what it asks for."""
    parser = argparse.ArgumentParser(prog="dev.py", description=(__doc__ or "").split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    starter = commands.add_parser("run", help="start the program")
    starter.add_argument("roster", nargs="?", type=Path, default=SAMPLE, metavar="ROSTER")
    tester = commands.add_parser("test", help="run every check and test")
    tester.add_argument("--long", action="store_true", help="many more examples, long tests too")
    tester.add_argument("pytest_arguments", nargs="*", metavar="PYTEST", help="after --")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "run":
            return run(chosen.roster)
        return test(long=chosen.long, pytest_arguments=chosen.pytest_arguments)
    except SetUpError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\n{error.filename} cannot be used: {error.strerror}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The next call carries on.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
