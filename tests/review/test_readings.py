"""Settling doubtful measurements, and that it never touches the file."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.review.changes import Changes
from em_desktop.review.edits import (
    DeleteRows,
    SetCells,
    SetOptions,
    SetReadings,
    apply,
    rows_touched,
)
from em_desktop.review.encode import CannotInfer, encode
from em_desktop.review.readings import (
    accept,
    accept_alike,
    beside,
    doubt,
    doubted_words,
    keep,
    many_doubted,
    proposed_rows,
    readings_made,
    take_back,
)
from em_desktop.review.resolve import resolve
from em_desktop.review.workspace import Workspace
from em_desktop.roster.cell_reading import CellReading
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.proposals import Way
from em_desktop.roster.reading import Reading, read
from em_desktop.roster.roles import Role, Roles
from em_desktop.roster.table import Roster

HEIGHT = 2
DOUBTED = ("68", "66", "2026-07-05", "5.4", "99", "tall", "")
INCHES, ALSO_INCHES, DATE, FEET, LONE, UNREADABLE, MISSING = range(7)


def workspace_of(*heights: str) -> Workspace:
    heights = (*heights, *map(str, range(150, 190)))
    rows = [(f"P {i}", ("f", "m", "")[i % 3], height) for i, height in enumerate(heights)]
    roster = Roster.from_rows(("name", "gender", "height"), rows)
    return Workspace.of(roster, Roles(name=0, category=1, measurement=HEIGHT))


def seen(workspace: Workspace) -> Reading:
    return read(
        workspace.roster, workspace.roles, workspace.reading_options, readings=workspace.readings
    )


@pytest.fixture
def workspace() -> Workspace:
    return workspace_of(*DOUBTED)


def test_what_can_be_answered_for_each_row(workspace: Workspace) -> None:
    found = [doubt(workspace, seen(workspace), row) for row in range(8)]
    offers = [None if one is None else [offer.words for offer in one.offers] for one in found]
    assert offers == [
        ["68 in (172.7 cm)"],
        ["66 in (167.6 cm)"],
        ["5'7\" (170.2 cm)"],
        ["5.4 ft (164.6 cm)", "5'4\" (162.6 cm)"],
        [],
        [],
        None,
        None,
    ]
    assert [one.can_stay for one in found if one] == [True, True, False, True, True, False]
    assert found[INCHES].offers[0].n_alike == 2
    assert "date, 5 July" in found[DATE].words
    assert doubt(workspace, seen(workspace), 10_000) is None


def test_a_doubted_value_counts_only_once_a_person_has_said_what_it_means(
    workspace: Workspace,
) -> None:
    assert not seen(workspace).measurement.usable[:7].any()
    edit = accept(workspace, seen(workspace), [INCHES, DATE])
    after, _ = apply(edit, workspace)
    assert seen(after).measurement.usable[:7].tolist() == [True, False, True] + [False] * 4
    assert seen(after).measurement.values[[INCHES, DATE]] == pytest.approx([172.72, 170.18])
    assert after.roster is workspace.roster
    rows = encode(after, seen(after)).row_ids
    assert set(rows) - set(encode(workspace, seen(workspace)).row_ids) == {INCHES, DATE}


def test_all_alike_are_read_alike_in_one_step(workspace: Workspace) -> None:
    edit = accept_alike(workspace, seen(workspace), Way.INCHES)
    assert rows_touched(edit) == {INCHES, ALSO_INCHES}
    after, back = apply(edit, workspace)
    assert [beside(seen(after).measurement, at) for at in range(3)] == [
        "→ 172.7 cm",
        "→ 167.6 cm",
        "",
    ]
    assert apply(back, after)[0].readings == {}


def test_the_other_reading_can_be_chosen(workspace: Workspace) -> None:
    edit = accept(workspace, seen(workspace), [FEET], Way.FEET_AND_INCHES)
    after, _ = apply(edit, workspace)
    assert seen(after).measurement.values[FEET] == pytest.approx(64 * 2.54)


def test_right_as_it_is_is_an_answer_too(workspace: Workspace) -> None:
    edit = keep(workspace, seen(workspace), range(8))
    after, _ = apply(edit, workspace)
    measurement = seen(after).measurement
    assert rows_touched(edit) == {INCHES, ALSO_INCHES, FEET, LONE}
    assert measurement.values[[INCHES, LONE]].tolist() == [68, 99]
    assert measurement.usable[[INCHES, LONE]].all()
    assert doubt(after, seen(after), LONE).answered
    assert readings_made(after, seen(after))[LONE] == "as it is"
    assert beside(measurement, LONE) == "as it is"


def test_a_reading_is_taken_back(workspace: Workspace) -> None:
    after, _ = apply(accept(workspace, seen(workspace), [INCHES, DATE]), workspace)
    again, _ = apply(take_back(after, seen(after), [INCHES]), after)
    assert not seen(again).measurement.usable[INCHES]
    assert seen(again).measurement.usable[DATE]


def test_nothing_to_do_is_no_edit(workspace: Workspace) -> None:
    reading = seen(workspace)
    assert accept(workspace, reading, [LONE, UNREADABLE, MISSING, 9]) is None
    assert keep(workspace, reading, [DATE, UNREADABLE, MISSING, 9]) is None
    assert take_back(workspace, reading, range(9)) is None
    without, _ = apply(SetReadings(HEIGHT, {}), replace(workspace, roles=Roles(name=0)))
    assert accept(without, seen(without), [0]) is None
    assert accept_alike(without, seen(without), Way.INCHES) is None
    assert accept_alike(workspace, reading, Way.CLOCK) is None
    assert doubt(without, seen(without), 0) is None
    assert doubted_words(without, seen(without)) == ""


def test_a_reading_holds_only_while_its_text_stands(workspace: Workspace) -> None:
    after, _ = apply(accept(workspace, seen(workspace), [INCHES]), workspace)
    edited, back = apply(SetCells(HEIGHT, (INCHES,), ("70",)), after)
    assert not seen(edited).measurement.usable[INCHES]
    assert seen(apply(back, edited)[0]).measurement.usable[INCHES]
    gone, back = apply(DeleteRows((INCHES,)), after)
    assert not seen(gone).measurement.accepted
    assert seen(apply(back, gone)[0]).measurement.usable[INCHES]


def test_a_reading_is_of_its_column_and_follows_its_unit(workspace: Workspace) -> None:
    after, _ = apply(accept(workspace, seen(workspace), [INCHES]), workspace)
    elsewhere = replace(after, roles=after.roles.assign(0, Role.MEASUREMENT))
    assert not seen(elsewhere).measurement.accepted
    metres, _ = apply(SetOptions(replace(after.options, unit=Unit.METRE)), after)
    assert seen(metres).measurement.values[INCHES] == pytest.approx(1.7272)


def test_an_earlier_reading_of_the_table_knows_of_new_readings(workspace: Workspace) -> None:
    before = seen(workspace)
    after, _ = apply(accept(workspace, before, [INCHES]), workspace)
    options = workspace.reading_options
    known = (workspace.roster, workspace.roles, options, before)
    now = read(after.roster, after.roles, options, known, after.readings)
    assert now.measurement.usable[INCHES]
    known = (after.roster, after.roles, options, now)
    assert read(after.roster, after.roles, options, known, after.readings).measurement is (
        now.measurement
    )


def test_how_many_are_left_out_in_a_sentence(workspace: Workspace) -> None:
    assert doubted_words(workspace, seen(workspace)) == (
        "The height of 5 rows is doubtful and left out; for 4 of them another reading is proposed."
    )
    assert proposed_rows(workspace, seen(workspace)) == (INCHES, ALSO_INCHES, DATE, FEET)
    assert doubted_words(workspace_of(), seen(workspace_of())) == ""


def test_heights_that_are_all_dates_are_not_used_and_it_is_said_what_to_do() -> None:
    rows = [("f", "2026-07-05"), ("m", "2026-11-05"), ("", "2026-09-05")] * 9
    roster = Roster.from_rows(("gender", "height"), rows)
    workspace = Workspace.of(roster, Roles(category=0, measurement=1))
    with pytest.raises(CannotInfer, match="all are dates or otherwise doubtful"):
        encode(workspace, seen(workspace))
    ids = proposed_rows(workspace, seen(workspace))
    after, _ = apply(accept(workspace, seen(workspace), ids), workspace)
    assert encode(after, seen(after)).unit is Unit.INCH


TEXTS = st.sampled_from([*DOUBTED, "160", "171.5", "1.62", "5-7", "46208", "Jul-05", "#REF!"])
SAID = st.none() | st.builds(
    CellReading,
    text=TEXTS,
    number=st.none() | st.floats(1, 300),
    unit=st.none() | st.sampled_from(Unit),
)


@given(
    st.lists(TEXTS, max_size=12),
    st.dictionaries(st.integers(0, 60), SAID),
    st.dictionaries(st.integers(0, 60), SAID),
)
def test_readings_never_change_what_is_written_and_are_undone(heights, first, second) -> None:
    workspace = workspace_of(*heights)
    once, back = apply(SetReadings(HEIGHT, first), workspace)
    twice, back_again = apply(SetReadings(HEIGHT, second), once)
    for now in (once, twice):
        assert now.roster is workspace.roster
        assert resolve(now, seen(now)) == Changes()
        measurement = seen(now).measurement
        assert np.isfinite(measurement.values[measurement.usable]).all()
    assert apply(back_again, twice)[0].readings == once.readings
    assert apply(back, once)[0].readings == workspace.readings


@given(st.lists(TEXTS, max_size=12), st.data())
def test_accepting_and_taking_back_is_as_if_nothing_had_been_said(heights, data) -> None:
    workspace = workspace_of(*heights)
    before = seen(workspace).measurement
    ids = data.draw(st.lists(st.integers(0, 50)))
    for answer in (accept, keep):
        edit = answer(workspace, seen(workspace), ids)
        if edit is None:
            continue
        after, back = apply(edit, workspace)
        assert seen(after).measurement.usable[sorted(rows_touched(edit))].all()
        now = seen(apply(back, after)[0]).measurement
        assert np.array_equal(now.values, before.values, equal_nan=True)
        assert np.array_equal(now.problems, before.problems)


def test_a_roster_with_several_doubts_says_so_and_asks_for_the_unit_where_they_are_many() -> None:
    few = workspace_of("68", "66")
    assert many_doubted(few, seen(few)) == ""
    several = workspace_of("68", "66", "67", "65")
    assert many_doubted(several, seen(several)) == (
        "The height of 4 rows is doubtful and left out; for all another reading is proposed. "
        "F8 goes to them."
    )
    many = workspace_of(*map(str, range(55, 79)))
    assert "the whole column may be meant in another unit" in many_doubted(many, seen(many))
    none = replace(few, roles=Roles())
    assert many_doubted(none, seen(none)) == ""


def test_rows_of_one_text_share_one_reading():
    """A million dates have no more readings than they have texts."""
    roster = Roster.from_rows(("name", "height"), [("Ann", "2026-07-05")] * 50 + [("Bo", "5'4\"")])
    workspace = Workspace.of(roster, Roles(name=0, measurement=1), ReadingOptions())
    reading = read(workspace.roster, workspace.roles, workspace.reading_options)
    found = doubt(workspace, reading, 0)
    edit = accept_alike(workspace, reading, found.offers[0].way)
    assert len(edit.readings) == 50
    assert len({id(one) for one in edit.readings.values()}) == 1
