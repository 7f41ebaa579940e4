"""Texts that a spreadsheet may take for a formula and run when it opens a file of plain text."""

import re

from em_desktop.roster.table import Texts

_RUNS = ("=", "@", "\t", "\r", "\n", "\uff1d", "\uff20")
_SIGNS = ("+", "-", "\uff0b", "\uff0d")
"""Each with its full-width form, which Japanese and Chinese spreadsheets take for the same."""

_HARMLESS = re.compile(r"[-+\uff0b\uff0d]?[\d\s.,()/%-]*(?:[eE][-+]?\d+)?")
"""Numbers, dates and telephone numbers: a spreadsheet reads them but runs nothing."""


_BEGINS = re.compile("\0[" + re.escape("".join((*_RUNS, *_SIGNS))) + "]")
"""The beginning of a doubtful text where texts are joined by NUL."""


def runs_as_formula(text: str) -> bool:
    """Return whether a spreadsheet may take a cell's text for a formula and run it.

    Plain numbers, dates and telephone numbers (``-5``, ``+49 30 1234``) are harmless, and so
    is a lone sign.
    """
    if text.startswith(_RUNS):
        return True
    return text.startswith(_SIGNS) and _HARMLESS.fullmatch(text) is None


def formula_texts(column: Texts) -> frozenset[str]:
    """Return the different texts of a column that may be run."""
    # Looked through at once, for most columns have none, and first for the characters alone.
    joined = "\0" + "\0".join(column.tolist())
    if not any(mark in joined for mark in (*_RUNS, *_SIGNS)) or _BEGINS.search(joined) is None:
        return frozenset()
    return frozenset(text for text in set(column) if runs_as_formula(text))
