"""From one process to the next: what was done, recorded, and gone on with."""

import errno
import os
import shutil
from dataclasses import replace

import pytest

from em_desktop.em.sources import Source
from em_desktop.files.journal.file import JournalFile
from em_desktop.files.journal.folder import discard, look
from em_desktop.files.problem import FileProblem, ReadCancelled
from em_desktop.files.source import ReadOptions
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import (
    AddColumn,
    DeleteRows,
    SetCells,
    SetDecisions,
    SetRoles,
    new_rows,
)
from em_desktop.review.order import Sorting
from em_desktop.review.place import Block, Place
from em_desktop.review.show import Show
from em_desktop.roster.options import DEFAULT_MISSING_WORDS
from em_desktop.roster.roles import Roles
from em_desktop.session.document import Document
from em_desktop.session.loading import load, new_roster
from em_desktop.session.recorder import Recorder
from em_desktop.session.recovery import RosterChanged, resume
from em_desktop.session.steps import EventKind

CONTENT = "name,gender,height\n" + "".join(
    f"P{i},{('f', 'm', '')[i % 3]},{150 + i}\n" for i in range(12)
)
PLACE = Place(4, 1, (Block(3, 5, 0, 1),), Show.MISSING, Sorting(2, descending=True), 2)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "state" / "journals"


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text(CONTENT)
    return path


@pytest.fixture
def session(qapp, folder):
    """Begin to work on a roster, as one process; all are closed in the end."""
    recorders = []

    def begin(loaded, place=PLACE):
        document = Document(loaded)
        recorder = Recorder(document, folder, lambda: place, past=loaded.past)
        recorders.append(recorder)
        return document, recorder

    yield begin
    for recorder in recorders:
        recorder.close(keep=True)


def read(path, options=None):
    return load(path, DEFAULT_MISSING_WORDS, options)


def gone_on(folder, path=None):
    [left] = look(folder).unfinished
    return resume(left, path)


def state(document):
    """All that must be the same after a recovery."""
    workspace, stack = document.workspace, document.undo_stack
    texts = [stack.text(i) for i in range(stack.count())]
    return (
        [list(column) for column in workspace.roster.columns],
        workspace.roster.row_ids.tolist(),
        workspace.roster.header,
        dict(workspace.decisions),
        [None if d is None else d.time for d in workspace.decisions.values()],
        workspace.roles,
        workspace.options,
        workspace.evidence,
        workspace.clusters,
        workspace.next_id,
        (stack.index(), stack.count(), stack.cleanIndex(), texts),
        document.unsaved,
        document.unexported,
        dict(document.last_written),
        [point.time for point in document.steps.points],
        [
            [event.kind for event in point.events if event.kind is EventKind.EXPORTED]
            for point in document.steps.points
        ],
    )


def work_a_little(document):
    decisions = {2: Decision(Answer.ACCEPTED, "f", 0.9, 0.8, 2), 5: Decision(Answer.DEFERRED)}
    document.do(SetDecisions(decisions), "accepting 1 suggestion & more")
    document.do(SetCells(0, (0, 1), ("Zoë", "\ud800")), "paste of 2 cells")
    document.do(DeleteRows((3, 4)), "deleting 2 rows")
    document.undo_stack.undo()
    document.do(SetRoles(Roles(name=0, category=1, measurement=2)), "meaning")
    document.do(new_rows(document.workspace, [("New", "", "170")]), "adding a row")
    document.do(AddColumn("type"), "adding a column")
    document.undo_stack.undo()
    document.undo_stack.undo()


def test_everything_is_as_it_was_left(session, folder, roster):
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)
    loaded = gone_on(folder)
    again, _ = session(loaded)
    assert state(again) == state(document)
    assert loaded.past.place == PLACE
    assert loaded.past.sentences == ()
    assert again.next_fit == 3


def test_undo_leads_all_the_way_back_and_redo_forth_again(session, folder, roster):
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)
    again, _ = session(gone_on(folder))
    for one in (document, again):
        one.undo_stack.setIndex(0)
    assert state(again) == state(document)
    assert not again.unsaved
    for one in (document, again):
        one.undo_stack.setIndex(one.undo_stack.count())
    assert state(again) == state(document)


def test_work_goes_on_in_the_same_journal(session, folder, roster):
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)
    second, recorder = session(gone_on(folder))
    second.undo_stack.undo()
    second.do(SetCells(2, (6,), ("199",)), "editing height")
    recorder.close(keep=True)
    assert len(list(folder.glob("*.journal"))) == 1
    third, _ = session(gone_on(folder))
    assert state(third) == state(second)


def test_exported_work_is_clean_at_its_step(session, folder, roster):
    document, recorder = session(read(roster))
    document.do(SetCells(0, (0,), ("one",)), "one")
    written = document.workspace
    document.do(SetCells(0, (1,), ("two",)), "two")
    document.saved(written)  # an edit came while the file was written
    recorder.close(keep=True)
    again, recorder = session(gone_on(folder))
    assert state(again) == state(document)
    assert again.unexported == "1 cell changed"
    again.saved()
    again.do(SetCells(0, (2,), ("three",)), "three")
    again.undo_stack.undo()
    assert not again.unsaved
    again.undo_stack.undo()
    recorder.close(keep=True)
    third, _ = session(gone_on(folder))
    assert state(third) == state(again)
    assert third.unsaved


