"""Answering before the suggestion is shown, in a real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from em_desktop.review.checks import CheckKind
from em_desktop.review.show import Show
from em_desktop.review.status import Status
from em_desktop.ui.plot.chart import Chart
from em_desktop.ui.review.checking import NOT_BLIND, Checker
from em_desktop.ui.table.model import FACE_ROLE

ENTER = Qt.Key.Key_Return
GENDER = 1


@pytest.fixture
def page(driver, edmond):
    page = driver.open(edmond)
    driver.infer()
    driver.trigger("blind")
    return page


def shown(page):
    """All that the window says of the current row's category."""
    index = page.view.currentIndex()
    cell = page.model.index(index.row(), GENDER)
    roles = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
    said = [str(cell.data(role)) for role in roles]
    card = page.review_card
    return " ".join([*said, cell.data(FACE_ROLE).spoken, card.headline.text, card.sentence])


def marked(page):
    [chart] = page.fit_panel.findChildren(Chart)
    return chart.layers.marked


def say(driver, *, same: bool) -> str:
    """Answer the current row, as EM would or not; return what was answered."""
    page = driver.page
    suggested = page.document.suggestions.of(page.view.current_row_id()).text
    letters = {label: key for key, label in page.reviewer.letters().items()}
    label = suggested if same else next(other for other in letters if other != suggested)
    driver.key(letters[label].lower())
    return label


def test_nothing_gives_the_suggestion_away(driver, page):
    assert driver.window.action("blind").isChecked()
    assert page.bulk_bar.shown is page.bulk_bar.blind
    assert page.bulk_bar.blind.title == "Blind mode"
    suggestions = page.document.suggestions
    for row_id in suggestions.row_ids.tolist():
        page.view.go_to(row_id, GENDER)
        said = shown(page)
        assert not any(label in said for label in suggestions.labels), said
        assert "%" not in said
        assert page.review_card.card.explanation is None
        assert marked(page) is None
    assert not (page.document.status == Status.UNSURE).any()
    assert not page.review_card.button("Enter").isEnabled()
    assert page.review_card.button("F").isEnabled()


def test_an_answer_is_compared_and_the_next_row_appears_at_once(driver, page):
    first = page.view.current_row_id()
    suggestion = page.document.suggestions.of(first)
    said = say(driver, same=True)
    assert page.view.current_row_id() != first
    chance = f"{int(100 * suggestion.probability)} %"
    line = f"You: {said}. EM: {suggestion.text}, {chance}. Agreed in 1 of 1."
    assert page.bulk_bar.blind.said == page.review_card.sentence == line
    for same in (True, False, True, False):
        say(driver, same=same)
    assert page.bulk_bar.blind.said.endswith("Agreed in 3 of 5.")
    assert page.bulk_bar.blind.title == "Blind mode: 3 of 5 agreed (18–93 %)"


def test_what_cannot_be_told_is_no_agreement_and_no_disagreement(driver, page):
    say(driver, same=True)
    driver.key(Qt.Key.Key_Backspace)
    assert page.bulk_bar.blind.said.startswith("You: cannot tell. EM: ")
    assert page.bulk_bar.blind.said.endswith("Agreed in 1 of 1.")
    row_id = page.view.current_row_id()
    driver.key(Qt.Key.Key_Space)
    assert page.view.current_row_id() != row_id
    assert len(page.document.workspace.checks) == 2, "skipping measures nothing"


def test_accepting_unseen_says_why_it_cannot_be(driver, page, prompts):
    row_id = page.view.current_row_id()
    driver.key(ENTER)
    assert "nothing to accept" in page.bulk_bar.blind.said
    assert page.view.current_row_id() == row_id
    driver.trigger("accept_all")
    assert page.bulk_bar.blind.said.startswith("In blind mode nothing is accepted unseen.")
    assert not page.document.workspace.decisions
    assert not prompts.asked
    say(driver, same=True)
    assert page.bulk_bar.blind.said.startswith("You: ")


def test_a_change_of_mind_alters_nothing_and_undo_does(driver, page):
    row_id = page.view.current_row_id()
    say(driver, same=False)
    driver.trigger("blind")
    page.view.go_to(row_id, GENDER)
    suggested = page.document.workspace.checks[row_id].suggested
    letter = next(k for k, label in page.reviewer.letters().items() if label == suggested)
    QTest.mouseClick(page.review_card.button(letter), Qt.MouseButton.LeftButton)
    position = page.document.workspace.roster.positions([row_id])[0]
    assert page.document.workspace.roster.cell(position, GENDER) == suggested
    assert not page.document.workspace.checks[row_id].agreed
    driver.trigger("undo")
    assert row_id in page.document.workspace.checks
    driver.trigger("undo")
    assert row_id not in page.document.workspace.checks
    driver.trigger("redo")
    assert page.document.workspace.checks[row_id].kind is CheckKind.BLIND


