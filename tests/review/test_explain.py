from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.review.encode import encode
from em_desktop.review.explain import confidence, duels, explain
from em_desktop.review.suggestions import suggest
from em_desktop.review.wording import Bearing
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

LABELS = ("girl", "boy", "X")


def suggested(parameters, values, labels=LABELS, groups=None):
    """Suggestions for missing rows under given parameters; a recorded row comes before them."""
    n = len(values)
    places = None if groups is None else np.array([0, *groups])
    design = Design(
        values=np.array([150.0, *values]),
        labels=np.array([0] + [-1] * n),
        categories=labels,
        groups=places,
        n_groups=0 if groups is None else 2,
    )
    ids = np.arange(10, 11 + n, dtype=np.int64)
    encoding = replace(real_encoding(), design=design, row_ids=ids, labels=labels)
    fit = Fit(Outcome.CONVERGED, (Iteration(0, parameters, 0.0),), labels)
    return suggest(encoding, fit)


def real_encoding():
    rows = [("f", str(160 + i)) for i in range(5)] + [("m", str(170 + i)) for i in range(5)]
    roster = Roster.from_rows(("gender", "height"), [*rows, ("", "165")])
    workspace = Workspace.of(roster, Roles(category=0, measurement=1))
    return encode(workspace, read(roster, workspace.roles, workspace.options))


def plain(shares, means=(163, 177, 170), deviation=7.0):
    n = len(shares)
    return Parameters(np.array(shares), np.array(means[:n], dtype=float), np.full(n, deviation))


def product_of_shares(explanation):
    product = np.prod([share.probabilities for share in explanation.shares], axis=0)
    return product / product.sum()


@given(
    st.lists(st.floats(0.05, 1), min_size=2, max_size=3),
    st.lists(st.floats(140, 200), min_size=1, max_size=5),
)
def test_the_shares_multiply_to_the_posterior(shares, heights):
    shares = np.array(shares) / np.sum(shares)
    suggestions = suggested(plain(shares), heights, LABELS[: len(shares)])
    for i in range(len(heights)):
        found = explain(suggestions, 11 + i, "height")
        assert [share.source for share in found.shares] == ["roster", "measurement"]
        for share in found.shares:
            assert sum(share.probabilities) == pytest.approx(1)
        assert found.shares[0].probabilities == pytest.approx(shares)
        assert product_of_shares(found) == pytest.approx(suggestions.probabilities[i])


def test_groups_have_proportions_of_their_own():
    by_group = np.array([[0.9, 0.2, 0.5], [0.1, 0.8, 0.5]])
    parameters = GroupedParameters.of(
        np.array([0.5, 0.4, 0.1]),
        by_group,
        np.array([[160.0, 165, 162], [165.0, 178, 171]]),
        np.full((2, 3), 7.0),
    )
    suggestions = suggested(parameters, [170, 170, 170], LABELS[:2], groups=[0, 1, -1])
    for i in range(3):
        found = explain(suggestions, 11 + i, "height")
        assert found.shares[0].probabilities == pytest.approx(by_group[:, i])
        assert product_of_shares(found) == pytest.approx(suggestions.probabilities[i])
    model = posterior(suggestions.encoding.design, parameters)[1:]
    assert suggestions.probabilities == pytest.approx(model)


def sentence(shares, height, labels=LABELS[:2]):
    return explain(suggested(plain(shares), [height], labels), 11, "height").sentence


def test_the_sentence_says_what_decided():
    assert sentence((0.5, 0.5), 150) == (
        "Almost certainly girl: this height is far more usual among girl than among boy."
    )
    assert sentence((0.5, 0.5), 176) == (
        "Probably boy: this height is more usual among boy than among girl."
    )
    assert sentence((0.5, 0.5), 171) == (
        "The height can hardly tell: this height is slightly more usual among boy than among girl."
    )
    assert sentence((0.97, 0.03), 170) == (
        "Almost certainly girl: this height says little, and girl is the more frequent here."
    )
    assert sentence((0.98, 0.02), 176) == (
        "Probably girl: girl is so frequent here that it outweighs the height."
    )


def test_of_three_the_two_likeliest_are_compared():
    found = sentence((0.2, 0.4, 0.4), 179, LABELS)
    assert found == "Perhaps boy: this height is more usual among boy than among X."


@pytest.mark.parametrize("row_id", [10, 9, 12, -1])
def test_a_row_without_a_suggestion_needs_no_explanation(row_id):
    assert explain(suggested(plain((0.5, 0.5)), [170], LABELS[:2]), row_id, "height") is None


def test_a_height_beyond_all_others_is_explained_too():
    suggestions = suggested(plain((0.5, 0.5), deviation=0.1), [600], LABELS[:2])
    found = explain(suggestions, 11, "height")
    assert found.sentence.startswith("Almost certainly boy: this height is far more usual")
    assert np.isfinite(found.shares[1].probabilities).all()


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.95, "Almost certainly girl"),
        (0.9499, "Probably girl"),
        (0.8, "Probably girl"),
        (0.79, "Perhaps girl"),
        (0.6, "Perhaps girl"),
        (0.59, "Open: girl by a hair"),
    ],
)
def test_how_sure_in_words(probability, words):
    assert confidence("girl", probability) == words


def test_all_rows_at_once_agree_with_one_by_one():
    parameters = plain((0.7, 0.3))
    heights = np.linspace(150, 195, 10)
    found = duels(suggested(parameters, heights, LABELS[:2]))
    expected = parameters.densities(heights) / parameters.shares[:, np.newaxis]
    rows = np.arange(10)
    assert found.density_ratios == pytest.approx(
        expected[found.best, rows] / expected[found.rival, rows]
    )
    assert {found.bearing(0), found.bearing(9)} == {Bearing.FAR_MORE}
    none = duels(suggested(parameters, [], LABELS[:2]))
    assert len(none.best) == 0


def test_a_tie_is_told_as_one():
    suggestions = suggested(plain([0.5, 0.5], means=(170, 170)), [165.0])
    sentence = explain(suggestions, 11, "height").sentence
    assert sentence == (
        "The height can hardly tell: this height is as usual among girl as among boy."
    )
