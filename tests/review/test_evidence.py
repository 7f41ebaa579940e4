"""Which evidence there is and is used, and whether it still says the same of a row."""

from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em import Inference, Outcome
from em_desktop.em.sources import Source
from em_desktop.review.edits import (
    AddColumn,
    DeleteRows,
    RemoveColumn,
    SetCells,
    SetEvidence,
    SetRoles,
)
from em_desktop.review.encode import CannotInfer, encode
from em_desktop.review.evidence import (
    EvidenceChoice,
    agreeing,
    available,
    evidence_choices,
    speaking,
    used,
    witnesses,
)
from em_desktop.review.suggestions import (
    Freshness,
    Suggestions,
    freshness,
    only_evidence_changed,
    standing,
)
from em_desktop.roster.roles import Role, Roles

HEADER = ("name", "gender", "height", "class", "age", "weight")
NAME, GENDER, HEIGHT, CLASS, AGE, WEIGHT = range(6)
ROLES = Roles(name=0, category=1, measurement=2, group=3, age=4, further=(5,))
FIT = Inference(Outcome.CONVERGED, ("f", "m"))


@pytest.fixture
def school(desk_of):
    """Forty recorded; Cleo (40) has all evidence, Dan (41) no height or weight, 42 no name too."""
    rows = [
        (f"{n} Smith", g, str(160 + i), "10a", f"{12 + i % 3}", f"{50 + i % 7}")
        for i in range(20)
        for n, g in (("Ann", "f"), ("Bob", "m"))
    ]
    rows += [
        ("Cleo Smith", "", "171", "10b", "12", "60"),
        ("Dan Smith", "", "", "10b", "13", "heavy"),
        ("", "", "tall", "10a", "13", ""),
    ]
    return desk_of(rows, ROLES, HEADER)


def use(desk, *words):
    desk.do(SetEvidence(frozenset(map(Source, words))))
    return desk


def inferred(desk):
    """Suggestions as of a fit: what they are does not matter here."""
    encoding = encode(desk.workspace, desk.reading)
    ids = encoding.row_ids[encoding.missing]
    desk.suggestions = Suggestions(ids, np.full((len(ids), 2), 0.5), FIT, encoding)
    return desk


def standing_ids(desk):
    found = standing(desk.suggestions, desk.workspace, desk.reading)
    return None if found is None else found.row_ids.tolist()


def fresh(desk):
    return freshness(desk.suggestions, desk.workspace, desk.reading)


def only_evidence(desk):
    return only_evidence_changed(desk.suggestions, desk.workspace, desk.reading)


def test_what_has_a_column_is_available(school):
    assert available(school.reading) == set(Source)
    school.do(SetRoles(Roles(category=1, measurement=2, age=4)))
    assert available(school.reading) == {Source.MEASUREMENT, Source.AGE}
    school.do(SetRoles(Roles()))
    assert available(school.reading) == frozenset()


def test_what_is_wanted_and_available_is_used(school):
    use(school, "measurement", "name", "age")
    assert used(school.workspace, school.reading) == {Source.MEASUREMENT, Source.NAME, Source.AGE}
    school.do(SetCells(NAME, tuple(range(43)), ("7",) * 43))  # no names in it
    assert used(school.workspace, school.reading) == {Source.MEASUREMENT, Source.AGE}


def test_choices_are_called_as_the_roster_calls_them(school):
    use(school, "measurement", "group")
    assert evidence_choices(school.workspace, school.reading) == (
        EvidenceChoice(Source.MEASUREMENT, "Height", is_used=True, is_free=False),
        EvidenceChoice(Source.NAME, "First names", is_used=False, is_free=True),
        EvidenceChoice(Source.GROUP, "Group (class)", is_used=True, is_free=True),
        EvidenceChoice(Source.AGE, "Age", is_used=False, is_free=True),
    )


def test_the_measurement_is_always_used_and_nothing_without_a_column(school):
    use(school)
    school.do(SetRoles(Roles(category=1, measurement=2)))
    choices = evidence_choices(school.workspace, school.reading)
    assert [choice.is_used for choice in choices] == [True, False, False, False]
    assert not any(choice.is_free for choice in choices)
    school.do(SetRoles(Roles(category=1)))
    assert not any(c.is_used for c in evidence_choices(school.workspace, school.reading))


