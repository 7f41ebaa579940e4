"""Whether a file is still the one that was read."""

import os
from pathlib import Path

import pytest

from em_desktop.files import version
from em_desktop.files.opening import open_roster
from em_desktop.files.version import Stamp, Version, is_still, version_of


@pytest.fixture
def roster(tmp_path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text("name,height\nAnn,160\n")
    return path


def settled(path: Path) -> Version:
    """The version that a file has, as if it had been read long after it was written."""
    now = version_of(path)
    assert now is not None
    return Version(now.stamp, now.digest)


def test_a_file_that_was_opened_knows_its_version(roster):
    opened = open_roster(roster)
    now = version_of(roster)
    assert opened.version is not None
    assert now is not None
    assert (opened.version.stamp, opened.version.digest) == (now.stamp, now.digest)


def test_a_touched_file_is_still_the_same(roster):
    before = settled(roster)
    os.utime(roster, ns=(1, 1))
    assert is_still(roster, before)


def test_a_replaced_file_with_the_same_bytes_is_still_the_same(roster, tmp_path):
    before = settled(roster)
    other = tmp_path / "other"
    other.write_bytes(roster.read_bytes())
    other.replace(roster)
    assert is_still(roster, before)


def test_a_change_of_the_same_length_with_its_time_set_back_is_seen(roster):
    before = settled(roster)
    roster.write_text("name,height\nAnn,161\n")
    os.utime(roster, ns=(before.stamp.modified, before.stamp.modified))
    assert not is_still(roster, before)


def test_a_second_change_within_one_tick_of_the_clock_is_seen(roster):
    now = version_of(roster)
    assert now is not None
    assert not now.settled  # it was written just now
    roster.write_text("name,height\nAnn,161\n")
    coarse = Version(Stamp.of(roster.stat()), now.digest, settled=False)
    assert not is_still(roster, coarse)


def test_a_file_that_is_long_unchanged_is_not_read_again(roster, monkeypatch):
    before = settled(roster)
    monkeypatch.setattr(version, "version_of", lambda _path: pytest.fail("it was read"))
    assert is_still(roster, before)


def test_a_file_that_changes_while_it_is_looked_at_has_no_version(roster):
    roster.write_bytes(b"x" * 3_000_000)

    def meddle() -> None:
        with roster.open("ab") as file:
            file.write(b"more")

    assert version_of(roster, meddle) is None


def test_a_file_that_is_renamed_over_while_it_is_looked_at_has_no_version(roster, tmp_path):
    other = tmp_path / "other"
    other.write_text("name\n")
    assert version_of(roster, lambda: other.exists() and other.replace(roster)) is None


def test_a_file_that_is_gone_is_an_error_of_the_system(roster):
    roster.unlink()
    with pytest.raises(FileNotFoundError):
        version_of(roster)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_that_took_the_name_is_not_waited_for(roster):
    known = version_of(roster)
    roster.unlink()
    os.mkfifo(roster)
    with pytest.raises(OSError, match="Invalid argument"):
        version_of(roster)
    with pytest.raises(OSError, match="Invalid argument"):
        is_still(roster, known)
