"""Columns and evidence as a person orders them."""

from pathlib import Path

import pytest

from em_desktop.cli.columns import chosen_evidence, chosen_roles
from em_desktop.cli.order import Order, RepairError
from em_desktop.em.sources import Source
from em_desktop.review.workspace import Workspace
from em_desktop.roster.column_names import ColumnError
from em_desktop.roster.reading import read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

HEADER = ("name", "gender", "height", "class", "age", "weight", "note")
ROWS = [(f"Ann {i}", "fm"[i % 2], str(160 + i), "10a", "12", str(50 + i), "x") for i in range(20)]
ROSTER = Roster.from_rows(HEADER, ROWS)
HEIGHT, NAME, GROUP, AGE = Source.MEASUREMENT, Source.NAME, Source.GROUP, Source.AGE


def order(further=(), evidence=None, *, auto=False, **columns):
    evidence = None if evidence is None else frozenset(evidence)
    return Order(Path("a"), Path("b"), 0.95, columns, tuple(further), evidence, auto)


def roles(**how):
    return chosen_roles(ROSTER, order(**how))


def evidence(roster=ROSTER, **how):
    wanted = order(**how)
    workspace = Workspace.of(roster, chosen_roles(roster, wanted))
    reading = read(roster, workspace.roles, workspace.options)
    return chosen_evidence(wanted, workspace, reading)


def refused(call, **how):
    with pytest.raises(RepairError) as caught:
        call(**how)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    return sentence


GUESSED = Roles(name=0, category=1, measurement=2, group=3, age=4)


def test_columns_are_guessed_and_named():
    assert roles() == GUESSED
    assert roles(age="weight") == GUESSED.assign(5, "age")
    assert roles(age="") == GUESSED.assign(4, None)
    assert roles(name="", group="note") == Roles(None, 1, 2, 6, 4)


def test_several_measurements_have_the_main_one_first():
    assert roles(measurement="height", further=["weight", "age"]) == Roles(
        name=0, category=1, measurement=2, group=3, further=(4, 5)
    )
    assert roles(measurement="weight", further=["3"]).measurement == 5
    assert roles(measurement="weight", further=["3"]).further == (2,)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"measurement": "height", "further": ["height"]}, "One column cannot have two meanings"),
        ({"measurement": "height", "further": [""]}, "Name a column with each --measurement"),
        ({"measurement": "", "further": ["height"]}, "Name a column with each --measurement"),
        (
            {"measurement": "height", "further": ["gender"]},
            "“gender” is the column to fill in; it cannot also be the measurement. Name another "
            "column with --measurement, or the right one with --category.",
        ),
        ({"age": "height"}, "“height” is the measurement; it cannot also be the age."),
        ({"age": "height", "group": "height"}, "One column cannot have two meanings"),
    ],
)
def test_columns_that_cannot_be_meant(how, words):
    assert words in refused(roles, **how)


def test_a_column_that_is_not_there():
    with pytest.raises(ColumnError, match="no column “waist”"):
        roles(measurement="height", further=["waist"])


def test_what_is_named_is_used():
    assert evidence() == {HEIGHT}
    assert evidence(group="class") == {HEIGHT, GROUP}
    assert evidence(age="age") == {HEIGHT, AGE}
    assert evidence(group="class", age="") == {HEIGHT, GROUP}
    assert evidence(name="name") == {HEIGHT}


def test_evidence_that_is_listed_needs_no_column_named():
    assert evidence(evidence=[HEIGHT, NAME, GROUP, AGE]) == set(Source)
    assert evidence(evidence=[HEIGHT], group="class") == {HEIGHT}


def test_auto_offers_all_that_there_is():
    assert evidence(auto=True) == set(Source)
    assert evidence(auto=True, name="", age="") == {HEIGHT, GROUP}


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"evidence": [HEIGHT, NAME], "name": ""}, "looks like the name. Name it with --name."),
        ({"evidence": [HEIGHT, GROUP], "group": ""}, "looks like the group. Name it with --group."),
        ({"evidence": [HEIGHT, AGE], "age": ""}, "looks like the age. Name it with --age."),
        ({"evidence": [NAME, AGE]}, "let --evidence name the height too."),
        ({"age": "note"}, "The column “note” holds no ages in years."),
        (
            {"evidence": [HEIGHT, NAME], "name": "weight"},
            "The column “weight” holds no first names.",
        ),
    ],
)
def test_evidence_that_is_not_there(how, words):
    assert words in refused(evidence, **how)
