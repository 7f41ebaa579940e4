"""One selection for plot, table, legend and what is said of it, in the real window."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from em_desktop.review.bars import Kind
from em_desktop.review.order import Sorting
from em_desktop.review.show import Show
from em_desktop.review.status import OPEN, Status
from em_desktop.ui.plot.chart import Chart
from em_desktop.ui.plot.legend import Legend
from em_desktop.ui.plot.picking import Heights, Named, Some

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(driver, edmond):
    return driver.open(edmond)


@pytest.fixture
def chart(page):
    return page.fit_panel.findChild(Chart)


def line(driver):
    return driver.window.statusBar().selection


def at(chart, value, rows):
    """Where a value and a number of rows are drawn, in the viewport."""
    view = chart.plotItem.vb
    return chart.mapFromScene(view.mapViewToScene(QPointF(value, rows)))


def brush(chart, low, high, keys=Qt.KeyboardModifier.NoModifier):
    """Drag over some heights."""
    view, left = chart.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, keys, at(chart, low, 2))
    QTest.mouseMove(view, at(chart, (low + high) / 2, 2))
    QTest.mouseMove(view, at(chart, high, 2))
    QTest.mouseRelease(view, left, keys, at(chart, high, 2))


def in_part(chart, place, part):
    counts, edges = chart.layers.heaps.counts[:, place], chart.layers.heaps.edges
    rows = counts[:part].sum() + counts[part] / 2
    return at(chart, float(edges[place : place + 2].mean()), rows)


def click(chart, place, keys=Qt.KeyboardModifier.NoModifier):
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, keys, place)


def heights(page):
    return page.document.reading.measurement.values[page.model.positions[page.view.rows_selected()]]


def test_brushing_selects_rows_and_the_bars_show_it(driver, page, chart):
    brush(chart, 160, 171)
    low, high = chart.chosen
    values = page.document.reading.measurement.values
    expected = int(((values >= low) & (values <= high)).sum())
    assert len(page.view.selected_rows()) == expected
    assert chart.layers.heaps.selected.sum() <= expected
    assert (chart.layers.heaps.selected <= chart.layers.heaps.counts).all()
    assert line(driver).words.startswith(f"{expected} rows selected: 16")
    assert "missing" in line(driver).words
    assert page.review_card.title == f"{expected} rows selected"


def test_a_click_on_a_part_of_a_bar_selects_only_its_rows(driver, page, chart):
    missing = len(chart.layers.heaps.counts) - 1
    place = int(chart.layers.heaps.counts[missing].argmax())
    click(chart, in_part(chart, place, missing))
    low, high = chart.layers.heaps.edges[place : place + 2]
    assert len(heights(page)) == chart.layers.heaps.counts[missing, place]
    assert ((heights(page) >= low) & (heights(page) < high)).all()
    status = page.document.status[page.model.positions[page.view.rows_selected()]]
    assert np.isin(status, OPEN).all()
    click(chart, in_part(chart, place, 0), CTRL)
    both = chart.layers.heaps.counts[[0, missing], place].sum()
    assert len(heights(page)) == both
    click(chart, in_part(chart, place, 0), CTRL)  # once more takes them away again
    assert len(heights(page)) == chart.layers.heaps.counts[missing, place]


def test_rows_that_the_filter_hides_are_said_and_shown(driver, page, chart):
    driver.trigger("show_missing")
    brush(chart, 160, 171)
    shown = len(page.view.selected_rows())
    wanted = len(page.linking.hidden) + shown
    assert wanted > shown > 0
    assert f"{wanted - shown} more hidden" in line(driver).words
    assert "Show them" in line(driver).offers
    button = next(b for b in line(driver).findChildren(object) if b.objectName() == "show")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.model.show is Show.ALL
    assert len(page.view.selected_rows()) == wanted
    assert "hidden" not in line(driver).words
    assert line(driver).offers == ()


def test_an_answer_never_goes_to_a_row_out_of_sight(driver, page, chart):
    driver.infer()
    driver.trigger("show_unsure")
    brush(chart, 150, 195)
    shown = set(page.linking.ids.tolist())
    assert len(page.linking.hidden) > 100
    page.reviewer.leave_blank()
    assert set(page.document.workspace.decisions) == shown


def test_a_selection_stays_while_a_person_filters_and_sorts(driver, page, chart):
    driver.infer()
    brush(chart, 160, 171)
    wanted = set(page.linking.ids.tolist())
    page.view.sort_by(Sorting(0))
    assert set(page.linking.ids.tolist()) == wanted
    driver.trigger("show_unsure")
    shown = set(page.linking.ids.tolist())
    assert shown < wanted
    assert shown == wanted & set(page.model.ids.tolist())
    driver.trigger("show_all")
    assert set(page.linking.ids.tolist()) == wanted


def test_single_cells_are_let_go_by_sorting_lest_rows_be_cleared_whole(driver, page):
    model, flag = page.model, QItemSelectionModel.SelectionFlag.ClearAndSelect
    cells = QItemSelection(model.index(2, 2), model.index(6, 2))
    page.view.selectionModel().select(cells, flag)
    assert len(page.linking.ids) == 5
    page.view.sort_by(Sorting(0))
    assert len(page.linking.ids) == 1


def test_rows_added_below_a_selection_keep_all_in_step(driver, page, chart):
    page.view.select_rows(np.arange(295, 300))
    driver.trigger("add")
    page.view.select_rows(np.arange(296, 301))
    assert chart.layers.heaps.selected.sum() == 4  # the new row has no height
    driver.trigger("undo")
    page.view.select_rows(np.arange(295, 300))
    assert chart.layers.heaps.selected.sum() == 5


def test_rows_chosen_in_the_table_are_shown_in_the_bars(driver, page, chart):
    page.view.select_rows(np.arange(2, 7))
    bars = chart.layers.heaps
    assert bars.selected.sum() == 5
    assert chart.chosen is None
    assert line(driver).words.startswith("5 rows selected: ")
    driver.go(3, 0)
    assert bars.selected is None
    assert line(driver).words == ""


def test_legend_and_names_select_what_belongs_to_a_category(driver, page, chart):
    driver.infer()
    legend = page.fit_panel.findChild(Legend)
    entry, rect = next(iter(legend._places(legend.width())))
    QTest.mouseClick(legend, Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    assert entry.stands_for == Named("female")
    roster, suggestions = page.document.workspace.roster, page.document.suggestions
    expected = {
        int(i)
        for position, i in enumerate(roster.row_ids)
        if roster.cell(position, 1).strip().casefold() in ("female", "f")
        or ((s := suggestions.of(int(i))) is not None and s.text == "female")
    }
    assert set(page.linking.ids.tolist()) == expected
    page.fit_panel.picked.emit(Named(Kind.MISSING), True)
    status = page.document.status[page.model.positions]
    open_ids = set(page.model.ids[np.isin(status, OPEN)].tolist())
    assert set(page.linking.ids.tolist()) == expected | open_ids


def test_the_keys_alone_select_bars_and_escape_clears(driver, page, chart):
    driver.window.activateWindow()
    driver.qtbot.waitUntil(page.view.hasFocus)
    driver.trigger("picture")
    assert chart.hasFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
        QTest.keyClick(chart, key)
    place = chart._cursor.at
    assert place.part is not None
    assert len(heights(page)) == chart.layers.heaps.counts[place.part, place.first]
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert page.view.selected_rows() == []
    assert chart.layers.heaps.selected is None
    driver.trigger("picture")
    assert page.view.hasFocus()


@pytest.mark.parametrize("who", ["view", "chips", "legend"])
def test_escape_clears_wherever_the_keys_are(driver, page, chart, who):
    brush(chart, 160, 171)
    legend = page.fit_panel.findChild(Legend)
    focused = {"view": page.view, "chips": page.chips, "legend": legend}[who]
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert page.view.selected_rows() == []
    assert chart.chosen is None
    assert chart.layers.heaps.selected is None
    assert line(driver).words == ""


def test_the_menu_clears_it_too(driver, page, chart):
    brush(chart, 160, 171)
    driver.trigger("select_none")
    assert page.view.selected_rows() == []


def hover(view, row):
    """Move the mouse to a row of the table."""
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseMove(view.viewport(), place)


def test_a_row_under_the_mouse_is_shown_in_the_plot(driver, page, chart):
    values = page.document.reading.measurement.values
    hover(page.view, 4)
    assert chart.hovered == values[4]
    hover(page.view, 5)
    assert chart.hovered == values[5]
    QApplication.sendEvent(page.view.viewport(), QEvent(QEvent.Type.Leave))
    assert chart.hovered is None
    driver.go(2, 0)
    hover(page.view, 2)  # which has the other mark
    assert chart.hovered is None


def test_keys_and_scrolling_take_the_light_mark_away(driver, page, chart):
    hover(page.view, 4)
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert chart.hovered is None
    hover(page.view, 5)
    assert chart.hovered is not None
    page.view.verticalScrollBar().setValue(40)
    assert chart.hovered is None


def test_nothing_is_hovered_while_a_menu_is_open(driver, page, chart):
    hover(page.view, 4)
    menu = QMenu(page)
    menu.addAction("nothing")
    menu.popup(page.mapToGlobal(page.rect().center()))
    hover(page.view, 6)
    assert chart.hovered is None
    menu.close()
    hover(page.view, 5)
    assert chart.hovered == page.document.reading.measurement.values[5]


def test_a_bar_under_the_mouse_marks_its_rows(driver, page, chart):
    place = int(chart.layers.heaps.counts[0].argmax())
    plain = page.view.viewport().grab().toImage()
    QTest.mouseMove(chart.viewport(), in_part(chart, place, 0))
    marked = page.view.viewport().grab().toImage()
    assert marked != plain
    assert np.flatnonzero(page.view._marked).size == chart.layers.heaps.counts[:, place].sum()
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert page.view.viewport().grab().toImage() == plain


def test_only_the_selected_rows_are_reviewed_until_all_are(driver, page, chart):
    driver.infer()
    brush(chart, 160, 163)
    wait = np.isin(page.document.status, OPEN)
    chosen = page.linking.ids[wait[page.model.positions[page.view.rows_selected()]]]
    assert len(chosen) > 2
    assert "Review these" in line(driver).offers
    button = next(b for b in line(driver).findChildren(object) if b.objectName() == "review")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert line(driver).words == f"Reviewing {len(chosen)} chosen rows: {len(chosen)} left"
    seen = []
    for _ in chosen:
        seen.append(page.view.current_row_id())
        QTest.keyClick(page.view, Qt.Key.Key_Backspace)
    driver.catch_up()
    assert seen == chosen.tolist()
    assert line(driver).words == f"All {len(chosen)} chosen rows reviewed"
    assert line(driver).offers == ("Review all",)
    driver.trigger("next")
    assert page.view.current_row_id() == seen[-1]
    driver.trigger("review_all")
    assert line(driver).words == ""
    driver.trigger("next")
    assert page.view.current_row_id() not in seen


def test_escape_ends_a_review_of_some_rows(driver, page, chart):
    driver.infer()
    brush(chart, 160, 163)
    driver.trigger("review_these")
    assert line(driver).words.startswith("Reviewing ")
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert line(driver).words == ""
    assert page.reviewer.only is None


def test_there_may_be_nothing_to_review(driver, page, chart):
    brush(chart, 160, 163)
    assert "Review these" not in line(driver).offers
    driver.trigger("review_these")
    assert "Press Infer first" in page.notice.text
    driver.infer()
    driver.go(0, 0)
    driver.trigger("review_these")
    assert "None of the selected rows waits" in page.notice.text
    driver.trigger("show_hidden")
    assert "hides nothing" in page.notice.text


def test_decisions_are_marked_in_the_bars(driver, page, chart):
    driver.infer()
    counts = chart.layers.heaps.counts
    before = counts[-1].sum()
    assert counts[[1, 3, 4]].sum() == 0
    ids = page.document.suggestions.row_ids[:3].tolist()
    page.view.go_to(ids[0], 1)
    page.reviewer.accept()
    page.view.go_to(ids[1], 1)
    page.reviewer.leave_blank()
    page.view.go_to(ids[2], 1)
    page.reviewer.choose("male")
    driver.catch_up()
    after = chart.layers.heaps.counts
    assert after[-1].sum() == before - 3
    assert (after[[1, 3]].sum(), after[4].sum()) == (2, 1)
    words = [entry.words for entry in page.fit_panel.findChild(Legend).entries]
    assert {"missing", "decided", "left blank"} <= set(words)
    for _ in range(3):
        driver.trigger("undo")
    assert (chart.layers.heaps.counts == counts).all()


# A hostile user.


def test_deleting_what_is_selected_leaves_no_ghost(driver, page, chart):
    brush(chart, 160, 171)
    gone = page.linking.ids
    driver.trigger("delete")
    assert not np.isin(page.model.ids, gone).any()
    assert not np.isin(page.linking.ids, gone).any()
    assert chart.layers.heaps.selected is None
    driver.trigger("undo")
    assert np.isin(gone, page.model.ids).all()


def test_inferring_while_brushing_ends_with_both(driver, page, chart):
    view, left = chart.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, pos=at(chart, 160, 2))
    QTest.mouseMove(view, at(chart, 165, 2))
    driver.infer()
    QTest.mouseMove(view, at(chart, 171, 2))
    QTest.mouseRelease(view, left, pos=at(chart, 171, 2))
    assert page.document.suggestions is not None
    assert heights(page).min() >= 159.5
    assert "to review" in line(driver).words


def test_an_empty_roster_and_one_without_heights_have_nothing_to_pick(driver, tmp_path):
    driver.window.new_roster()
    page = driver.page
    page.fit_panel.picked.emit(Heights(150, 190), False)
    page.fit_panel.picked.emit(Some(0, 3), False)
    page.fit_panel.picked.emit(Named("female"), True)
    assert page.view.selected_rows() == []
    path = tmp_path / "names.csv"
    path.write_text("name,gender\nAnn,f\nBob,m\nCid,\n")
    page = driver.open(path)
    page.fit_panel.picked.emit(Some(0, 3), False)
    page.fit_panel.picked.emit(Heights(0, 9), False)
    hover(page.view, 0)
    assert page.view.selected_rows() == []
    page.fit_panel.picked.emit(Named(Kind.MISSING), False)
    assert page.model.row_ids(page.view.selected_rows()) == [2]


def test_another_column_as_the_measurement_keeps_all_in_step(driver, page, chart):
    brush(chart, 160, 171)
    n = len(page.linking.ids)
    page.commands.assign_role(2, None)
    assert page.document.reading.measurement is None
    page.view.select_rows(np.arange(3))
    driver.trigger("undo")
    brush(chart, 160, 171)
    assert len(page.linking.ids) == n


def test_status_says_accepted_rows_are_decided(driver, page, chart):
    driver.infer()
    page.bulk.accept_above(0.9)
    n = int((page.document.status == Status.ACCEPTED).sum())
    page.fit_panel.picked.emit(Named(Kind.DECIDED), False)
    assert len(page.linking.ids) == n


def assert_in_step(page, chart):
    """What each part shows is what the table has selected."""
    rows = page.view.rows_selected()
    assert page.linking.ids.tolist() == page.model.ids[rows].tolist()
    heaps, bars = chart.layers.heaps, page.linked_plot.bars
    assert len(bars.cells) == page.document.workspace.roster.n_rows
    assert (heaps.counts == bars.counts).all()
    if len(rows) > 1:
        assert (heaps.selected == bars.counts_of(page.model.positions[rows])).all()
        assert f"{len(rows):,} rows selected" in page.selecting.words
    else:
        assert heaps.selected is None
    assert not np.isin(page.linking.hidden, page.model.ids).any()


@pytest.mark.parametrize("seed", range(3))
def test_whatever_a_person_does_all_stay_in_step(driver, page, chart, prompts, seed):
    chance = np.random.default_rng(seed)
    prompts.answers.extend(["accept"] * 99)
    driver.infer()

    def pick():
        low = float(chance.uniform(145, 185))
        places = sorted(chance.integers(0, chart.layers.heaps.counts.shape[1], 2).tolist())
        part = int(chance.integers(0, 6))
        what = [
            Heights(low, low + 9),
            Some(*places),
            Some(places[0], places[0], part),
            Named("female"),
            Named(Kind.MISSING),
        ][int(chance.integers(5))]
        page.fit_panel.picked.emit(what, bool(chance.random() < 0.3))

    doings = [
        pick,
        pick,
        lambda: driver.trigger(f"show_{chance.choice(['all', 'missing', 'unsure', 'decided'])}"),
        lambda: page.view.sort_by(Sorting(int(chance.integers(0, 4)))),
        lambda: page.view.sort_by(None),
        lambda: driver.window.action("undo").trigger(),
        lambda: driver.window.action("redo").trigger(),
        lambda: driver.trigger("delete"),
        lambda: driver.trigger("blank"),
        page.reviewer.accept,
        lambda: page.reviewer.choose("male"),
        lambda: driver.trigger("withdraw"),
        lambda: driver.trigger("review_these"),
        lambda: driver.trigger("review_all"),
        lambda: driver.trigger("show_hidden"),
        lambda: driver.trigger("add"),
        lambda: page.bulk.accept_above(0.9),
        lambda: QTest.keyClick(page.view, Qt.Key.Key_Escape),
        lambda: QTest.keyClick(chart, Qt.Key.Key_Right, CTRL),
        lambda: QTest.keyClick(chart, Qt.Key.Key_Up),
    ]
    try:
        for _ in range(30):
            doings[int(chance.integers(len(doings)))]()
            assert_in_step(page, chart)
    finally:
        prompts.answers.clear()  # the window asks on closing, too
        page.document.saved()
