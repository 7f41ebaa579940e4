"""Rows at the end of a table that sum it up and are no rows of its own: ``Total``, ``Mean``."""

import re

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.folding import folded
from em_desktop.roster.table import Roster

_WORDS = """
total totals totale totaal totali grand-total subtotal sum sums summe gesamt gesamtsumme insgesamt
zwischensumme somme suma soma summa somma razem итого всего összesen celkem ukupno
average averages avg mean means mittel mittelwert durchschnitt moyenne media promedio média
gemiddelde medel gennemsnit srednia średnia průměr среднее median mediane médiane mediana
count counts anzahl nombre número numero aantal antal
deviation stdev stddev standard-deviation standardabweichung écart-type
"""
_TOTALS = frozenset(_WORDS.split())
_AFTER_A_GAP = frozenset(("n", "max", "min", "maximum", "minimum", "std", "sd", "var", "range"))
"""Some of these are given names too, so that they count only behind a blank row or a total."""

_NUMBER = re.compile(r"[-+=]?\s?\d[\d.,'\s]*(?:%|\w{1,3})?")
_MOST = 8


def totals_from(roster: Roster, filled: NDArray[np.intp], apart: NDArray[np.bool_]) -> int:
    """Return how many rows of a table come before those at its end that sum it up.

    Such a row begins with a word for it, and all else that it holds are numbers.

    Args:
        roster: the rows.
        filled: positions of the table's rows that are not blank, ascending.
        apart: shape of ``filled``, which of them come behind a blank row.
    """
    found = len(filled)
    certain = False
    for at in range(len(filled) - 1, max(len(filled) - _MOST, 0), -1):
        said = _said(roster, int(filled[at]))
        if said is None:
            break
        certain = said in _TOTALS or bool(apart[at])
        found = at if certain else found
        if not certain and said not in _AFTER_A_GAP:
            break
    return found


def _said(roster: Roster, position: int) -> str | None:
    """Return the word with which a row sums up those above; None where it is an ordinary row."""
    cells = [text for column in roster.columns if (text := str(column[position]).strip())]
    if len(cells) < 2 or not all(_NUMBER.fullmatch(cell) for cell in cells[1:]):
        return None
    word = folded(cells[0]).rstrip(" :.=").replace(" ", "-")
    return word if word in _TOTALS | _AFTER_A_GAP else None
