"""An open document without a window."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from em_desktop.files.source import Format, Opened
from em_desktop.review.changes import Changes
from em_desktop.review.workspace import Workspace
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.reading import read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster
from em_desktop.session.document import Document
from em_desktop.session.loading import Loaded

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HEADER = ("name", "gender", "height", "class")
ROLES = Roles(name=0, category=1, measurement=2)


class NoFile:
    """The source of a roster that no test writes."""

    format = Format.CSV
    summary = "nothing"

    def rewrite(self, changes: Changes) -> bytes:
        raise NotImplementedError

    def reread(self, content: bytes, n_columns: int) -> Roster:
        raise NotImplementedError


@pytest.fixture
def loaded_of() -> Callable[..., Loaded]:
    """Make a file that was read of rows."""

    def load(rows, roles: Roles = ROLES) -> Loaded:
        roster = Roster.from_rows(HEADER, rows)
        workspace = Workspace.of(roster, roles, ReadingOptions())
        opened = Opened(Path("pupils.csv"), roster, NoFile())
        return Loaded(opened, workspace, read(roster, roles, workspace.options))

    return load


@pytest.fixture
def document(qapp, loaded_of) -> Document:
    """Twenty girls and twenty boys recorded, ids 0 to 39; three missing, ids 40 to 42."""
    rows = []
    for i in range(40):
        height = (163, 177)[i % 2] + 1.1 * ((7 * i) % 20 - 9.5)
        rows.append((f"Pupil {i}", ("female", "male")[i % 2], f"{height:.1f}", "10A"))
    rows += [("Low", "", "158.2", "10A"), ("High", "?", "185", "10A"), ("Empty", "", "", "")]
    return Document(loaded_of(rows))
