"""Notes of who has a file open, and what becomes of them when a process dies."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from em_desktop.session import locks
from em_desktop.session.locks import Hold, Holder, OpenFiles, holder_of

OTHER_WINDOW = """
import sys, time
from pathlib import Path
from em_desktop.session.locks import OpenFiles
notes = OpenFiles(Path(sys.argv[1]))
notes.hold(Path(sys.argv[2]))
print("open", flush=True)
time.sleep(120)
"""


@pytest.fixture
def other_window(tmp_path):
    """Another process that has a file open; returns the process."""
    started = []

    def start(file: Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", OTHER_WINDOW, str(tmp_path / "state"), str(file)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        started.append(child)
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        return child

    yield start
    for child in started:
        child.kill()
        child.wait()
        child.stdout.close()


@pytest.fixture
def roster(tmp_path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text("name\nAnn\n")
    return path


def test_a_window_sees_the_other_and_not_itself(tmp_path, roster):
    one, two = OpenFiles(tmp_path / "state"), OpenFiles(tmp_path / "state")
    one.hold(roster)
    assert one.others(roster) == ()
    (holder,) = two.others(roster)
    assert holder.pid == os.getpid()
    assert datetime.now(UTC) - holder.since < timedelta(minutes=1)
    two.hold(roster)
    assert len(one.others(roster)) == 1
    one.release()
    assert two.others(roster) == ()
    two.release()
    assert list((tmp_path / "state" / "open").iterdir()) == []


def test_the_next_file_takes_the_place_of_the_one_before(tmp_path, roster):
    one, two = OpenFiles(tmp_path), OpenFiles(tmp_path)
    one.hold(roster)
    one.hold(tmp_path / "other.csv")
    assert two.others(roster) == ()
    one.release()


def test_a_link_is_the_file_that_it_leads_to(tmp_path, roster):
    link = tmp_path / "link.csv"
    link.symlink_to(roster)
    one, two = OpenFiles(tmp_path), OpenFiles(tmp_path)
    one.hold(link)
    assert len(two.others(roster)) == 1
    one.release()


def test_a_killed_process_blocks_nobody_and_its_note_goes(tmp_path, roster, other_window):
    child = other_window(roster)
    mine = OpenFiles(tmp_path / "state")
    assert [holder.pid for holder in mine.others(roster)] == [child.pid]
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert mine.others(roster) == ()
    assert list(mine.folder.iterdir()) == []


def test_no_note_can_be_written(tmp_path, roster):
    (tmp_path / "state").write_text("a file where the folder should be")
    mine = OpenFiles(tmp_path / "state")
    mine.hold(roster)
    assert mine.others(roster) == ()
    mine.release()


def test_a_note_that_is_no_note_is_passed_over(tmp_path, roster):
    one, two = OpenFiles(tmp_path), OpenFiles(tmp_path)
    one.hold(roster)
    (note,) = one.folder.iterdir()
    (one.folder / note.name.replace(str(os.getpid()), "1")).write_bytes(b"\xff\0 damaged")
    assert len(two.others(roster)) == 1
    one.release()


def test_an_old_note_of_another_computer_counts_as_left_behind(tmp_path, roster, monkeypatch):
    mine = OpenFiles(tmp_path)
    mine.hold(roster)
    mine.release()
    days = {"old": 30, "new": 1}
    for name, ago in days.items():
        (mine.folder / f"{locks._key(roster)}-{name}.lock").touch()
        since = datetime.now(UTC) - timedelta(days=ago)
        days[name] = Holder(7, "elsewhere", since)
    monkeypatch.setattr(locks, "holder_of", lambda note: days[note.stem.rsplit("-", 1)[1]])
    assert mine.others(roster) == (days["new"],)


def test_a_hold_is_seen_until_it_is_released(tmp_path):
    path = tmp_path / "journals" / "one.lock"
    assert holder_of(path) is None
    hold = Hold(path)
    assert hold.held
    assert not Hold(path).held
    holder = holder_of(path)
    assert holder is not None
    assert holder.pid == os.getpid()
    hold.release()
    hold.release()
    assert holder_of(path) is None
    assert not path.exists()
