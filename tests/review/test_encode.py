from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em.sources import Source
from em_desktop.review.accept import accept, leave_blank
from em_desktop.review.components import FEWEST, HANDFUL, MOST_CATEGORIES
from em_desktop.review.edits import SetCells, SetEvidence, SetRoles
from em_desktop.review.encode import (
    CannotInfer,
    NothingMissing,
    encode,
    observe,
)
from em_desktop.roster.roles import Roles

ADVICE = (
    "At least two values of gender are needed, each recorded with a usable height in 5 rows or "
    "more. Fill in some that you know, then infer again."
)


def row(gender, height, group="10A"):
    return ("Somebody", gender, str(height), group)


def recorded(gender, n, start=160):
    return [row(gender, start + i) for i in range(n)]


def encoded(desk):
    return encode(desk.workspace, desk.reading)


def refusal(desk):
    with pytest.raises(CannotInfer) as caught:
        encoded(desk)
    return str(caught.value)


def test_the_design_holds_recorded_and_missing_rows_and_their_ids(desk):
    encoding = encoded(desk)
    assert encoding.labels == ("female", "male")
    assert encoding.row_ids.tolist() == list(range(43))  # 43 has no height
    assert encoding.missing.nonzero()[0].tolist() == [40, 41, 42]
    assert encoding.design.labels[:4].tolist() == [0, 1, 0, 1]
    assert encoding.design.values[40:].tolist() == [158.2, 185, 170]
    assert encoding.recorded.tolist() == [20, 20]
    assert encoding.column == 1
    assert encoding.warnings == (
        "1 row without gender has no usable height and gets no suggestion.",
    )


def test_a_label_is_the_spelling_that_the_file_uses_most(desk_of):
    rows = recorded("F", 6) + recorded("Girl", 2) + recorded("M", 7, 170) + [row("", 165)]
    encoding = encoded(desk_of(rows))
    assert encoding.labels == ("F", "M")
    assert encoding.recorded.tolist() == [8, 7]


# What keeps from inferring, and what to do about it.


def test_no_column_to_fill_in(desk):
    desk.do(SetRoles(Roles(name=0, measurement=2)))
    assert refusal(desk) == (
        "No column is marked as the one to fill in. Click the header of the column with the gaps "
        "and choose “To fill in”."
    )


def test_no_measurement_column(desk):
    desk.do(SetRoles(Roles(name=0, category=1)))
    assert refusal(desk) == (
        "No column is marked as the measurement. Click the header of the column with the heights "
        "and choose “Measurement”."
    )


def test_no_rows(desk_of):
    assert refusal(desk_of([])) == "The roster has no rows yet. Add rows, or open another file."


def test_nothing_missing_is_an_end_of_its_own(desk_of):
    desk = desk_of(recorded("f", 5) + recorded("m", 5))
    with pytest.raises(
        NothingMissing, match=r"^No gender is missing: there is nothing to infer\.$"
    ):
        encoded(desk)


def test_nothing_missing_needs_no_measurement_column(desk_of):
    desk = desk_of(recorded("f", 5) + recorded("m", 5), Roles(category=1))
    with pytest.raises(NothingMissing):
        encoded(desk)


def test_none_recorded(desk_of):
    desk = desk_of([row("", 160 + i) for i in range(20)])
    assert refusal(desk) == f"No gender is recorded together with a usable height. {ADVICE}"


def test_recorded_only_where_no_height_is(desk_of):
    rows = [row("f", "")] * 6 + [row("m", "tall")] * 6 + [row("", 160 + i) for i in range(9)]
    assert refusal(desk_of(rows)) == (
        f"No gender is recorded together with a usable height. {ADVICE} 6 recorded rows have a "
        "height that is implausible, unreadable or doubtful and do not count."
    )


def test_one_category(desk_of):
    desk = desk_of([*recorded("f", 30), row("", 165)])
    assert refusal(desk) == f"Only “f” is recorded often enough. {ADVICE}"


