"""The queue through the real window: orders, back, notes, second opinions, keys of one's own."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from em_desktop.review.answer_keys import USUAL
from em_desktop.review.decisions import Answer
from em_desktop.review.queue_order import QueueOrder
from em_desktop.review.resolve import resolve
from em_desktop.review.show import Show
from em_desktop.review.status import DECIDED, WAITING, Status
from em_desktop.ui.dialogs.settings_dialog import SettingsDialog

NAME, GENDER, HEIGHT = range(3)
ENTER, BACKSPACE, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Space
F4, ESCAPE, F5, SHIFT = (
    Qt.Key.Key_F4,
    Qt.Key.Key_Escape,
    Qt.Key.Key_F5,
    Qt.KeyboardModifier.ShiftModifier,
)


def status_of(page, row_id):
    return Status(int(page.document.status[page.document.workspace.roster.positions([row_id])[0]]))


def back(driver):
    QTest.keyClick(driver.page.view, SPACE, SHIFT)


@pytest.fixture
def class_of_forty(driver, tmp_path):
    """Forty pupils in two classes, six gaps and three entries that look wrong."""
    rows = []
    for i in range(40):
        height = (160, 178)[i % 2] + 1.1 * ((7 * i) % 13 - 6)
        rows.append(f"P{i},{('girl', 'boy')[i % 2]},{height:.1f},{('9b', '10a')[i % 2]}")
    rows += ["Amy,,158,10a", "Bob,,183,9b", "Cyd,,168,10a", "Dee,,171,9b", "Eve,,166.5,9b"]
    rows += ["Nil,,,9b", "Xia,boy,157,9b", "Yan,girl,184,10a", "Zed,boy,158.5,9b"]
    path = tmp_path / "class.csv"
    path.write_text("\n".join(["name,gender,height,class", *rows, ""]))
    page = driver.open(path)
    driver.infer()
    return page


GAPS = (AMY, BOB, CYD, DEE, EVE, NIL) = range(40, 46)


def walked(driver, n):
    """Skip so often, and return the rows that came."""
    met = []
    for _ in range(n):
        met.append(driver.page.view.current_row_id())
        driver.key(SPACE)
    return met


def test_accept_all_but_override_three_by_keys_alone(driver, edmond):
    page = driver.open(edmond)
    driver.infer()
    wanted = np.flatnonzero(np.isin(page.document.status, WAITING)).tolist()
    missing = np.flatnonzero(page.document.status == Status.MISSING).tolist()
    other = {3: "f", 11: "m", 40: "f"}
    for n in range(len(wanted)):
        assert page.view.current_row_id() == wanted[n]
        driver.key(other.get(n, ENTER))
    assert page.view.current_row_id() == missing[0], "the row without a suggestion comes last"
    driver.key("f")
    assert page.review_card.progress.text.startswith("All 60 rows decided")
    found = page.document.status
    assert (found == Status.ENTERED).sum() == 4
    assert (found == Status.ACCEPTED).sum() == len(wanted) - 3
    assert len(resolve(page.document.workspace, page.document.reading).cells) == 60


def test_the_queue_goes_by_the_order_that_is_chosen_and_it_is_remembered(driver, class_of_forty):
    page = class_of_forty
    best = dict(
        zip(
            page.document.suggestions.row_ids.tolist(),
            page.document.suggestions.probabilities.max(axis=1).tolist(),
            strict=True,
        )
    )
    unsure = sorted(best, key=best.__getitem__)
    driver.trigger("order_unsure_first")
    assert walked(driver, 5) == unsure
    assert page.view.current_row_id() == NIL
    driver.key(SPACE)
    assert page.view.current_row_id() == unsure[0], "the one that was skipped first"
    driver.trigger("order_sure_first")
    assert page.review_card.order.text() == "Sure first"
    assert driver.window.settings.order is QueueOrder.SURE_FIRST


def test_by_group_goes_from_class_to_class_and_skipped_rows_come_again_at_the_end(
    driver, class_of_forty
):
    page = class_of_forty
    driver.trigger("order_group")
    driver.key(SPACE)
    met = walked(driver, 4)
    assert met == [DEE, EVE, AMY, CYD]
    assert [page.view.current_row_id(), *walked(driver, 2)][1:] == [NIL, BOB]
    assert not np.isin(page.document.status, DECIDED).any()
    assert page.review_card.progress.text.startswith("0 of 6 decided")


@pytest.mark.parametrize("show", [Show.ALL, Show.SUGGESTED])
def test_back_goes_along_what_was_answered_and_the_answer_can_be_changed(
    driver, class_of_forty, show
):
    page = class_of_forty
    driver.trigger(f"show_{show.name.lower()}")
    page.view.go_to(AMY, GENDER)
    driver.key(ENTER, "g", SPACE, BACKSPACE)
    steps = page.document.undo_stack.index()
    for row_id in (DEE, CYD, BOB, AMY):
        back(driver)
        assert page.view.current_row_id() == row_id
    assert page.document.undo_stack.index() == steps, "nothing is undone"
    driver.key("b")
    assert status_of(page, AMY) is Status.ENTERED
    assert page.view.current_row_id() == EVE
    assert page.model.show is show
    back(driver)
    back(driver)
    assert page.view.current_row_id() == DEE, "Amy was answered after it"
    driver.key(ENTER)
    assert status_of(page, DEE) is Status.ACCEPTED
    back(driver)
    back(driver)
    driver.key(BACKSPACE)
    assert status_of(page, AMY) is Status.LEFT_BLANK
    driver.trigger("undo")
    assert status_of(page, AMY) is Status.ENTERED


def test_back_where_nothing_was_answered_says_so(driver, class_of_forty):
    page = class_of_forty
    assert not page.review_card.button("Shift+Space").isEnabled()
    driver.trigger("back")
    assert "No row was answered" in page.notice.text


def test_a_note_is_written_in_the_card_by_keys_alone(driver, class_of_forty):
    page = class_of_forty
    page.view.go_to(AMY, GENDER)
    field = page.review_card.progress.note_field.line
    driver.key(F4)
    QTest.keyClicks(field, "ask  the office")
    QTest.keyClick(field, ENTER)
    assert page.document.workspace.notes == {AMY: "ask the office"}
    assert page.view.current_row_id() == AMY, "a note is no answer"
    assert "“ask the office”" in page.review_card.card.details
    assert page.model.headerData(
        AMY, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole
    ).endswith("Your note: ask the office")
    driver.trigger("show_flagged")
    assert AMY in page.model.ids
    driver.trigger("undo")
    assert not page.document.workspace.notes


def test_a_note_is_dropped_changed_and_removed(driver, class_of_forty):
    page = class_of_forty
    page.view.go_to(BOB, HEIGHT)
    field = page.review_card.progress.note_field.line
    driver.key(F4)
    QTest.keyClicks(field, "no")
    QTest.keyClick(field, ESCAPE)
    assert not page.document.workspace.notes
    driver.trigger("note")
    QTest.keyClicks(field, "tall")
    page.view.setFocus()
    assert page.document.workspace.notes == {BOB: "tall"}, "what was written is not lost"
    driver.trigger("note")
    assert field.text() == "tall"
    QTest.keyClick(field, BACKSPACE)
    QTest.keyClick(field, ENTER)
    assert not page.document.workspace.notes
    driver.trigger("undo")
    driver.window.follow_page()
    driver.trigger("remove_note")
    assert not page.document.workspace.notes


def test_second_opinions_are_a_queue_of_their_own(driver, class_of_forty):
    page = class_of_forty
    looks = page.document.worth_a_look.row_ids.tolist()
    assert len(looks) == 3
    driver.trigger("look")
    assert page.view.current_row_id() == looks[0]
    assert page.review_card.progress.text == "0 of 3 looked at"
    assert page.review_card.button("Enter").text() == "Right"
    driver.key(ENTER)
    assert page.document.workspace.decisions[looks[0]].answer is Answer.CONFIRMED
    assert page.view.current_row_id() == looks[1]
    recorded = page.document.workspace.roster.columns[GENDER][looks[1]]
    driver.key("g" if recorded == "boy" else "b")
    assert page.document.workspace.roster.columns[GENDER][looks[1]] != recorded
    assert page.view.current_row_id() == looks[2]
    assert page.review_card.progress.text.startswith("2 of 3 looked at")
    driver.key(SPACE)
    assert page.view.current_row_id() == looks[2], "it is the only one left"
    back(driver)
    back(driver)
    assert page.view.current_row_id() == looks[0]
    driver.trigger("withdraw")
    assert page.document.worth_a_look.index_of(looks[0]) is not None
    driver.trigger("undo")
    driver.trigger("undo")
    assert page.document.worth_a_look.index_of(looks[2]) is not None


def test_a_second_opinion_goes_to_the_current_row_alone(driver, class_of_forty):
    page = class_of_forty
    driver.trigger("show_worth_a_look")
    page.view.selectAll()
    assert "current row only" in page.review_card.card.saying.opening
    before = len(page.document.workspace.decisions)
    page.review_card.button("Enter").click()
    assert len(page.document.workspace.decisions) == before + 1


def test_recorded_rows_are_typed_into_as_ever_where_they_are_not_the_queue(driver, class_of_forty):
    page = class_of_forty
    odd = int(page.document.worth_a_look.row_ids[0])
    page.view.go_to(odd, GENDER)
    driver.key(ENTER)
    assert not page.document.workspace.decisions
    page.view.go_to(odd, GENDER)
    driver.key("g")
    assert page.view.is_editing()


def test_keys_of_ones_own(driver, class_of_forty):
    page = class_of_forty
    driver.window.open_settings()
    dialog = driver.window.findChild(SettingsDialog)
    card = dialog.keys_card
    skip = list(card.buttons.values())[2]
    skip.click()
    QTest.keyClick(skip, F5)
    assert "F5 is “Infer”" in card.warning.text()
    assert not dialog._primary.isEnabled()
    skip.click()
    QTest.keyClick(skip, "x")
    for button, digit in zip(card.letters, "12", strict=False):
        button.click()
        QTest.keyClick(button, digit)
    assert card.conflicts == ()
    dialog._primary.click()
    assert driver.window.settings.keys == replace(USUAL, skip="X", categories=("1", "2"))
    page.view.go_to(AMY, GENDER)
    driver.key("x", "1", "2")
    assert page.document.workspace.roster.columns[GENDER][[BOB, CYD]].tolist() == [
        *page.reviewer.letters().values()
    ]
    assert page.document.workspace.decisions[AMY].answer is Answer.DEFERRED


def test_the_card_takes_the_same_keys(driver, class_of_forty):
    page = class_of_forty
    page.view.go_to(AMY, GENDER)
    QTest.mouseClick(page.review_card.headline, Qt.MouseButton.LeftButton)
    assert driver.window.focusWidget() is page.review_card
    for key in (ENTER, "g", BACKSPACE, SPACE):
        QTest.keyClick(page.review_card, key)
    wanted = [Status.ACCEPTED, Status.ENTERED, Status.LEFT_BLANK]
    assert [status_of(page, i) for i in (AMY, BOB, CYD)] == wanted
    assert page.document.workspace.decisions[DEE].answer is Answer.DEFERRED
    QTest.keyClick(page.review_card, SPACE, SHIFT)
    assert page.view.current_row_id() == DEE
    QTest.keyClick(page.review_card, F4)
    field = page.review_card.progress.note_field.line
    QTest.keyClick(field, ESCAPE)


def test_a_click_on_the_progress_shows_what_is_left(driver, class_of_forty):
    page = class_of_forty
    QTest.mouseClick(page.review_card.progress._words, Qt.MouseButton.LeftButton)
    assert page.model.ids.tolist() == list(GAPS[:-1])
    driver.trigger("left")
    assert page.model.show is Show.ALL


def test_suggestions_that_went_stale_are_said_so_and_bulk_asks(driver, class_of_forty, prompts):
    page = class_of_forty
    page.view.go_to(AMY, GENDER)
    driver.key(ENTER)
    driver.go(0, HEIGHT)
    driver.key("199", ENTER)
    page.view.go_to(BOB, GENDER)
    assert "table changed" in page.review_card.progress.text
    assert "before your last changes" in page.review_card.card.saying.aside
    driver.key(ENTER)
    assert status_of(page, BOB) is Status.ACCEPTED, "whoever looks at a row may answer it"
    page.bulk.accept_above(0.5)
    assert status_of(page, CYD) in WAITING, "accepting many is asked about first"
    driver.infer()
    assert "table changed" not in page.review_card.progress.text
    assert page.view.current_row_id() in GAPS


def test_the_queue_survives_rows_that_go_and_columns_that_change(driver, class_of_forty):
    page = class_of_forty
    driver.trigger("order_unsure_first")
    driver.key(ENTER, ENTER)
    first = page.view.current_row_id()
    driver.trigger("delete")
    assert first not in page.document.workspace.roster.row_ids
    driver.key(F4)
    QTest.keyClick(page.review_card.progress.note_field.line, ESCAPE)
    page.reviewer.go_on()
    back(driver)
    back(driver)
    back(driver)
    driver.trigger("undo")
    page.view.sort_by(None)
    driver.key(SPACE)
    driver.trigger("show_suggested")
    driver.key(SPACE, SPACE)
    assert page.model.rowCount() > 0


def test_space_on_a_row_with_nothing_to_ask_goes_on_and_types_nothing(driver, class_of_forty):
    """Space and Enter there once emptied the cell."""
    page = class_of_forty
    page.view.go_to(AMY, GENDER)
    driver.key(ENTER)
    for at in (AMY, 0):  # accepted, recorded
        page.view.go_to(at, GENDER)
        assert page.review_card.button("Space").isEnabled()
        driver.key(SPACE)
        assert not page.view.is_editing()
        assert status_of(page, page.view.current_row_id()) in WAITING
    page.show_only(Show.DECIDED)
    driver.key(SPACE)
    assert not page.view.is_editing()
    assert status_of(page, AMY) is Status.ACCEPTED


def test_after_many_were_accepted_the_current_row_is_one_that_waits(driver, class_of_forty):
    page = class_of_forty
    page.view.go_to(AMY, GENDER)
    page.bulk.set_threshold(0.9)
    assert AMY in page.bulk.above(0.9)
    page.accept_above_threshold()
    assert status_of(page, AMY) is Status.ACCEPTED
    assert status_of(page, page.view.current_row_id()) in WAITING


def test_a_slip_of_the_pen_is_corrected_by_a_key_and_the_card_says_what_the_file_has(
    driver, class_of_forty
):
    page = class_of_forty
    row_id = int(page.document.workspace.roster.row_ids[1])
    path = page.document.opened.path
    path.write_text(path.read_text().replace("P1,boy", "P1,byo"))
    page = driver.open(path)
    page.view.go_to(row_id, GENDER)
    said = page.review_card.sentence
    assert "Was “boy” meant?" in said
    assert page.review_card.button("B").isEnabled()
    driver.key("b")
    assert page.model.index(1, GENDER).data() == "boy"
    page.view.go_to(row_id, GENDER)
    saying = page.review_card.card.saying
    assert (saying.opening, saying.label) == ("You changed it to", "boy")
    assert "byo" in saying.sentence


def test_a_click_on_a_filter_leaves_the_keys_to_the_table(driver, class_of_forty):
    page = class_of_forty
    page.view.setFocus()
    chip = page.chips._chips[Show.SUGGESTED]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert page.view.hasFocus()
