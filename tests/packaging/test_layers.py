"""The floors of the house: import-linter sees a violation, and nobody uses more than he may."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# What each floor may use besides the standard library and the floors below it.
QT_CORE = {"PySide6.QtCore", "PySide6.QtGui"}  # QtGui holds the undo stack
FORMATS = {"clevercsv", "chardet", "xlsxwriter", "python_calamine", "pyarrow"}
ALLOWED = {
    "assets": set[str](),
    "em": {"numpy"},
    "roster": {"numpy"},
    "review": {"numpy"},
    "files": {"numpy", *FORMATS},
    "session": {"numpy", "platformdirs", *QT_CORE},
    "ui": {"numpy", "pyqtgraph", "PySide6"},
    "cli": {"numpy"},
    "app": {"numpy", "pyqtgraph", "PySide6"},
    "__main__": set[str](),
    "__init__": set[str](),
}


def lint(tree: Path) -> tuple[int, str]:
    """Run import-linter on a tree; return its exit code and what it said."""
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-logo",
        "--no-cache",
    ]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def tree(root: Path, tmp_path: Path) -> Path:
    """A copy of the package, to plant violations in."""
    shutil.copytree(
        root / "em_desktop",
        tmp_path / "em_desktop",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_stands(tree: Path) -> None:
    code, said = lint(tree)
    assert code == 0, said
    assert "0 broken" in said


@pytest.mark.parametrize(
    ("where", "line", "broken"),
    [
        ("em/planted.py", "import em_desktop.ui.theme", "Floors BROKEN"),
        ("em/planted.py", "import em_desktop.roster", "Floors BROKEN"),
        ("em/planted.py", "import pandas", "numpy only BROKEN"),
        ("roster/planted.py", "def later():\n    import em_desktop.review.edits", "Floors BROKEN"),
        ("files/planted.py", "from PySide6 import QtCore", "know no Qt BROKEN"),
        ("session/planted.py", "import em_desktop.ui.theme", "Floors BROKEN"),
        ("newcomer/__init__.py", "", "newcomer"),
    ],
)
def test_a_planted_violation_is_seen(tree: Path, where: str, line: str, broken: str) -> None:
    planted = tree / "em_desktop" / where
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(f"{line}\n")
    code, said = lint(tree)
    assert code == 1, said
    assert broken in said


def test_a_planted_cycle_between_siblings_is_seen(tree: Path) -> None:
    for name, other in (("here", "there"), ("there", "here")):
        planted = tree / "em_desktop" / "ui" / name / "__init__.py"
        planted.parent.mkdir()
        planted.write_text(f"import em_desktop.ui.{other}\n")
    code, said = lint(tree)
    assert code == 1
    assert "No cycles between siblings BROKEN" in said


def imports(path: Path) -> Iterator[str]:
    """Yield every module that a file imports, wherever in it; names of PySide6 in full."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: say whole names"
            if node.module == "PySide6":
                yield from (f"PySide6.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


def foreign(path: Path) -> set[str]:
    """Return what a file imports from outside, Qt by module, other libraries by name."""
    names = set()
    for module in imports(path):
        top = module.partition(".")[0]
        if top not in sys.stdlib_module_names and top != "em_desktop":
            names.add(".".join(module.split(".")[:2]) if top == "PySide6" else top)
    return names


def test_each_floor_uses_only_the_libraries_that_are_its_own(root: Path) -> None:
    package = root / "em_desktop"
    trespassers = {}
    for path in package.rglob("*.py"):
        floor = path.relative_to(package).parts[0].removesuffix(".py")
        allowed = ALLOWED[floor]
        extra = {name for name in foreign(path) if not {name, name.partition(".")[0]} & allowed}
        if extra:
            trespassers[str(path.relative_to(root))] = extra
    assert trespassers == {}


WITHOUT_QT = """
import importlib, pkgutil, sys
for floor in ("assets", "em", "roster", "review", "files", "cli"):
    module = importlib.import_module(f"em_desktop.{floor}")
    for child in pkgutil.walk_packages(getattr(module, "__path__", ()), f"em_desktop.{floor}."):
        importlib.import_module(child.name)
print(sorted({name.partition(".")[0] for name in sys.modules} & {"PySide6", "shiboken6"}))
"""


def test_the_command_line_and_the_floors_below_never_load_qt(root: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_QT]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_the_window_is_painted_before_anything_heavy_is_imported(
    root: Path, tmp_path: Path
) -> None:
    paint = root / "tests" / "benchmarks" / "paint.py"
    place = {"EM_DESKTOP_HOME": str(tmp_path), "PYTHONPATH": str(root)}
    place["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, str(paint), "ours"]
    done = subprocess.run(
        command, cwd=root, env={**os.environ, **place}, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("painted\n", 0)