def test_a_first_name_speaks_where_names_are_used(school):
    assert np.flatnonzero(~speaking(school.workspace, school.reading)).tolist() == [41, 42]
    use(school, "measurement", "name")
    assert np.flatnonzero(~speaking(school.workspace, school.reading)).tolist() == [42]
    use(school, "measurement", "group", "age")
    assert np.flatnonzero(~speaking(school.workspace, school.reading)).tolist() == [41, 42]


def test_rows_without_a_height_take_part_by_their_name(school):
    encoding = encode(use(school, "measurement", "name").workspace, school.reading)
    assert encoding.row_ids[-2:].tolist() == [40, 41]
    assert encoding.design.values[-2] == 171
    assert np.isnan(encoding.design.values[-1])
    assert np.isnan(encoding.design.further[-1, 0])
    assert encoding.n_measured == 41
    assert encoding.warnings == (
        "1 row without gender has no usable height, weight or first name and gets no suggestion.",
    )
    first, _ = encoding.design.names
    assert [first.texts[c] for c in first.codes[[0, 1, -2, -1]]] == ["ann", "bob", "cleo", "dan"]


def test_a_row_without_a_height_takes_part_by_its_weight(school):
    school.do(SetCells(WEIGHT, (41,), ("55",)))
    encoding = encode(school.workspace, school.reading)
    assert encoding.row_ids[-2:].tolist() == [40, 41]
    assert np.isnan(encoding.design.values[-1])
    assert encoding.design.further[-1].tolist() == [55]
    assert encoding.warnings == (
        "1 row without gender has no usable height or weight and gets no suggestion.",
    )


def test_names_that_are_not_used_are_passed_on_for_what_they_would_add(school):
    encoding = encode(school.workspace, school.reading)
    assert encoding.design.names == ()
    whole = encoding.whole_design()
    assert len(whole.names) == 2
    assert whole.names[0].codes.shape == whole.values.shape
    assert np.array_equal(whole.values, encoding.design.values)
    assert encode(use(school, "name").workspace, school.reading).whole_design().names


def test_one_height_for_all_is_no_hindrance_where_names_are_used(school):
    school.do(SetCells(HEIGHT, tuple(range(40)), ("170",) * 40))
    by_weight = encode(school.workspace, school.reading)
    assert by_weight.evidence == {Source.MEASUREMENT}
    school.do(SetRoles(ROLES.assign(WEIGHT, None)))
    with pytest.raises(CannotInfer, match="the same height"):
        encode(school.workspace, school.reading)
    use(school, "measurement", "name")
    assert encode(school.workspace, school.reading).evidence == {Source.MEASUREMENT, Source.NAME}


def test_too_few_usable_rows_are_told_of_in_the_same_words(school):
    use(school, "measurement", "name")
    school.do(SetCells(GENDER, tuple(range(0, 40, 2)), ("",) * 20))
    with pytest.raises(CannotInfer, match="with a usable height, weight or first name in 5 rows"):
        encode(school.workspace, school.reading)


# What a row says.


def test_witnesses_are_spelt_out(school):
    rows = np.array([0, 41])
    said = witnesses(ROLES, school.reading, frozenset(Source), rows)
    assert said[Source.NAME, NAME, 0].tolist() == ["ann", "dan"]
    assert said[Source.NAME, NAME, 1].tolist() == ["smith", "smith"]
    assert said[Source.GROUP, CLASS, 0].tolist() == ["10a", "10b"]
    assert said[Source.AGE, AGE, 0].tolist() == [12, 13]
    assert said[Source.MEASUREMENT, HEIGHT, 0][0] == 160
    assert np.isnan(said[Source.MEASUREMENT, HEIGHT, 0][1])
    assert np.isnan(said[Source.MEASUREMENT, WEIGHT, 0][1])
    assert set(witnesses(ROLES, school.reading, frozenset({Source.AGE}), rows)) == {
        (Source.AGE, AGE, 0)
    }


def test_nothing_agrees_with_nothing_and_with_no_number():
    key = (Source.MEASUREMENT, 0, 0)
    then, now = np.array([1, np.nan, np.nan, 2]), np.array([1, np.nan, 3, np.nan])
    assert agreeing({key: then}, {key: now}, 4).tolist() == [True, True, False, False]
    assert agreeing({key: then}, {}, 4).all()


ALL = ("measurement", "name", "group", "age")


