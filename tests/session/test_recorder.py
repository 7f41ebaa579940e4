import errno
import os

import pytest
from PySide6.QtCore import QObject

from em_desktop.files.journal.file import JournalFile
from em_desktop.files.journal.folder import look
from em_desktop.files.journal.record import Did, Moved, read_journal
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import SetCells, SetDecisions
from em_desktop.review.place import Place
from em_desktop.session import recorder as recorder_module
from em_desktop.session.document import Document
from em_desktop.session.loading import load
from em_desktop.session.recorder import Recorder


class Where(QObject):
    """Tells a place that a test changes."""

    def __init__(self):
        super().__init__()
        self.place = Place(1)

    def __call__(self):
        return self.place


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "journals"


@pytest.fixture
def where(qapp):
    return Where()


@pytest.fixture
def recorder(document, folder, where):
    recorder = Recorder(document, folder, where)
    yield recorder
    recorder.close(keep=True)


def write(document, text="x"):
    document.do(SetCells(0, (0,), (text,)), f"editing {text}")


def kept(folder):
    [path] = folder.glob("*.journal")
    return read_journal(path.read_bytes())


def steps(folder):
    found = kept(folder)
    records = () if found is None else found.records  # None while it is being begun
    return [record for record in records if not isinstance(record, Moved)]


def until(qtbot, condition):
    qtbot.waitUntil(condition, timeout=5000)


def written(folder, n):
    return bool(list(folder.glob("*.journal"))) and len(steps(folder)) == n


def test_steps_are_written_by_themselves(qtbot, recorder, document, folder):
    write(document)
    until(qtbot, lambda: written(folder, 1))
    document.undo_stack.undo()
    document.undo_stack.redo()
    until(qtbot, lambda: written(folder, 3))
    assert look(folder).unfinished == ()  # the window holds it


def test_steps_that_come_while_others_are_written_follow(
    qtbot, recorder, document, folder, monkeypatch
):
    append, late = JournalFile.append, []

    def slow(journal, records, pause=None):
        append(journal, records)
        if not late:
            late.append(1)

    monkeypatch.setattr(JournalFile, "append", slow)
    write(document, "one")
    until(qtbot, lambda: bool(late))
    write(document, "two")
    until(qtbot, lambda: written(folder, 2))


def test_the_place_is_noted_with_each_step_and_when_it_changes(
    qtbot, recorder, document, folder, where
):
    write(document)
    until(qtbot, lambda: written(folder, 1))
    assert kept(folder).records[-1].place == Place(1)
    where.place = Place(7, 2)
    recorder.moved()
    until(qtbot, lambda: kept(folder).records[-1].place == Place(7, 2))
    assert kept(folder).records[-1].left == "1 cell changed"


def test_a_place_that_stays_is_not_written_again(qtbot, recorder, document, folder):
    write(document)
    until(qtbot, lambda: written(folder, 1))
    until(qtbot, lambda: not recorder._timer.isActive())
    n = len(kept(folder).records)
    recorder.moved()
    until(qtbot, lambda: not recorder._timer.isActive())
    assert len(kept(folder).records) == n


def test_a_large_step_is_written_whole(qtbot, recorder, document, folder):
    decisions = {i: Decision(Answer.ACCEPTED, "female", 0.9, 0.5, 1) for i in range(20_000)}
    document.recorded.emit(Did(SetDecisions(decisions), "accepting", 1.0))
    until(qtbot, lambda: written(folder, 1))
    assert steps(folder)[0].edit == SetDecisions(decisions)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "cannot be written"),
        (errno.EIO, "does not answer"),
    ],
)
def test_trouble_is_said_once_and_so_is_its_end(
    qtbot, recorder, document, folder, monkeypatch, number, words
):
    said = []
    recorder.troubled.connect(said.append)
    monkeypatch.setattr(recorder_module, "_AGAIN", 20)

    def full(_descriptor, _content):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", full)
        write(document, "one")
        until(qtbot, lambda: bool(said))
        write(document, "two")
        with qtbot.waitSignal(recorder._timer.timeout):
            pass
        assert not recorder.flush()
    with qtbot.waitSignal(recorder.recovered, timeout=5000):
        write(document, "three")
    assert len(said) == 1
    assert words in said[0]
    assert str(folder) in said[0] or number == errno.ENOSPC
    assert len(steps(folder)) == 3


def test_a_folder_that_cannot_be_made_is_trouble_too(qtbot, document, tmp_path, where):
    (tmp_path / "file").write_text("in the way")
    recorder = Recorder(document, tmp_path / "file" / "journals", where)
    with qtbot.waitSignal(recorder.troubled, timeout=5000):
        write(document)
    recorder.close(keep=True)


def test_a_journal_that_somebody_deletes_is_written_anew(qtbot, recorder, document, folder):
    write(document, "one")
    until(qtbot, lambda: written(folder, 1))
    next(folder.iterdir()).unlink()
    write(document, "two")
    until(qtbot, lambda: written(folder, 2))


def test_what_nobody_foresaw_is_reported_and_nothing_crashes(
    qtbot, recorder, document, folder, monkeypatch
):
    def broken(*_args):
        raise RuntimeError("boom")

    monkeypatch.setattr(JournalFile, "append", broken)
    with qtbot.waitSignal(recorder.crashed, timeout=5000):
        write(document)
    write(document, "more")
    assert not recorder.flush()


def test_closing_writes_what_waits(recorder, document, folder):
    write(document)
    recorder.close(keep=True)
    assert written(folder, 1)
    write(document, "late")  # nobody listens any more
    assert written(folder, 1)


def test_what_was_undone_is_still_work_that_somebody_may_want_back(recorder, document, folder):
    write(document)
    document.undo_stack.undo()
    assert not document.unsaved
    recorder.close(keep=True)
    [work] = look(folder).unfinished
    assert work.left == "changes that were undone"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_in_the_place_of_the_file_does_not_hold_up_the_notes(qapp, folder, where, tmp_path):
    """The copy of the file is then made of what was read."""
    roster = tmp_path / "roster.csv"
    roster.write_text("name,gender,height\nAnn,f,160\nBob,,180\n")
    content = roster.read_bytes()
    document = Document(load(roster, ()))
    recorder = Recorder(document, folder, where)
    roster.unlink()
    os.mkfifo(roster)
    write(document)
    recorder.close(keep=True)
    assert written(folder, 1)
    assert next(folder.glob("*.original")).read_bytes() == content
