"""Going through the steps of a document, and bringing back what a new one dropped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.journal.record import Did, Redone, Undone
from em_desktop.files.opening import untitled
from em_desktop.review.edits import AddColumn, DeleteRows, SetCells, new_rows
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster
from em_desktop.session.document import Document, Scope
from em_desktop.session.history import replay
from em_desktop.session.loading import Loaded
from em_desktop.session.steps import EventKind

NAME = 0


ROWS = (("A", "", "160", ""), ("B", "m", "180", ""), ("C", "f", "170", ""))


@pytest.fixture(scope="module")
def loaded_once():
    """Make the same file that was read, as often as it is wanted."""
    roster = Roster.from_rows(("name", "gender", "height", "class"), ROWS)
    workspace = Workspace.of(roster, Roles(name=0, category=1, measurement=2))
    opened = untitled(roster.header)
    reading = read(roster, workspace.roles, workspace.options)
    return lambda: Loaded(opened, workspace, reading)


@pytest.fixture
def rosters(loaded_of, qapp):
    """A document of three rows with a clock that counts, and what it announces."""
    moments = iter(range(1000))
    document = Document(
        loaded_of(ROWS),
        clock=lambda: float(next(moments)),
    )
    heard = {"changed": [], "recorded": [], "stepped": [], "dropped": []}
    document.changed.connect(heard["changed"].append)
    document.recorded.connect(heard["recorded"].append)
    document.stepped.connect(heard["stepped"].append)
    document.steps.dropped.connect(heard["dropped"].append)
    return document, heard


def write(document, *names):
    for name in names:
        document.do(SetCells(NAME, (0,), (name,)), f"writing {name}")


def first(document):
    return document.workspace.roster.cell(0, NAME)


def done(document):
    return [point.text for point in document.steps.points[1 : document.steps.index + 1]]


def as_replayed(document, start, records):
    """What another session would come to from the journal."""
    history = replay(start, records)
    assert len(history.records) == len(records)
    same = zip(history.workspace.roster.columns, document.workspace.roster.columns, strict=True)
    return all((a == b).all() for a, b in same)


def test_many_steps_are_undone_in_one_go_with_one_refresh(rosters):
    document, heard = rosters
    write(document, *(f"N{i}" for i in range(50)))
    heard["changed"].clear()
    heard["recorded"].clear()
    document.steps.go_to(10)
    assert (first(document), document.undo_stack.index()) == ("N9", 10)
    assert heard["changed"] == [Scope.CELLS]
    assert heard["recorded"] == [Undone()] * 40
    assert heard["stepped"] == [frozenset({0})]
    document.steps.go_to(45)
    assert first(document) == "N44"
    assert len(heard["changed"]) == 2
    document.steps.go_to(45)
    assert len(heard["changed"]) == 2
    document.steps.go_to(99)
    assert first(document) == "N49"
    document.steps.go_to(-1)
    assert (first(document), len(heard["changed"])) == ("A", 4)


def test_a_step_and_a_jump_each_say_once_that_they_begin_and_before_anything_is_done(rosters):
    document, heard = rosters
    began = []
    document.working.connect(lambda: began.append((first(document), len(heard["changed"]))))
    write(document, "N0", "N1", "N2")
    document.undo_stack.undo()
    document.steps.go_to(0)
    assert began == [("A", 0), ("N0", 1), ("N1", 2), ("N2", 3), ("N1", 4)]


def test_everything_derived_is_up_to_date_whenever_the_stack_announces(rosters):
    document, _ = rosters
    start = document.workspace
    document.do(DeleteRows((1,)), "deleting")
    document.do(AddColumn("more"), "adding a column")
    write(document, "X")
    seen = []

    def look():
        seen.append(len(document.status) == document.workspace.roster.n_rows)

    document.undo_stack.indexChanged.connect(look)
    document.steps.go_to(0)
    document.steps.go_to(3)
    document.steps.go_to(1)
    write(document, "Y")
    document.steps.bring_back()
    assert seen == [True] * 5
    assert document.workspace.roster.n_columns == start.roster.n_columns + 1


def test_a_jump_over_a_column_refreshes_the_columns(rosters):
    document, heard = rosters
    document.do(AddColumn("more"), "adding a column")
    write(document, "X")
    heard["changed"].clear()
    document.steps.go_to(0)
    assert heard["changed"] == [Scope.COLUMNS]


def test_what_a_new_step_drops_is_told_and_can_be_brought_back(rosters):
    document, heard = rosters
    start = document.workspace
    write(document, "one", "two", "three")
    document.steps.go_to(1)
    assert heard["dropped"] == []
    write(document, "other")
    assert heard["dropped"] == [2]
    assert (document.steps.n_dropped, done(document)) == (2, ["writing one", "writing other"])
    heard["changed"].clear()
    document.steps.bring_back()
    assert done(document) == ["writing one", "writing two", "writing three"]
    assert first(document) == "three"
    assert len(heard["changed"]) == 1
    assert [point.time for point in document.steps.points] == [0.0, 1.0, 2.0, 3.0]
    assert as_replayed(document, start, heard["recorded"])
    document.undo_stack.undo()
    assert first(document) == "two"
    document.steps.bring_back()
    assert done(document) == ["writing one", "writing other"]
    assert as_replayed(document, start, heard["recorded"])


def test_they_are_there_until_the_next_step_even_where_the_new_one_was_undone(rosters):
    document, heard = rosters
    start = document.workspace
    write(document, "one", "two")
    document.steps.go_to(1)
    write(document, "other")
    document.steps.go_to(0)
    document.steps.bring_back()
    assert first(document) == "two"
    assert as_replayed(document, start, heard["recorded"])
    document.steps.go_to(0)
    write(document, "new")
    write(document, "newer")
    assert document.steps.n_dropped == 0
    document.steps.bring_back()
    assert first(document) == "newer"


def test_what_was_exported_is_clean_again_once_it_is_brought_back(rosters):
    document, _ = rosters
    write(document, "one", "two")
    document.saved()
    write(document, "three")
    document.steps.go_to(1)
    write(document, "other")
    assert document.undo_stack.cleanIndex() == -1
    assert document.unsaved
    document.steps.bring_back()
    assert document.unsaved
    document.undo_stack.undo()
    assert not document.unsaved


def test_events_stand_at_the_state_in_which_they_happened(rosters):
    document, _ = rosters
    write(document, "one")
    exported = document.workspace
    write(document, "two")
    document.saved(exported)
    document.steps.happened(EventKind.INFERRED, "Inferred", 9.0)
    kinds = [[event.kind for event in point.events] for point in document.steps.points]
    assert kinds == [[], [EventKind.EXPORTED], [EventKind.INFERRED]]
    document.undo_stack.undo()
    document.saved()
    assert len(document.steps.points[1].events) == 2


def test_a_jump_is_recorded_step_by_step(rosters):
    document, heard = rosters
    start = document.workspace
    write(document, "one", "two", "three")
    document.steps.go_to(0)
    document.steps.go_to(2)
    assert [type(each) for each in heard["recorded"]] == [Did] * 3 + [Undone] * 3 + [Redone] * 2
    assert as_replayed(document, start, heard["recorded"])


OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 2)),
        st.tuples(st.just("delete"), st.integers(0, 2)),
        st.tuples(st.just("add"), st.just(0)),
        st.tuples(st.just("column"), st.just(0)),
        st.tuples(st.just("go"), st.integers(0, 20)),
        st.tuples(st.just("back"), st.just(0)),
        st.tuples(st.just("export"), st.just(0)),
    ),
    max_size=30,
)


def carried_out(document, operation, number):
    """Do one thing to a document, as far as it can be done."""
    what, at = operation
    workspace = document.workspace
    ids = workspace.roster.row_ids
    match what:
        case "write" if len(ids):
            row_id = int(ids[at % len(ids)])
            document.do(SetCells(NAME, (row_id,), (f"T{number}",)), "writing")
        case "delete" if len(ids):
            document.do(DeleteRows((int(ids[at % len(ids)]),)), "deleting")
        case "add":
            blank = ("",) * workspace.roster.n_columns
            document.do(new_rows(workspace, [blank]), "adding")
        case "column":
            document.do(AddColumn(f"C{number}"), "adding a column")
        case "go":
            document.steps.go_to(at % len(document.steps.points))
        case "back":
            document.steps.bring_back()
        case "export":
            document.saved()


def told(workspace):
    roster = workspace.roster
    return roster.header, roster.row_ids.tolist(), [list(column) for column in roster.columns]


@given(operations=OPERATIONS)
def test_whatever_is_done_the_steps_the_journal_and_the_state_agree(operations, loaded_once, qapp):
    document = Document(loaded_once())
    start, records, states = document.workspace, [], {}
    document.recorded.connect(records.append)
    states[document.steps.points[0]] = told(start)
    for number, operation in enumerate(operations):
        carried_out(document, operation, number)
        points, index = document.steps.points, document.steps.index
        assert len(points) == document.undo_stack.count() + 1
        now = told(document.workspace)
        assert states.setdefault(points[index], now) == now
        assert len(document.status) == document.workspace.roster.n_rows
    history = replay(start, records)
    assert len(history.records) == len(records)
    assert told(history.workspace) == told(document.workspace)
    for index, point in enumerate(document.steps.points):
        document.steps.go_to(index)
        if point in states:
            assert told(document.workspace) == states[point]
