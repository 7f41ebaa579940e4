"""Fixtures for all tests."""

import importlib.util
import os
import sys
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# The daily tests take the same examples each time; the long mode looks for new ones.
slow_machine = [HealthCheck.too_slow]
settings.register_profile(
    "ci", deadline=None, derandomize=True, max_examples=60, suppress_health_check=slow_machine
)
settings.register_profile(
    "nightly", deadline=None, max_examples=10_000, suppress_health_check=slow_machine
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def tables() -> Path:
    """The folder of real tables, which is no part of the project."""
    folder = Path(os.environ.get("EM_DESKTOP_TABLES", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"the real tables are not in {folder}")
    return folder


@pytest.fixture(scope="session")
def old_workbooks() -> ModuleType:
    """What makes XLS and XLSB workbooks."""
    place = ROOT / "tests" / "files" / "old_workbooks.py"
    spec = importlib.util.spec_from_file_location(place.stem, place)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread or an active timer behind."""
    before = set(threading.enumerate())
    with _timers_started() as timers:
        yield
        left = [f"the thread {t.name}" for t in set(threading.enumerate()) - before]
        left += [f"a timer of {timer.interval()} ms" for timer in timers() if timer.isActive()]
    if left:
        pytest.fail(f"left running: {', '.join(left)}")


@contextmanager
def _timers_started():
    """Note the timers that Python code starts; tests that know no Qt do not load it."""
    if "PySide6.QtCore" not in sys.modules:
        yield list
        return
    import shiboken6  # noqa: PLC0415 - loaded already
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer  # noqa: PLC0415

    noted: weakref.WeakSet[QTimer] = weakref.WeakSet()
    start = QTimer.start

    def noted_start(timer: QTimer, *interval: object) -> None:
        noted.add(timer)
        start(timer, *interval)

    def living() -> list[QTimer]:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return [timer for timer in noted if shiboken6.isValid(timer)]

    QTimer.start = noted_start
    try:
        yield living
    finally:
        QTimer.start = start
