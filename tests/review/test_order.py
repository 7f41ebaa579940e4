import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.review.accept import accept, confirm, leave_blank
from em_desktop.review.edits import SetCells, SetNotes
from em_desktop.review.marks import Marks, marks
from em_desktop.review.order import Sorting, counts, flagged, order, shown
from em_desktop.review.show import Show
from em_desktop.review.status import Status
from em_desktop.review.worth_a_look import NOTHING
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.reading import read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

NAME, GENDER, HEIGHT = range(3)


def sorted_positions(column, *, descending=False):
    """Positions of the rows of a one-column roster, sorted by it."""
    roster = Roster.from_rows(("a",), [(text,) for text in column])
    reading = read(roster, Roles(), ReadingOptions())
    status = np.zeros(roster.n_rows, dtype=np.int8)
    return order(roster, reading, status, sorting=Sorting(0, descending)).tolist()


def in_order(column, **more):
    return [column[i] for i in sorted_positions(column, **more)]


def plain_key(text):
    """What a person expects: numbers, then words without case, then blanks."""
    word = text.strip()
    try:
        return (0, float(word.replace(",", ".")), "")
    except ValueError:
        return (1, 0.0, word.casefold())


texts = st.one_of(
    st.sampled_from(["", " ", "a", "A", " a", "b", "10", "9", "1,5", "1.5", "-3", "Ä", "inf"]),
    st.integers(-20, 20).map(str),
    st.text(st.sampled_from("aAbBéß "), max_size=3),
)


@given(st.lists(texts, max_size=20), st.booleans())
def test_sorting_agrees_with_plain_python(column, descending):
    filled = [i for i in range(len(column)) if column[i].strip()]
    blank = [i for i in range(len(column)) if not column[i].strip()]
    expected = sorted(filled, key=lambda i: plain_key(column[i]), reverse=descending)
    assert sorted_positions(column, descending=descending) == expected + blank


def test_equal_cells_keep_the_order_of_the_file_both_ways():
    column = ["b", "A", "a ", "B", " a", "b"]
    assert sorted_positions(column) == [1, 2, 4, 0, 3, 5]
    assert sorted_positions(column, descending=True) == [0, 3, 5, 1, 2, 4]


def test_blanks_come_last_both_ways():
    column = ["", "2", " ", "10", "inf", ""]
    assert in_order(column) == ["2", "10", "inf", "", " ", ""]
    assert in_order(column, descending=True) == ["inf", "10", "2", "", " ", ""]


def test_one_word_does_not_turn_numbers_into_text():
    assert in_order(["100", "NA", "20", "3"]) == ["3", "20", "100", "NA"]


def test_a_measurement_is_sorted_by_its_value(desk_of):
    heights = ("5'7\"", "160", "", "1.50 m", "tall", "180 cm")
    desk = desk_of([("x", "", h, "") for h in heights])
    roster, reading, status = desk.workspace.roster, desk.reading, desk.status
    assert reading.measurement.unit == "cm"

    def by(descending):
        return order(roster, reading, status, Show.ALL, Sorting(HEIGHT, descending), HEIGHT)

    assert by(False).tolist() == [3, 1, 0, 5, 2, 4]
    assert by(True).tolist() == [5, 0, 1, 3, 2, 4]


def test_a_column_that_is_gone_leaves_the_order_of_the_file(desk):
    found = order(desk.workspace.roster, desk.reading, desk.status, sorting=Sorting(9))
    assert found.tolist() == list(range(44))


@pytest.fixture
def reviewed(desk):
    desk.infer()
    desk.do(accept(desk.suggestions, [40]))
    desk.do(SetCells(HEIGHT, (0,), ("tall",)))
    return desk


def ids_shown(desk, show):
    marked = marks(desk.workspace, NOTHING)
    return desk.workspace.roster.row_ids[shown(desk.status, desk.reading, show, marked)].tolist()


def test_each_filter_shows_its_rows(reviewed):
    unsure = reviewed.suggestions.of(42).probability < 0.8
    assert unsure
    assert ids_shown(reviewed, Show.ALL) == list(range(44))
    assert ids_shown(reviewed, Show.MISSING) == [43]
    assert ids_shown(reviewed, Show.SUGGESTED) == [41, 42]  # whatever waits, unsure or not
    assert ids_shown(reviewed, Show.UNSURE) == [42]
    assert ids_shown(reviewed, Show.DECIDED) == [40]
    assert ids_shown(reviewed, Show.FLAGGED) == [0, 43]  # unreadable, no height


def test_decided_are_accepted_entered_and_left_blank(reviewed):
    reviewed.do(leave_blank([41]))
    reviewed.do(SetCells(GENDER, (42,), ("male",)))
    assert ids_shown(reviewed, Show.DECIDED) == [40, 41, 42]


def test_a_row_with_a_note_is_a_flagged_one_and_one_called_right_is_decided(reviewed):
    reviewed.do(SetNotes({7: "ask the office"}))
    reviewed.do(confirm([9]))
    assert ids_shown(reviewed, Show.FLAGGED) == [0, 7, 43]
    assert ids_shown(reviewed, Show.DECIDED) == [9, 40]


def test_a_row_may_be_shown_besides(reviewed):
    roster, reading, status = reviewed.workspace.roster, reviewed.reading, reviewed.status
    found = order(roster, reading, status, Show.UNSURE, besides=np.array([3]))
    assert found.tolist() == [3, 42]
    looks = Marks(worth_a_look=np.array([9, 2]))
    show = Show.WORTH_A_LOOK
    assert order(roster, reading, status, show, marks=looks, besides=np.array([5])).tolist() == [
        *(9, 2, 5)
    ]


def test_a_missing_category_alone_is_no_flag(desk):
    assert np.flatnonzero(flagged(desk.reading)).tolist() == [43]


def test_the_counts_are_those_of_the_rows(reviewed):
    found = counts(reviewed.status, reviewed.reading)
    assert found == {show: len(ids_shown(reviewed, show)) for show in Show}


def test_a_filtered_view_is_sorted_too(reviewed):
    roster, reading, status = reviewed.workspace.roster, reviewed.reading, reviewed.status
    found = order(roster, reading, status, Show.FLAGGED, Sorting(NAME))
    assert found.tolist() == [43, 0]  # Empty, Pupil 0


def test_no_rows(desk_of):
    desk = desk_of([])
    for show in Show:
        found = order(desk.workspace.roster, desk.reading, desk.status, show, Sorting(0))
        assert found.tolist() == []
    assert Status.MISSING not in desk.status
