"""Looking at a few rows before many are accepted, in a real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from em_desktop.review.accept import put_off
from em_desktop.review.checks import CheckKind
from em_desktop.review.decisions import Answer
from em_desktop.review.show import Show
from em_desktop.review.status import Status

ENTER, ESCAPE, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space


@pytest.fixture
def page(driver, edmond):
    page = driver.open(edmond)
    driver.infer()
    page.bulk.set_threshold(0.8)
    return page


def begin(driver):
    """Check the first rows, by the keyboard as all that follows."""
    driver.trigger("check_sample")
    sample = driver.page.checker.running
    assert sample is not None
    return sample


def other_letter(page):
    """The letter of a category that is not suggested for the current row."""
    suggested = page.document.suggestions.of(page.view.current_row_id()).text
    return next(k for k, label in page.reviewer.letters().items() if label != suggested)


def test_ten_that_agree_and_then_all_the_others(driver, page):
    above = page.bulk.reach.number(0.8)
    sample = begin(driver)
    assert (sample.size, sample.population) == (10, above)
    assert page.view.current_row_id() == sample.waiting[0]
    assert page.bulk_bar.shown is page.bulk_bar.sample
    for i, row_id in enumerate(sample.waiting, start=1):
        assert page.bulk_bar.sample.title == f"Sample {i} of 10"
        assert page.review_card.progress.text.startswith(f"Sample {i} of 10 · ")
        assert page.view.current_row_id() == row_id
        driver.key(ENTER)
    assert page.bulk_bar.sample.title == "Sample checked"
    assert page.bulk_bar.sample.said.startswith("10 of 10 agreed. So at least ")
    assert page.view.current_row_id() == sample.waiting[-1], "no row besides is near Enter"
    checks = page.document.workspace.checks
    assert set(checks) == set(sample.waiting)
    assert {check.kind for check in checks.values()} == {CheckKind.SAMPLE}

    others = page.bulk_bar.sample.button("others")
    assert others.text() == f"Accept the other {above - 10}"
    QTest.mouseClick(others, Qt.MouseButton.LeftButton)
    decisions = page.document.workspace.decisions
    assert len(decisions) == above
    assert sum(d.threshold == 0.8 for d in decisions.values()) == above - 10
    assert page.bulk_bar.shown is page.bulk_bar.threshold
    assert page.threshold_bar.check_button.text() == "Checked 10"

    for left in (10, 9):
        driver.trigger("undo")  # the bulk, then one answer with what it measured
        assert len(page.document.workspace.decisions) == left
        assert len(page.document.workspace.checks) == left
    driver.trigger("redo")
    assert len(page.document.workspace.checks) == 10


def test_two_disagreements_are_said_and_the_threshold_can_be_raised(driver, page):
    sample = begin(driver)
    for i in range(10):
        if i in (2, 5):
            driver.key(other_letter(page).lower())
            assert "in " in page.bulk_bar.sample.said
        else:
            driver.key(ENTER)
    assert page.bulk_bar.sample.said.startswith("8 of 10 agreed; in 2 you said otherwise. ")
    entered = [i for i in sample.waiting if page.document.status[i] == Status.ENTERED]
    assert len(entered) == 2, "what the person said stands"
    raise_it = page.bulk_bar.sample.button("raise")
    QTest.mouseClick(raise_it, Qt.MouseButton.LeftButton)
    assert page.checker.running is None
    assert page.bulk.threshold == 0.9
    again = page.bulk.reach.number(0.9)
    assert page.threshold_bar.check_button.text() == f"Check {min(10, again)} first"


def test_it_can_be_left_at_any_time_and_gone_on_with(driver, page):
    sample = begin(driver)
    driver.key(ENTER, ENTER)
    driver.key(ESCAPE)
    assert page.checker.running is None
    assert page.review_card.progress.text.startswith("2 of ")
    assert page.threshold_bar.check_button.text() == "Go on: 2 of 10"
    QTest.mouseClick(page.threshold_bar.check_button, Qt.MouseButton.LeftButton)
    assert page.checker.running.waiting == sample.waiting[2:]
    assert page.view.current_row_id() == sample.waiting[2]


def test_a_drawn_row_counts_wherever_it_is_answered(driver, page):
    """Else a person's disagreements could be left out of the sample, on purpose or by chance."""
    sample = begin(driver)
    typed, left, seen = sample.waiting[:3]
    letters = page.reviewer.letters()
    page.model.setData(page.view.currentIndex(), letters[other_letter(page)])
    driver.key(ESCAPE)
    page.view.go_to(left, 1)
    driver.key(other_letter(page).lower())
    checks = page.document.workspace.checks
    assert set(checks) == {typed, left}
    assert not any(check.agreed for check in checks.values())
    assert page.threshold_bar.check_button.text() == "Go on: 2 of 10"
    page.bulk.accept_above(0.8)
    page.view.go_to(seen, 1)
    page.reviewer.choose(letters[other_letter(page)])
    assert set(checks) == {typed, left}, "found among those that were accepted, it was not drawn"


