"""One file in two windows."""

from pathlib import Path

import pytest

from em_desktop.assets import resource
from em_desktop.session.locks import OpenFiles


@pytest.fixture
def roster(tmp_path) -> Path:
    path = tmp_path / "pupils.csv"
    path.write_text("name,gender,height\nAnn,f,160\nBen,,175\n")
    return path


@pytest.fixture
def other_window(driver):
    """The notes of another window of the same person."""
    notes = OpenFiles(driver.window._store.state)
    yield notes
    notes.release()


def note(driver) -> str:
    return driver.window._status_bar.note


def test_the_second_window_asks_and_cancel_opens_nothing(driver, roster, prompts, other_window):
    other_window.hold(roster)
    driver.window.open_path(roster)
    (question,) = prompts.asked
    assert "“pupils.csv” is open in another EM Desktop window since today" in question.text
    assert "exports last wins" in question.detail
    assert driver.window.page is None
    assert not driver.window.opener.running


def test_open_anyway_says_it_as_long_as_both_are_open(driver, roster, prompts, other_window):
    other_window.hold(roster)
    prompts.answers.append("open")
    driver.open(roster)
    assert note(driver) == "Also open in another window"
    other_window.release()
    driver.qtbot.waitUntil(lambda: note(driver) == "", timeout=10_000)


def test_the_first_window_is_told_too(driver, roster, other_window):
    driver.open(roster)
    assert note(driver) == ""
    other_window.hold(roster)
    driver.qtbot.waitUntil(lambda: note(driver) != "", timeout=10_000)


def test_the_own_window_asks_nothing_and_leaves_nothing(driver, roster, prompts):
    driver.open(roster)
    driver.open(roster)
    assert prompts.asked == []
    driver.trigger("close")
    assert list((driver.window._store.state / "open").iterdir()) == []
    assert [path.name for path in roster.parent.glob("*pupils*")] == ["pupils.csv"]


def test_a_sample_may_be_open_as_often_as_one_likes(driver, prompts, other_window):
    sample = Path(resource("samples/edmond.csv"))
    other_window.hold(sample)
    driver.open(sample)
    assert prompts.asked == []
    assert note(driver) == ""
