import pytest

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import ReadCancelled


def test_parts_share_the_whole() -> None:
    shares: list[float] = []
    pace = Pace(shares.append)
    with pace.part(0.0, 0.5):
        pace.step(0.5)
        pace.step(1.0)
    with pace.part(0.5, 1.0), pace.part(0.5, 1.0):
        pace.step(0.0)
        pace.step(1.0)
    pace.step(7.0)
    assert shares == [0.25, 0.5, 0.75, 1.0, 1.0]


def test_cancelling_stops_at_the_next_step() -> None:
    asked = iter([False, True])
    pace = Pace(cancelled=lambda: next(asked))
    pace.step(0.1)
    with pytest.raises(ReadCancelled):
        pace.step(0.2)
