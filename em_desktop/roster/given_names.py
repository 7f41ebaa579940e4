"""Given names, read from a column of names."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.distinct import distinct
from em_desktop.roster.folding import folded
from em_desktop.roster.missing import missing_texts
from em_desktop.roster.table import Texts

GivenNames = tuple[tuple[str, ...], NDArray[np.intp]]
"""One reading of a name column: distinct given names, folded, and the index into them of each row,
shape ``(n_rows,)``; -1 where there is none."""

_LONGEST = 200
"""Characters of a cell that are looked at."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words(
    """dr drs prof professor mr mrs ms mx mister mstr rev hon herr frau fräulein hr fr frk fru herra
    rouva dipl-ing ing dipl med phil rer nat jur habil hc mme mlle mmes monsieur madame mademoiselle
    sra srta señor señora señorita sig sigra signor signora signorina doña dhr mevr mevrouw meneer
    pani pán paní г-н г-жа господин госпожа д-р κος κα bayan shri smt dott dottssa
    先生 女士 小姐 さん 様 くん ちゃん 씨 님"""
)
_TITLES_OR_NAMES = _words("don dom dona miss lord lady sir dame sr pan sri master bay mag")
_AFTER_NAMES = _words("jr jnr sr snr junior senior ii iii iv phd md msc bsc ma ba esq")
_PARTICLES = _words(
    """de del della dello der den des di da das do dos du la las le les lo los van von vom vander
    zu zum zur ter ten te af av al el bin ibn bint ben y e i und of"""
)
_MARKED = _TITLES | _TITLES_OR_NAMES | _AFTER_NAMES | _PARTICLES
"""Words of which a name with any is not plain."""

_COURTESIES = ("先生", "女士", "小姐", "さん", "様", "ちゃん", "くん", "님")
_DOUBLE_FAMILY_NAMES = _words(
    """欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 长孙 長孫
    宇文 轩辕 端木 东方 東方 独孤 南宫 南宮 남궁 황보 제갈 선우 독고 사공 서문"""
)
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]|\"[^\"]*\"|“[^”]*”|«[^»]*»|„[^“”]*[“”]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_BREAKS = re.compile(r"[\s_/·・•|]+|(?<=\.)(?=[^\s.])")
_COMMA = re.compile("[,;،、]")
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3々〆\U00020000-\U0003ffff]+")
_JAPANESE_LENGTH = 4


class _Cell(NamedTuple):
    """What one cell may hold as given name; "" for none."""

    leading: str
    trailing: str
    comma: bool


def read_given_names(column: Texts, missing_words: Iterable[str]) -> tuple[GivenNames, ...]:
    """Return the ways in which given names can be read from a column of names.

    Where most names have a comma ("Smith, John") the word after it is the given name. Otherwise it
    is the first word or the last: both are returned, if they differ, for the recorded rows to tell
    which says more. Titles, particles (de la), nicknames in brackets and all names between the
    first and the last are passed over, initials too: "J. Smith" has no first name. Chinese,
    Japanese and Korean names without a space are read whole and without the family name.

    Args:
        column: shape ``(n_rows,)``.
        missing_words: texts that mean "missing", besides the empty and the blank one.

    Returns:
        None, one or two readings: none where no cell holds a name.
    """
    found = distinct(column)
    missing = missing_texts(found, tuple(missing_words))
    nothing = _Cell("", "", comma=False)
    cells = [
        nothing if absent else _read_cell(text)
        for text, absent in zip(found.texts, missing.tolist(), strict=True)
    ]
    with_comma = np.array([cell.comma for cell in cells], dtype=np.bool_)
    named = np.array([any(cell) for cell in cells], dtype=np.bool_)
    mostly = 2 * int(found.counts[with_comma].sum()) > int(found.counts[named].sum())
    candidates = [[cell.leading for cell in cells]]
    trailing = [cell.trailing for cell in cells]
    if not mostly and trailing != candidates[0]:
        candidates.append(trailing)
    readings: list[GivenNames] = []
    for names in candidates:
        known = {name: code for code, name in enumerate(dict.fromkeys(filter(None, names)))}
        codes = np.array([known.get(name, -1) for name in names], dtype=np.intp)
        if known:
            readings.append((tuple(known), found.spread(codes)))
    return tuple(readings)


