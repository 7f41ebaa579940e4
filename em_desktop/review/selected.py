"""The selected rows in one calm sentence."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from em_desktop.review.status import OPEN, WAITING
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.wording import counted
from em_desktop.roster.reading import Reading


@dataclass(frozen=True)
class Selected:
    """What is said of some rows.

    Attributes:
        n: how many are selected.
        hidden: how many more would be, did the filter show them.
        low: their lowest measurement; None where none has one.
        high: their highest.
        unit: of the measurement.
        open: how many still lack a category.
        waiting: how many of these have a suggestion that waits.
        inferred: whether there are suggestions at all.
    """

    n: int
    hidden: int = 0
    low: float | None = None
    high: float | None = None
    unit: str = ""
    open: int = 0
    waiting: int = 0
    inferred: bool = False

    @property
    def to_review(self) -> int:
        """How many wait for an answer."""
        return self.open if self.inferred else 0


def selected(
    positions: NDArray[np.intp],
    hidden: int,
    reading: Reading,
    status: NDArray[np.int8],
    suggestions: Suggestions | None,
) -> Selected:
    """Look at the selected rows.

    Args:
        positions: of them in the roster.
        hidden: how many more the filter hides.
        reading: of the roster.
        status: of each row, shape ``(n_rows,)``.
        suggestions: of the newest fit.
    """
    low = high = None
    measurement, unit = reading.measurement, ""
    if measurement is not None:
        unit = measurement.unit.value
        values = measurement.values[positions][measurement.usable[positions]]
        if len(values):
            low, high = float(values.min()), float(values.max())
    theirs = status[positions]
    return Selected(
        len(positions),
        hidden,
        low,
        high,
        unit,
        int(np.isin(theirs, OPEN).sum()),
        int(np.isin(theirs, WAITING).sum()),
        suggestions is not None,
    )


def selected_words(about: Selected) -> str:
    """Return it as a sentence: ``12 rows selected: 158–171 cm, 3 to review``.

    Nothing is said of a single row, which the rest of the window is all about.
    """
    if about.n == 0 and about.hidden:
        return f"{counted(about.hidden, 'row')} hidden by the filter"
    if about.n < 2 and not about.hidden:
        return ""
    facts = []
    if about.low is not None and about.high is not None:
        low, high = _number(about.low), _number(about.high)
        span = low if low == high else f"{low}–{high}"
        facts.append(f"{span} {about.unit}".rstrip())
    if about.open:
        facts.append(f"{about.open:,} {'to review' if about.inferred else 'missing'}")
    said = f"{counted(about.n, 'row')} selected"
    if facts:
        said += f": {', '.join(facts)}"
    return said + (f"; {about.hidden:,} more hidden" if about.hidden else "")


def _number(value: float) -> str:
    """Return a number with the decimals that it has, at most two."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")


def limited_words(chosen: int, left: int) -> str:
    """Say that only some chosen rows are reviewed, and how many of them still wait."""
    if not left:
        return f"All {counted(chosen, 'chosen row')} reviewed" if chosen > 1 else "Row reviewed"
    return f"Reviewing {counted(chosen, 'chosen row')}: {left:,} left"