def test_a_journal_of_exported_work_is_not_offered(session, folder, roster):
    document, recorder = session(read(roster))
    document.do(SetCells(0, (0,), ("one",)), "one")
    document.saved()
    recorder.close(keep=True)
    assert look(folder).unfinished == ()
    assert list(folder.iterdir()) == []


def test_nothing_is_written_before_the_first_step(session, folder, roster):
    _, recorder = session(read(roster))
    recorder.moved()
    assert recorder.flush()
    assert not folder.exists()


def test_discarding_deletes_the_journal(session, folder, roster):
    document, recorder = session(read(roster))
    document.do(SetCells(0, (0,), ("one",)), "one")
    assert recorder.flush()
    assert len(list(folder.glob("*.journal"))) == 1
    recorder.close(keep=False)
    assert list(folder.iterdir()) == []


def test_a_new_roster_has_its_rows_in_the_journal(session, folder):
    document, recorder = session(new_roster(DEFAULT_MISSING_WORDS))
    document.do(new_rows(document.workspace, [("Anna", "f", "160", "")]), "adding a row")
    document.do(SetCells(1, (0,), ("m",)), "editing gender")
    recorder.close(keep=True)
    again, _ = session(gone_on(folder))
    assert state(again) == state(document)
    assert again.opened.path is None
    assert again.opened.source.rewrite is not None


def test_a_table_without_a_file_comes_back_with_its_rows(session, folder, roster):
    loaded = read(roster)
    loaded = replace(loaded, opened=replace(loaded.opened, path=None, digest=""))
    document, recorder = session(loaded)
    document.do(SetCells(0, (0,), ("Zoë",)), "editing name")
    recorder.close(keep=True)
    again, _ = session(gone_on(folder))
    assert state(again)[:3] == state(document)[:3]
    again.undo_stack.undo()
    assert again.workspace.roster.cell(0, 0) == "P0"


def test_the_file_is_read_as_it_was_read_then(session, folder, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("1;2\n3;4\n5;6\n")
    document, recorder = session(read(path, ReadOptions(delimiter=";", header_row=-1)))
    document.do(DeleteRows((0,)), "deleting a row")
    recorder.close(keep=True)
    again, _ = session(gone_on(folder))
    assert state(again) == state(document)
    assert again.opened.options == ReadOptions(delimiter=";", header_row=-1)


def test_roles_and_evidence_at_the_start_are_those_of_the_time(session, folder, roster):
    loaded = read(roster)
    roles = Roles(name=0, category=1, measurement=2)
    evidence = frozenset({Source.MEASUREMENT, Source.NAME})
    loaded = replace(loaded, workspace=replace(loaded.workspace, roles=roles, evidence=evidence))
    document, recorder = session(loaded)
    document.do(SetRoles(Roles(category=1)), "meaning")
    document.do(SetCells(0, (0,), ("x",)), "editing")
    recorder.close(keep=True)
    again, _ = session(gone_on(folder))
    again.undo_stack.setIndex(0)
    assert (again.workspace.roles, again.workspace.evidence) == (roles, evidence)


def without_copy(folder):
    for copy in folder.glob("*.original"):
        copy.unlink()


def test_the_file_may_lie_elsewhere_by_now(session, folder, roster, tmp_path):
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)
    without_copy(folder)
    moved = tmp_path / "archive.csv"
    shutil.move(roster, moved)
    with pytest.raises(FileProblem, match="open it where it is now"):
        gone_on(folder)
    again, _ = session(gone_on(folder, moved))
    assert state(again) == state(document)
    assert again.opened.path == moved


def test_another_content_is_said_and_the_work_is_kept(session, folder, roster):
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)
    without_copy(folder)
    roster.write_text(CONTENT.replace("P0", "Q0"))
    with pytest.raises(RosterChanged, match="is kept"):
        gone_on(folder)
    roster.write_text(CONTENT)
    again, _ = session(gone_on(folder))
    assert state(again) == state(document)


@pytest.mark.parametrize("what", ["gone", "changed", "another format"])
def test_with_the_copy_one_goes_on_whatever_became_of_the_file(session, folder, roster, what):
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)
    if what == "gone":
        roster.unlink()
    else:
        roster.write_bytes(b"%PDF-1.7" if what == "another format" else b"name,gender\nA,f\n")
    loaded = gone_on(folder)
    again, _ = session(loaded)
    assert state(again) == state(document)
    assert again.opened.path == roster
    assert again.opened.version.digest == document.opened.digest
    words = "has been changed" if what == "changed" else "not where it was"
    assert words in loaded.past.sentences[0]


def test_a_copy_that_is_not_whole_is_not_used(session, folder, roster):
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)
    [copy] = folder.glob("*.original")
    copy.write_bytes(copy.read_bytes()[:-3])
    roster.unlink()
    with pytest.raises(FileProblem, match="open it where it is now"):
        gone_on(folder)


