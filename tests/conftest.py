"""Fixtures for all tests."""

import os
from pathlib import Path

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
