import gc
import weakref

import pytest

from em_desktop import em
from em_desktop.em.sources import Source
from em_desktop.review.accept import accept, leave_blank
from em_desktop.review.edits import (
    AddColumn,
    DeleteRows,
    SetCells,
    SetClusters,
    SetEvidence,
    SetOptions,
    SetRoles,
    Several,
    new_rows,
)
from em_desktop.review.encode import encode
from em_desktop.review.finding import Finding, find_groups, rename_groups
from em_desktop.review.status import Status
from em_desktop.review.suggestions import Freshness, suggest
from em_desktop.roster.flags import FlagKind
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.roles import Roles
from em_desktop.session.document import Document, Scope
from em_desktop.session.loading import new_roster

NAME, GENDER, HEIGHT, CLASS = range(4)
WITH_GROUP = frozenset({Source.MEASUREMENT, Source.GROUP})


@pytest.fixture
def changes(document):
    """The scope of each change that was announced."""
    heard = []
    document.changed.connect(heard.append)
    return heard


def infer(document):
    encoding = encode(document.workspace, document.reading)
    document.set_suggestions(
        suggest(encoding, em.infer(encoding.design, encoding.evidence), document.next_fit)
    )


def cell(document, row_id, column):
    roster = document.workspace.roster
    return roster.cell(int(roster.positions([row_id])[0]), column)


def test_a_document_is_clean_and_nothing_can_be_undone_at_first(document):
    stack = document.undo_stack
    assert stack.isClean()
    assert not stack.canUndo()
    assert document.suggestions is None
    assert document.freshness is Freshness.CURRENT
    assert document.next_fit == 1


def test_steps_are_named_undone_and_done_again(document):
    stack = document.undo_stack
    document.do(SetCells(HEIGHT, (0,), ("tall",)), "editing height")
    document.do(DeleteRows((1, 2)), "deleting 2 rows")
    assert stack.undoText() == "deleting 2 rows"
    stack.undo()
    assert (stack.undoText(), stack.redoText()) == ("editing height", "deleting 2 rows")
    assert document.workspace.roster.n_rows == 43
    stack.undo()
    assert cell(document, 0, HEIGHT) != "tall"
    stack.redo()
    stack.redo()
    assert cell(document, 0, HEIGHT) == "tall"
    assert document.workspace.roster.n_rows == 41


def test_what_was_undone_is_gone_after_another_edit(document):
    document.do(SetCells(NAME, (0,), ("A",)), "one")
    document.undo_stack.undo()
    document.do(SetCells(NAME, (0,), ("B",)), "other")
    assert not document.undo_stack.canRedo()
    document.undo_stack.undo()
    assert cell(document, 0, NAME) == "Pupil 0"


def test_everything_derived_is_up_to_date_when_the_change_is_announced(document):
    seen = []

    def look():
        seen.append(
            (
                int(document.status[0]),
                document.reading.flags.counts()[FlagKind.UNREADABLE],
                document.freshness,
            )
        )

    infer(document)
    document.changed.connect(look)
    document.do(SetCells(HEIGHT, (0,), ("tall",)), "one")
    document.do(SetCells(GENDER, (0,), ("",)), "two")
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert seen == [
        (Status.RECORDED, 1, Freshness.STALE),
        (Status.MISSING, 1, Freshness.STALE),
        (Status.RECORDED, 1, Freshness.STALE),
        (Status.RECORDED, 0, Freshness.CURRENT),
    ]


def test_flags_and_status_agree_with_a_document_opened_anew(document, loaded_of):
    document.do(SetCells(NAME, (0, 1), ("Zoë", "Zoë")), "two of a name")
    document.do(new_rows(document.workspace, [("New", "", "1.7", "")]), "a row")
    document.do(DeleteRows((5, 40)), "two rows less")
    roster = document.workspace.roster
    rows = [tuple(roster.cell(i, c) for c in range(4)) for i in range(roster.n_rows)]
    anew = Document(loaded_of(rows))
    assert document.reading.flags.bits.tolist() == anew.reading.flags.bits.tolist()
    assert document.reading.measurement.values.tolist() == pytest.approx(
        anew.reading.measurement.values.tolist(), nan_ok=True
    )
    assert document.status.tolist() == anew.status.tolist()


