"""What another program does to the open file is noticed, and nothing else is."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from em_desktop.files.version import version_of
from em_desktop.session.watching import Look, State, Watcher, look


@pytest.fixture
def roster(tmp_path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text("name,height\nAnn,160\n")
    return path


@pytest.fixture
def known(roster):
    version = version_of(roster)
    assert version is not None
    return version


def looked(path, known) -> Look:
    """Look until the file is quiet."""
    found = look(path, known)
    for _ in range(5):
        if found.state is not State.UNSETTLED:
            return found
        found = look(path, known, found)
    return found


def test_nothing_happened(roster, known):
    assert look(roster, known).state is State.SAME


def test_a_touched_file_is_the_same_and_is_not_read_again_the_next_time(roster, known):
    os.utime(roster, ns=(1, 1))
    found = looked(roster, known)
    assert found.state is State.SAME
    assert found.version is not None
    assert found.version.stamp.modified == 1


def test_a_changed_file_is_told_only_once_it_is_quiet(roster, known):
    with roster.open("a") as file:
        file.write("Ben,1")
    first = look(roster, known)
    assert first.state is State.UNSETTLED
    with roster.open("a") as file:
        file.write("75\n")
    second = look(roster, known, first)
    assert second.state is State.UNSETTLED
    third = look(roster, known, second)
    assert third.state is State.CHANGED
    assert third.version == version_of(roster)


def test_a_file_renamed_over_it_is_noticed(roster, known, tmp_path):
    other = tmp_path / "other"
    other.write_text("name,height\nAnn,161\n")
    other.replace(roster)
    assert looked(roster, known).state is State.CHANGED


def test_what_a_link_leads_to_counts(roster, tmp_path):
    link, other = tmp_path / "link.csv", tmp_path / "other.csv"
    shutil.copy(roster, other)
    link.symlink_to(roster)
    known = version_of(link)
    link.unlink()
    link.symlink_to(other)
    assert looked(link, known).state is State.SAME
    other.write_text("name\n")
    assert looked(link, known).state is State.CHANGED
    other.unlink()
    assert looked(link, known).state is State.GONE


def test_a_moment_without_a_file_is_not_the_end_of_it(roster, known):
    content = roster.read_bytes()
    roster.unlink()
    found = look(roster, known)
    assert found.state is State.UNSETTLED
    roster.write_bytes(content)
    assert looked(roster, known).state is State.SAME


def test_a_file_that_is_gone(roster, known):
    roster.unlink()
    assert looked(roster, known).state is State.GONE
    assert looked(roster.parent / "no" / "folder.csv", known).state is State.GONE


def test_a_drive_that_does_not_answer(roster, known, monkeypatch):
    def away(_path, **_):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "stat", away)
    assert look(roster, known).state is State.AWAY


# The watcher.


@pytest.fixture
def watcher(qapp, roster, known):
    made = Watcher(roster, known)
    yield made
    made.close()


def noticed(qtbot, watcher, do) -> Look:
    with qtbot.waitSignal(watcher.noticed, timeout=10_000) as signal:
        do()
    return signal.args[0]


def test_it_notices_by_itself(qtbot, watcher, roster):
    found = noticed(qtbot, watcher, lambda: roster.write_text("name\n"))
    assert found.state is State.CHANGED


def test_it_goes_on_after_a_rename_over_the_file(qtbot, watcher, roster, tmp_path):
    def replace(text):
        other = tmp_path / "other"
        other.write_text(text)
        other.replace(roster)

    first = noticed(qtbot, watcher, lambda: replace("name,height\nAnn,161\n"))
    second = noticed(qtbot, watcher, lambda: replace("name,height\nAnn,162\n"))
    assert first.state is second.state is State.CHANGED
    assert first.version.digest != second.version.digest


def test_it_notices_that_the_file_goes_and_comes_back(qtbot, watcher, roster, tmp_path):
    away = tmp_path / "away"
    assert noticed(qtbot, watcher, lambda: roster.rename(away)).state is State.GONE
    assert noticed(qtbot, watcher, lambda: away.rename(roster)).state is State.SAME


def test_a_touch_is_silence(qtbot, watcher, roster):
    told = []
    watcher.noticed.connect(told.append)
    os.utime(roster, ns=(1, 1))
    with qtbot.waitCallback(timeout=10_000) as quiet:
        watcher.check(quiet)
    assert quiet.args[0].state is State.SAME
    assert told == []


def test_what_was_accepted_is_no_news(qtbot, watcher, roster):
    found = noticed(qtbot, watcher, lambda: roster.write_text("name\n"))
    watcher.accept(found.version)
    told = []
    watcher.noticed.connect(told.append)
    with qtbot.waitCallback(timeout=10_000) as quiet:
        watcher.check(quiet)
    assert quiet.args[0].state is State.SAME
    assert told == []


def test_what_this_program_writes_is_no_news(qtbot, watcher, roster):
    told = []
    watcher.noticed.connect(told.append)
    watcher.hold()
    roster.write_text("name\nBen\n")
    watcher.check()
    with qtbot.waitCallback(timeout=10_000) as quiet:
        watcher.go_on(own=True)
        watcher.check(quiet)
    assert quiet.args[0].state is State.SAME
    assert told == []
    assert noticed(qtbot, watcher, lambda: roster.write_text("x\n")).state is State.CHANGED


def test_whoever_waits_for_a_file_that_is_written_all_the_time_is_told_so(
    qtbot, watcher, monkeypatch
):
    monkeypatch.setattr("em_desktop.session.watching.look", lambda *_: Look(State.UNSETTLED))
    monkeypatch.setattr("em_desktop.session.watching._PATIENCE", 1)
    with qtbot.waitCallback(timeout=10_000) as told:
        watcher.check(told)
    assert told.args[0].state is State.UNSETTLED


def test_an_unexpected_error_is_announced(qtbot, watcher, monkeypatch):
    def broken(*_):
        raise ValueError

    monkeypatch.setattr("em_desktop.session.watching.look", broken)
    with qtbot.waitSignal(watcher.crashed, timeout=10_000):
        watcher.check()


def test_a_question_is_answered_by_a_look_that_began_after_it(qtbot, watcher, monkeypatch):
    began = []
    real = look

    def noted(*arguments):
        began.append(None)
        return real(*arguments)

    monkeypatch.setattr("em_desktop.session.watching.look", noted)
    watcher.check()
    with qtbot.waitCallback(timeout=10_000) as told:
        watcher.check(told)
    assert len(began) == 2
