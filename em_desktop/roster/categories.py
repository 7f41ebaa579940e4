"""Categories read through their spellings; each is known by the spelling the file prefers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.distinct import distinct
from em_desktop.roster.folding import folded, letters
from em_desktop.roster.genders import DECLINED, OWN_VALUES, Gender, meanings_of
from em_desktop.roster.headers import CATEGORY_WORDS, header_words, mentions
from em_desktop.roster.missing import missing_texts
from em_desktop.roster.misspellings import probable_meanings
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.table import Texts

_RECOGNISED = 0.8
_SPELLINGS_MERGED = 1000
"""A column with more distinct values holds no categories; only case and space are merged."""

_KEY_OF_GENDER = {gender: f"\0{gender}" for gender in Gender}
_GENDER_OF_KEY = {key: gender for gender, key in _KEY_OF_GENDER.items()}
"""Keys that no text has: ``letters`` keeps no NUL."""


@dataclass(frozen=True)
class Category:
    """One value of the category column.

    Attributes:
        label: the spelling that the file itself uses most; of equal ones the first in the file.
        spellings: all spellings in the file, the most used first.
    """

    label: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class CategoryReading:
    """A category column, read.

    Attributes:
        codes: shape ``(n_rows,)``, int32, index into ``categories``, -1 where missing.
        categories: K categories, the most frequent first, equals by label.
        counts: shape ``(K,)``, rows of each.
        unknown: shape ``(n_rows,)``; the spelling looks like a mistake of another category's. It
            stays a category of its own until a person decides.
        declined: shape ``(K,)``; the category is a refusal to answer: kept, and never guessed.
        proposals: for a category of unknown spelling, the category that was probably meant.
        known: indices of the categories that the options name, in the order of the names.
    """

    codes: NDArray[np.int32]
    categories: tuple[Category, ...]
    counts: NDArray[np.intp]
    unknown: NDArray[np.bool_]
    declined: NDArray[np.bool_]
    proposals: Mapping[int, int]
    known: tuple[int, ...] = ()


def read_categories(column: Texts, options: ReadingOptions, header: str = "") -> CategoryReading:
    """Read a category column.

    Spellings that differ only in case and space are one category. Where the column holds gender,
    the spellings of one gender are one category too (``F``, ``female``, ``Girl``); codes such as 0
    and 1, and all other values (``X``, ``non-binary``), stay categories of their own.

    Args:
        column: shape ``(n_rows,)``.
        options: the words for missing, and the categories that there are in any case.
        header: the column's name, which may tell that it holds gender.
    """
    found = distinct(column)
    present = np.flatnonzero(~missing_texts(found, options.missing_words))
    spellings = [found.texts[index] for index in present]
    absent = tuple(name for name in options.known if name not in spellings)
    spellings += absent
    counts = np.concatenate([found.counts[present], np.zeros(len(absent), dtype=np.intp)])
    keys = _keys(spellings, counts, header)

    groups = _groups(keys, spellings, counts.tolist(), options.known)
    code_of_text = np.full(len(found.texts), -1, dtype=np.int32)
    for code, group in enumerate(groups):
        code_of_text[present[[member for member in group.members if member < len(present)]]] = code
    known = _places(groups, options.known)
    codes = found.spread(code_of_text)
    totals = np.array([group.total for group in groups], dtype=np.intp)
    declined = _declined(groups)
    proposals = _proposals(groups, totals, declined)
    proposals = {code: meant for code, meant in proposals.items() if code not in known}
    return CategoryReading(
        codes=codes,
        categories=tuple(Category(group.spellings[0], group.spellings) for group in groups),
        counts=totals,
        unknown=np.isin(codes, list(proposals)),
        declined=declined,
        proposals=MappingProxyType(proposals),
        known=known,
    )


@dataclass(frozen=True)
class _Group:
    """The distinct texts of one category: their key, spellings, places and rows together."""

    key: str
    spellings: tuple[str, ...]
    members: list[int]
    total: int


def _groups(
    keys: Sequence[str], spellings: Sequence[str], counts: Sequence[int], known: Sequence[str]
) -> list[_Group]:
    """Gather the spellings of each category, the most used first; the largest category first.

    A name that is known comes before the other spellings of its category.
    """
    members: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        members.setdefault(key, []).append(index)
    groups = []
    for key, group in members.items():
        group.sort(key=lambda index: (spellings[index] not in known, -counts[index], index))
        ordered = tuple(spellings[index] for index in group)
        groups.append(_Group(key, ordered, group, sum(counts[index] for index in group)))
    return sorted(groups, key=lambda group: (-group.total, group.spellings[0]))


def _places(groups: Sequence[_Group], known: Sequence[str]) -> tuple[int, ...]:
    """Return the category of each name, in the order of the names."""
    if not known:
        return ()
    of_text = {text: code for code, group in enumerate(groups) for text in group.spellings}
    return tuple(dict.fromkeys(of_text[name] for name in known))


def _declined(groups: Sequence[_Group]) -> NDArray[np.bool_]:
    if len(groups) > _SPELLINGS_MERGED:
        return np.zeros(len(groups), dtype=bool)
    return np.array([letters(group.spellings[0]) in DECLINED for group in groups], dtype=bool)


def _keys(spellings: Sequence[str], counts: NDArray[np.intp], header: str) -> list[str]:
    """Return one key for each spelling; spellings of one category share it."""
    simple = [folded(text) or text for text in spellings]
    if len(set(simple)) > _SPELLINGS_MERGED:
        return simple
    bare = [letters(text) for text in spellings]
    is_gender = mentions(header_words(header), CATEGORY_WORDS) > 0
    meanings = meanings_of(bare, is_gender=is_gender)
    known = np.array([k in meanings or k in OWN_VALUES or k in DECLINED for k in bare], dtype=bool)
    if not meanings or counts[known].sum() < _RECOGNISED * counts.sum():
        return simple
    merged = {bare_key: _KEY_OF_GENDER[meaning] for bare_key, meaning in meanings.items()}
    return [merged.get(b, b) or s for b, s in zip(bare, simple, strict=True)]


def _proposals(
    groups: Sequence[_Group], counts: NDArray[np.intp], declined: NDArray[np.bool_]
) -> dict[int, int]:
    """Return the category that each misspelt one probably means."""
    if len(groups) > _SPELLINGS_MERGED:
        return {}
    spellings = [[letters(text) for text in group.spellings] for group in groups]
    own = np.array([any(s in OWN_VALUES for s in words) for words in spellings], dtype=bool)
    genders = [_GENDER_OF_KEY.get(group.key) for group in groups]
    return probable_meanings(spellings, counts, declined | own, genders)
