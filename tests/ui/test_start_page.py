import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.files.samples import Sample, is_sample, read_samples
from em_desktop.ui.start_page import StartPage


@pytest.fixture
def page(qtbot):
    widget = StartPage(samples=())
    qtbot.addWidget(widget)
    widget.resize(1000, 700)
    widget.show()
    return widget


def button(page: QWidget, name: str) -> QPushButton:
    (found,) = [
        b
        for b in page.findChildren(QPushButton)
        if name in (b.text(), b.accessibleName()) and not b.isHidden()
    ]
    return found


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_open_and_new_are_asked_for_by_click_and_by_key(qtbot, page):
    with qtbot.waitSignal(page.open_requested):
        qtbot.mouseClick(button(page, "&Open…"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.new_requested):
        qtbot.keyClick(button(page, "&New roster"), Qt.Key.Key_Space)


def test_a_recent_file_is_chosen_with_its_path(qtbot, page, tmp_path):
    roster = tmp_path / "class 10A.csv"
    roster.write_text("name\n")
    page.set_recent((roster,))
    with qtbot.waitSignal(page.path_chosen) as signal:
        button(page, "Go on with class 10A.csv").click()
    assert signal.args == [roster]
    assert str(tmp_path) in words(page)


def test_a_recent_file_that_is_gone_is_greyed_and_said_to_be(page, tmp_path):
    page.set_recent((tmp_path / "gone.csv",))
    assert not button(page, "gone.csv").isEnabled()
    assert "Not there any more" in words(page)


def test_a_recent_file_that_comes_back_can_be_chosen(page, tmp_path):
    page.set_recent((tmp_path / "stick.csv",))
    page.hide()
    (tmp_path / "stick.csv").write_text("name\n")
    page.show()
    assert button(page, "Go on with stick.csv").isEnabled()


def test_new_recent_files_replace_the_old_ones(page, tmp_path):
    page.set_recent((tmp_path / "a.csv", tmp_path / "b.csv"))
    page.set_recent((tmp_path / "c.csv",))
    shown = words(page)
    assert "c.csv" in shown
    assert "a.csv" not in shown


def test_without_recent_files_and_samples_there_is_no_empty_card(page):
    assert "Recent" not in words(page)
    assert "sample" not in words(page)


def test_a_sample_is_offered_with_its_description(qtbot, tmp_path):
    sample = Sample(tmp_path / "edmond.csv", "Edmond", "300 pupils.")
    page = StartPage(samples=(sample,))
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.path_chosen) as signal:
        button(page, "Edmond").click()
    assert signal.args == [sample.path]
    assert button(page, "Edmond").accessibleDescription() == "300 pupils."


def test_the_page_says_when_a_file_would_be_taken(page):
    page.set_drop_active(True)
    assert "Let go to open it" in words(page)
    page.set_drop_active(False)
    assert "Drop a roster here" in words(page)


def test_nothing_leaves_this_computer(page):
    assert "Nothing leaves this computer" in words(page)


def test_the_programs_own_samples_exist():
    samples = read_samples()
    assert samples
    assert all(is_sample(sample.path) for sample in samples)
    assert not is_sample(Path.home() / "edmond.csv")


def test_a_listing_that_is_absent_or_damaged_offers_nothing(tmp_path):
    listing = tmp_path / "samples.json"
    assert read_samples(listing) == ()
    for content in ("", "{}", "[1]", '[{"file": "a.csv"}]'):
        listing.write_text(content)
        assert read_samples(listing) == ()


def test_a_sample_that_is_not_there_is_not_offered(tmp_path):
    (tmp_path / "a.csv").write_text("name\n")
    listing = tmp_path / "samples.json"
    listing.write_text(
        json.dumps([{"file": f, "title": f, "description": ""} for f in ("a.csv", "b.csv")])
    )
    assert [sample.title for sample in read_samples(listing)] == ["a.csv"]


def test_a_long_name_is_shortened_to_the_room(qtbot):
    label = ElidedLabel("roster of the whole school.csv", mode=Qt.TextElideMode.ElideMiddle)
    qtbot.addWidget(label)
    label.resize(label.fontMetrics().horizontalAdvance("roster … school"), 20)
    assert "…" in label.shown_text()
    assert label.text() == "roster of the whole school.csv"
    label.resize(2000, 20)
    assert label.shown_text() == label.text()
