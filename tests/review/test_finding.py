"""Groups in a table without categories, from the choice to the exported column."""

import random
from datetime import UTC, datetime

import numpy as np
import pytest

from em_desktop.em import Interrupted
from em_desktop.em.scale import CannotFit
from em_desktop.em.sources import Source
from em_desktop.review.accept import accept
from em_desktop.review.clusters import Clusters
from em_desktop.review.decisions import Answer
from em_desktop.review.edits import AddColumn, SetCells, SetRoles, apply
from em_desktop.review.encode import encode
from em_desktop.review.finding import (
    Finding,
    choose,
    find_groups,
    measurable,
    remove_groups,
    rename_groups,
    target_column,
    usual_measurements,
)
from em_desktop.review.receipt import receipt
from em_desktop.review.resolve import resolve
from em_desktop.review.status import Status
from em_desktop.roster.roles import Roles

HEADER = ("no", "minutes", "wait")
TWO = Finding("type", ("short", "long"), (1, 2))


@pytest.fixture
def geyser(desk_of):
    """Thirty short eruptions, ids 0 to 29, and thirty long ones, ids 30 to 59."""
    draw = random.Random(7)
    rows = [
        (str(i + 1), f"{draw.gauss(2 if i < 30 else 4.4, 0.3):.2f}", f"{draw.gauss(w, 5):.0f}")
        for i, w in enumerate([54] * 30 + [80] * 30)
    ]
    return desk_of(rows, Roles(), HEADER)


@pytest.fixture
def found(geyser):
    """The same with two groups, inferred."""
    geyser.do(find_groups(geyser.workspace, geyser.reading, TWO))
    geyser.infer()
    return geyser


def content(workspace):
    roster = workspace.roster
    cells = tuple(tuple(column) for column in roster.columns)
    chosen = (workspace.roles, workspace.clusters, workspace.evidence, dict(workspace.decisions))
    return roster.header, cells, tuple(roster.row_ids), chosen


def test_columns_of_numbers_can_be_measured_but_not_the_row_numbers(geyser):
    assert measurable(geyser.workspace, geyser.reading) == (1, 2)
    assert usual_measurements(geyser.workspace, geyser.reading) == (1, 2)


def test_what_is_measured_already_comes_first(geyser):
    geyser.do(SetRoles(Roles(measurement=2)))
    assert usual_measurements(geyser.workspace, geyser.reading) == (2,)


def test_bic_sees_two_groups(geyser):
    assert choose(geyser.workspace, (1,), most=4).k == 2
    assert choose(geyser.workspace, (1, 2), most=3).k == 2


def test_choosing_can_be_cancelled_and_may_have_nothing_to_choose_from(geyser, desk_of):
    with pytest.raises(Interrupted):
        choose(geyser.workspace, (1,), cancelled=lambda: True)
    words = desk_of([("a", "x", "")] * 5, Roles(), HEADER)
    with pytest.raises(CannotFit):
        choose(words.workspace, (1,))


def test_groups_get_a_blank_column_on_the_right_that_is_to_be_filled_in(geyser):
    geyser.do(find_groups(geyser.workspace, geyser.reading, TWO))
    workspace = geyser.workspace
    assert workspace.roster.header == (*HEADER, "type")
    assert set(workspace.roster.columns[3]) == {""}
    assert workspace.roles == Roles(category=3, measurement=1, further=(2,))
    assert workspace.clusters == Clusters(3, ("short", "long"))
    assert workspace.evidence == {Source.MEASUREMENT}
    assert (geyser.status == Status.MISSING).all()


def test_finding_groups_is_taken_back_as_it_was(geyser):
    before = content(geyser.workspace)
    inverse = geyser.do(find_groups(geyser.workspace, geyser.reading, TWO))
    after = content(geyser.workspace)
    again = geyser.do(inverse)
    assert content(geyser.workspace) == before
    geyser.do(again)
    assert content(geyser.workspace) == after


def test_no_row_is_recorded_and_all_categories_are_there(geyser):
    geyser.do(find_groups(geyser.workspace, geyser.reading, TWO))
    encoding = encode(geyser.workspace, geyser.reading)
    assert encoding.labels == ("short", "long")
    assert (encoding.design.labels == -1).all()
    assert encoding.design.n_rows == 60
    assert encoding.design.further is not None
    assert encoding.recorded.tolist() == [0, 0]
    assert encoding.warnings == ()


def test_em_finds_the_groups(found):
    suggestions = found.suggestions
    best = [suggestions.of(row_id).text for row_id in range(60)]
    assert best == ["short"] * 30 + ["long"] * 30
    assert (found.status == Status.SUGGESTED).all()


def test_own_entries_are_recorded_rows_of_the_next_fit(found):
    found.do(SetCells(3, (0, 1, 40), ("short", "Long", "other")))
    encoding = encode(found.workspace, found.reading)
    assert encoding.labels == ("short", "long")
    assert encoding.recorded.tolist() == [1, 1]
    assert encoding.warnings == (
        "“other”: none of the groups, so kept as written, never suggested.",
    )
    assert (found.status[[0, 1, 40]] == Status.ENTERED).all()


def test_accepted_groups_and_own_entries_are_written_into_a_new_column(found):
    found.do(accept(found.suggestions, range(2, 60)))
    found.do(SetCells(3, (0,), ("long",)))
    changes = resolve(found.workspace, found.reading)
    assert dict(changes.cells) == {}
    [column] = changes.new_columns
    assert column.header == "type"
    expected = {0: "long"} | dict.fromkeys(range(2, 30), "short")
    assert column.texts == expected | dict.fromkeys(range(30, 60), "long")


