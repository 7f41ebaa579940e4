import pytest

from em_desktop.em.sources import Source
from em_desktop.review.accept import confirm
from em_desktop.review.edits import DeleteRows, SetCells
from em_desktop.review.marks import Marks
from em_desktop.review.order import Sorting, counts, order
from em_desktop.review.show import Show
from em_desktop.review.worth_a_look import NOTHING, look_words, worth_a_look

GENDER, HEIGHT = 1, 2
WRONG, WORSE, GIANT = 40, 41, 42


@pytest.fixture
def looked(desk_of):
    """Forty pupils; two as tall as the other category and one as tall as nobody."""
    girls_and_boys = [
        (f"P {i}", ("female", "male")[i % 2], f"{(161, 179)[i % 2] + (i % 10) / 2}", "10A")
        for i in range(40)
    ]
    odd = [
        ("Wrong", "male", "167", "10A"),
        ("Worse", "male", "161", "10A"),
        ("Giant", "male", "229", "10A"),
        ("Gap", "", "164", "10A"),
    ]
    desk = desk_of(girls_and_boys + odd)
    desk.infer()
    return desk


def found(desk):
    return worth_a_look(desk.suggestions, desk.workspace, desk.reading)


def words(desk, row_id):
    evidence = desk.suggestions.fit.evidence
    return look_words(found(desk), row_id, desk.workspace, desk.reading, evidence)


def test_the_unlikeliest_row_comes_first(looked):
    assert found(looked).row_ids.tolist() == [GIANT, WORSE, WRONG]


def test_the_words_name_what_is_recorded_and_what_the_evidence_says(looked):
    said = words(looked, WORSE)
    assert said == (
        "Recorded as male. With its gender hidden, height says female, > 99 %. "
        "Only some of such rows are wrong."
    )
    assert words(looked, GIANT) == "The height is far from what is usual for any gender here."
    assert words(looked, 0) == ""


def test_names_that_speak_are_named(looked):
    evidence = (Source.MEASUREMENT, Source.NAME)
    said = look_words(found(looked), WORSE, looked.workspace, looked.reading, evidence)
    assert "height and first names say female" in said


def test_the_rival_gets_what_the_recorded_category_does_not(looked):
    list_ = found(looked)
    at = list_.index_of(WORSE)
    assert list_.chances[at] + list_.rival_chances[at] == pytest.approx(1)
    assert list_.labels[list_.rivals[at]] == "female"


def test_a_row_that_was_corrected_is_on_the_list_no_more(looked):
    looked.do(SetCells(GENDER, (WORSE,), ("female",)))
    looked.do(SetCells(HEIGHT, (GIANT,), ("179",)))
    assert found(looked).row_ids.tolist() == [WRONG]


def test_a_row_that_was_emptied_or_deleted_is_on_the_list_no_more(looked):
    looked.do(SetCells(GENDER, (WORSE,), ("",)))
    looked.do(DeleteRows((WRONG,)))
    assert found(looked).row_ids.tolist() == [GIANT]


def test_a_row_that_was_called_right_is_on_the_list_no_more_until_that_is_taken_back(looked):
    status = looked.status.tolist()
    undo = looked.do(confirm([WORSE, 3]))
    assert found(looked).row_ids.tolist() == [GIANT, WRONG]
    assert looked.status.tolist() == status
    assert looked.workspace.roster.cell(WORSE, GENDER) == "male"
    looked.do(undo)
    assert found(looked).row_ids.tolist() == [GIANT, WORSE, WRONG]


def test_another_text_in_the_cell_is_a_new_question(looked):
    looked.do(confirm([WORSE]))
    looked.do(SetCells(GENDER, (WORSE,), ("female",)))
    assert not looked.workspace.decisions


def test_other_rows_do_not_matter(looked):
    looked.do(SetCells(HEIGHT, (0,), ("150",)))
    assert len(found(looked)) == 3


def test_nothing_inferred_is_nothing_worth_a_look(desk):
    assert worth_a_look(None, desk.workspace, desk.reading) is NOTHING
    assert len(NOTHING) == 0
    assert not NOTHING.doubts_category(3)
    assert not NOTHING.doubts_measurement(3)


def test_the_list_says_what_is_doubted(looked):
    list_ = found(looked)
    assert (list_.doubts_category(WORSE), list_.doubts_measurement(WORSE)) == (True, False)
    assert (list_.doubts_category(GIANT), list_.doubts_measurement(GIANT)) == (False, True)


def test_the_filter_shows_the_list_in_its_order_and_counts_no_missing_row(looked):
    reading, status = looked.reading, looked.status
    roster = looked.workspace.roster
    rows = roster.positions(found(looked).row_ids)
    show = Show.WORTH_A_LOOK
    marked = Marks(worth_a_look=rows)
    assert order(roster, reading, status, show, marks=marked).tolist() == rows.tolist()
    by_height = order(roster, reading, status, show, Sorting(HEIGHT), HEIGHT, marked)
    assert by_height.tolist() == [WORSE, WRONG, GIANT]
    assert counts(status, reading, marked)[show] == 3
    assert counts(status, reading)[show] == 0
    nothing = counts(status, reading)
    assert all(counts(status, reading, marked)[s] == nothing[s] for s in Show if s is not show)
