"""What the tests of several kinds of files need: a journal's header, any changes of a roster."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st

from em_desktop.em.sources import Source
from em_desktop.files.journal.record import Header
from em_desktop.files.source import ReadOptions
from em_desktop.review.changes import Changes, NewColumn
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster


@pytest.fixture
def header(tmp_path: Path) -> Header:
    """What is noted of a file of two columns."""
    return Header(
        path=tmp_path / "roster.csv",
        digest="ab" * 32,
        reading=ReadOptions(delimiter=";"),
        columns=("name", "gender"),
        n_rows=3,
        table=None,
        roles=Roles(name=0, category=1),
        options=ReadingOptions(),
        evidence=frozenset({Source.MEASUREMENT}),
    )


@st.composite
def _changes(draw: st.DrawFn, roster: Roster, texts: st.SearchStrategy[str]) -> Changes:
    ids = [int(i) for i in roster.row_ids]
    places = st.tuples(st.sampled_from(ids or [0]), st.integers(0, roster.n_columns - 1))
    cells = draw(st.dictionaries(places, texts, max_size=5)) if ids else {}
    deleted = draw(st.frozensets(st.sampled_from(ids), max_size=2)) if ids else frozenset()
    row = st.tuples(*[texts] * roster.n_columns)
    added = tuple(enumerate(draw(st.lists(row, max_size=2)), start=len(ids) + 3))
    every = sorted({*ids, *(row_id for row_id, _ in added)})
    filled = st.dictionaries(st.sampled_from(every), texts, max_size=4) if every else st.just({})
    new = draw(st.lists(st.builds(NewColumn, st.just("new"), filled), max_size=2))
    return Changes(cells=cells, deleted=deleted, added=added, new_columns=tuple(new))


@pytest.fixture(scope="session")
def any_changes() -> Callable[[Roster, st.SearchStrategy[str]], st.SearchStrategy[Changes]]:
    """What draws changes of a roster: cells, rows that go or come, new columns."""
    return _changes


def _rows(roster: Roster, changes: Changes) -> list[list[str]]:
    rows = {
        int(i): [roster.cell(at, c) for c in range(roster.n_columns)]
        for at, i in enumerate(roster.row_ids)
    }
    for (row_id, column), text in changes.cells.items():
        rows[row_id][column] = text
    rows = {row_id: row for row_id, row in rows.items() if row_id not in changes.deleted}
    rows.update({row_id: list(row) for row_id, row in changes.added})
    return [
        row + [column.texts.get(row_id, "") for column in changes.new_columns]
        for row_id, row in rows.items()
    ]


@pytest.fixture(scope="session")
def meant_rows() -> Callable[[Roster, Changes], list[list[str]]]:
    """What a roster's rows are to be once changes are made, worked out cell by cell."""
    return _rows
