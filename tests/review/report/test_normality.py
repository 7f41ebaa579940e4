from dataclasses import replace

import numpy as np

from em_desktop.review.encode import encode
from em_desktop.review.report.normality import normality_words


def said(desk, values):
    encoding = encode(desk.workspace, desk.reading)
    design = encoding.design
    shaped = np.where(design.labels >= 0, np.resize(values, len(design.values)), design.values)
    return normality_words(replace(encoding, design=replace(design, values=shaped)), "height")


def test_normal_measurements_are_found_normal_enough(desk):
    values = 170 + 7 * np.random.default_rng(2).standard_normal(44)
    assert "looks normal enough" in said(desk, values)


def test_a_stray_row_is_told(desk):
    values = 170 + 7 * np.random.default_rng(2).standard_normal(44)
    values[0] = 400.0
    assert "more rows far from the mean" in said(desk, values)


def test_few_rows_are_not_tested(desk_of):
    rows = [("", ("f", "m")[i % 2], str(160 + i), "") for i in range(12)]
    desk = desk_of([*rows, ("", "", "165", "")])
    assert said(desk, np.arange(160.0, 172.0)).startswith("Not checked")
