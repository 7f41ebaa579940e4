import dataclasses
import gc
import weakref

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from em_desktop.em import Design, infer
from em_desktop.em.sources import Source
from em_desktop.review.histogram import Histogram, histogram, scaled_densities
from em_desktop.ui.plot import axis, chart, fit_panel, heaps, layers, naming, trace
from em_desktop.ui.plot.fit_panel import FitPanel
from em_desktop.ui.plot.legend import Legend
from em_desktop.ui.plot.trace import Trace
from em_desktop.ui.theme import DARK


def said(panel):
    """The texts that a person sees."""
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def drawn(panel):
    return panel.findChild(chart.Chart).layers


def button(panel):
    return panel.findChild(QToolButton)


def last(sample):
    return len(sample.fit.iterations) - 1


def assert_shows(panel, sample, place):
    """The curves drawn are those of this iteration, in the scale of the bars."""
    iteration = sample.fit.iterations[place]
    curves = drawn(panel).curves
    x = curves[0][0]
    expected, total = scaled_densities(
        iteration.parameters, x, sample.n_rows, sample.histogram.bin_width
    )
    for (_, heights), wanted in zip(curves, expected, strict=True):
        np.testing.assert_allclose(heights, wanted)
    np.testing.assert_allclose(drawn(panel).total[1], total)
    assert f"{iteration.index} of {last(sample)}" in said(panel)


def test_before_there_is_a_roster_it_says_what_will_come(empty_panel):
    (sentence,) = [text for text in said(empty_panel) if "Nothing to show" in text]
    assert sentence in empty_panel.accessibleDescription()
    assert not empty_panel.findChild(chart.Chart).isVisible()
    assert not button(empty_panel).isVisible()


@pytest.mark.parametrize("nothing", [None, Histogram(np.zeros(1), np.zeros((3, 0), np.intp))])
def test_a_roster_without_heights_says_so(panel, sample, nothing):
    panel.show_roster("heights", "cm", sample.categories, nothing)
    assert any("once rows have heights" in text for text in said(panel))
    panel.show_roster("heights", "cm", sample.categories, sample.histogram)
    assert panel.findChild(chart.Chart).isVisible()


def test_before_a_fit_it_promises_no_curves(panel, sample):
    assert "Heights" in said(panel)
    assert drawn(panel).curves == []
    assert not button(panel).isEnabled()
    counts = sample.histogram.counts.sum(axis=1)
    assert f"{counts[0]} female, {counts[1]} male, {counts[2]} missing" in (
        panel.accessibleDescription()
    )


def test_a_finished_fit_is_played_and_rests_on_the_last(qtbot, panel, sample, clock):
    shown = []
    panel.iteration_shown.connect(shown.append)
    panel.start()
    panel.finish(sample.fit, sample.n_rows)
    assert panel.playing
    assert_shows(panel, sample, 0)
    clock.now = 0.8
    qtbot.waitUntil(lambda: shown[-1] not in (0, last(sample)))
    clock.now = 5
    qtbot.waitUntil(lambda: not panel.playing)
    assert_shows(panel, sample, last(sample))
    assert shown == sorted(set(shown))
    assert (shown[0], shown[-1]) == (0, last(sample))


def test_in_between_the_curves_are_in_between(qtbot, panel, sample, clock):
    panel.finish(sample.fit, sample.n_rows)
    first = drawn(panel).curves[0][1].copy()
    clock.now = 0.01
    qtbot.waitUntil(lambda: not np.array_equal(drawn(panel).curves[0][1], first))
    x, heights = drawn(panel).curves[0]
    second, _ = scaled_densities(
        sample.fit.iterations[1].parameters, x, sample.n_rows, sample.histogram.bin_width
    )
    moved = np.abs(second[0] - first) > 1e-6
    share = (heights - first)[moved] / (second[0] - first)[moved]
    assert 0 < share[0] < 1
    np.testing.assert_allclose(share, share[0], rtol=1e-3)


def test_instant_shows_the_last_at_once(panel, sample):
    panel.set_pace(0)
    shown = []
    panel.iteration_shown.connect(shown.append)
    panel.finish(sample.fit, sample.n_rows)
    assert not panel.playing
    assert shown == [last(sample)]
    assert_shows(panel, sample, last(sample))


def test_nobody_needs_to_be_shown_what_nobody_sees(qtbot, dressed, sample):
    panel = FitPanel()
    qtbot.addWidget(panel)
    panel.show_roster("heights", "cm", sample.categories, sample.histogram)
    panel.finish(sample.fit, sample.n_rows)
    assert not panel.playing
    assert len(drawn(panel).curves) == 2