def test_one_recorded_row(desk_of):
    desk = desk_of([row("f", 160)] + [row("", 150 + i) for i in range(20)])
    assert refusal(desk) == f"Only 1 row records a gender with a usable height. {ADVICE}"


def test_a_few_recorded_rows(desk_of):
    desk = desk_of(recorded("f", 2) + recorded("m", 2) + [row("", 165)])
    assert refusal(desk) == f"Only 4 rows record a gender with a usable height. {ADVICE}"


def test_many_values_and_each_of_them_rare(desk_of):
    names = [row(f"Name {chr(65 + i)}", 160 + i) for i in range(20)]
    assert refusal(desk_of([*names, row("", 165)])) == (
        f"No value of gender is recorded often enough. {ADVICE}"
    )


def test_refusals_to_answer_do_not_count_as_recorded(desk_of):
    rows = recorded("prefer not to say", 20) + recorded("f", 1) + [row("", 165)]
    assert refusal(desk_of(rows)).startswith("Only 1 row records a gender")


def test_all_recorded_heights_equal(desk_of):
    rows = [row("f", 165)] * 5 + [row("m", 165)] * 5 + [row("", 160), row("", 170)]
    assert refusal(desk_of(rows)) == (
        "All recorded rows have the same height, so it cannot tell one gender from another. "
        "Check that the right column is the measurement."
    )


def test_no_missing_row_has_a_usable_height(desk_of):
    rows = recorded("f", 5) + recorded("m", 5, 170)
    assert refusal(desk_of([*rows, row("", ""), row("", "tall")])) == (
        "None of the 2 rows without gender has a usable height, so nothing can be suggested. "
        "Fill in or correct the height."
    )
    assert refusal(desk_of([*rows, row("", "")])).startswith(
        "The only row without gender has no usable height, so nothing"
    )


def test_one_column_cannot_be_both(desk_of):
    roles = Roles(category=2, measurement=2)
    desk = desk_of([*recorded("f", 20), row("f", "")], roles)
    assert refusal(desk) == (
        "The column height cannot be both what is filled in and what that is told by. "
        "Choose another measurement."
    )


def names(n, each):
    return [row(f"{chr(97 + i // 26)}{chr(97 + i % 26)}", 150 + i % 40) for i in range(n)] * each


def test_a_column_of_names_is_no_category(desk_of):
    desk = desk_of([*names(MOST_CATEGORIES + 1, HANDFUL), row("", 165)])
    assert refusal(desk) == (
        "The column gender has 51 different values, too many to tell apart by one measurement; "
        "at most 50 can be. Choose another column to fill in."
    )


def test_fifty_categories_are_learnt(desk_of):
    desk = desk_of([*names(MOST_CATEGORIES, HANDFUL), row("", 165)])
    assert len(encoded(desk).labels) == MOST_CATEGORIES


def test_a_header_cannot_break_the_sentence(desk_of):
    rows = recorded("f", 5) + recorded("m", 5)
    desk = desk_of(rows, header=("name", "gender\n\u202e(f/m)", "height", "class"))
    assert refusal(desk) == "No gender (f/m) is missing: there is nothing to infer."
    desk = desk_of(rows, header=("name", " ", "height", "class"))
    assert refusal(desk) == "No category is missing: there is nothing to infer."


# Which values are learnt.


def test_fewer_than_a_handful_is_kept_and_never_suggested(desk_of):
    rows = recorded("f", 6) + recorded("m", 6, 170) + recorded("X", HANDFUL - 1, 165)
    encoding = encoded(desk_of([*rows, row("", 165)]))
    assert encoding.labels == ("f", "m")
    assert len(encoding.row_ids) == 13  # the rows with X teach nothing
    assert encoding.warnings == (
        "“X”: too few rows to learn from, so kept as written, never suggested.",
    )


