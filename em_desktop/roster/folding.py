"""Texts made comparable: without case, invisible characters, accents or punctuation."""

import unicodedata

_FOLD_LIMIT = 200
"""Longer texts are compared as they are: nothing that we look up is that long."""

_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in _INVISIBLE or character in _FILLERS


def bare(text: str) -> str:
    """Return ``text`` without the invisible characters around it.

    Invisible are spaces of any kind, control and format characters (zero-width space, marks of
    direction, byte-order mark) and the blank letters of Braille and Hangul.
    """
    text = text.strip()
    if text.isascii() and text.isprintable():
        return text
    start, stop = 0, len(text)
    while start < stop and _is_invisible(text[start]):
        start += 1
    while stop > start and _is_invisible(text[stop - 1]):
        stop -= 1
    return text[start:stop]


def folded(text: str) -> str:
    """Return ``text`` bare, without case, with single spaces and ordinary letter forms."""
    if text.isascii() and text.isprintable():
        text = text.strip().casefold()
        return text if "  " not in text else " ".join(text.split())
    text = bare(text)
    if len(text) > _FOLD_LIMIT:
        return text
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.casefold().split())


def letters(text: str) -> str:
    """Return the letters and digits of ``text``, folded, their vowel signs kept."""
    return "".join(c for c in folded(text) if c.isalnum() or unicodedata.category(c)[0] == "M")


def unaccented(text: str) -> str:
    """Return ``text`` without the accents of Latin, Greek and Cyrillic letters."""
    if text.isascii() or len(text) > _FOLD_LIMIT:
        return text
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not "\u0300" <= c <= "\u036f"))


_FIRST_STRONG, _POP = "\u2068", "\u2069"
_JOINERS = frozenset("\u200c\u200d")
"""They shape Persian and Indian letters and emoji, and reorder nothing."""


def isolated(text: str) -> str:
    """Return ``text`` so that words from the right leave the sentence around them in order.

    Args:
        text: nothing in it hides or reorders, as ``shown`` sees to.
    """
    if text.isascii() or not any(unicodedata.bidirectional(c) in _FROM_RIGHT for c in text):
        return text
    return f"{_FIRST_STRONG}{text}{_POP}"


_FROM_RIGHT = frozenset({"R", "AL", "AN"})


def shown(text: str, limit: int = 40) -> str:
    """Return ``text`` fit to stand in a sentence: short, and with nothing that hides or reorders.

    Hebrew, Arabic and the like stand between two marks that keep the sentence in order.

    Args:
        text: a cell or a header.
        limit: largest number of characters, those marks not counted.
    """
    text = bare(text[: 4 * limit])
    safe = text if text.isascii() and text.isprintable() else "".join(map(_safe, text))
    safe = " ".join(safe.split())
    return isolated(safe if len(safe) <= limit else safe[: limit - 1] + "…")


def _safe(character: str) -> str:
    if character in _JOINERS:
        return character
    if _is_invisible(character):
        return " "
    return character if character.isprintable() else "\ufffd"
