"""How long a run goes on after it is cancelled."""

from collections.abc import Callable
from threading import Event, Thread
from time import perf_counter, sleep

from measure import Figures, Row

from em_desktop.em import Outcome

_ENOUGH = 60.0
"""Seconds after which a run that is listened to is ended."""


def row(part: str, what: str, work: Callable[[Callable[[], bool]], Outcome], repeats: int) -> Row:
    """Measure from a cancel at any time to the end of the run; the longest is what counts.

    Cancels meet a moment of the run each; the longest time between two questions whether to cancel
    is of all of it.

    Args:
        part: of the table.
        what: is cancelled.
        work: the run; it is given the question whether to cancel.
        repeats: how often, each time a tenth of a second later.
    """
    waits = [_cancelled_after(0.02 + 0.1 * turn, work) for turn in range(repeats)]
    known = tuple(wait for wait in waits if wait is not None) or (float("nan"),)
    note = (
        f"the longest of {len(known)}: {max(known) * 1e3:.0f} ms; "
        f"between two questions: {_longest_silence(work) * 1e3:.0f} ms"
    )
    return Row(part, f"cancel to the end of a run, {what}", Figures(known), note=note)


def _longest_silence(work: Callable[[Callable[[], bool]], Outcome]) -> float:
    """Return the most seconds between two questions whether to cancel, or after the last."""
    start = before = perf_counter()
    longest = 0.0

    def asked() -> bool:
        nonlocal before, longest
        now = perf_counter()
        longest, before = max(longest, now - before), now
        return now - start > _ENOUGH

    work(asked)
    return max(longest, perf_counter() - before)


def _cancelled_after(delay: float, work: Callable[[Callable[[], bool]], Outcome]) -> float | None:
    """Return the seconds from the cancel to the end; None if the run had ended before."""
    asked, ends = Event(), list[tuple[Outcome, float]]()

    def run() -> None:
        outcome = work(asked.is_set)
        ends.append((outcome, perf_counter()))

    thread = Thread(target=run)
    thread.start()
    sleep(delay)
    start = perf_counter()
    asked.set()
    thread.join()
    outcome, end = ends[0]
    return end - start if outcome is Outcome.CANCELLED else None