def test_after_an_undo_the_row_was_seen_and_is_not_measured_again(driver, page):
    row_id = page.view.current_row_id()
    say(driver, same=False)
    driver.trigger("undo")
    assert page.view.current_row_id() == row_id
    say(driver, same=True)
    assert page.document.workspace.checks == {}
    assert page.document.status[row_id] == Status.ENTERED


def test_a_row_whose_suggestion_was_in_view_is_not_measured(driver, edmond):
    page = driver.open(edmond)
    driver.infer()
    page.reviewer.begin()
    first = page.view.current_row_id()
    assert "%" in shown(page)
    driver.trigger("blind")
    assert page.view.current_row_id() != first, "the row that was just looked at is passed over"
    page.view.go_to(first, GENDER)
    say(driver, same=True)
    assert page.document.workspace.checks == {}
    assert page.bulk_bar.blind.said == NOT_BLIND
    say(driver, same=True)
    assert page.bulk_bar.blind.said.endswith("Agreed in 1 of 1.")


def test_leaving_blind_mode_for_a_look_makes_no_answer_blind(driver, page):
    row_id = page.view.current_row_id()
    driver.trigger("blind")
    driver.trigger("blind")
    page.view.go_to(row_id, GENDER)
    say(driver, same=True)
    assert page.document.workspace.checks == {}


def test_what_was_undone_is_known_to_have_been_told_after_a_new_start(driver, page):
    row_id = page.view.current_row_id()
    say(driver, same=False)
    driver.trigger("undo")
    assert page.document.workspace.checks == {}
    assert Checker(page.document, page.bulk, page).has_shown(row_id)


def test_what_is_typed_into_the_cell_is_measured_too(driver, page):
    row_id = page.view.current_row_id()
    page.model.setData(page.view.currentIndex(), "?")
    assert page.document.workspace.checks == {}, "that it is missing says nothing"
    page.model.setData(page.view.currentIndex(), page.document.suggestions.of(row_id).text)
    assert page.document.workspace.checks[row_id].agreed


def test_a_row_is_measured_blindly_once(driver, page):
    row_id = page.view.current_row_id()
    driver.key(Qt.Key.Key_Backspace)
    page.view.go_to(row_id, GENDER)
    driver.trigger("withdraw")
    page.view.go_to(row_id, GENDER)
    say(driver, same=True)
    assert page.document.workspace.checks[row_id].said == "", "the person had seen it by then"


def test_an_answer_to_many_rows_at_once_measures_none(driver, page):
    page.view.selectAll()
    driver.key("f")
    assert page.document.workspace.checks == {}


def test_agreement_is_shown_on_request_with_what_it_is_not(driver, page, prompts):
    driver.trigger("agreement")
    assert prompts.told[-1][1] == "Nothing has been measured yet."
    for _ in range(4):
        say(driver, same=True)
    QTest.mouseClick(page.bulk_bar.blind.button("agreement"), Qt.MouseButton.LeftButton)
    title, sentence, detail = prompts.told[-1]
    assert title == "How often you agree"
    assert sentence.startswith("Answered while the suggestion was hidden: in 4 of 4 rows you")
    assert "two can say the same and both be wrong" in detail


def test_leaving_shows_everything_again(driver, page):
    say(driver, same=True)
    QTest.mouseClick(page.bulk_bar.blind.button("end"), Qt.MouseButton.LeftButton)
    assert not page.document.is_blind
    assert not driver.window.action("blind").isChecked()
    assert page.bulk_bar.shown is page.bulk_bar.threshold
    assert "%" in shown(page)
    assert marked(page) is not None
    assert (page.document.status == Status.UNSURE).any()


def test_a_sample_can_be_looked_at_blindly(driver, page):
    page.bulk.set_threshold(0.8)
    driver.trigger("check_sample")
    assert page.bulk_bar.shown is page.bulk_bar.sample
    driver.key(ENTER)
    assert "nothing to accept" in page.bulk_bar.sample.said
    for _ in range(10):
        say(driver, same=True)
    assert page.bulk_bar.sample.said.startswith("10 of 10 agreed.")
    kinds = {check.kind for check in page.document.workspace.checks.values()}
    assert kinds == {CheckKind.SAMPLE}
    QTest.mouseClick(page.bulk_bar.sample.button("others"), Qt.MouseButton.LeftButton)
    assert page.bulk_bar.sample.said.startswith("In blind mode nothing is accepted unseen.")


def test_the_filter_for_unsure_rows_gives_way(driver, edmond):
    page = driver.open(edmond)
    driver.trigger("blind")
    assert page.notice.text.startswith("Press Infer first")
    assert not page.document.is_blind
    driver.infer()
    page.show_only(Show.UNSURE)
    driver.trigger("blind")
    assert page.model.show is Show.ALL
    assert page.document.is_blind
