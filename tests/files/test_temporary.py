"""What a killed export left goes at once; a living one's file never does."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from em_desktop.files import temporary
from em_desktop.files.temporary import Temporary, clear_litter

fcntl = pytest.importorskip("fcntl")
CHILD = """
import sys
from pathlib import Path
from em_desktop.files.temporary import Temporary
made = Temporary(Path(sys.argv[1]), 0o600)
made.beside("older").write_bytes(b"old")
print(made.path.name, flush=True)
sys.stdin.read()
"""


def test_a_living_program_s_files_stay_and_a_killed_one_s_go_at_once(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        clear_litter(tmp_path)
        assert len(list(tmp_path.iterdir())) == 2
        child.kill()
        child.wait()
    clear_litter(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_others_made_stays(tmp_path: Path) -> None:
    mine = tmp_path / f".em-desktop-{'a' * 16}.tmp"
    theirs = [tmp_path / ".em-desktop-notes.tmp", tmp_path / "x.tmp"]
    for path in (mine, *theirs):
        path.write_bytes(b"piece")
    (tmp_path / f".em-desktop-{'b' * 16}.tmp").mkdir()
    clear_litter(tmp_path)
    assert not mine.exists()
    assert all(path.exists() for path in theirs)
    assert len(list(tmp_path.iterdir())) == 3


def test_on_a_disk_without_locks_only_what_is_old_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(temporary.fcntl, "flock", refuse)
    made = Temporary(tmp_path, 0o600)
    clear_litter(tmp_path)
    assert made.path.exists()
    os.utime(made.path, (0, 0))
    clear_litter(tmp_path)
    assert not made.path.exists()
    made.end()


def test_a_file_that_was_cleared_before_it_was_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, left = fcntl.flock, iter([True])

    def late(descriptor: int, how: int) -> None:
        if next(left, False):
            clear_litter(tmp_path)
        real(descriptor, how)

    monkeypatch.setattr(temporary.fcntl, "flock", late)
    made = Temporary(tmp_path, 0o600)
    assert [made.path] == list(tmp_path.iterdir())
    made.end()
    assert list(tmp_path.iterdir()) == []
