import os
import time
from dataclasses import replace

import pytest

from em_desktop.files.journal import folder as journal_folder
from em_desktop.files.journal.file import JournalFile
from em_desktop.files.journal.folder import DAYS, Found, look
from em_desktop.files.journal.record import Did, Moved
from em_desktop.review.edits import DeleteRows
from em_desktop.review.place import Place

STEP = Did(DeleteRows((1,)), "deleting a row", 1.0)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "journals"


def leave(folder, header, *records):
    """Leave a journal behind, as a process does that is killed."""
    journal = JournalFile.create(folder, header)
    journal.append(records or [STEP, Moved(Place(2), "1 row deleted", 2.0)])
    journal.close()
    return journal.path


def make_old(path, seconds):
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_without_a_folder_there_is_nothing(folder):
    assert look(folder) == Found()
    assert not folder.exists()


def test_work_that_was_left_is_found_with_what_it_is_about(folder, header):
    path = leave(folder, header)
    [found] = look(folder).unfinished
    assert (found.journal, found.path, found.name) == (path, header.path, "roster.csv")
    assert found.left == "1 row deleted"
    assert found.time == pytest.approx(path.stat().st_mtime)
    assert not found.damaged


def test_it_is_known_by_the_content_of_the_file_wherever_that_lies(folder, header):
    leave(folder, header)
    found = look(folder)
    assert len(found.about(header.digest)) == 1
    assert found.about("cd" * 32) == ()
    assert len(found.of_another_version(header.path, "cd" * 32)) == 1
    assert found.of_another_version(header.path, header.digest) == ()


def test_a_new_roster_is_about_no_file(folder, header):
    leave(folder, replace(header, path=None, digest="", table=()))
    found = look(folder)
    assert found.unfinished[0].name == "New roster"
    assert found.about("") == ()


def test_the_newest_comes_first(folder, header):
    old, new = leave(folder, header), leave(folder, header)
    make_old(old, 3600)
    assert [each.journal for each in look(folder).unfinished] == [new, old]


def test_what_a_window_holds_is_left_alone(folder, header):
    journal = JournalFile.create(folder, header)
    journal.append([STEP])
    assert look(folder) == Found()
    assert journal.path.exists()
    journal.close()
    assert len(look(folder).unfinished) == 1


def test_exported_work_and_a_journal_without_any_step_go(folder, header):
    exported = leave(folder, header, STEP, Moved(Place(), "", 2.0))
    nothing = leave(folder, header, Moved(Place(), "", 2.0))
    assert look(folder) == Found()
    assert not exported.exists()
    assert not nothing.exists()


def test_the_oldest_go_where_there_are_too_many_or_they_are_too_old(folder, header, monkeypatch):
    monkeypatch.setattr(journal_folder, "MOST", 2)
    paths = [leave(folder, header) for _ in range(4)]
    for age, path in enumerate(paths):
        make_old(path, 3600 * (age + 1))
    make_old(paths[0], (DAYS + 1) * 86_400)
    assert [each.journal for each in look(folder).unfinished] == paths[1:3]
    assert sorted(folder.iterdir()) == sorted(paths[1:3])


def test_a_damaged_journal_is_set_aside_with_a_word(folder, header):
    path = leave(folder, header)
    content = b"garbage\n" + path.read_bytes()
    path.write_bytes(content)
    found = look(folder)
    assert found.unfinished == ()
    [aside] = folder.iterdir()
    assert aside.read_bytes() == content
    [words] = found.problems
    assert aside.name in words
    assert "damaged" in words
    assert look(folder) == Found()  # said once


def test_damage_behind_the_header_is_noted_and_nothing_is_touched(folder, header):
    path = leave(folder, header, *[STEP] * 4)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], b"garbage\n", *lines[3:]]))
    found = look(folder)
    assert found.unfinished[0].damaged
    assert found.problems == ()


def test_a_journal_of_a_newer_version_stays_and_is_said(folder, header, monkeypatch):
    monkeypatch.setattr("em_desktop.files.journal.record.VERSION", 2)
    path = leave(folder, header)
    monkeypatch.undo()
    found = look(folder)
    assert "newer version" in found.problems[0]
    assert path.exists()


def test_a_journal_that_was_hardly_begun_goes_once_it_is_old(folder, header):
    folder.mkdir()
    empty = folder / "20261127-1-a.journal"
    empty.write_bytes(b"")
    assert look(folder) == Found()
    assert empty.exists()  # another window may be beginning it
    make_old(empty, 120)
    assert look(folder) == Found()
    assert not empty.exists()


def test_what_was_set_aside_goes_after_the_same_time(folder):
    folder.mkdir()
    aside = folder / "20261127-1-a.damaged"
    aside.write_bytes(b"garbage")
    look(folder)
    assert aside.exists()
    make_old(aside, (DAYS + 1) * 86_400)
    look(folder)
    assert not aside.exists()


def test_what_cannot_be_read_is_passed_over(folder, header, monkeypatch):
    path = leave(folder, header)
    (folder / "a folder.journal").mkdir()
    assert [each.journal for each in look(folder).unfinished] == [path]


def test_a_copy_whose_journal_is_gone_goes_and_others_stay(folder, header):
    journal = JournalFile.create(folder, header)
    journal.append([STEP])
    journal.keep_copy(b"name,gender\n")
    journal.close()
    lonely = folder / "20261127-1-a.original"
    lonely.write_bytes(b"name,gender\n")
    half = folder / "20261127-1-a.original.tmp"
    half.write_bytes(b"name,")
    look(folder)
    assert lonely.exists()  # another window may be about to begin
    assert half.exists()
    for path in folder.iterdir():
        make_old(path, 120)
    look(folder)
    assert sorted(path.suffix for path in folder.iterdir()) == [".journal", ".original"]


@pytest.mark.parametrize("before", [[], [STEP, Moved(Place(2), "", 2.0)]])
def test_damage_that_hides_all_unfinished_work_is_set_aside_and_said(folder, header, before):
    """It looked like a journal in which nothing was done, and was deleted without a word."""
    path = leave(folder, header, *before, STEP, Moved(Place(2), "1 row deleted", 3.0))
    lines = path.read_bytes().splitlines(keepends=True)
    lines[1 + len(before)] = lines[1 + len(before)].replace(b"deleting", b"Deleting")
    path.write_bytes(b"".join(lines))
    found = look(folder)
    assert found.unfinished == ()
    assert "set aside" in found.problems[0]
    assert path.with_suffix(".damaged").read_bytes() == b"".join(lines)
    assert not path.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_what_is_no_file_is_neither_waited_for_nor_followed(folder, header, tmp_path):
    leave(folder, header)
    (tmp_path / "elsewhere").write_text("not ours\n")
    (folder / "a.journal").symlink_to(tmp_path / "elsewhere")
    (folder / "b.journal").mkdir()
    os.mkfifo(folder / "c.journal")
    found = look(folder)
    assert len(found.unfinished) == 1
    assert found.problems == ()
    assert {"a.journal", "b.journal", "c.journal"} < {path.name for path in folder.iterdir()}


def test_work_of_a_computer_whose_clock_was_not_set_is_not_taken_for_old(folder, header):
    path = leave(folder, header)
    os.utime(path, (0, 1_000.0))
    assert [each.journal for each in look(folder).unfinished] == [path]


def test_work_from_the_future_is_offered_too(folder, header):
    path = leave(folder, header)
    make_old(path, -400 * 86_400)
    assert [each.journal for each in look(folder).unfinished] == [path]
