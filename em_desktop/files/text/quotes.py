"""Which bytes of a text stand inside quotation marks, found for many at once."""

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

QUOTE, LF, CR = 34, 10, 13

NOWHERE: Mask = np.zeros(0, dtype=np.bool_)
"""No quotation mark of the text means anything."""

_WORD = 8
_SPREAD = np.uint64(0x0101010101010101)


def inside_quotes(window: bytes, delimiter: int) -> Mask | None:
    """Mark the bytes from each quote that opens up to before the one that closes.

    A quote that opens stands where a cell begins; a doubled one closes and opens again.

    Args:
        window: begins with a record.
        delimiter: of one byte.

    Returns:
        The marks, shape ``(len(window),)``; ``NOWHERE`` where all quotes are literal; None where
        some are and some are not, so that the cells must be walked.
    """
    if b'"' not in window:
        return NOWHERE
    text = np.frombuffer(window, dtype=np.uint8)
    quotes = text == QUOTE
    edges = (text == delimiter) | (text == LF) | (text == CR)
    if not quotes[0] and not (quotes[1:] & edges[:-1]).any():
        return NOWHERE
    inside = _odd(quotes)
    edges |= quotes  # right before a quote that opens only one that closes can stand
    strange = (quotes & inside)[1:] > edges[:-1]
    return None if strange.any() else inside


def _odd(marks: Mask) -> Mask:
    """Return where the number of marks so far, the place itself included, is odd.

    Eight places are one number: first within each, then from one to the next.
    """
    words = np.zeros(-(-len(marks) // _WORD), dtype="<u8")
    words.view(np.bool_)[: len(marks)] = marks
    for bits in (8, 16, 32):
        words ^= words << np.uint64(bits)
    before = np.bitwise_xor.accumulate(words[:-1] >> np.uint64(56))
    words[1:] ^= before * _SPREAD
    return words.view(np.bool_)[: len(marks)]
