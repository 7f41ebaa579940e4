import numpy as np
import pytest

from em_desktop.em.sources import Source
from em_desktop.review.accept import accept, leave_blank
from em_desktop.review.edits import (
    DeleteRows,
    SetCells,
    SetEvidence,
    SetOptions,
    SetRoles,
    Several,
    new_rows,
)
from em_desktop.review.suggestions import Freshness, Suggestions, freshness
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.roles import Roles

NAME, GENDER, HEIGHT, CLASS = range(4)
WITH_GROUP = frozenset({Source.MEASUREMENT, Source.GROUP})


@pytest.fixture
def inferred(desk):
    desk.infer()
    return desk


def fresh(desk):
    return freshness(desk.suggestions, desk.workspace, desk.reading)


def test_each_missing_row_with_a_height_gets_a_suggestion(inferred):
    suggestions = inferred.suggestions
    assert suggestions.row_ids.tolist() == [40, 41, 42]
    assert suggestions.probabilities.sum(axis=1) == pytest.approx(1)
    assert [suggestions.of(i).text for i in (40, 41)] == ["female", "male"]
    assert suggestions.probabilities == pytest.approx(suggestions.fit.probabilities[-3:])


def test_a_suggestion_names_all_categories(inferred):
    suggestion = inferred.suggestions.of(40)
    assert set(suggestion.probabilities) == {"female", "male"}
    assert suggestion.probability == suggestion.probabilities["female"] > 0.9


@pytest.mark.parametrize("row_id", [-1, 0, 39, 43, 44, 10**9])
def test_a_row_without_a_suggestion(inferred, row_id):
    assert inferred.suggestions.of(row_id) is None


def test_where_ids_stand(inferred):
    ids = np.array([43, 40, 7, 42, 99])
    assert inferred.suggestions.index_of(ids).tolist() == [-1, 0, -1, 2, -1]
    assert inferred.suggestions.index_of(ids[:0]).tolist() == []


def test_no_suggestions_at_all(inferred):
    some = inferred.suggestions
    none = Suggestions(some.row_ids[:0], some.probabilities[:0], some.fit, some.encoding)
    assert none.of(40) is None
    assert none.index_of(np.array([40, 41])).tolist() == [-1, -1]


# Freshness.


def test_suggestions_are_current_at_first(inferred):
    assert fresh(inferred) is Freshness.CURRENT


def test_answers_to_suggestions_leave_them_current(inferred):
    inferred.do(accept(inferred.suggestions, [40, 41]))
    inferred.do(leave_blank([42]))
    assert fresh(inferred) is Freshness.CURRENT


@pytest.mark.parametrize(
    "edit",
    [
        SetCells(NAME, (0,), ("Another",)),
        SetCells(CLASS, (0,), ("9C",)),
        SetCells(GENDER, (41,), ("unknown",)),
        SetCells(HEIGHT, (43,), ("tall",)),
        SetRoles(Roles(category=GENDER, measurement=HEIGHT)),
    ],
    ids=["name", "class", "other word for missing", "unreadable height", "name's role"],
)
def test_what_the_model_does_not_see_leaves_them_current(inferred, edit):
    inferred.do(edit)
    assert fresh(inferred) is Freshness.CURRENT


def test_the_same_height_written_otherwise_leaves_them_current(inferred):
    text = inferred.workspace.roster.cell(0, HEIGHT)
    inferred.do(SetCells(HEIGHT, (0,), (f" {text} cm",)))
    assert fresh(inferred) is Freshness.CURRENT


@pytest.mark.parametrize(
    "edit",
    [
        SetCells(GENDER, (40,), ("female",)),
        SetCells(GENDER, (40, 41, 42), ("male",) * 3),
        SetCells(GENDER, (42,), ("X",)),
        SetCells(GENDER, (41, 42), ("male", "prefer not to say")),
    ],
    ids=["as suggested", "all", "a value of their own", "a refusal"],
)
def test_own_entries_in_missing_rows_are_answers(inferred, edit):
    inverse = inferred.do(edit)
    assert fresh(inferred) is Freshness.ANSWERED
    inferred.do(inverse)
    assert fresh(inferred) is Freshness.CURRENT


WITH_CLASS = Roles(category=GENDER, measurement=HEIGHT, group=CLASS)

STALE = [
    SetCells(GENDER, (0,), ("male",)),
    SetCells(GENDER, (0,), ("",)),
    SetCells(GENDER, (0,), ("X",)),
    SetCells(HEIGHT, (0,), ("171",)),
    SetCells(HEIGHT, (0,), ("",)),
    SetCells(HEIGHT, (42,), ("171",)),
    SetCells(HEIGHT, (42,), ("",)),
    SetCells(HEIGHT, (43,), ("171",)),
    DeleteRows((0,)),
    DeleteRows((42,)),
    Several((SetRoles(WITH_CLASS), SetEvidence(WITH_GROUP))),
    SetRoles(Roles(category=CLASS, measurement=HEIGHT)),
    SetRoles(Roles(category=GENDER, measurement=NAME)),
    SetRoles(Roles()),
    SetOptions(ReadingOptions(unit=Unit.INCH)),
    DeleteRows(tuple(range(36))),
]


@pytest.mark.parametrize("edit", STALE, ids=lambda edit: type(edit).__name__)
def test_other_edits_make_them_stale_and_undo_makes_them_current_again(inferred, edit):
    inverse = inferred.do(edit)
    assert fresh(inferred) is Freshness.STALE
    inferred.do(inverse)
    assert fresh(inferred) is Freshness.CURRENT


def test_an_answer_does_not_hide_that_the_table_changed(inferred):
    inferred.do(SetCells(GENDER, (40,), ("female",)))
    inferred.do(SetCells(GENDER, (0,), ("male",)))
    assert fresh(inferred) is Freshness.STALE


def test_an_answer_in_a_row_whose_height_changed_is_no_answer(inferred):
    inferred.do(SetCells(GENDER, (42,), ("X",)))
    inferred.do(SetCells(HEIGHT, (42,), ("150",)))
    assert fresh(inferred) is Freshness.STALE


def test_a_new_row_counts_from_its_height_on(inferred):
    inferred.do(new_rows(inferred.workspace, [("New", "", "", "10A")]))
    assert fresh(inferred) is Freshness.CURRENT
    inferred.do(SetCells(HEIGHT, (44,), ("171",)))
    assert fresh(inferred) is Freshness.STALE


def test_enough_own_values_are_a_new_category(inferred):
    inferred.do(new_rows(inferred.workspace, [(f"N{i}", "X", "", "") for i in range(5)]))
    assert fresh(inferred) is Freshness.CURRENT
    inferred.do(SetCells(HEIGHT, tuple(range(44, 49)), ("171",) * 5))
    assert fresh(inferred) is Freshness.STALE


def test_a_blank_group_is_a_group_like_others(inferred):
    inferred.do(Several((SetRoles(WITH_CLASS), SetEvidence(WITH_GROUP))))
    inferred.infer()
    assert fresh(inferred) is Freshness.CURRENT
    inferred.do(SetCells(CLASS, (0,), ("",)))
    assert fresh(inferred) is Freshness.STALE
