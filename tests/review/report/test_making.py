from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from em_desktop.review.accept import accept, leave_blank
from em_desktop.review.checks import Check, CheckKind
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import DeleteRows, SetCells, SetChecks, SetDecisions, SetNotes, apply
from em_desktop.review.report.as_html import as_html
from em_desktop.review.report.blocks import Table
from em_desktop.review.report.making import make_report
from em_desktop.review.report.subject import About, Subject, fates
from em_desktop.review.resolve import resolve
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster
from tests.review.conftest import known

HEADINGS = (
    "What this is about",
    "What was done",
    "How good it is",
    "The model",
    "Every change",
    "Gaps and entries left as they are",
    "Assumptions and their checks",
    "Doubts and warnings",
    "Limits",
    "To repeat it",
)


def reviewed(desk):
    """One accepted by hand, one by threshold, one left blank, one still missing."""
    desk.infer()
    desk.do(accept(desk.suggestions, [40]))
    desk.do(accept(desk.suggestions, [41], 0.9))
    desk.do(leave_blank([42]))
    return desk


def test_it_is_told_in_this_order(desk, report_of):
    report = report_of(reviewed(desk))
    assert tuple(section.heading for section in report.sections) == HEADINGS
    assert report.title == "Report on class.csv"
    assert report.under == (
        "4 of 44 rows had no gender. 2 have one now: 1 by suggestions that a person accepted one "
        "by one and 1 by suggestions accepted from a threshold on. 2 have none still."
    )


def test_the_file_can_be_matched(desk, report_of, section):
    said = section(report_of(desk), "What this is about")
    assert "ab12 ab12 ab12 ab12" in said
    assert "4 March 2026, 09:05 (UTC+00:00)" in said
    assert "4 of 44 rows (9 %)" in said


def test_each_missing_row_is_counted_once(desk, report_of, subject_of, section):
    reviewed(desk)
    desk.do(SetCells(1, (43,), ("male",)))
    found = fates(subject_of(desk))
    assert (found.accepted, found.by_threshold, found.entered) == ((40,), (41,), (43,))
    assert (found.left_blank, found.still_missing, found.missing) == ((42,), (), 4)
    said = section(report_of(desk), "What was done").splitlines()
    at = said.index("Suggestion accepted by a threshold of 90 %")
    assert said[at + 1 : at + 3] == ["1", "25 %"]
    assert said[said.index("Together") + 1] == "4"


def test_a_deleted_row_counts_as_deleted(desk, subject_of):
    desk.do(DeleteRows((0, 40)))
    found = fates(subject_of(desk))
    assert found.deleted == (40,)
    assert found.missing == 4


def test_every_change_has_its_source_and_its_reason(desk, report_of):
    reviewed(desk)
    desk.do(SetCells(1, (43,), ("male",)))
    desk.do(SetCells(2, (0,), ("163",)))
    [table] = [
        block
        for section in report_of(desk).sections
        if section.heading == "Every change"
        for block in section.blocks
        if isinstance(block, Table)
    ]
    titles = [column.title for column in table.columns]
    rows = [dict(zip(titles, row, strict=True)) for row in table.rows]
    assert [row["Row"] for row in rows] == ["1", "41", "42", "44"]
    assert [row["Source"] for row in rows] == [
        "edited by a person",
        "suggestion, accepted by a person",
        "suggestion, threshold of 90 %",
        "entered by a person",
    ]
    assert rows[1]["From"] == "(empty)"
    assert rows[2]["From"] == "?"
    assert rows[1]["To"] == "female"
    assert rows[1]["Why"] == "the height 158.2 cm is far more usual among female"
    assert rows[0]["Why"] == rows[3]["Why"] == ""
    assert all(row["Fit"] == "1" for row in rows[1:3])


def test_rows_that_stay_are_named_by_number(desk, report_of, section):
    said = section(report_of(reviewed(desk)), "Gaps and entries left as they are")
    assert "Left blank on purpose\n43" in said
    assert "Still missing\n44" in said


def test_the_rest_of_many_changes_is_left_to_the_receipt(desk, report_of, section):
    reviewed(desk)
    said = section(report_of(desk, most=1), "Every change")
    assert "There are 2 changes. The first 1 are listed" in said
    assert "Low" in said
    assert "High" not in said


