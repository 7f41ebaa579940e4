"""The set-up: made once, quick afterwards, mended when broken."""

import ast
import json
import runpy
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def installed(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What pip was asked for; it installs nothing here."""
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(dev, "pip_install", lambda *arguments: calls.append(arguments))
    return calls


def plant(dev: ModuleType) -> Path:
    """Leave something in .venv that only a rebuild removes."""
    planted: Path = dev.VENV / "planted"
    planted.touch()
    return planted


def test_set_up_installs_by_hash_and_is_then_ready(
    dev: ModuleType, installed: list[tuple[str, ...]]
) -> None:
    assert not dev.is_ready("run")
    dev.set_up("run")
    assert dev.is_ready("run")
    assert not dev.is_ready("test")
    locks, checkout = installed
    assert "--require-hashes" in locks
    assert [Path(word).name for word in locks if word.endswith(".txt")] == [
        "lock-build.txt",
        "lock-run.txt",
    ]
    assert checkout == (
        "--no-deps",
        "--no-build-isolation",
        "--editable",
        str(dev.ROOT),
    )


def test_what_the_tests_need_is_enough_to_run(
    dev: ModuleType, installed: list[tuple[str, ...]]
) -> None:
    dev.set_up("test")
    assert dev.is_ready("run")
    assert dev.is_ready("test")


@pytest.mark.parametrize("changed", ["pyproject.toml", "packaging/lock-run.txt"])
def test_a_changed_lock_is_installed_into_the_same_environment(
    dev: ModuleType, installed: list[tuple[str, ...]], changed: str
) -> None:
    dev.set_up("run")
    planted = plant(dev)
    (dev.ROOT / changed).write_text("something else\n")
    assert not dev.is_ready("run")
    dev.set_up("run")
    assert dev.is_ready("run")
    assert planted.exists()


def test_an_interrupted_set_up_is_begun_anew(
    dev: ModuleType, installed: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(dev, "pip_install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            dev.set_up("run")
    planted = plant(dev)
    assert not dev.is_ready("run")
    dev.set_up("run")
    assert dev.is_ready("run")
    assert not planted.exists()


def test_what_pip_could_not_begin_leaves_the_environment_as_it_was(
    dev: ModuleType, installed: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: str) -> None:
        raise dev.SetUpError("no network")

    dev.set_up("run")
    monkeypatch.setattr(dev, "pip_install", refused)
    with pytest.raises(dev.SetUpError):
        dev.set_up("test")
    assert dev.is_ready("run")
    assert not dev.is_ready("test")


def test_what_pip_left_half_done_is_begun_anew(
    dev: ModuleType, installed: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def half_done(*_: str) -> None:
        library = next(dev.VENV.rglob("site-packages"))
        (library / "something-1.0.dist-info").mkdir()
        raise dev.SetUpError("disk full")

    dev.set_up("run")
    monkeypatch.setattr(dev, "pip_install", half_done)
    with pytest.raises(dev.SetUpError):
        dev.set_up("test")
    assert not dev.is_ready("run")


def broken(dev: ModuleType) -> None:
    """The Python that .venv was made from went away."""
    dev.PYTHON.unlink()


def moved(dev: ModuleType) -> None:
    """The checkout was somewhere else when .venv was made."""
    stamp = json.loads(dev.STAMP.read_text())
    dev.STAMP.write_text(json.dumps(stamp | {"root": "/elsewhere"}))


def other_python(dev: ModuleType) -> None:
    """.venv answers, but as another Python."""
    dev.PYTHON.unlink()
    dev.PYTHON.write_text("#!/bin/sh\necho cpython-309\n")
    dev.PYTHON.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="the broken parts are those of POSIX")
@pytest.mark.parametrize("harm", [broken, moved, other_python])
def test_an_environment_that_cannot_serve_is_made_anew(
    dev: ModuleType, installed: list[tuple[str, ...]], harm: Callable[[ModuleType], None]
) -> None:
    dev.set_up("run")
    planted = plant(dev)
    harm(dev)
    assert not dev.is_ready("run")
    dev.set_up("run")
    assert dev.is_ready("run")
    assert not planted.exists()


def test_an_environment_made_by_hand_is_completed(
    dev: ModuleType, installed: list[tuple[str, ...]]
) -> None:
    dev.set_up("run")
    dev.STAMP.unlink()
    planted = plant(dev)
    dev.set_up("run")
    assert planted.exists()
    assert dev.is_ready("run")


def test_a_damaged_stamp_counts_as_none(dev: ModuleType, installed: list[tuple[str, ...]]) -> None:
    dev.set_up("run")
    dev.STAMP.write_text('{"state": "rea')
    assert dev.read_stamp() == {}
    assert not dev.is_ready("run")


def test_a_ready_environment_needs_neither_pip_nor_network(
    dev: ModuleType, installed: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    pips: list[str | None] = []
    monkeypatch.setattr(dev, "prepare_machine", lambda python, screen: pips.append(python))
    dev.prepare("run", screen=False)
    installed.clear()
    dev.prepare("run", screen=False)
    assert pips == [dev.outer_python(), None]
    assert installed == []


def test_outputs_never_take_the_name_of_a_file_that_is_there(
    dev: ModuleType, tmp_path: Path
) -> None:
    roster = Path("somewhere/class 11b.ods")
    names = [path.name for path in dev.free_outputs(roster, tmp_path)]
    assert names == [
        "class 11b-corrected.ods",
        "class 11b-corrected.receipt.json",
        "class 11b-corrected.png",
    ]
    (tmp_path / "class 11b-corrected.png").touch()
    corrected, *_ = dev.free_outputs(roster, tmp_path)
    assert corrected.name == "class 11b-corrected-2.ods"


def test_outputs_go_where_the_user_is_but_never_among_tracked_files(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert dev.output_folder() == tmp_path.resolve()
    monkeypatch.chdir(dev.ROOT / "packaging")
    assert dev.output_folder() == dev.ROOT / "build"


def test_a_display_that_qt_cannot_use_leads_to_the_same_work_without_a_window(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    started: list[tuple[str, ...]] = []

    def em_desktop(*arguments: str, **_: str) -> int:
        started.append(arguments)
        return 0

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(dev, "prepare", lambda kind, screen: None)
    monkeypatch.setattr(dev, "em_desktop", em_desktop)
    monkeypatch.setattr(dev, "has_display", lambda: True)
    monkeypatch.setattr(dev, "qt_starts", lambda: False)
    assert dev.run(Path("r.csv")) == 0
    repair, picture = started
    assert repair[:4] == ("repair", "r.csv", "--output", str(tmp_path / "r-corrected.csv"))
    assert picture == ("picture", "r.csv", str(tmp_path / "r-corrected.png"))
    said = capsys.readouterr().out
    assert "cannot be used" in said
    assert str(tmp_path / "r-corrected.png") in said  # repair itself names the other two


def test_every_check_runs_and_one_failure_is_enough_to_fail(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
) -> None:
    ran: list[str] = []

    def run(command: list[str], **_: object) -> object:
        ran.append(Path(command[0]).name)
        return dev.subprocess.CompletedProcess(command, 1 if ran[-1] == "mypy" else 0)

    monkeypatch.setattr(dev, "prepare", lambda kind, screen: None)
    monkeypatch.setattr(dev.subprocess, "run", run)
    assert dev.test(long=False, pytest_arguments=[]) == 1
    assert ran == ["ruff", "ruff", "mypy", "lint-imports", "pytest"]
    assert capfd.readouterr().out.endswith("FAILED: mypy --strict\n")


def test_an_older_python_is_told_so_in_a_sentence(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = root / "packaging" / "dev.py"
    ast.parse(script.read_text("utf-8"), feature_version=(3, 7))  # it can be read that far back
    monkeypatch.setattr(sys, "version_info", (3, 10, 4, "final", 0))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer, and this is Python 3\.10"):
        runpy.run_path(str(script))


def test_a_set_up_that_cannot_go_on_ends_in_its_sentence(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    def prepare(kind: str, *, screen: bool) -> None:
        raise dev.SetUpError("Please install this.")

    monkeypatch.setattr(dev, "prepare", prepare)
    assert dev.main(["test"]) == 1
    assert capsys.readouterr().err == "\nPlease install this.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a file cannot stand in for a folder there")
def test_a_place_that_cannot_be_used_is_named_without_a_traceback(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(dev, "prepare_machine", lambda python, screen: None)
    monkeypatch.setattr(dev, "VENV", dev.ROOT / "pyproject.toml" / ".venv")
    assert dev.main(["run"]) == 1
    assert "Traceback" not in (said := capfd.readouterr().err)
    assert ".venv" in said


def test_the_virtual_environment_is_made_without_the_packages_of_debian(
    dev: ModuleType, installed: list[tuple[str, ...]]
) -> None:
    dev.set_up("run")
    assert "include-system-site-packages = false" in (dev.VENV / "pyvenv.cfg").read_text()
    shutil.rmtree(dev.VENV)
    assert not dev.is_ready("run")
