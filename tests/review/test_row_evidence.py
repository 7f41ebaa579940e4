"""What the evidence of single rows is called."""

from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em.sources import Source
from em_desktop.review.row_evidence import RowEvidence
from em_desktop.roster.roles import Roles

HEADER = ("name", "sex", "height", "weight", "class", "age")
ROLES = Roles(name=0, category=1, measurement=2, further=(3,), group=4, age=5)
GIRLS, BOYS = ("Ada", "Mia", "Lea", "Eva"), ("Tom", "Ben", "Max", "Leo")
MISSING = (
    ("Ada X", "", "160", "50", "7a", "12"),
    ("Tom X", "", "", "71.5", "7b", ""),
    ("", "", "181", "", "", "13.5"),
    ("Mia X", "", "", "", "7a", "12"),
)


def known(i):
    boy = i % 2
    height = (160, 175)[boy] + (7 * i) % 13 - 6
    name = ((GIRLS, BOYS)[boy])[i // 2 % 4] + f" P{i}"
    weight = 0.8 * height - 75 + (5 * i) % 11
    return (name, "fm"[boy], str(height), f"{weight:.1f}", ("7a", "7b")[i // 30], str(12 + i % 3))


def school(desk_of, *evidence, roles=ROLES):
    desk = desk_of([known(i) for i in range(60)] + list(MISSING), roles, HEADER)
    desk.workspace = replace(desk.workspace, evidence=frozenset(evidence))
    return of(desk)


def of(desk):
    """Evidence of the rows of a fit, and which of them are missing."""
    suggestions = desk.infer()
    evidence = RowEvidence(suggestions, desk.workspace, desk.reading)
    return evidence, [int(at) for at in np.flatnonzero(suggestions.encoding.missing)]


@pytest.fixture(scope="module")
def everything(desk_of):
    return school(desk_of, *Source)


def test_what_is_measured_of_each_row(everything):
    evidence, rows = everything
    assert [evidence.measured(at) for at in rows] == ["measurements", "weight", "height", ""]
    assert [evidence.is_main_alone(at) for at in rows] == [False, False, True, False]
    assert evidence.measurement == "measurements"


def test_whether_a_first_name_is_known(everything):
    evidence, rows = everything
    assert [evidence.has_name(at) for at in rows] == [True, True, False, True]


def test_where_a_row_is_compared(everything):
    evidence, rows = everything
    assert [evidence.place(at) for at in rows] == [
        "in class 7a at age 12",
        "in class 7b",
        "at age 13.5",
        "in class 7a at age 12",
    ]


def test_what_is_not_used_is_not_spoken_of(desk_of):
    bare = replace(ROLES, further=())
    evidence, rows = school(desk_of, Source.MEASUREMENT, roles=bare)
    assert [evidence.measured(at) for at in rows] == ["height", "height"]
    assert [evidence.place(at) for at in rows] == [""] * 2
    assert not any(evidence.has_name(at) for at in rows)


def test_a_group_that_names_its_kind_is_not_named_twice(desk_of):
    rows = [(*known(i)[:3], "", ("Class 1", "class 2")[i // 30], "") for i in range(60)]
    roles = Roles(category=1, measurement=2, group=4)
    desk = desk_of([*rows, ("A", "", "170", "", "Class 1", "")], roles, HEADER)
    desk.workspace = replace(desk.workspace, evidence=frozenset({Source.MEASUREMENT, Source.GROUP}))
    evidence, [at] = of(desk)
    assert evidence.place(at) == "in Class 1"