def test_without_a_fit_it_says_so(desk, report_of, section):
    report = report_of(desk)
    assert "Nothing was inferred" in section(report, "How good it is")
    assert "No model was fitted." in section(report, "The model")
    assert "nothing was assumed" in section(report, "Assumptions and their checks")


def test_accepted_suggestions_whose_fit_is_gone_are_believed_and_that_is_said(
    desk, report_of, section
):
    reviewed(desk).suggestions = None
    said = section(report_of(desk), "How good it is")
    assert "That was not tested." in said
    assert "Infer, and make the report again" in said


def test_without_a_category_column_it_is_a_report_still(desk_of, report_of):
    report = report_of(desk_of([("Ada", "", "170", "10A")], Roles(name=0, measurement=2)))
    assert report.under == "No column was chosen to be filled in."


def test_an_empty_roster(desk_of, report_of):
    assert report_of(desk_of([])).under == "No gender was missing."


def test_names_are_left_out_where_there_are_none(desk_of, report_of):
    rows = [("", ("f", "m")[i % 2], str(150 + 10 * (i % 2) + i % 7), "") for i in range(40)]
    desk = desk_of([*rows, ("", "", "151", "")], Roles(category=1, measurement=2))
    desk.infer()
    desk.do(accept(desk.suggestions, [40]))
    assert "Name" not in report_of(desk).texts


CELLS = st.text("qxzßŁ𝕊<&'\"=@;Ω", max_size=6)


@settings(max_examples=40)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=3, max_size=12), st.data())
def test_no_cell_of_a_row_without_a_change_is_told(rows, data):
    """Neither names nor measurements nor classes of such rows, by whatever was done to others."""
    own = [[f"{k}q{i}z{text}" for k, text in enumerate(row)] for i, row in enumerate(rows)]
    full = [
        (name, ("", "female", "male")[i % 3], height, group)
        for i, (name, height, group) in enumerate(own)
    ]
    roster = Roster.from_rows(("name", "gender", "height", "class"), full)
    workspace = Workspace.of(roster, Roles(name=0, category=1, measurement=2, group=3))
    touched = sorted(data.draw(st.sets(st.sampled_from(range(len(full))), max_size=3)))
    for row_id in touched:
        edits = [
            SetCells(1, (row_id,), ("male (by hand)",)),
            SetCells(2, (row_id,), ("171",)),
            DeleteRows((row_id,)),
        ]
        workspace, _ = apply(data.draw(st.sampled_from(edits)), workspace)
    workspace, _ = apply(leave_blank(set(range(0, len(full), 3)) - set(touched)), workspace)
    reading = read(workspace.roster, workspace.roles, workspace.options)
    changes = resolve(workspace, reading)
    about = About("a.csv", datetime(2026, 3, 4, tzinfo=UTC))
    report = make_report(Subject(about, workspace, reading, None, changes))
    said = "\n".join(report.texts)
    for i, row in enumerate(own):
        assert i in touched or not any(f"{k}q{i}z" in said for k in range(len(row)))


def test_nor_is_one_where_a_model_was_fitted(desk, report_of):
    reviewed(desk)
    said = "\n".join(report_of(desk).texts)
    assert "Low" in said
    assert "High" in said
    for i, text in [(i, f"Pupil {i}") for i in range(40)] + [(42, "Middle"), (43, "Empty")]:
        assert text not in said, i


def test_a_suggestion_in_place_of_what_was_recorded_is_owned_up_to(desk, report_of, section):
    """Whoever empties a recorded cell may accept a suggestion there; that is no gap of the file."""
    report = report_of(reviewed(desk))
    assert "Recorded entries were never overwritten" in section(report, "What was done")
    desk.do(SetCells(1, (0,), ("",)))
    desk.do(SetCells(2, (0,), ("190",)))
    desk.infer(2)
    desk.do(accept(desk.suggestions, [0]))
    report = report_of(desk)
    said = section(report, "What was done")
    assert "In 1 row a person emptied what was recorded, and a suggestion was accepted" in said
    assert "never overwritten" not in said
    assert "Of the 3 suggestions that were written" in section(report, "How good it is")
    [table] = [
        block
        for part in report.sections
        if part.heading == "Every change"
        for block in part.blocks
        if isinstance(block, Table)
    ]
    assert sum("suggestion, " in " ".join(row) for row in table.rows) == 3


