"""Rosters, read and inferred, for tests of the review."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from em_desktop.em import infer
from em_desktop.review.edits import Edit, apply
from em_desktop.review.encode import encode
from em_desktop.review.status import statuses
from em_desktop.review.suggestions import Suggestions, suggest
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading, read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

HEADER = ("name", "gender", "height", "class")
ROLES = Roles(name=0, category=1, measurement=2, group=None)


def known(i: int) -> tuple[str, str, str, str]:
    """A pupil whose gender is recorded: girls about 163, boys about 177."""
    height = (163, 177)[i % 2] + 1.1 * ((7 * i) % 20 - 9.5)
    return (f"Pupil {i}", ("female", "male")[i % 2], f"{height:.1f}", "10A")


@dataclass
class Desk:
    """A workspace that edits are made on, with what is derived from it."""

    workspace: Workspace
    suggestions: Suggestions | None = None

    @property
    def reading(self) -> Reading:
        return read(self.workspace.roster, self.workspace.roles, self.workspace.reading_options)

    @property
    def status(self):
        return statuses(self.workspace, self.reading, self.suggestions)

    def do(self, edit: Edit) -> Edit:
        self.workspace, inverse = apply(edit, self.workspace)
        return inverse

    def infer(self, number: int = 1) -> Suggestions:
        encoding = encode(self.workspace, self.reading)
        self.suggestions = suggest(encoding, infer(encoding.design, encoding.evidence), number)
        return self.suggestions


MISSING = (
    ("Low", "", "158.2", "10A"),
    ("High", "?", "185", "10A"),
    ("Middle", "n/a", "170", "10A"),
    ("Empty", "", "", "10A"),
)


@pytest.fixture(scope="session")
def desk_of() -> Callable[..., Desk]:
    """Lay rows on a desk."""

    def lay(rows, roles: Roles = ROLES, header=HEADER) -> Desk:
        return Desk(Workspace.of(Roster.from_rows(header, rows), roles))

    return lay


@pytest.fixture
def desk(desk_of) -> Desk:
    """Twenty girls and twenty boys recorded, ids 0 to 39; four missing, ids 40 to 43.

    40 is short, 41 tall, 42 between, 43 has no height.
    """
    return desk_of([known(i) for i in range(40)] + list(MISSING))