def test_the_file_is_copied_from_memory_where_it_has_gone_before_the_first_step(
    session, folder, roster
):
    document, recorder = session(read(roster))
    roster.unlink()
    work_a_little(document)
    recorder.close(keep=True)
    again, _ = session(gone_on(folder))
    assert state(again) == state(document)


def test_the_copy_goes_with_its_journal(session, folder, roster):
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)
    assert sorted(path.suffix for path in folder.iterdir()) == [".journal", ".original"]
    [left] = look(folder).unfinished
    assert discard(left.journal)
    assert list(folder.iterdir()) == []


def test_what_another_window_has_is_not_taken_from_it(session, folder, roster, monkeypatch):
    monkeypatch.setattr("em_desktop.files.journal.file._PATIENCE", 0.0)
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)
    [left] = look(folder).unfinished
    _, recorder = session(resume(left))
    assert look(folder).unfinished == ()
    with pytest.raises(FileProblem, match="another window"):
        resume(left)
    recorder.close(keep=True)
    resume(left).past.journal.close()


def test_a_cancelled_recovery_leaves_the_journal_as_it_was(session, folder, roster):
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)
    [left] = look(folder).unfinished
    with pytest.raises(ReadCancelled):
        resume(left, cancelled=lambda: True)
    again, _ = session(resume(left))
    assert state(again) == state(document)


def test_of_a_damaged_journal_all_before_the_damage_comes_back(session, folder, roster):
    document, recorder = session(read(roster))
    for i in range(6):
        document.do(SetCells(0, (i,), (f"step {i}",)), f"step {i}")
    recorder.close(keep=True)
    [path] = folder.glob("*.journal")
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"step 3"', b'"step X"', 1))
    loaded = gone_on(folder)
    again, recorder = session(loaded)
    assert again.undo_stack.count() == 3
    assert list(again.workspace.roster.columns[0])[:4] == ["step 0", "step 1", "step 2", "P3"]
    [said] = loaded.past.sentences
    [aside] = folder.glob("*.damaged")
    assert aside.name in said
    assert b"step X" in aside.read_bytes()
    again.do(SetCells(0, (9,), ("on",)), "going on")
    recorder.close(keep=True)
    third, _ = session(gone_on(folder))
    assert state(third) == state(again)


def test_the_file_on_a_read_only_medium_is_no_hindrance(session, folder, roster):
    roster.chmod(0o400)
    roster.parent.joinpath("x").mkdir()
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)
    again, _ = session(gone_on(folder))
    assert state(again) == state(document)
    assert roster.read_text() == CONTENT


def test_a_journal_that_goes_while_one_looks_is_a_problem_in_words(session, folder, roster):
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)
    [left] = look(folder).unfinished
    left.journal.unlink()
    with pytest.raises(FileProblem, match="are gone"):
        resume(left)


def test_a_journal_that_is_no_journal_any_more_is_a_problem_in_words(session, folder, roster):
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)
    [left] = look(folder).unfinished
    left.journal.write_bytes(b"something else\n")
    with pytest.raises(FileProblem, match="damaged"):
        resume(left)


def test_loading_a_file_finds_the_work_that_was_left_on_it(session, folder, roster, tmp_path):
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)
    copy = tmp_path / "copy.csv"
    shutil.copy(roster, copy)
    loaded = load(copy, DEFAULT_MISSING_WORDS, journals=folder)
    [left] = loaded.left_behind.about(loaded.opened.digest)
    assert left.path == roster
    assert isinstance(JournalFile.reopen(left.journal)[0], JournalFile)


def test_work_on_a_file_that_was_renamed_is_offered_where_it_is_now(session, folder, roster):
    """The second time too: else one would go on with a copy, as if the file were gone."""
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)
    moved = roster.rename(roster.with_name("renamed.csv"))
    document, recorder = session(gone_on(folder, moved))
    before = state(document)
    recorder.close(keep=True)
    [left] = look(folder).unfinished
    assert left.path == moved
    assert len(list(folder.glob("*.journal"))) == len(list(folder.glob("*.original"))) == 1
    document, _recorder = session(gone_on(folder))
    assert document.opened.path == moved
    assert state(document) == before


def test_work_on_a_renamed_file_is_kept_where_nothing_can_be_written(
    session, folder, roster, monkeypatch
):
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)
    moved = roster.rename(roster.with_name("renamed.csv"))
    document, recorder = session(gone_on(folder, moved))

    def full(_descriptor, _content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", full)
        assert not recorder.flush()
        recorder.close(keep=True)
    [left] = look(folder).unfinished
    assert left.path == roster


def test_notes_that_cannot_be_written_to_are_spoken_of_in_words(
    session, folder, roster, monkeypatch
):
    document, recorder = session(read(roster))
    work_a_little(document)
    recorder.close(keep=True)

    def read_only(_path):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(JournalFile, "reopen", read_only)
    with pytest.raises(FileProblem, match=r"notes of the work on “roster\.csv” lie in") as told:
        gone_on(folder)
    assert ".journal" not in str(told.value)
