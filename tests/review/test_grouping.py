"""Whether comparing within groups is advised."""

from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em.sources import Source
from em_desktop.review.grouping import group_hint, part_between
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

RNG = np.random.default_rng(3)
GRADES = np.repeat(np.arange(6), 40)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.8])
def test_the_part_between_groups_is_found(share):
    groups = np.repeat(np.arange(300), 8)
    effects = RNG.normal(0, np.sqrt(share), 300)[groups]
    values = effects + RNG.normal(0, np.sqrt(1 - share), len(groups))
    assert part_between(values, groups) == pytest.approx(share, abs=0.06)


@pytest.mark.parametrize(
    ("values", "groups"),
    [([], []), ([1.0], [0]), ([1.0, 2.0], [0, 1]), ([1.0, 2.0], [0, 0]), ([1.0, 1.0], [-1, -1])],
)
def test_too_little_to_say_is_no_part(values, groups):
    assert part_between(np.array(values), np.array(groups, dtype=np.intp)) == 0


def advice(heights, evidence=frozenset({Source.MEASUREMENT})):
    rows = [
        (f"n{i}", "f" if i % 2 else "m", f"{h:.1f}", f"grade {g}")
        for i, (h, g) in enumerate(zip(heights, GRADES, strict=True))
    ]
    roster = Roster.from_rows(("name", "gender", "height", "grade"), rows)
    roles = Roles(name=0, category=1, measurement=2, group=3)
    workspace = replace(Workspace.of(roster, roles), evidence=evidence)
    return group_hint(workspace, read(roster, roles, workspace.options))


def test_grades_are_advised_and_parallel_classes_are_not():
    growing = 120 + 7 * GRADES + RNG.normal(0, 5, len(GRADES))
    alike = 165 + RNG.normal(0, 7, len(GRADES))
    assert advice(growing) == (
        "The height differs much from one “grade” to the next, and “grade” is not used yet."
    )
    assert advice(alike) == ""
    assert advice(growing, frozenset(Source)) == ""
