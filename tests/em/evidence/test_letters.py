import numpy as np
import pytest

from em_desktop.em.evidence.letters import FAMILIES, build_features, letters_of
from em_desktop.em.names import Names


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Anna", ["a", "n", "n", "a"]),
        (" RENÉ ", ["r", "e", "n", "é"]),
        ("Rene\u0301", ["r", "e", "n", "é"]),
        ("पूजा", ["पू", "जा"]),
        ("명", ["명"]),
        ("\u1106\u1167\u11bc", ["명"]),
        ("李小龙", ["李", "小", "龙"]),
        ("Ａｎｎ", ["a", "n", "n"]),
        ("", []),
    ],
)
def test_letters(text, letters):
    assert list(letters_of(text)) == letters


def _features(features, name):
    return {int(i) for i in features.ids[:, name] if i < features.n_features}


def test_names_share_the_features_that_they_have_in_common():
    features = build_features(Names(("Anna", "Hanna", "Bo", "李", "ANNA", ""), []))
    anna, hanna, bo, li, again, empty = (_features(features, i) for i in range(6))
    assert anna == again
    assert len(anna) == 7  # three beginnings, three ends, the whole
    assert len(anna & hanna) == 3  # -a, -na, -nna
    assert len(bo) == 3
    assert len(li) == 1
    assert not empty
    assert not (bo | li) & anna
    assert len(features.families) == features.n_features
    for place in range(len(FAMILIES)):
        ids = features.ids[place][features.ids[place] < features.n_features]
        assert (features.families[ids] == place).all()


def test_counts_and_totals_agree():
    features = build_features(Names(("Anna", "Hanna", "Bo"), []))
    by_name = np.array([[1.0, 2.0, 0.0], [0.0, 0.5, 4.0]])
    by_feature = np.random.default_rng(0).random((2, features.n_features))
    there = (features.count(by_name) * by_feature).sum()
    assert np.isclose(there, (by_name * features.total(by_feature)).sum())
    assert np.isclose(features.by_family(by_feature).sum(), by_feature.sum())
