"""The beginnings and the ends of given names, in any script."""

import unicodedata
from dataclasses import dataclass

import numpy as np

from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.names import Names

_LONGEST = 100
"""Characters of a text that are looked at."""


@dataclass(frozen=True)
class Family:
    """Features of one kind, of which a name has one or none.

    Attributes:
        letters: how many, from the start if positive, from the end if negative; 0 for all of them.
        weight: how much the family counts beside the others.
        strength: of the pull towards "says nothing", in rows for each feature.
    """

    letters: int
    weight: float
    strength: float


FAMILIES = (
    Family(1, 0.25, 1.0),
    Family(2, 0.25, 1.0),
    Family(3, 0.25, 0.7),
    Family(4, 0.25, 0.5),
    Family(-1, 1.75, 1.0),
    Family(-2, 1.0, 1.0),
    Family(-3, 0.8, 0.7),
    Family(-4, 0.8, 0.5),
    Family(0, 2.5, 0.3),
)
"""Of those tried these had the least log loss on generated rosters of eight languages:
the end of a name tells more than its beginning, and a name met before tells most."""


@dataclass(frozen=True, eq=False)
class NameFeatures:
    """Which features each of N distinct names has; there are F in all.

    Attributes:
        ids: (families, N) feature of each name; F where it has none of that family.
        families: (F,) index into `FAMILIES` of each feature.
    """

    ids: Integers
    families: Integers

    @property
    def n_names(self) -> int:
        """Number of distinct names, N."""
        return int(self.ids.shape[1])

    @property
    def n_features(self) -> int:
        """Number of features, F."""
        return len(self.families)

    def count(self, by_name: Floats) -> Floats:
        """Return weights of names (K, N) summed over the names that have each feature, (K, F)."""
        where = self.ids.ravel()
        return np.stack(
            [
                np.bincount(where, np.tile(row, len(FAMILIES)), self.n_features + 1)[:-1]
                for row in by_name
            ]
        )

    def total(self, by_feature: Floats) -> Floats:
        """Return what the features of each name say together, (K, N), from (K, F)."""
        padded = np.pad(by_feature, ((0, 0), (0, 1)))  # no feature says 0
        sums = np.zeros((len(padded), self.n_names))
        for ids in self.ids:
            sums += np.take(padded, ids, axis=1)
        return sums

    def by_family(self, by_feature: Floats) -> Floats:
        """Return (K, F) summed over the features of each family, (K, families)."""
        return np.stack([np.bincount(self.families, row, len(FAMILIES)) for row in by_feature])


def build_features(names: Names) -> NameFeatures:
    """Return the features of each of ``names.texts``: first letters, last letters, the whole.

    First and last letters are fewer than the whole, so that no feature is told twice. Case and
    compatibility forms do not matter; accents do: they tell André from Andrée.
    """
    ids = np.empty((len(FAMILIES), len(names.texts)), dtype=np.intp)
    spelt = [letters_of(text) for text in names.texts]
    sizes: list[int] = []
    for place, family in enumerate(FAMILIES):
        known: dict[tuple[str, ...], int] = {}
        size = abs(family.letters)
        for name, letters in enumerate(spelt):
            if len(letters) <= size:
                ids[place, name] = -1
                continue
            part = letters[:size] if family.letters > 0 else letters[len(letters) - size :]
            ids[place, name] = known.setdefault(part if size else letters, len(known))
        sizes.append(len(known))
    starts = np.cumsum([0, *sizes])
    ids = np.where(ids < 0, starts[-1], ids + starts[:-1, np.newaxis])
    return NameFeatures(ids, np.repeat(np.arange(len(FAMILIES)), sizes))


def letters_of(text: str) -> tuple[str, ...]:
    """Return the letters of a name without case, each with the marks that belong to it."""
    text = text[:_LONGEST].strip().casefold()
    if text.isascii():
        return tuple(text)
    text = unicodedata.normalize("NFKC", text)
    letters: list[str] = []
    for character in text.casefold():
        if letters and unicodedata.category(character)[0] == "M":
            letters[-1] += character
        else:
            letters.append(character)
    return tuple(letters)