def test_provenance_stands_behind_the_new_column(found):
    found.do(accept(found.suggestions, [5]))
    found.do(SetCells(3, (0,), ("long",)))
    new = resolve(found.workspace, found.reading, provenance=True).new_columns
    assert [column.header for column in new] == ["type", "type_source", "type_probability"]
    assert [new[1].texts[i] for i in (0, 1, 5)] == ["entered", "missing", "suggested, accepted"]


def test_the_receipt_lists_every_row_of_the_file(found):
    found.do(accept(found.suggestions, [5]))
    found.do(SetCells(3, (0,), ("long",)))
    changes = resolve(found.workspace, found.reading)
    when = datetime(2025, 9, 1, 8, 30, tzinfo=UTC)
    done = receipt(
        found.workspace, found.reading, found.suggestions, changes, file="a.csv", time=when
    )
    assert (done.rows, done.missing, done.filled) == (60, 60, 2)
    assert done.roles["category"] == "type"
    assert done.further == ("wait",)
    assert [entry.written for entry in done.entries[:6]] == ["long", *[None] * 4, "short"]
    assert done.entries[0].why == "entered by hand"
    assert [c.category for c in done.components] == ["short", "long"]


def test_renaming_goes_through_entries_and_answers_and_back(found):
    found.do(accept(found.suggestions, [5, 45]))
    found.do(SetCells(3, (0, 1, 2), ("long", "SHORT", "other")))
    before = content(found.workspace)
    # Names may even change places.
    inverse = found.do(rename_groups(found.workspace, found.reading, ("long", "very long")))
    workspace = found.workspace
    assert workspace.clusters == Clusters(3, ("long", "very long"))
    assert workspace.roster.columns[3][:3].tolist() == ["very long", "long", "other"]
    assert workspace.decisions[5].text == "long"
    assert workspace.decisions[45].text == "very long"
    assert workspace.decisions[45].answer is Answer.ACCEPTED
    found.do(inverse)
    assert content(found.workspace) == before


def test_the_same_groups_under_other_names_are_only_renamed(found):
    found.do(accept(found.suggestions, [5]))
    found.do(
        find_groups(found.workspace, found.reading, Finding("ignored", ("low", "high"), (1, 2)))
    )
    assert found.workspace.roster.header == (*HEADER, "type")
    assert found.workspace.decisions[5].text == "low"


def test_other_groups_put_the_answers_aside_but_not_the_entries(found):
    found.do(accept(found.suggestions, [5]))
    found.do(SetCells(3, (0,), ("long",)))
    inverse = found.do(
        find_groups(found.workspace, found.reading, Finding("ignored", ("a", "b", "long"), (2,)))
    )
    workspace = found.workspace
    assert workspace.roster.header == (*HEADER, "type")
    assert workspace.clusters == Clusters(3, ("a", "b", "long"))
    assert workspace.roles == Roles(category=3, measurement=2)
    assert not workspace.decisions
    assert workspace.roster.columns[3][0] == "long"
    found.do(inverse)
    assert found.workspace.decisions[5].text == "short"


def test_a_blank_column_to_fill_in_is_used(desk_of):
    desk = desk_of([(f"{i}", "", f"{i % 7}") for i in range(20)], Roles(category=1))
    assert target_column(desk.workspace, desk.reading) == 1
    desk.do(find_groups(desk.workspace, desk.reading, Finding("", ("a", "b"), (2,))))
    assert desk.workspace.roster.n_columns == 4
    assert encode(desk.workspace, desk.reading).labels == ("a", "b")
    inverse = desk.do(remove_groups(desk.workspace))
    assert desk.workspace.clusters is None
    assert desk.workspace.roles.category == 1
    desk.do(inverse)
    assert desk.workspace.clusters is not None


def test_a_column_with_entries_is_left_alone(desk):
    assert target_column(desk.workspace, desk.reading) is None
    desk.do(find_groups(desk.workspace, desk.reading, Finding("size", ("s", "l"), (2,))))
    assert desk.workspace.roles.category == 4
    assert desk.workspace.roster.header[4] == "size"


def test_groups_and_their_column_can_be_taken_away(found):
    found.do(SetCells(3, (0,), ("long",)))
    before = content(found.workspace)
    inverse = found.do(remove_groups(found.workspace))
    assert found.workspace.roster.header == HEADER
    assert found.workspace.roles == Roles(measurement=1, further=(2,))
    found.do(inverse)
    assert content(found.workspace) == before


def test_names_count_only_in_their_own_column(found):
    found.do(SetRoles(Roles(category=0, measurement=1)))
    assert found.reading.categories.known == ()


def test_without_groups_there_is_nothing_to_rename_or_take_away(desk):
    with pytest.raises(ValueError, match="one name"):
        rename_groups(desk.workspace, desk.reading, ("a", "b"))
    with pytest.raises(ValueError, match="no groups"):
        remove_groups(desk.workspace)


def test_many_rows_are_sampled(desk_of, monkeypatch):
    monkeypatch.setattr("em_desktop.review.finding.SAMPLE", 50)
    draw = np.random.default_rng(0)
    rows = [("", "", f"{x:.3f}") for x in draw.normal(draw.choice([0, 9], 300), 1)]
    assert choose(desk_of(rows).workspace, (2,), most=3).k == 2


def test_added_columns_hold_what_is_given(desk):
    workspace, _ = apply(AddColumn("x", ("",) * 43 + ("last",)), desk.workspace)
    assert workspace.roster.columns[4][-1] == "last"
    with pytest.raises(ValueError, match="one text"):
        apply(AddColumn("x", ("short",)), desk.workspace)
