import errno
import os
import stat

import pytest

from em_desktop.files.journal import file as journal_file
from em_desktop.files.journal.file import JournalFile, JournalGone, JournalInUse
from em_desktop.files.journal.record import Did, Undone
from em_desktop.review.edits import DeleteRows


def did(i):
    return Did(DeleteRows((i,)), f"step {i}", float(i))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "state" / "journals"


def reopened(path):
    journal, kept = JournalFile.reopen(path)
    journal.close()
    return kept


def test_what_was_appended_is_read_by_the_next_process(folder, header):
    journal = JournalFile.create(folder, header)
    journal.append([did(1), Undone()])
    journal.append([did(2)])
    journal.close()
    kept = reopened(journal.path)
    assert (kept.header, kept.records) == (header, (did(1), Undone(), did(2)))


def test_it_goes_on_where_it_was_left(folder, header):
    first = JournalFile.create(folder, header)
    first.append([did(1)])
    first.close()
    again, _ = JournalFile.reopen(first.path)
    again.append([did(2)])
    again.close()
    assert reopened(first.path).records == (did(1), did(2))


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_only_the_user_may_read_it(folder, header):
    journal = JournalFile.create(folder, header)
    journal.close()
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_two_windows_cannot_hold_one_journal(folder, header, monkeypatch):
    monkeypatch.setattr(journal_file, "_PATIENCE", 0.0)
    journal = JournalFile.create(folder, header)
    with pytest.raises(JournalInUse):
        JournalFile.reopen(journal.path)
    journal.close()
    JournalFile.reopen(journal.path)[0].close()


def test_an_object_that_goes_lets_the_journal_go(folder, header, monkeypatch):
    monkeypatch.setattr(journal_file, "_PATIENCE", 0.0)
    path = JournalFile.create(folder, header).path
    JournalFile.reopen(path)[0].close()


def test_a_torn_end_goes_with_the_next_record(folder, header):
    journal = JournalFile.create(folder, header)
    journal.append([did(1), did(2)])
    journal.close()
    content = journal.path.read_bytes()
    journal.path.write_bytes(content[:-5])
    again, kept = JournalFile.reopen(journal.path)
    assert kept.records == (did(1),)
    again.append([did(3)])
    again.close()
    assert reopened(journal.path).records == (did(1), did(3))


def test_one_goes_back_to_an_earlier_record(folder, header):
    journal = JournalFile.create(folder, header)
    journal.append([did(1), did(2), did(3)])
    journal.close()
    again, kept = JournalFile.reopen(journal.path)
    again.go_back_to(kept, 1)
    again.append([did(4)])
    again.close()
    assert reopened(journal.path).records == (did(1), did(4))


def test_what_finds_no_room_leaves_nothing_behind(folder, header, monkeypatch):
    journal = JournalFile.create(folder, header)
    journal.append([did(1)])
    write = os.write

    def full(descriptor, content):
        write(descriptor, bytes(content[:7]))
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        journal.append([did(2)])
    monkeypatch.undo()
    journal.append([did(2), did(3)])
    journal.close()
    assert reopened(journal.path).records == (did(1), did(2), did(3))


def test_a_journal_that_cannot_be_begun_is_not_there(folder, header, monkeypatch):
    def full(_descriptor, _content):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        JournalFile.create(folder, header)
    assert list(folder.iterdir()) == []


def test_one_hears_that_the_file_was_taken_away(folder, header):
    journal = JournalFile.create(folder, header)
    journal.path.unlink()
    with pytest.raises(JournalGone):
        journal.append([did(1)])
    journal.close()


def test_a_copy_with_what_could_not_be_read_is_set_aside(folder, header):
    journal = JournalFile.create(folder, header)
    journal.append([did(1)])
    first, second = journal.set_aside(), journal.set_aside()
    assert first != second
    assert first.read_bytes() == second.read_bytes() == journal.path.read_bytes()
    journal.discard()
    assert sorted(folder.iterdir()) == sorted([first, second])
