"""The lines of the list of steps: states, what happened in them, and runs of alike answers."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from em_desktop.review.steps import StepWords
from em_desktop.session.steps import Event, Point

FEWEST_ALIKE = 4
"""So many alike answers one after the other become one line."""

Words: TypeAlias = Callable[[Point], StepWords]


class Of(Enum):
    """What a line tells of."""

    OPENED = auto()
    """The file as it was opened."""
    STEP = auto()
    RUN = auto()
    """Several alike steps, one after the other."""
    EVENT = auto()
    """Something that is not undone."""
    UNDONE = auto()
    """Nothing itself: all lines below are undone."""


@dataclass(frozen=True)
class Line:
    """One line of the list.

    Attributes:
        of: what it tells of.
        index: so many steps lead to its state.
        point: the state, or the last one of a run.
        event: what happened, if it tells of that.
        n: how many steps it stands for.
        open: a run whose steps are listed below it.
        inside: it is one of such steps.
    """

    of: Of
    index: int
    point: Point
    event: Event | None = None
    n: int = 1
    open: bool = False
    inside: bool = False


def lines(points: Sequence[Point], index: int, opened: Set[Point], words: Words) -> list[Line]:
    """Return the lines from the oldest step to the newest.

    Args:
        points: all states.
        index: how many steps are done.
        opened: the first states of runs whose steps are to be listed.
        words: what is said of a step.
    """
    found: list[Line] = []
    at = 0
    while at < len(points):
        if at == index + 1:
            found.append(Line(Of.UNDONE, at, points[at]))
        end = _end_of_run(points, at, index, words)
        n = end - at
        if n >= FEWEST_ALIKE:
            is_open = points[at] in opened
            found.append(Line(Of.RUN, end - 1, points[end - 1], n=n, open=is_open))
            inside = range(at, end) if is_open else ()
            found += [Line(Of.STEP, i, points[i], inside=True) for i in inside]
        else:
            end = at + 1
            found.append(Line(Of.STEP if at else Of.OPENED, at, points[at]))
        last = points[end - 1]
        found += [Line(Of.EVENT, end - 1, last, event) for event in last.events]
        at = end
    return found


def matching(points: Sequence[Point], index: int, words: Words, text: str) -> list[Line]:
    """Return the lines that hold a text, runs apart; arguments as above."""
    sought = text.casefold()
    found: list[Line] = []
    for at, point in enumerate(points):
        if at == index + 1:
            found.append(Line(Of.UNDONE, at, point))
        if at and sought in words(point).text.casefold():
            found.append(Line(Of.STEP, at, point))
        found += [
            Line(Of.EVENT, at, point, event)
            for event in point.events
            if sought in event.words.casefold()
        ]
    if found and found[-1].of is Of.UNDONE:
        found.pop()
    return found


def _end_of_run(points: Sequence[Point], at: int, index: int, words: Words) -> int:
    """Return where the run of alike steps ends that begins here; one behind its last.

    What happened in a state ends it, and so does the present one: it must be there to be seen.
    """
    alike = words(points[at]).alike if at else ""
    end = at + 1
    while (
        alike
        and end < len(points)
        and end - 1 != index
        and not points[end - 1].events
        and words(points[end]).alike == alike
    ):
        end += 1
    return end