def test_the_window_follows_an_answer_once_and_the_next_card_does_not_wait_for_it(driver, page):
    begin(driver)
    behind = []
    page.state_changed.connect(lambda: behind.append(page.review_card.title))
    came = page.review_card.title
    driver.key(ENTER)
    assert behind == [page.review_card.title] != [came]
    assert page.review_card.progress.text.startswith("Sample 2 of 10")


def test_a_skipped_row_comes_again_at_the_end_of_the_sample(driver, page):
    sample = begin(driver)
    driver.key(SPACE)
    assert put_off(page.document.workspace.decisions) == []
    assert page.view.current_row_id() == sample.waiting[1]
    for _ in range(9):
        driver.key(ENTER)
    assert page.view.current_row_id() == sample.waiting[0]
    assert page.bulk_bar.sample.title == "Sample 10 of 10"
    driver.key(Qt.Key.Key_Backspace)
    assert page.bulk_bar.sample.said.startswith("9 of 10 agreed; in 1 you said otherwise.")
    assert page.document.workspace.decisions[sample.waiting[0]].answer is Answer.LEFT_BLANK


def test_undo_in_the_midst_asks_the_row_again(driver, page):
    sample = begin(driver)
    driver.key(ENTER, ENTER)
    driver.trigger("undo")
    assert page.checker.running.waiting == sample.waiting[1:]
    assert page.view.current_row_id() == sample.waiting[1]
    assert page.bulk_bar.sample.title == "Sample 2 of 10"


def test_a_filter_that_hides_the_sample_is_taken_off(driver, page):
    page.show_only(Show.UNSURE)
    sample = begin(driver)
    assert page.model.show is Show.ALL
    assert page.view.current_row_id() == sample.waiting[0]


def test_a_filter_that_lets_answered_rows_go_stays(driver, page):
    page.show_only(Show.SUGGESTED)
    sample = begin(driver)
    assert page.model.show is Show.SUGGESTED
    for row_id in sample.waiting:
        assert page.view.current_row_id() == row_id
        driver.key(ENTER)
    assert page.bulk_bar.sample.title == "Sample checked"


def test_an_answer_to_another_row_measures_nothing_and_leads_back(driver, page):
    sample = begin(driver)
    outside = next(
        i
        for i in page.document.suggestions.row_ids.tolist()
        if i not in sample.waiting and page.document.status[i] == Status.UNSURE
    )
    page.view.go_to(outside, 1)
    driver.key(ENTER)
    assert page.document.workspace.checks == {}
    assert page.view.current_row_id() == sample.waiting[0]


def test_another_threshold_or_fit_ends_the_sample(driver, page):
    begin(driver)
    driver.key(ENTER)
    driver.trigger("raise_threshold")
    assert page.checker.running is None
    assert page.bulk.threshold == 0.81
    driver.trigger("lower_threshold")
    assert page.threshold_bar.check_button.text() == "Go on: 1 of 10"
    begin(driver)
    with driver.qtbot.waitSignal(page.inference.ended, timeout=20_000):
        page.inferring.use_evidence("name")
    assert page.checker.running is None
    assert len(page.document.workspace.checks) == 1, "what was measured stays"


def test_an_edit_during_a_sample_keeps_it_going(driver, page):
    sample = begin(driver)
    driver.key(ENTER)
    column = page.document.workspace.roles.measurement
    at = page.model.ids.tolist().index(sample.waiting[1])
    page.model.setData(page.model.index(at, column), "171")
    now = page.checker.running
    assert now is not None
    assert sample.waiting[1] not in now.waiting, "it has no suggestion any more"
    assert now.size == 10
    driver.trigger("undo")
    assert page.checker.running.waiting == sample.waiting[1:]


def test_without_suggestions_there_is_nothing_to_check(driver, edmond):
    page = driver.open(edmond)
    page.checker.start()
    assert page.checker.running is None
    assert not driver.window.action("check_sample").isEnabled()
    assert not page.threshold_bar.check_button.isEnabled()
