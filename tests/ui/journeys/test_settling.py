"""Settling doubtful heights in the window: as proposed, all alike, or right as they are."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton

from em_desktop.roster.flags import FlagKind
from em_desktop.ui.actions import cell_menu
from em_desktop.ui.doubt_answers import ANSWERS
from em_desktop.ui.menus.bar import entries
from em_desktop.ui.table.model import FACE_ROLE

HEIGHT = 2
INCHES, ALSO_INCHES, DATE, FEET, LONE, ERROR = range(6)
DOUBTED = ("68", "66", "2026-07-05", "5.4", "99", "#REF!")


@pytest.fixture
def school(tmp_path: Path) -> Path:
    rows = [f"Doubt {i},f,{text},00{i}\n" for i, text in enumerate(DOUBTED)]
    rows += [f"Ann {i},f,{158 + i % 9},01\n" for i in range(20)]
    rows += [f"Bob {i},m,{172 + i % 9},02\n" for i in range(20)]
    path = tmp_path / "school.csv"
    path.write_text(
        "name,gender,height,id\n" + "".join(rows) + "Cleo,,64,03\nDan,,176,03\n", encoding="utf-8"
    )
    return path


def strip(driver):
    return driver.page.review_card.doubt_strip


def buttons(driver):
    found = strip(driver).findChildren(QPushButton)
    return {b.text(): b for b in found if not b.isHidden() and not strip(driver).isHidden()}


def shown(driver, row):
    return driver.page.model.index(row, HEIGHT).data(FACE_ROLE)


def tag(driver, row):
    return shown(driver, row).tag


def test_a_row_says_what_is_doubtful_and_is_read_by_a_click(driver, school):
    driver.open(school)
    driver.go(INCHES, HEIGHT)
    assert "looks like inches" in strip(driver).text
    assert list(buttons(driver)) == [
        "Read as 68 in (172.7 cm)",
        "All 3 alike",
        "It is right as it is",
    ]
    buttons(driver)["Read as 68 in (172.7 cm)"].click()
    assert tag(driver, INCHES) == "→ 172.7 cm"
    assert driver.text(INCHES, HEIGHT) == "68"
    assert strip(driver).text == ("You read the height 68 as 68 in (172.7 cm). The file keeps it.")
    assert list(buttons(driver)) == ["Take this reading back"]
    buttons(driver)["Take this reading back"].click()
    assert tag(driver, INCHES) == "inches?"


def test_all_alike_is_one_step_that_is_undone(driver, school):
    page = driver.open(school)
    driver.go(ALSO_INCHES, HEIGHT)
    driver.trigger("read_alike")
    assert [tag(driver, row) for row in (INCHES, ALSO_INCHES, 46)] == [
        "→ 172.7 cm",
        "→ 167.6 cm",
        "→ 162.6 cm",
    ]
    assert driver.window.action("undo").text() == "&Undo reading 3 rows as proposed"
    assert page.document.unsaved
    assert page.document.unexported == "3 doubtful cells settled"
    driver.trigger("undo")
    assert not page.document.unsaved
    assert [tag(driver, row) for row in (INCHES, ALSO_INCHES)] == ["inches?", "inches?"]
    driver.trigger("redo")
    assert tag(driver, INCHES) == "→ 172.7 cm"


def test_a_date_is_read_as_feet_and_inches_and_then_counts(driver, school):
    page = driver.open(school)
    driver.infer()
    assert page.document.reading.measurement.usable.sum() == 41
    page.flag_walk.next(int(FlagKind.DATE))
    assert page.view.currentIndex().row() == DATE
    assert "a date, 5 July" in page.notice.text
    assert "Read as 5'7\" (170.2 cm)" in buttons(driver)
    driver.trigger("read")
    assert page.notice.text == ""
    assert tag(driver, DATE) == "→ 170.2 cm"
    assert driver.text(DATE, HEIGHT) == "2026-07-05"
    assert page.document.reading.measurement.usable.sum() == 42
    assert "infer again" in page.sentence


def test_the_other_reading_and_right_as_it_is(driver, school):
    page = driver.open(school)
    driver.go(FEET, HEIGHT)
    buttons(driver)["Read as 5'4\" (162.6 cm)"].click()
    assert tag(driver, FEET) == "→ 162.6 cm"
    driver.go(LONE, HEIGHT)
    assert list(buttons(driver)) == ["It is right as it is"]
    driver.trigger("keep")
    assert tag(driver, LONE) == "as it is"
    assert page.document.reading.measurement.values[LONE] == 99
    assert page.document.reading.measurement.usable[LONE]
    driver.trigger("read_again")
    assert tag(driver, LONE) == "implausible"


def test_where_nothing_is_doubtful_the_keys_say_so(driver, school):
    page = driver.open(school)
    driver.go(10, HEIGHT)
    assert strip(driver).text == ""
    for name, words in (
        ("read", "No other reading is proposed"),
        ("read_alike", "No other reading is proposed"),
        ("keep", "Nothing is doubtful"),
        ("read_again", "can be taken back"),
    ):
        driver.trigger(name)
        assert words in page.notice.text
    driver.go(ERROR, HEIGHT)
    assert "refers to a cell that is gone" in shown(driver, ERROR).spoken


def test_another_text_in_the_cell_ends_the_reading(driver, school):
    driver.open(school)
    driver.go(INCHES, HEIGHT)
    driver.trigger("read")
    driver.page.model.setData(driver.page.model.index(INCHES, HEIGHT), "70")
    assert tag(driver, INCHES) == "inches?"
    driver.trigger("undo")
    assert tag(driver, INCHES) == "→ 172.7 cm"


def test_the_selected_rows_are_read_together(driver, school):
    page = driver.open(school)
    page.view.select_rows(np.array([INCHES, DATE, 10]))
    driver.trigger("read")
    assert driver.window.action("undo").text() == "&Undo reading 2 rows as proposed"
    assert [tag(driver, row) for row in (INCHES, ALSO_INCHES, DATE)] == [
        "→ 172.7 cm",
        "inches?",
        "→ 170.2 cm",
    ]


def test_the_cells_own_menu_has_the_answers_that_fit(driver, school):
    page = driver.open(school)

    def offered(row):
        driver.go(row, HEIGHT)
        actions = {each.name: driver.window.action(each.name) for each in entries()}
        menu = cell_menu(driver.window, actions)
        texts = [action.text() for action in menu.actions()]
        menu.deleteLater()
        return [actions[name].text() for name in ANSWERS if actions[name].text() in texts]

    assert offered(10) == []
    assert offered(LONE) == ["Right as &it is"]
    assert offered(INCHES) == [
        "&Read as proposed",
        "Read all ali&ke as proposed",
        "Right as &it is",
    ]
    page.settler.accept()
    assert offered(INCHES) == ["Take back readin&g"]


def test_what_is_said_of_one_flag_goes_with_its_row(driver, school):
    """Its button once stood beside another row, and would have acted on that."""
    driver.open(school)
    driver.trigger("flag")
    assert "looks like" in driver.page.notice.text
    driver.go(10, HEIGHT)
    assert driver.page.notice.text == ""
