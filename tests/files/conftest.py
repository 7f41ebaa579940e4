"""A journal's header, for the tests of journals."""

from pathlib import Path

import pytest

from em_desktop.em.sources import Source
from em_desktop.files.journal.record import Header
from em_desktop.files.source import ReadOptions
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.roles import Roles


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