def test_a_value_that_few_rows_hold_is_counted_and_not_named(desk_of, report_of, section):
    """Whoever wrote it is known to all who know the class; a name may even have got there."""
    odd = ("Pupil 40", "Wilhelmina", "171.2", "10A")
    desk = desk_of([*(known(i) for i in range(40)), odd, ("Pupil 41", "", "185", "10A")])
    warned = desk.infer().encoding.warnings
    assert "“Wilhelmina”" in warned[0]
    for more in ({}, {"about": {"warnings": warned}}):  # the terminal hands its warnings on
        report = report_of(desk, **more)
        assert "Wilhelmina" not in as_html(report)
        assert (
            section(report, "Doubts and warnings").count(
                "1 other value: too few rows to learn from, so kept as written, never suggested."
            )
            == 1
        )


def test_before_a_fit_too_no_value_of_a_single_row_is_named(desk_of, report_of):
    rows = [(*known(i)[:1], "f", *known(i)[2:]) for i in range(20)]
    desk = desk_of([*rows, ("Pupil 40", "Wilhelmina", "171.2", "10A"), ("", "", "185", "")])
    page = as_html(report_of(desk))
    assert "Bars count rows." in page
    assert "Wilhelmina" not in page


def test_what_blind_answers_and_samples_have_measured_is_told(desk, report_of, section):
    reviewed(desk)
    blind = {i: Check(CheckKind.BLIND, "female", "female", 0.9, 1) for i in range(40, 42)}
    sample = Check(CheckKind.SAMPLE, "male", "female", 0.95, 1, threshold=0.9, draw=1)
    desk.do(SetChecks({**blind, 42: sample}))
    said = section(report_of(desk), "How good it is")
    assert "in 2 of 2 rows the person and EM said the same" in said
    assert "Drawn at random from the rows of at least 90 % and looked at: 0 of 1 agreed" in said
    assert "Agreement is no proof" in said
    assert "you" not in said.split()


def test_odd_rows_that_a_person_confirmed_are_counted_and_named_by_number(desk, report_of, section):
    reviewed(desk)
    desk.do(SetDecisions({3: Decision(Answer.CONFIRMED)}))
    report = report_of(desk)
    assert "1 recorded row that looked odd was looked at and confirmed" in section(
        report, "What was done"
    )
    assert "confirmed\n4" in section(report, "Gaps and entries left as they are")


def test_making_it_can_be_stopped_at_each_step(desk, subject_of):
    subject = subject_of(reviewed(desk))
    shares = []
    make_report(subject, shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0

    class StoppedError(Exception):
        pass

    for stop_at in sorted(set(shares)):

        def stop(share, stop_at=stop_at):
            if share >= stop_at:
                raise StoppedError

        with pytest.raises(StoppedError):
            make_report(subject, stop)


def test_a_table_that_has_changed_since_the_fit_is_said_to(desk, report_of, section):
    reviewed(desk)
    said = section(report_of(desk, stale=True), "How good it is")
    assert "The table has changed since this fit was made." in said


def test_notes_stand_beside_the_number_of_their_row_alone(desk, report_of, section):
    reviewed(desk)
    desk.do(SetNotes({7: "ask <b>her</b> mother", 40: "sure?", 43: ""}))
    said = section(report_of(desk), "Notes")
    assert "8\nask <b>her</b> mother" in said
    assert "41\nsure?" in said
    assert "44\nflagged, without words" in said
    assert "Pupil 7" not in said
    assert "Low" not in said


def test_a_row_that_an_export_leaves_in_the_file_is_not_called_deleted(desk, subject_of):
    desk.do(DeleteRows((40,)))
    subject = subject_of(desk)
    kept = replace(subject, changes=replace(subject.changes, deleted=frozenset()))
    found = fates(kept)
    assert (found.deleted, found.missing) == ((), 4)
    assert 40 in found.still_missing


def test_own_entries_are_held_against_the_suggestions(desk, report_of, section):
    reviewed(desk)
    suggested = desk.suggestions
    desk.do(SetCells(1, (40, 41), ("male", "male")))
    desk.suggestions = suggested
    said = section(report_of(desk), "How good it is")
    assert "Of the 2 rows that a person filled and that have a suggestion as well, 1 says" in said
    desk.do(SetCells(1, (40,), ("female",)))
    assert "as well, none says" in section(report_of(desk), "How good it is")