def _read_cell(text: str) -> _Cell:
    """Return the given name of a cell, by its first and by its last word."""
    words = text.lower().split(" ") if text.isascii() else []
    if len(words) == 2 and all(map(_is_plain, words)):
        return _Cell(words[0], words[1], comma=False)  # as most are, for speed
    text = folded(text[:_LONGEST])
    if not text.replace(" ", "").isascii():
        text = _DASHES.sub("-", text.replace("’", "'"))
        text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    if not text.replace(" ", "").isalpha():
        text = _ASIDE.sub(" ", text)
        text, comma, given = _at_comma(text)
        if comma:
            name = _ends(given)[0]
            return _Cell(name, name, comma=True)
    first, last = _ends(text)
    if first == last and _IDEOGRAPHS.fullmatch(first):
        last = _without_family(last)
    return _Cell(first, last, comma=False)


def _is_plain(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word not in _MARKED


def _at_comma(text: str) -> tuple[str, bool, str]:
    """Return what stands before a comma, whether there is one, and what stands after it.

    A comma before what follows a name, like "Jr" or "PhD", is none.
    """
    parts = [part.strip() for part in _COMMA.split(text)]
    while len(parts) > 1 and _only_after_names(parts[-1]):
        parts.pop()
    return parts[0], len(parts) > 1, parts[1] if len(parts) > 1 else ""


def _only_after_names(text: str) -> bool:
    words = text.replace(".", "").split()
    return bool(words) and all(word in _AFTER_NAMES or word in _TITLES for word in words)


def _ends(text: str) -> tuple[str, str]:
    """Return the first and the last name in a text; "" where there is none but an initial."""
    words = [word for word in _BREAKS.split(text) if word]
    bare = [_bare_word(word) for word in words]
    names = _names([word for word in bare if word])
    if not names:
        return "", ""
    if len(names) > 1:
        return names[0], names[-1]
    return (
        "" if _is_initial(words[0]) else names[0],
        "" if _is_initial(words[-1]) else names[0],
    )


def _names(kept: list[str]) -> list[str]:
    """Return the words that are neither titles nor particles."""
    while len(kept) > 1 and kept[-1] in _AFTER_NAMES:
        kept.pop()
    if len(kept) > 2 and (kept[0] in _TITLES_OR_NAMES or kept[0] in _PARTICLES):
        kept = kept[1:]
    names = kept[:1] + [word for word in kept[1:] if word not in _PARTICLES]
    while len(names) > 2 and names[0] in _PARTICLES:
        names = names[1:]
    return names


def _bare_word(word: str) -> str:
    """Return a word without the marks around it; "" for titles, initials and numbers."""
    if not word.isalpha():
        if _is_initial(word):
            return ""
        word = word.strip(".,:;!?*'\"`´-+&#@=<>()[]{}~^")
        if not any(c.isalpha() for c in word):
            return ""
    return "" if word in _TITLES or _is_initial(word) else word


def _is_initial(word: str) -> bool:
    """Tell an initial ("J", "J.", "Ю."); a single Chinese or Korean letter is a name."""
    longest = 2 if word.endswith(".") else 1
    letters = word.rstrip(".")
    return 0 < len(letters) <= longest and letters.upper() != letters and letters not in _MARKED


def _without_family(name: str) -> str:
    """Return a Chinese, Japanese or Korean name without the family name before it."""
    for courtesy in _COURTESIES:
        if len(name) > len(courtesy) + 1:
            name = name.removesuffix(courtesy)
    if len(name) < 2 or len(name) > _JAPANESE_LENGTH:
        return name
    if len(name) == _JAPANESE_LENGTH or (len(name) > 2 and name[:2] in _DOUBLE_FAMILY_NAMES):
        return name[2:]
    return name[1:]
