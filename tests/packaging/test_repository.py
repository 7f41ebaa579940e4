"""What lies in the repository, and what must not."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

TOP = {"README.md", "em_desktop", "packaging", "pyproject.toml", "resources", "tests"}
DOTFILES = {".ci", ".github", ".gitignore", ".pre-commit-config.yaml"}
MADE = {".git", ".venv", "build", "dist", "__pycache__"}  # never tracked
BINARY = {".xlsx", ".ods", ".png", ".ico", ".icns", ".qm", ".ttf"}

# In pieces, for this file is looked at, too.
FORBIDDEN = [
    "pypi" + ".org",
    "python" + "hosted",
    "extra" + "-index",
    "find" + "-links",
    "/work" + "/main",
    "/work" + "/shared",
    "/opt" + "/",
]


@pytest.fixture(scope="module")
def tracked(root: Path) -> list[Path]:
    """The files of the repository; in an unpacked archive, all that are not made."""
    try:
        command = ["git", "ls-files", "-z", "--cached"]
        listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        inside = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
        return [
            path
            for path in inside
            if not MADE & set(path.parts) and not (path.parts[0].endswith("_cache"))
        ]
    return [Path(name) for name in listed.stdout.split("\0") if name and (root / name).is_file()]


def test_the_top_level_is_as_agreed(tracked: list[Path]) -> None:
    top = {path.parts[0] for path in tracked}
    assert {name for name in top if not name.startswith(".")} == TOP
    assert {name for name in top if name.startswith(".") and "hypothesis" not in name} <= DOTFILES


def test_no_file_names_a_registry_or_a_place_of_one_machine(
    root: Path, tracked: list[Path]
) -> None:
    found = [
        (str(path), word)
        for path in tracked
        if path.suffix not in BINARY
        for text in [(root / path).read_text("utf-8", errors="replace").lower()]
        for word in FORBIDDEN
        if word in text
    ]
    assert found == []


def test_packaging_is_no_package(root: Path) -> None:
    assert not list((root / "packaging").rglob("__init__.py"))  # it would hide a library's name


def test_no_module_is_longer_than_a_person_reads(root: Path) -> None:
    long = {
        str(path.relative_to(root)): count
        for folder in ("em_desktop", "packaging")
        for path in (root / folder).rglob("*.py")
        if (count := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}


def test_pictures_are_quick_to_load(root: Path) -> None:
    pictures = (root / "resources" / "pictures").glob("*.png")
    assert [path.name for path in pictures if path.stat().st_size > 150_000] == []


def test_continuous_integration_calls_the_command_of_the_readme(root: Path) -> None:
    command = "python3 packaging/dev.py test"
    run = root / ".ci" / "run"
    assert run.read_text("utf-8").rstrip().endswith(command)
    assert run.stat().st_mode & 0o111 or sys.platform == "win32"
    assert command in (root / "README.md").read_text("utf-8")


def test_a_wheel_holds_the_resources_and_the_licence(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=root, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "em_desktop/__main__.py" in names
    assert "em_desktop/resources/samples/edmond.csv" in names
    assert any(name.endswith("licenses/packaging/LICENSE") for name in names)
    assert not any(name.startswith(("tests/", "packaging/", "resources/")) for name in names)


def test_tests_of_the_long_mode_are_left_out_unless_asked_for(root: Path) -> None:
    pytest_options = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]
    assert "-m=not long" in pytest_options["ini_options"]["addopts"]
