"""Names that occur twice, and that an edit costs no second look at all of them."""

import numpy as np
import pytest

from em_desktop.roster import name_column
from em_desktop.roster.name_column import NameColumn
from em_desktop.roster.table import texts

NAMES = ["Ann Lee", "ann  lee ", "Bo", "", "", "NA", "na", "Ann", "#REF!", "#REF!"]


def test_duplicates_ignore_case_and_space_and_blanks() -> None:
    found = NameColumn.of(texts(NAMES), ("na",))
    assert found.twice.tolist() == [True, True] + [False] * 8


def test_other_words_for_missing_make_other_duplicates() -> None:
    before = NameColumn.of(texts(NAMES), ("na",))
    assert np.flatnonzero(NameColumn.of(texts(NAMES), (), before).twice).tolist() == [0, 1, 5, 6]


def test_only_names_that_changed_are_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = NameColumn.of(texts(NAMES), ("na",))
    asked: list[str] = []
    monkeypatch.setattr(name_column, "folded", lambda text: asked.append(text) or text.casefold())
    changed = ["Cy", *NAMES[1:7], "BO", *NAMES[8:]]
    found = NameColumn.of(texts(changed), ("na",), before)
    assert asked == ["Cy", "BO"]
    assert np.flatnonzero(found.twice).tolist() == [2, 7]
    longer = NameColumn.of(texts([*changed, "Cy"]), ("na",), found)
    assert np.flatnonzero(longer.twice).tolist() == [0, 2, 7, 10]


def test_no_names() -> None:
    assert NameColumn.of(texts([]), ()).twice.tolist() == []
