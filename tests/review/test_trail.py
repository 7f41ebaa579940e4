from hypothesis import given
from hypothesis import strategies as st

from em_desktop.review.accept import defer, leave_blank, withdraw
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import DeleteRows, SetCells, SetDecisions, Several
from em_desktop.review.trail import before, trail

GENDER = 1


def test_rows_stand_in_the_order_in_which_they_were_answered():
    steps = [
        leave_blank([4]),
        SetCells(GENDER, (2,), ("m",)),
        SetCells(0, (9,), ("Ann",)),
        defer([7]),
        Several((SetCells(GENDER, (3,), ("",)), leave_blank([3]))),
        leave_blank([4]),
    ]
    assert trail(steps, GENDER) == (2, 7, 3, 4)


def test_what_was_taken_back_or_accepted_in_bulk_is_no_part_of_it():
    bulk = SetDecisions({i: Decision(Answer.ACCEPTED, "m", 0.99, 0.95) for i in range(100)})
    steps = [leave_blank([4, 5]), bulk, withdraw([4]), DeleteRows((8,))]
    assert trail(steps, GENDER) == (5,)
    assert trail([SetCells(GENDER, (2,), ("m",)), SetCells(GENDER, (2,), ("",))], GENDER) == ()


@given(st.lists(st.integers(0, 9), unique=True), st.integers(0, 20))
def test_going_back_again_and_again_meets_each_answered_row_once(way, start):
    way = tuple(way)
    met, here = [], start
    while (here := before(way, here)) is not None:
        met.append(here)
    assert met == list(reversed(way[: way.index(start)] if start in way else way))