def test_a_handful_of_an_own_value_is_a_category_like_others(desk_of):
    rows = recorded("f", 6) + recorded("m", 6, 170) + recorded("X", HANDFUL, 165)
    assert set(encoded(desk_of([*rows, row("", 165)])).labels) == {"f", "m", "X"}


def test_a_refusal_to_answer_is_never_suggested_however_frequent(desk_of):
    rows = recorded("f", 6) + recorded("m", 6, 170) + recorded("prefer not to say", 30, 150)
    encoding = encoded(desk_of([*rows, row("", 165)]))
    assert set(encoding.labels) == {"f", "m"}
    assert encoding.warnings == ("“prefer not to say”: kept as written, never suggested.",)


def test_a_slip_is_never_suggested_however_frequent(desk_of):
    rows = recorded("female", 40, 150) + recorded("male", 40, 160) + recorded("femle", 8, 155)
    encoding = encoded(desk_of([*rows, row("", 165)]))
    assert set(encoding.labels) == {"female", "male"}
    assert encoding.warnings == (
        "“femle”: probably misspelt, so kept as written, never suggested.",
    )


def test_where_two_values_lack_a_handful_fewer_rows_do_with_a_warning(desk_of):
    rows = recorded("f", HANDFUL) + recorded("m", FEWEST, 170) + recorded("X", FEWEST - 1)
    encoding = encoded(desk_of([*rows, row("", 165)]))
    assert encoding.labels == ("f", "m")
    assert encoding.warnings == (
        "Only 3 rows record “m”: the suggestions are rough.",
        "“X”: too few rows to learn from, so kept as written, never suggested.",
    )


def test_of_many_rare_values_only_some_are_named(desk_of):
    rows = recorded("f", 6) + recorded("m", 6, 170) + names(30, 1)
    [warning] = encoded(desk_of([*rows, row("", 165)])).warnings
    assert warning.startswith("“aa”, “ab”, “ac”, “ad” and 26 more: too few rows")


# What counts as evidence.


def test_accepted_suggestions_are_no_evidence_and_stay_to_be_inferred(desk):
    before = encoded(desk)
    suggestions = desk.infer()
    desk.do(accept(suggestions, [40, 41]))
    desk.do(leave_blank([42]))
    after = encoded(desk)
    assert np.array_equal(after.design.labels, before.design.labels)
    assert np.array_equal(after.row_ids, before.row_ids)


def test_a_persons_own_entry_is_evidence(desk):
    desk.do(SetCells(1, (40,), ("male",)))
    encoding = encoded(desk)
    assert encoding.design.labels[40] == 1
    assert encoding.recorded.tolist() == [20, 21]


def test_one_more_answer_does_not_make_categories_change_places(desk):
    before = encoded(desk).labels
    desk.do(SetCells(1, (40, 41), ("male", "male")))
    assert encoded(desk).labels == before


def test_doubtful_heights_are_no_evidence(desk_of):
    rows = recorded("f", 20) + recorded("m", 20, 165) + [row("f", "1.62"), row("", "17")]
    encoding = encoded(desk_of([*rows, row("", 165)]))
    assert encoding.row_ids.tolist() == [*range(40), 42]


def test_groups_are_passed_on(desk_of):
    rows = [row(g, 160 + i, c) for i in range(6) for g in "fm" for c in ("9b", "10a")]
    rows += [row("", 165, "10a"), row("", 165, "")]
    desk = desk_of(rows, Roles(name=0, category=1, measurement=2, group=3))
    assert encoded(desk).evidence == {Source.MEASUREMENT}  # not used before the user wants it
    desk.do(SetEvidence(frozenset({Source.MEASUREMENT, Source.GROUP})))
    assert encoded(desk).evidence == {Source.MEASUREMENT, Source.GROUP}
    design = encoded(desk).design
    assert design.n_groups == 2
    assert design.groups[:2].tolist() == [0, 1]  # natural order: 9b before 10a
    assert design.groups[-2:].tolist() == [1, -1]
    desk.do(SetRoles(replace(desk.workspace.roles, group=None)))
    assert encoded(desk).design.groups is None


