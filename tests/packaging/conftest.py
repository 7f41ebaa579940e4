"""The scripts of ``packaging/``, which is no package, as modules."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """packaging/machine.py."""
    monkeypatch.syspath_prepend(ROOT / "packaging")
    return importlib.import_module("machine")


@pytest.fixture
def dev(machine: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """packaging/dev.py at work on a checkout of its own in ``tmp_path``."""
    dev = importlib.import_module("dev")
    checkout = tmp_path / "checkout"
    (checkout / "packaging").mkdir(parents=True)
    for name in (dev.BUILD_LOCK, *dev.LOCKS.values()):
        (checkout / "packaging" / name).write_text(f"{name}\n")
    (checkout / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(dev, "ROOT", checkout)
    monkeypatch.setattr(dev, "PACKAGING", checkout / "packaging")
    venv = checkout / ".venv"
    monkeypatch.setattr(dev, "VENV", venv)
    monkeypatch.setattr(dev, "PYTHON", venv / dev.PYTHON.relative_to(dev.BIN.parent))
    monkeypatch.setattr(dev, "STAMP", venv / dev.STAMP.name)
    return dev
