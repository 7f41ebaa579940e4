from dataclasses import replace
from pathlib import Path

import pytest

from em_desktop.em.sources import Source
from em_desktop.review.edits import apply
from em_desktop.review.finding import Finding, find_groups
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster
from em_desktop.session.remembering import choice_of, with_choice

HEADER = ("name", "gender", "height", "weight", "waist")
CHOSEN = Roles(name=0, category=1, measurement=3, further=(2, 4))
PATH = Path("/a/class.csv")


def fresh(header=HEADER):
    return Workspace.of(Roster.from_rows(header, [("x",) * len(header)]), Roles(name=0))


@pytest.fixture
def choice():
    evidence = frozenset({Source.MEASUREMENT, Source.NAME})
    return choice_of(replace(fresh(), roles=CHOSEN, evidence=evidence), PATH)


def test_a_choice_comes_back(choice):
    again = with_choice(fresh(), choice)
    assert again.roles == CHOSEN
    assert again.evidence == {Source.MEASUREMENT, Source.NAME}
    assert choice_of(again, PATH) == choice


def test_a_choice_for_another_header_is_none(choice):
    other = fresh((*HEADER[:4], "hip"))
    assert with_choice(other, choice) is other


@pytest.mark.parametrize(
    "roles", [(("name", 5),), (("name", -1),), (("name", 0), ("group", 0)), (("colour", 0),)]
)
def test_roles_that_cannot_be_are_not_taken(choice, roles):
    workspace = fresh()
    assert with_choice(workspace, replace(choice, roles=roles)) is workspace


def test_evidence_of_another_program_is_passed_over(choice):
    odd = replace(choice, evidence=("telepathy", "age"))
    assert with_choice(fresh(), odd).evidence == {Source.MEASUREMENT, Source.AGE}


def test_a_relative_path_is_made_absolute():
    assert choice_of(fresh(), Path("class.csv")).path.is_absolute()


def test_a_column_that_was_added_is_not_remembered():
    workspace = Workspace.of(Roster.from_rows(("a", "b"), [("1", "2")]), Roles())
    finding = Finding("type", ("x", "y"), (0, 1))
    reading = read(workspace.roster, workspace.roles, workspace.options)
    found, _ = apply(find_groups(workspace, reading, finding), workspace)
    choice = choice_of(found, PATH)
    assert with_choice(workspace, choice).roles == Roles(measurement=0, further=(1,))
