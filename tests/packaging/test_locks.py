"""The lock files: pinned by hash, complete, of one mind, and without any address."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

LOCKS = ["lock-build.txt", "lock-run.txt", "lock-test.txt"]
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; [^\\]+)? \\")


def pins(root: Path, lock: str) -> dict[str, str]:
    """Return the version of each package in a lock; every line must be a pin or a hash."""
    found: dict[str, str] = {}
    hashes = 0
    for line in (root / "packaging" / lock).read_text("utf-8").splitlines():
        if re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line):
            hashes += 1
            continue
        assert not found or hashes, "a pin without a hash"
        pin = PIN.fullmatch(line)
        assert pin, f"{lock}: {line}"
        found[pin["name"]] = pin["version"]
        hashes = 0
    assert hashes, "a pin without a hash"
    return found


def wanted(requirements: list[str]) -> set[str]:
    """Return the names in a list of requirements, as the locks write them."""
    names = (re.match(r"[A-Za-z0-9._-]+", requirement) for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", name[0]).lower() for name in names if name}


@pytest.fixture(scope="module")
def project(root: Path) -> dict:
    """pyproject.toml."""
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_pin_or_a_hash_and_none_an_address(root: Path, lock: str) -> None:
    assert pins(root, lock)


def test_the_locks_agree_on_every_version(root: Path) -> None:
    tested = pins(root, "lock-test.txt")
    for lock in ("lock-run.txt", "lock-build.txt"):
        versions = pins(root, lock)
        assert versions == versions | {
            name: version for name, version in tested.items() if name in versions
        }
    assert pins(root, "lock-run.txt").keys() <= tested.keys()


def test_the_locks_hold_all_that_the_project_asks_for(root: Path, project: dict) -> None:
    run = wanted(project["project"]["dependencies"])
    test = wanted(project["project"]["optional-dependencies"]["test"])
    build = wanted(project["build-system"]["requires"])
    assert run <= pins(root, "lock-run.txt").keys()
    assert run | test <= pins(root, "lock-test.txt").keys()
    assert build | {"editables"} <= pins(root, "lock-build.txt").keys()


def test_the_release_of_pyside_that_aborts_is_not_taken(root: Path, project: dict) -> None:
    (asked,) = (r for r in project["project"]["dependencies"] if r.startswith("PySide6"))
    assert "!=6.12.0" in asked
    assert pins(root, "lock-run.txt")["pyside6-essentials"] != "6.12.0"


def imported(path: Path) -> set[str]:
    """Return the top-level names that a file imports from outside the standard library."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names - sys.stdlib_module_names


@pytest.mark.parametrize(
    ("folder", "lock"), [("em_desktop", "lock-run.txt"), ("tests", "lock-test.txt")]
)
def test_every_library_that_is_imported_is_locked(root: Path, folder: str, lock: str) -> None:
    distributions = packages_distributions()
    locked = pins(root, lock).keys()
    unlocked = {
        (str(path.relative_to(root)), name)
        for path in (root / folder).rglob("*.py")
        for name in imported(path) & distributions.keys() - {"em_desktop"}
        if not wanted(distributions[name]) & locked
    }
    assert unlocked == set()
