"""Why a row's suggestion is what it is, in the window."""

from random import Random

import pytest
from PySide6.QtWidgets import QLabel

from em_desktop.em.sources import Source
from em_desktop.review.edits import SetEvidence
from em_desktop.ui.card.evidence_table import EvidenceTable
from em_desktop.ui.plot.chart import Chart


@pytest.fixture
def school(tmp_path):
    """A roster in which the gender of most boys is missing; row 1 has no height."""
    random, lines = Random(1), ["name,gender,height", "Tom First,,"]
    for i in range(500):
        boy = random.random() < 0.5
        missing = random.random() < (0.75 if boy else 0.15)
        name = random.choice(("Tom", "Ben", "Leo") if boy else ("Ada", "Mia", "Eva"))
        gender = "" if missing else "boy" if boy else "girl"
        lines.append(f"{name} P{i},{gender},{random.gauss(177 if boy else 163, 6.5):.1f}")
    path = tmp_path / "school.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def shares(driver):
    """The lines of the card's table."""
    [table] = driver.page.review_card.findChildren(EvidenceTable)
    return {title: (lean, value) for title, lean, value in table.lines}


def said(driver):
    return " ".join(label.text() for label in driver.page.review_card.findChildren(QLabel))


def test_each_source_has_its_bar_and_the_row_its_mark(driver, school):
    page = driver.open(school)
    driver.infer()
    assert page.notice.text.startswith("The gender is missing far more often for “boy”")
    assert list(shares(driver)) == ["how frequent", "height", "caution", "together"]
    height = page.document.reading.measurement.values[page.view.currentIndex().row()]
    marker = page.fit_panel.findChild(Chart).layers.marker
    assert marker.words == f"{height:g} cm"
    assert len(marker.crossings) == 2


def test_a_row_without_a_height_is_told_by_its_name(driver, school):
    page = driver.open(school)
    page.document.do(SetEvidence(frozenset({Source.MEASUREMENT, Source.NAME})), "names")
    driver.infer()
    page.view.go_to(0)
    lines = shares(driver)
    assert lines["height"] == (0, "not known")
    lean, value = lines["first name"]
    assert lean < 0  # boy comes first, so it is on the left
    assert value.endswith(" to 1 boy")
    assert "The first name speaks clearly for boy." in said(driver)


def test_a_row_that_nothing_is_known_of_says_so(driver, school):
    page = driver.open(school)
    driver.infer()
    page.view.go_to(0)
    assert "No usable height, so nothing can be suggested." in said(driver)
    page.document.do(SetEvidence(frozenset({Source.MEASUREMENT, Source.NAME})), "names")
    assert "Nothing is suggested yet." in said(driver)
