"""Fixtures for all tests."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def tables() -> Path:
    """The folder of real tables, which is no part of the project."""
    folder = Path(os.environ.get("EM_DESKTOP_TABLES", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"the real tables are not in {folder}")
    return folder