@pytest.mark.parametrize("pace", [0, 1.6])
def test_play_pause_and_play_on(qtbot, panel, sample, clock, pace):
    panel.set_pace(0)
    panel.finish(sample.fit, sample.n_rows)
    panel.set_pace(pace)
    assert button(panel).accessibleName() == "Play the iterations"
    qtbot.mouseClick(button(panel), Qt.MouseButton.LeftButton)
    assert panel.playing
    assert button(panel).accessibleName() == "Pause"
    clock.now = 0.8
    qtbot.waitUntil(lambda: panel.findChild(Trace).value() > 0)
    qtbot.mouseClick(button(panel), Qt.MouseButton.LeftButton)
    paused = panel.findChild(Trace).value()
    assert not panel.playing
    clock.now = 100
    qtbot.mouseClick(button(panel), Qt.MouseButton.LeftButton)
    assert panel.playing
    assert panel.findChild(Trace).value() == paused
    clock.now = 200
    qtbot.waitUntil(lambda: not panel.playing)
    assert_shows(panel, sample, last(sample))


def test_scrubbing_stops_the_play_and_shows_the_picked_iteration(qtbot, panel, sample):
    panel.finish(sample.fit, sample.n_rows)
    trace_ = panel.findChild(Trace)
    with qtbot.waitSignal(panel.iteration_shown, check_params_cb=lambda index: index == 3):
        qtbot.mouseClick(trace_, Qt.MouseButton.LeftButton, pos=trace_.point(3).toPoint())
    assert not panel.playing
    assert_shows(panel, sample, 3)
    qtbot.keyClick(trace_, Qt.Key.Key_Right)
    assert_shows(panel, sample, 4)
    assert panel.accessibleDescription().startswith(f"Iteration 4 of {last(sample)}")


def test_a_long_run_is_seen_live_and_not_played_again(qtbot, panel, sample, clock):
    panel.start()
    panel.follow(sample.fit.iterations[0])
    panel.follow(sample.fit.iterations[2])
    qtbot.waitUntil(lambda: bool(drawn(panel).curves))
    assert panel.findChild(Trace).log_likelihoods == (sample.fit.iterations[2].log_likelihood,)
    panel.follow(sample.fit.iterations[3])
    qtbot.waitUntil(lambda: len(panel.findChild(Trace).log_likelihoods) == 2)
    clock.now = 3
    panel.finish(sample.fit, sample.n_rows)
    assert not panel.playing
    assert_shows(panel, sample, last(sample))


def test_a_late_iteration_does_not_disturb_a_finished_fit(panel, sample):
    panel.set_pace(0)
    panel.finish(sample.fit, sample.n_rows)
    panel.follow(sample.fit.iterations[1])
    assert_shows(panel, sample, last(sample))


def test_starting_again_clears_what_was_there(panel, sample):
    panel.set_pace(0)
    panel.finish(sample.fit, sample.n_rows)
    panel.set_stale(True)
    panel.start()
    assert drawn(panel).curves == []
    assert panel.findChild(Trace).log_likelihoods == ()
    assert "edited since" not in said(panel)


def test_a_fit_that_failed_at_once_leaves_no_curves(panel, sample):
    panel.set_pace(0)
    panel.finish(sample.fit, sample.n_rows)
    panel.finish(dataclasses.replace(sample.fit, iterations=()), sample.n_rows)
    assert drawn(panel).curves == []


def test_stale_curves_are_faint_and_said_to_be(panel, sample):
    panel.set_pace(0)
    panel.finish(sample.fit, sample.n_rows)
    QApplication.processEvents()  # the legend has found its room
    fresh = panel.grab().toImage()
    panel.set_stale(True)
    assert "edited since" in said(panel)
    assert panel.grab().toImage() != fresh
    panel.set_stale(False)
    assert panel.grab().toImage() == fresh


def test_an_edit_moves_the_bars_and_keeps_the_curves(panel, sample):
    panel.set_pace(0)
    panel.finish(sample.fit, sample.n_rows)
    edges, counts = sample.histogram.edges, sample.histogram.counts.copy()
    counts[0, 0] += 1
    panel.show_roster("heights", "cm", sample.categories, Histogram(edges, counts))
    assert_shows(panel, sample, last(sample))


def test_the_curves_are_scaled_to_the_bins_of_now(panel, sample):
    panel.set_pace(0)
    panel.finish(sample.fit, sample.n_rows)
    before = max(drawn(panel).total[1])
    edges, counts = sample.histogram.edges, sample.histogram.counts
    n = counts.shape[1] // 2
    coarse = Histogram(edges[::2][: n + 1], counts[:, : 2 * n].reshape(3, n, 2).sum(axis=2))
    panel.show_roster("heights", "cm", sample.categories, coarse)
    assert max(drawn(panel).total[1]) == pytest.approx(2 * before, rel=0.02)


def test_words_for_those_who_do_not_see_the_curves(panel, sample):
    panel.set_pace(0)
    panel.finish(sample.fit, sample.n_rows)
    words = panel.accessibleDescription()
    share = sample.fit.parameters.shares[0]
    assert f"Iteration {last(sample)} of {last(sample)}, log likelihood -" in words
    assert "female 16" in words
    assert f" cm, {100 * share:.0f} %; male 17" in words
    for part in (panel.findChild(chart.Chart), panel.findChild(Trace)):
        assert part.accessibleDescription() == words
        assert part.accessibleName()
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_mark_zone_and_range(panel):
    panel.mark(171.5)
    panel.set_unsure_zone(166.0, 173.0)
    panel.show_range((160.0, 165.0))
    assert drawn(panel).marked == 171.5
    assert drawn(panel).shaded == (166, 173)
    panel.mark(None)
    panel.set_unsure_zone(None)
    panel.show_range(None)
    assert drawn(panel).marked is None
    assert drawn(panel).shaded is None


