import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster import distinct as module
from em_desktop.roster.distinct import distinct
from em_desktop.roster.table import texts

CELLS = st.lists(st.text(max_size=3))


@given(CELLS)
def test_texts_and_codes_give_the_column_back(cells: list[str]) -> None:
    found = distinct(texts(cells))
    assert [found.texts[code] for code in found.codes] == cells
    assert list(found.texts) == list(dict.fromkeys(cells))
    assert found.counts.tolist() == [cells.count(text) for text in found.texts]


def test_chunks_share_their_codes(monkeypatch) -> None:
    monkeypatch.setattr(module, "_CHUNK", 2)
    found = distinct(texts("abcabca"))
    assert found.texts == ("a", "b", "c")
    assert found.codes.tolist() == [0, 1, 2, 0, 1, 2, 0]


def test_values_are_spread_over_the_rows() -> None:
    found = distinct(texts(["b", "a", "b"]))
    assert found.spread(np.array([1.5, 2.5])).tolist() == [1.5, 2.5, 1.5]
    assert distinct(texts([])).spread(np.empty(0)).shape == (0,)