@pytest.mark.parametrize(
    ("column", "text"),
    [(NAME, "Cleopatra Smith"), (HEIGHT, "172"), (CLASS, "10a"), (AGE, "13"), (WEIGHT, "61")],
)
@pytest.mark.parametrize("text_is_gone", [False, True])
def test_a_suggestion_stands_while_its_evidence_does(school, column, text, text_is_gone):
    inferred(use(school, *ALL))
    assert standing_ids(school) == [40, 41]
    assert fresh(school) is Freshness.CURRENT
    inverse = school.do(SetCells(column, (40,), ("" if text_is_gone else text,)))
    assert standing_ids(school) == [41]
    assert fresh(school) is Freshness.STALE
    school.do(inverse)
    assert standing_ids(school) == [40, 41]
    assert fresh(school) is Freshness.CURRENT


@pytest.mark.parametrize(
    ("column", "text"), [(NAME, "Aaron Smith"), (CLASS, "1a"), (AGE, "20"), (WEIGHT, "58")]
)
def test_the_evidence_of_another_row_leaves_a_suggestion_standing_but_stale(school, column, text):
    inferred(use(school, *ALL))
    school.do(SetCells(column, (0,), (text,)))
    assert standing_ids(school) == [40, 41]
    assert fresh(school) is Freshness.STALE


@pytest.mark.parametrize(("column", "text"), [(NAME, "Zoe"), (CLASS, "1a"), (AGE, "20")])
def test_evidence_that_is_not_used_changes_nothing(school, column, text):
    inferred(school)
    school.do(SetCells(column, (0, 40), (text, text)))
    assert standing_ids(school) == [40]
    assert fresh(school) is Freshness.CURRENT


@pytest.mark.parametrize("text", ["cleo  smith", "CLEO Smith", "Cleo X Smith"])
def test_a_name_that_reads_the_same_changes_nothing(school, text):
    inferred(use(school, *ALL))
    school.do(SetCells(NAME, (40,), (text,)))
    assert standing_ids(school) == [40, 41]
    assert fresh(school) is Freshness.CURRENT


def test_other_evidence_makes_suggestions_stale_and_keeps_them(school):
    inferred(use(school, *ALL))
    inverse = school.do(SetEvidence(frozenset({Source.MEASUREMENT})))
    assert standing_ids(school) == [40, 41]
    assert fresh(school) is Freshness.STALE
    assert only_evidence(school)
    school.do(SetCells(GENDER, (40,), ("f",)))
    assert only_evidence(school), "an answer is no change of the table"
    back = school.do(SetCells(NAME, (0,), ("Aaron Smith",)))  # not used now, yet it was
    assert not only_evidence(school)
    school.do(back)
    assert only_evidence(school)
    school.do(inverse)
    assert fresh(school) is Freshness.ANSWERED


@pytest.mark.parametrize("role", [Role.FURTHER, Role.AGE, Role.GROUP, Role.NAME])
def test_a_column_less_makes_suggestions_stale_and_keeps_them(school, role):
    inferred(use(school, *ALL))
    [column] = ROLES.columns_of(role)
    school.do(SetRoles(ROLES.assign(column, None)))
    assert standing_ids(school) == [40, 41]
    assert fresh(school) is Freshness.STALE
    assert only_evidence(school)
    school.do(SetCells(HEIGHT, (0,), ("170.5",)))
    assert not only_evidence(school)


def test_a_changed_table_is_not_changed_evidence(school):
    inferred(use(school, *ALL))
    school.do(SetCells(HEIGHT, (0,), ("170.5",)))
    assert fresh(school) is Freshness.STALE
    assert not only_evidence(school)


def test_a_column_that_has_gone_is_a_changed_table(school):
    n = school.workspace.roster.n_columns
    school.do(AddColumn("born", tuple(str(10 + i % 3) for i in range(43))))
    school.do(SetRoles(replace(ROLES, further=(*ROLES.further, n))))
    inferred(use(school, *ALL))
    school.do(SetRoles(ROLES))
    assert only_evidence(school)
    school.do(RemoveColumn())
    assert not only_evidence(school)


def test_an_answer_to_a_row_without_a_height_is_an_answer(school):
    inferred(use(school, *ALL))
    school.do(SetCells(GENDER, (41,), ("X",)))  # a value of its own: the row leaves the design
    assert fresh(school) is Freshness.ANSWERED
    school.do(DeleteRows((41,)))
    assert fresh(school) is Freshness.STALE