def test_what_is_picked_is_passed_on(qtbot, panel):
    plot = panel.findChild(chart.Chart)
    with qtbot.waitSignal(panel.picked):
        qtbot.keyClick(plot, Qt.Key.Key_Right)
    with qtbot.waitSignal(panel.cleared):
        qtbot.keyClick(plot, Qt.Key.Key_Escape)


def test_eight_categories_and_one_without_recorded_rows(panel, sample):
    generator = np.random.default_rng(0)
    names = tuple(f"class {k}" for k in range(8))
    truth = generator.integers(0, 8, 800)
    values = 100 + 10.0 * truth + generator.normal(0, 4, 800)
    panel.set_pace(0)
    panel.show_roster("heights", "cm", names, histogram(values, truth, 8))
    panel.finish(infer(Design(values, truth, names), frozenset({Source.MEASUREMENT})), 800)
    assert drawn(panel).labels.shown == list(names)
    panel.show_roster("heights", "cm", (), histogram(values, np.full(800, -1), 0))
    assert len(drawn(panel).curves) == 8


def test_the_legend_is_whole_in_a_narrow_panel_too(qtbot, panel):
    names = tuple(f"category number {k}" for k in range(7))
    values = np.arange(70.0)
    panel.show_roster("heights", "cm", names, histogram(values, np.arange(70) % 7, 7))
    legend = panel.findChild(Legend)
    for width in (700, 260, 500, 230):
        panel.resize(width, 600)
        QApplication.processEvents()
        assert legend.height() >= legend.heightForWidth(legend.width())


def test_a_value_beyond_the_picture_is_owned_up_to(panel, sample):
    beyond = dataclasses.replace(sample.histogram, above=1)
    panel.show_roster("heights", "cm", sample.categories, beyond)
    assert "1 value lies outside this picture" in said(panel)


def test_dark_and_light_change_while_it_is_open(panel, sample, monkeypatch):
    panel.set_pace(0)
    panel.finish(sample.fit, sample.n_rows)
    light = panel.grab().toImage()
    for module in (axis, chart, fit_panel, heaps, layers, naming, trace):
        if hasattr(module, "current_theme"):
            monkeypatch.setattr(module, "current_theme", lambda: DARK)
    QApplication.sendEvent(panel, QEvent(QEvent.Type.PaletteChange))
    dark = panel.grab().toImage()
    corner = panel.findChild(chart.Chart).geometry().topLeft()
    assert light.pixelColor(corner).lightness() > 200
    assert dark.pixelColor(corner).name() == DARK.card


def test_nothing_is_drawn_again_while_the_colours_stay(panel, monkeypatch):
    drawn_again = []
    monkeypatch.setattr(panel, "refresh_theme", lambda: drawn_again.append("colours"))
    QApplication.sendEvent(panel, QEvent(QEvent.Type.PaletteChange))
    assert drawn_again == []


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_the_picture_can_be_kept(panel, sample, pen_width, tmp_path, ending):
    panel.set_pace(0)
    panel.finish(sample.fit, sample.n_rows)
    before = pen_width(drawn(panel))
    path = tmp_path / f"heights.{ending}"
    panel.save_picture(path)
    image = QImage(str(path))
    if ending == "png":
        assert (image.width(), image.height()) == (2 * panel.width(), 2 * panel.height())
    else:
        assert b"<svg" in path.read_bytes()
    assert pen_width(drawn(panel)) == before
    panel.copy_picture()
    assert not QApplication.clipboard().image().isNull()


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_picture_that_cannot_be_written_raises(panel, tmp_path, ending):
    with pytest.raises(OSError, match=r"heights|directory"):
        panel.save_picture(tmp_path / "nowhere" / f"heights.{ending}")


def test_closing_stops_every_timer(qtbot, panel, sample):
    panel.finish(sample.fit, sample.n_rows)
    assert any(timer.isActive() for timer in panel.findChildren(QTimer))
    panel.close()
    assert not any(timer.isActive() for timer in panel.findChildren(QTimer))
    assert panel.findChild(Trace).value() == last(sample)


def test_a_closed_panel_is_let_go(qtbot, dressed, sample):
    panel = FitPanel()
    panel.show_roster("heights", "cm", sample.categories, sample.histogram)
    panel.show()
    panel.finish(sample.fit, sample.n_rows)
    seen = weakref.ref(panel)
    panel.close()
    with qtbot.waitSignal(panel.destroyed):
        panel.deleteLater()
    del panel
    gc.collect()
    assert seen() is None