@pytest.mark.parametrize(
    ("edit", "scope"),
    [
        (SetCells(NAME, (0,), ("A",)), Scope.CELLS),
        (SetOptions(ReadingOptions(unit=Unit.INCH)), Scope.CELLS),
        (DeleteRows((0,)), Scope.ROWS),
        (SetRoles(Roles(name=0)), Scope.COLUMNS),
        (SetEvidence(WITH_GROUP), Scope.COLUMNS),
        (SetClusters(None), Scope.COLUMNS),
        (AddColumn("type"), Scope.COLUMNS),
        (Several(()), Scope.CELLS),
        (Several((SetCells(NAME, (0,), ("A",)), DeleteRows((0,)))), Scope.ROWS),
        (Several((DeleteRows((0,)), Several((SetRoles(Roles(name=0)),)))), Scope.COLUMNS),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_scope_of_an_edit_and_of_its_undoing(document, changes, edit, scope):
    document.do(edit, "edit")
    document.undo_stack.undo()
    document.undo_stack.redo()
    assert changes == [scope] * 3


def test_new_suggestions_are_a_change_of_cells_and_no_step(document, changes):
    infer(document)
    assert changes == [Scope.CELLS]
    assert document.undo_stack.isClean()
    assert document.suggestions.number == 1
    assert document.next_fit == 2
    assert document.status[40] == Status.SUGGESTED


def test_the_probability_that_counts_as_unsure(document, changes):
    infer(document)
    document.set_unsure_below(0.9999999)
    assert document.status[40] == Status.UNSURE
    document.set_unsure_below(0.9999999)
    assert changes == [Scope.CELLS] * 2  # the second time nothing changed


def test_the_clean_state_follows_what_was_exported(document):
    stack = document.undo_stack
    document.do(SetCells(NAME, (0,), ("A",)), "one")
    assert not stack.isClean()
    document.saved()
    assert stack.isClean()
    document.do(accept_nothing(), "two")
    stack.undo()
    assert stack.isClean()
    stack.undo()
    assert not stack.isClean()


def accept_nothing():
    return Several(())


def test_suggestions_for_another_column_are_out_of_sight_until_it_is_back(document):
    infer(document)
    document.do(accept(document.suggestions, [40]), "accepting")
    document.do(SetRoles(Roles(category=CLASS, measurement=HEIGHT)), "another column")
    assert document.suggestions is None
    assert document.freshness is Freshness.CURRENT
    assert document.status[42] == Status.MISSING
    assert document.status[40] == Status.RECORDED
    document.undo_stack.undo()
    assert document.suggestions is not None
    assert document.status[40] == Status.ACCEPTED


def test_a_fit_of_a_column_that_was_changed_meanwhile_is_out_of_sight(document):
    encoding = encode(document.workspace, document.reading)
    document.do(SetRoles(Roles(category=CLASS, measurement=HEIGHT)), "another column")
    document.set_suggestions(suggest(encoding, em.infer(encoding.design, encoding.evidence)))
    assert document.suggestions is None


def test_an_edit_during_a_fit_makes_its_suggestions_stale_from_the_start(document):
    encoding = encode(document.workspace, document.reading)
    document.do(SetCells(HEIGHT, (0,), ("171",)), "editing height")
    document.set_suggestions(suggest(encoding, em.infer(encoding.design, encoding.evidence)))
    assert document.freshness is Freshness.STALE


def test_choices_of_reading_are_not_unsaved_work(document):
    document.do(SetEvidence(WITH_GROUP), "comparing within groups")
    assert not document.unsaved
    row_id = int(document.workspace.roster.row_ids[0])
    document.do(SetCells(0, (row_id,), ("Zoe",)), "editing name")
    assert document.unsaved
    document.saved()
    assert not document.unsaved


def test_a_document_that_is_let_go_is_gone_without_the_collector(qapp, loaded_of):
    """Collected as a ring with its steps, it made Qt delete a step that was gone, and crash."""
    document = Document(loaded_of([("Ann", "f", "160", "")]))
    document.do(SetCells(HEIGHT, (0,), ("161",)), "edit")
    document.undo_stack.undo()
    gone = weakref.ref(document)
    gc.disable()
    try:
        del document
        assert gone() is None
    finally:
        gc.enable()


def test_a_choice_is_told_of_when_columns_or_evidence_change(document):
    heard = []
    document.choice_made.connect(heard.append)
    document.do(SetCells(NAME, (0,), ("A",)), "editing")
    assert heard == []
    document.do(SetRoles(Roles(name=0, category=1)), "a role")
    document.do(SetEvidence(WITH_GROUP), "comparing")
    document.undo_stack.undo()
    assert [choice.roles for choice in heard] == [(("name", 0), ("category", 1))] * 3
    assert [len(choice.evidence) for choice in heard] == [1, 2, 1]
    assert {choice.path.name for choice in heard} == {"pupils.csv"}


def test_a_roster_without_a_file_has_nothing_to_remember(qapp):
    document = Document(new_roster(("",)))
    heard = []
    document.choice_made.connect(heard.append)
    document.do(SetEvidence(WITH_GROUP), "comparing")
    assert heard == []


def test_suggestions_go_by_the_names_that_their_groups_have(document):
    finding = Finding("size", ("low", "high"), (2,))
    document.do(find_groups(document.workspace, document.reading, finding), "find")
    infer(document)
    assert document.suggestions.labels == ("low", "high")
    document.do(rename_groups(document.workspace, document.reading, ("short", "tall")), "rename")
    assert document.suggestions.labels == ("short", "tall")
    assert document.suggestions.fit.categories == ("short", "tall")
    assert document.freshness is Freshness.CURRENT
    document.undo_stack.undo()
    assert document.suggestions.labels == ("low", "high")
    document.undo_stack.undo()
    assert document.suggestions is None
    document.undo_stack.redo()
    assert document.suggestions.labels == ("low", "high")


def test_the_time_of_each_edit_and_decision_is_noted_and_goes_with_an_undo(loaded_of, qapp):
    moments = iter((5.0, 10.0, 20.0, 30.0))
    document = Document(
        loaded_of([("Ann", "", "160", ""), ("Ben", "m", "180", "")]), clock=lambda: next(moments)
    )
    document.do(SetCells(HEIGHT, (0, 1), ("161", "181")), "editing")
    document.do(SetCells(HEIGHT, (1,), ("182",)), "editing")
    assert document.last_written == {(0, HEIGHT): 10.0, (1, HEIGHT): 20.0}
    document.undo_stack.undo()
    assert document.last_written == {(0, HEIGHT): 10.0, (1, HEIGHT): 10.0}
    document.do(leave_blank([0]), "leaving blank")
    assert document.workspace.decisions[0].time == 30.0
    document.do(SetCells(NAME, (1,), ("Bo",)), "editing", time=5.0)
    document.undo_stack.undo()
    document.undo_stack.redo()
    assert document.last_written[1, NAME] == 5.0
