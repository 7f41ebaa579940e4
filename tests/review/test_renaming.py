from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em import Parameters
from em_desktop.review.clusters import Clusters
from em_desktop.review.edits import SetCells, SetClusters
from em_desktop.review.finding import Finding, find_groups, rename_groups
from em_desktop.review.renaming import in_order, renamed
from em_desktop.review.suggestions import Freshness, freshness, standing


@pytest.fixture
def found(desk_of):
    """Three groups about 0, 10 and 20, inferred; no row has an entry."""
    draw = np.random.default_rng(2)
    rows = [("", "", f"{x:.2f}", "") for x in draw.normal(np.repeat([0, 10, 20], 30), 1)]
    desk = desk_of(rows)
    finding = Finding("", ("low", "middle", "high"), (2,))
    desk.do(find_groups(desk.workspace, desk.reading, finding))
    desk.infer()
    return desk


def with_means(suggestions, *means):
    last = suggestions.fit.iterations[-1]
    old = last.parameters
    new = Parameters(old.shares, np.array(means, dtype=float), old.standard_deviations)
    fit = replace(suggestions.fit, iterations=(replace(last, parameters=new),))
    return replace(suggestions, fit=fit)


def test_names_that_are_in_order_stay(found):
    assert in_order(found.suggestions) is found.suggestions
    assert found.suggestions.labels == ("low", "middle", "high")
    assert found.suggestions.places == (0, 1, 2)


def test_names_follow_components_that_changed_places(found):
    suggestions = in_order(with_means(found.suggestions, 20, 0, 10))
    assert suggestions.labels == ("high", "low", "middle")
    assert suggestions.fit.categories == suggestions.labels
    assert suggestions.places == (2, 0, 1)
    assert suggestions.of(0).text == "high"  # the first component's rows, whatever its mean
    workspace, reading = found.workspace, found.reading
    assert freshness(suggestions, workspace, reading) is Freshness.CURRENT


def test_a_group_with_entries_keeps_its_name(found):
    found.do(SetCells(1, (60, 61), ("middle", "middle")))
    suggestions = found.infer()
    suggestions = in_order(with_means(suggestions, 10, 20, 0))
    assert suggestions.labels == ("high", "middle", "low")


def test_suggestions_are_renamed_with_their_groups_and_back(found):
    then = in_order(with_means(found.suggestions, 20, 0, 10))
    edit = rename_groups(found.workspace, found.reading, ("middle", "low", "top"))
    inverse = found.do(edit)
    now = renamed(then, found.workspace)
    assert now.labels == ("top", "middle", "low")
    assert now.fit.categories == now.labels
    assert standing(now, found.workspace, found.reading) is not None
    assert freshness(now, found.workspace, found.reading) is Freshness.CURRENT
    assert renamed(now, found.workspace) is now
    found.do(inverse)
    assert renamed(now, found.workspace).labels == then.labels


def test_suggestions_for_another_number_of_groups_are_stale(found):
    found.do(SetClusters(Clusters(1, ("low", "high"))))
    same = renamed(found.suggestions, found.workspace)
    assert same is found.suggestions
    assert freshness(same, found.workspace, found.reading) is Freshness.STALE


def test_suggestions_from_recorded_rows_have_no_groups(desk):
    suggestions = desk.infer()
    assert in_order(suggestions) is suggestions
    assert renamed(suggestions, desk.workspace) is suggestions
    assert suggestions.places == (0, 1)