WEIGHED = ("name", "gender", "height", "class", "age", "weight")


def weighed(desk_of, evidence, blank_height="none"):
    """Girls and boys with an age and a weight; the last two are missing, one without a height."""
    rows = [
        (f"{g} {i}", g, str(160 + i), "10a", f"{12 + i % 3}", f"{50 + i % 7}")
        for i in range(20)
        for g in ("Ann", "Bob")
    ]
    rows += [("Cleo", "", "171", "10b", "", "60"), ("Dan", "", blank_height, "10b", "13", "heavy")]
    roles = Roles(name=0, category=1, measurement=2, group=3, age=4, further=(5,))
    desk = desk_of(rows, roles, WEIGHED)
    desk.do(SetEvidence(frozenset(map(Source, evidence))))
    return desk


def test_all_evidence_that_has_a_column_is_passed_on(desk_of):
    encoding = encoded(weighed(desk_of, ["measurement"]))
    design = encoding.design
    assert encoding.evidence == {Source.MEASUREMENT}
    assert not encoding.is_one_measurement
    assert design.ages[:3].tolist() == [12, 12, 13]
    assert np.isnan(design.ages[-1])
    assert design.further[:3, 0].tolist() == [50, 50, 51]
    assert encoding.row_ids[-1] == 40  # who has no height takes no part


def test_what_is_wanted_and_has_no_column_is_not_used(desk):
    desk.do(SetEvidence(frozenset(Source)))
    desk.do(SetRoles(replace(desk.workspace.roles, name=None)))
    encoding = encoded(desk)
    assert encoding.evidence == {Source.MEASUREMENT}
    assert encoding.is_one_measurement
    assert encoding.n_measured == len(encoding.row_ids)


def test_a_roster_without_gaps_can_be_observed_all_the_same(desk_of):
    desk = desk_of(recorded("f", 5) + recorded("m", 5))
    assert len(observe(desk.workspace, desk.reading).row_ids) == 10


# Columns that are not what they seem.


def test_measurements_that_are_set_aside_are_counted_in_the_refusal(desk_of):
    odd = [row("m", 900 + i) for i in range(6)]
    said = refusal(desk_of([*recorded("f", 30), *odd, row("", 165)]))
    assert said.startswith("Only “f” is recorded often enough.")
    assert said.endswith(
        "6 recorded rows have a height that is implausible, unreadable or doubtful and do not "
        "count."
    )


def test_a_measurement_without_a_number(desk_of):
    desk = desk_of([*recorded("f", 6), row("", 165)], Roles(category=1, measurement=0))
    assert refusal(desk) == (
        "The column name holds no numbers, so it cannot be the measurement. Choose another one."
    )


def test_heights_that_cannot_be_heights_are_doubted(desk_of):
    rows = [row(g, -height - i) for i in range(12) for g, height in (("f", 160), ("m", 172))]
    [warning] = encoded(desk_of([*rows, row("", -165)])).warnings
    assert "“height” cannot be heights of people" in warning


def test_another_measurement_is_not_doubted(desk_of):
    rows = [row(g, mass + i) for i in range(12) for g, mass in (("f", 3400), ("m", 4100))]
    header = ("name", "gender", "body mass", "class")
    assert encoded(desk_of([*rows, row("", 3700)], header=header)).warnings == ()


def test_a_group_for_each_row_is_doubted(desk_of):
    rows = [row(g, 160 + i, f"{g}{i}") for i in range(9) for g in "fm"] + [row("", 165, "z")]
    desk = desk_of(rows, Roles(category=1, measurement=2, group=3))
    assert encoded(desk).warnings == ()
    desk.do(SetEvidence(frozenset({Source.MEASUREMENT, Source.GROUP})))
    [warning] = encoded(desk).warnings
    assert warning.startswith("Most rows have a “class” of their own")
