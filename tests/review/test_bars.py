import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.review.accept import accept, leave_blank
from em_desktop.review.bars import (
    Kind,
    Part,
    accepted_labels,
    belonging,
    in_range,
    of_kind,
    part_at,
    parts,
    standing_in,
    undecided,
)
from em_desktop.review.edits import SetCells
from em_desktop.review.histogram import histogram
from em_desktop.review.picture import Picture, picture
from em_desktop.review.status import Status

STATUSES = (Status.MISSING, Status.SUGGESTED, Status.ACCEPTED, Status.LEFT_BLANK)


@st.composite
def rosters(draw):
    """Values, labels, statuses and accepted categories of some rows, a few of them unusable."""
    n = draw(st.integers(1, 40))
    values = np.array(draw(st.lists(st.integers(140, 200), min_size=n, max_size=n)), dtype=float)
    usable = np.array(draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    labels = np.array(draw(st.lists(st.integers(-1, 2), min_size=n, max_size=n)))
    status = np.zeros(n, dtype=np.int8)
    decided = np.full(n, -1, dtype=np.int16)
    for i in np.flatnonzero(labels < 0):
        status[i] = draw(st.sampled_from(STATUSES))
        if status[i] == Status.ACCEPTED:
            decided[i] = draw(st.integers(0, 2))
    for i in np.flatnonzero(labels >= 0):
        status[i] = draw(st.sampled_from((Status.RECORDED, Status.ENTERED)))
    return values, usable, labels, status, decided


def made(roster):
    values, usable, labels, status, decided = roster
    rows = np.flatnonzero(usable)
    counted = histogram(values[rows], labels[rows], 3)
    shown = Picture("heights", "cm", ("a", "b", "c"), counted, rows, values[rows], labels[rows])
    standing = standing_in(shown, len(values))
    return counted, None if standing is None else standing.bars(status, decided)


def slow_part(label, status, decided):
    """The part in which one row stands."""
    if label >= 0:
        return Part(Kind.DECIDED if status == Status.ENTERED else Kind.RECORDED, label)
    if status == Status.ACCEPTED:
        return Part(Kind.DECIDED, decided)
    return Part(Kind.LEFT_BLANK if status == Status.LEFT_BLANK else Kind.MISSING)


@given(rosters(), st.data())
def test_bars_and_rows_tell_the_same_both_ways(roster, data):
    values, usable, labels, status, decided = roster
    counted, bars = made(roster)
    if bars is None:
        assert not usable.any()
        return
    assert (bars.counts.sum(axis=0) == counted.counts.sum(axis=0)).all()
    first = data.draw(st.integers(0, bars.n_bins - 1))
    last = data.draw(st.integers(first, bars.n_bins - 1))
    part = data.draw(st.one_of(st.none(), st.integers(0, len(bars.parts) - 1)))
    expected = [
        i
        for i in range(len(values))
        if usable[i]
        and counted.edges[first] <= values[i] < counted.edges[last + 1]
        and part in (None, bars.parts.index(slow_part(labels[i], status[i], decided[i])))
    ]
    rows = bars.rows_in(first, last, part)
    assert rows.tolist() == expected
    again = bars.counts_of(rows)
    wanted = np.zeros_like(bars.counts)
    which = slice(None) if part is None else part
    wanted[which, first : last + 1] = bars.counts[which, first : last + 1]
    assert (again == wanted).all()


@given(rosters(), st.data())
def test_selected_parts_never_outgrow_their_bar(roster, data):
    _, bars = made(roster)
    if bars is None:
        return
    chosen = data.draw(st.lists(st.sampled_from(range(len(bars.cells))), unique=True))
    counts = bars.counts_of(np.array(chosen, dtype=np.intp))
    assert (counts <= bars.counts).all()
    assert counts.sum() == (bars.cells[chosen] < bars.counts.size).sum()


@given(rosters(), st.floats(-1, 12))
def test_a_height_in_a_bar_is_in_the_part_that_is_drawn_there(roster, height):
    _, bars = made(roster)
    if bars is None:
        return
    for place in range(bars.n_bins):
        bottom, expected = 0, None
        for part, count in enumerate(bars.counts[:, place]):
            if bottom <= height < bottom + count:
                expected = part
            bottom += count
        assert part_at(bars.counts[:, place], height) == expected


@given(rosters())
def test_where_nothing_is_decided_the_parts_are_those_of_the_histogram(roster):
    values, usable, labels, *_ = roster
    untouched = np.where(labels < 0, Status.MISSING, Status.RECORDED).astype(np.int8)
    nobody = np.full(len(values), -1, dtype=np.int16)
    counted, bars = made((values, usable, labels, untouched, nobody))
    if bars is not None:
        assert (bars.counts == undecided(counted)).all()


def test_the_parts_stand_in_the_order_of_the_categories():
    assert parts(1) == (
        Part(Kind.RECORDED, 0),
        Part(Kind.DECIDED, 0),
        Part(Kind.LEFT_BLANK),
        Part(Kind.MISSING),
    )


def drawn(desk):
    shown = picture(desk.workspace, desk.reading)
    standing = standing_in(shown, desk.workspace.roster.n_rows)
    status = desk.status
    taken = accepted_labels(shown.categories, desk.workspace, status)
    return standing.bars(status, taken)


def test_decisions_move_rows_from_one_part_to_another(desk):
    desk.infer()
    bars = drawn(desk)
    open_rows = bars.rows_in(0, bars.n_bins - 1, len(bars.parts) - 1)
    ids = desk.workspace.roster.row_ids[open_rows].tolist()
    assert len(ids) == 3
    desk.do(accept(desk.suggestions, ids[:1]))
    desk.do(leave_blank(ids[1:2]))
    desk.do(SetCells(1, (ids[2],), ("male",)))
    after = drawn(desk)
    moved = dict(zip((part.kind for part in after.parts), after.counts.sum(axis=1), strict=True))
    assert after.counts.sum() == bars.counts.sum()
    assert moved[Kind.MISSING] == 0
    assert moved[Kind.LEFT_BLANK] == 1
    decided = [p for p, part in enumerate(after.parts) if part.kind is Kind.DECIDED]
    assert after.counts[decided].sum() == 2


@pytest.mark.parametrize("label", ["female", "male"])
def test_what_belongs_to_a_category(desk, label):
    desk.infer()
    rows = belonging(label, desk.workspace, desk.reading, desk.status, desk.suggestions)
    roster = desk.workspace.roster
    for i in range(roster.n_rows):
        suggestion = desk.suggestions.of(int(roster.row_ids[i]))
        expected = roster.cell(i, 1) == label or (
            suggestion is not None and suggestion.text == label
        )
        assert (i in rows) == expected


def test_open_rows_are_of_one_kind(desk):
    missing = np.flatnonzero(desk.reading.categories.codes < 0)
    assert of_kind(Kind.MISSING, desk.status).tolist() == missing.tolist()


def test_heights_of_a_range_are_found_with_both_ends(desk):
    values = desk.reading.measurement.values
    rows = in_range(160.0, 170.0, desk.reading)
    assert rows.tolist() == [i for i, v in enumerate(values) if 160 <= v <= 170]
