import pytest

from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.signs import Sign, Signs, signs
from em_desktop.review.status import Status

ACCEPTED = Decision(Answer.ACCEPTED, "female", 0.9)
IN_BULK = Decision(Answer.ACCEPTED, "female", 0.9, threshold=0.8)
SKIPPED = Decision(Answer.DEFERRED)
CONFIRMED = Decision(Answer.CONFIRMED)


@pytest.mark.parametrize(
    ("status", "decision", "sign"),
    [
        (Status.RECORDED, None, Sign.RECORDED),
        (Status.RECORDED, CONFIRMED, Sign.CONFIRMED),
        (Status.MISSING, None, Sign.MISSING),
        (Status.MISSING, SKIPPED, Sign.LATER),
        (Status.SUGGESTED, None, Sign.SUGGESTED),
        (Status.UNSURE, None, Sign.UNSURE),
        (Status.UNSURE, SKIPPED, Sign.LATER),
        (Status.ACCEPTED, ACCEPTED, Sign.ACCEPTED),
        (Status.ACCEPTED, IN_BULK, Sign.IN_BULK),
        (Status.ENTERED, None, Sign.ENTERED),
        (Status.LEFT_BLANK, Decision(Answer.LEFT_BLANK), Sign.LEFT_BLANK),
    ],
)
def test_each_state_has_a_sign_of_its_own(status, decision, sign):
    assert signs(status, decision) == Signs(sign)


def test_only_what_waits_goes_out_of_date():
    stale = {status: signs(status, None, stale=True).sign for status in Status}
    assert [s for s in Status if stale[s] is Sign.STALE] == [Status.SUGGESTED, Status.UNSURE]


def test_a_recorded_row_with_nothing_else_to_say_shows_its_mark():
    marks = (Sign.FLAGGED, Sign.NOTED)
    assert signs(Status.RECORDED, None, marks) == Signs(Sign.FLAGGED, (Sign.NOTED,))


def test_any_other_row_keeps_its_sign_and_has_the_marks_beside_it():
    for status in set(Status) - {Status.RECORDED}:
        found = signs(status, None, (Sign.FLAGGED,))
        assert found.all == (found.sign, Sign.FLAGGED)
    kept = signs(Status.RECORDED, CONFIRMED, (Sign.FLAGGED,))
    assert kept == Signs(Sign.CONFIRMED, (Sign.FLAGGED,))
