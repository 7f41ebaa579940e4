"""What the machine must have: found by trial, installed only where that is permitted."""

import subprocess
import sys
from types import ModuleType
from typing import Any

import pytest

linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="Debian's packages are a matter of Linux"
)


@linux_only
def test_the_trial_tells_libraries_that_open_from_those_that_do_not(machine: ModuleType) -> None:
    names = ["libc.so.6", "libno-such-library.so.9"]
    assert machine.missing_libraries(names) == ["libno-such-library.so.9"]


def lacking(machine: ModuleType, monkeypatch: pytest.MonkeyPatch, *absent: str) -> None:
    """Let the machine lack these libraries."""
    monkeypatch.setattr(
        machine, "missing_libraries", lambda names: [name for name in names if name in absent]
    )


def test_each_missing_library_names_its_debian_package(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking(machine, monkeypatch, "libGL.so.1", "libglib-2.0.so.0")
    monkeypatch.setattr(machine, "has_fonts", lambda: True)
    assert machine.missing_packages(None, screen=False) == ["libglib2.0-0", "libgl1"]


def test_libraries_of_the_screen_matter_only_where_there_is_one(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking(machine, monkeypatch, "libxcb-cursor.so.0")
    monkeypatch.setattr(machine, "has_fonts", lambda: True)
    assert machine.missing_packages(None, screen=False) == []
    assert machine.missing_packages(None, screen=True) == ["libxcb-cursor0"]


def test_pip_is_asked_for_only_when_something_must_be_installed(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking(machine, monkeypatch)
    monkeypatch.setattr(machine, "has_fonts", lambda: False)
    monkeypatch.setattr(machine, "has_pip", lambda python: False)
    assert machine.missing_packages(None, screen=False) == ["fonts-dejavu-core"]
    packages = machine.missing_packages("python3", screen=False)
    assert packages == ["fonts-dejavu-core", "python3-pip"]


def test_without_permission_the_exact_line_is_told_and_nothing_is_run(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_: Any, **__: Any) -> None:
        pytest.fail("nothing may be run")

    monkeypatch.setattr(machine, "permission", lambda: None)
    monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(machine.SetUpError) as error:
        machine.install_packages(["libgl1", "python3-pip"])
    assert str(error.value).endswith("\n    sudo apt-get install libgl1 python3-pip")


def test_a_system_without_apt_is_told_what_is_missing(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine.shutil, "which", lambda name: None)
    with pytest.raises(machine.SetUpError, match=r"libgl1 libegl1.*own way"):
        machine.install_packages(["libgl1", "libegl1"])


def test_with_permission_apt_installs_and_its_failure_is_shown(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        return subprocess.CompletedProcess(command, 100, "", "E: no such place")

    monkeypatch.setattr(machine, "permission", lambda: ["sudo", "-n"])
    monkeypatch.setattr(machine.shutil, "which", lambda name: name)
    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(machine.SetUpError, match="E: no such place"):
        machine.install_packages(["libgl1"])
    assert [command[6:] for command in ran] == [
        ["update"],
        ["install", "-y", "--no-install-recommends", "libgl1"],
    ]


@linux_only
def test_what_the_installation_did_not_mend_is_said(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "missing_packages", lambda python, screen: ["libgl1"])
    monkeypatch.setattr(machine, "install_packages", lambda packages: None)
    with pytest.raises(machine.SetUpError, match="libgl1"):
        machine.prepare_machine(None, screen=False)
