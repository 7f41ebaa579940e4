"""What is worth knowing of an inference that has just been made."""

from dataclasses import replace

import numpy as np
import pytest

from em_desktop.em import Source
from em_desktop.em.inference import LeftOut
from em_desktop.em.missingness import Missingness, MissingnessKind
from em_desktop.review.encode import encode
from em_desktop.review.notes import notes


@pytest.fixture
def inferred(desk):
    fit = desk.infer().fit
    missingness = Missingness(MissingnessKind.BY_CATEGORY, {}, np.array([0.1, 0.6]))
    left_out = (
        LeftOut(Source.NAME, "are the same in every row"),
        LeftOut(Source.AGE, "is blank in every row"),
        LeftOut(Source.GROUP, "is different in nearly every row"),
    )
    return desk, replace(fit, missingness=missingness, left_out=left_out)


def told(inferred, *evidence):
    desk, fit = inferred
    encoding = replace(encode(desk.workspace, desk.reading), evidence=frozenset(evidence))
    return notes(encoding, fit, desk.workspace, desk.reading)


def test_why_categories_are_missing(inferred):
    [note] = told(inferred, Source.MEASUREMENT)
    assert note.startswith("The gender is missing far more often for “male” (about 60 %)")


def test_evidence_that_was_wanted_and_could_not_be_used(inferred):
    _, note = told(inferred, Source.MEASUREMENT, Source.AGE)
    assert "is blank in every row" in note


def test_a_group_for_each_row_is_told_of_elsewhere(inferred):
    assert len(told(inferred, Source.MEASUREMENT, Source.GROUP)) == 1
