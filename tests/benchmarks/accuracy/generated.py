"""Rosters of schools that never were, whose true probabilities are known."""

import configparser
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tables import MEASUREMENT, Floats, Integers, Table, readings

from em_desktop.em.sources import Source

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parents[2] / "packaging"))

from sample_pupils import GROWTH, NAMES  # noqa: E402 - the figures of the samples, with their source

CEILING = "ceiling"
"""What the ceilings' names begin with."""

_CATEGORIES = ("female", "male")
_ELSEWHERE = 0.2
"""Part of the pupils whose names come from another language than the school's."""
_BOTH = 0.05
"""Part of the given names that girls and boys have."""
_FLATNESS = 15.0
_NAME = MEASUREMENT | {Source.NAME}
_AGE = MEASUREMENT | {Source.AGE}
_GROUP = MEASUREMENT | {Source.GROUP}


@dataclass(frozen=True)
class School:
    """A roster to make up.

    Attributes:
        name: in the report.
        n: pupils.
        youngest: age in years.
        oldest: age in years, not reached.
        named: whether the roster has names.
        told: "age", "grade" or "" for neither.
    """

    name: str
    n: int
    youngest: int
    oldest: int
    named: bool = False
    told: str = ""

    def __call__(self, seed: int) -> Table:
        """Make it up; the same for the same seed."""
        random = np.random.default_rng([seed, self.n, self.youngest])
        sex = random.integers(2, size=self.n)
        years = random.uniform(self.youngest, self.oldest, self.n).round(1)
        cm = heights(sex, years, random.standard_normal(self.n)).round()
        grades = np.minimum(years, self.oldest - 0.1).astype(np.intp) - self.youngest
        by_height = self._by_height(cm, years, grades)
        ceilings = {CEILING: by_height}
        names: tuple[str, ...] = ()
        if self.named:
            names, by_name = _named(sex, random)
            both = by_height * by_name
            ceilings = {
                f"{CEILING} of the height": by_height,
                f"{CEILING} with the name": both / both.sum(axis=1, keepdims=True),
            }
        grouped = self.told == "grade"
        return Table(
            self.name,
            "made up",
            sex.astype(np.intp),
            _CATEGORIES,
            cm,
            groups=grades if grouped else None,
            n_groups=self.oldest - self.youngest if grouped else 0,
            ages=years if self.told == "age" else None,
            names=readings(names) if names else (),
            evidence=self._evidence(),
            ceilings=ceilings,
        )

    def _evidence(self) -> tuple[frozenset[Source] | None, ...]:
        told = {"age": _AGE, "grade": _GROUP}.get(self.told)
        return (
            MEASUREMENT,
            *((_NAME,) if self.named else ()),
            *((told,) if told else ()),
            None,
        )

    def _by_height(self, cm: Floats, years: Floats, grades: Integers) -> Floats:
        """Return (n, 2) the true probabilities, given what the roster tells besides the name."""
        if self.told == "age":
            return _normalised([density(sex, years, cm) for sex in (0, 1)])
        width = 1 if self.told == "grade" else self.oldest - self.youngest
        first = self.youngest + (grades if self.told == "grade" else np.zeros_like(grades))
        steps = np.arange(0.05, width, 0.1)
        return _normalised(
            [np.mean([density(sex, first + step, cm) for step in steps], axis=0) for sex in (0, 1)]
        )


SCHOOLS = (
    School("16-year-olds, 300, names", 300, 16, 17, named=True),
    School("16-year-olds, 1,500, names", 1500, 16, 17, named=True),
    School("10-year-olds, 300, names", 300, 10, 11, named=True),
    School("10-year-olds, 1,500, names", 1500, 10, 11, named=True),
    School("school of 6 to 17, 1,500, ages", 1500, 6, 18, told="age"),
    School("school of 6 to 17, 1,500, grades", 1500, 6, 18, told="grade"),
)


def heights(sex: Integers, years: Floats, z: Floats) -> Floats:
    """Return heights in cm of girls (0) and boys (1) at an age and a standard score (Cole 1990)."""
    power, median, spread = _figures(sex, years)
    return np.asarray(median * (1 + power * spread * z) ** (1 / power))


def density(sex: int, years: Floats, cm: Floats) -> Floats:
    """Return the density of these heights at these ages."""
    power, median, spread = _figures(np.full(len(cm), sex), years)
    ratio = cm / median
    z = (ratio**power - 1) / (power * spread)
    return np.asarray(np.exp(-z * z / 2) * ratio ** (power - 1) / (median * spread))


def _figures(sex: Integers, years: Floats) -> tuple[Floats, Floats, Floats]:
    """Return L, M and S, interpolated between the months of the growth chart."""
    months = np.array(list(GROWTH))
    boys_and_girls = np.array(list(GROWTH.values()))  # (months, 2, 3)
    found = [
        np.where(
            sex == 1,
            np.interp(12 * years, months, boys_and_girls[:, 0, i]),
            np.interp(12 * years, months, boys_and_girls[:, 1, i]),
        )
        for i in range(3)
    ]
    return found[0], found[1], found[2]


def _normalised(densities: Sequence[Floats]) -> Floats:
    joint = np.column_stack(densities)
    return np.asarray(joint / joint.sum(axis=1, keepdims=True))


def _named(sex: Integers, random: np.random.Generator) -> tuple[tuple[str, ...], Floats]:
    """Return full names and (n, 2) how likely girls and boys have each given name.

    Most names are of one language, which is drawn; in half of the schools the family name comes
    first.
    """
    given, family = _read(HERE / "given_names.ini"), _read(NAMES)
    languages = given.sections()
    home = languages[random.integers(len(languages))]
    chances = {
        language: (1 - _ELSEWHERE if language == home else _ELSEWHERE / (len(languages) - 1))
        for language in languages
    }
    tables = [_frequencies(given, chances, sex) for sex in _CATEGORIES]
    family_first = bool(random.integers(2))
    names: list[str] = []
    for own in sex:
        word = _drawn(tables[own], random)
        surname = str(random.choice(family[home]["family"].split())).split("/")
        last = surname[-1] if own == 0 else surname[0]
        names.append(f"{last} {word}" if family_first else f"{word} {last}")
    at = 1 if family_first else 0
    likely = [[table.get(name.split()[at], 0.0) for table in tables] for name in names]
    return tuple(names), np.array(likely)


def _read(path: Path) -> configparser.ConfigParser:
    ini = configparser.ConfigParser()
    ini.read(path, encoding="utf-8")
    return ini


def _frequencies(
    given: configparser.ConfigParser, chances: dict[str, float], sex: str
) -> dict[str, float]:
    """Return how frequent each given name is."""
    found: dict[str, float] = {}
    for language, chance in chances.items():
        for key, part in ((sex, 1 - _BOTH), ("both", _BOTH)):
            names = given[language][key].split()
            weights = 1 / (np.arange(len(names)) + _FLATNESS)
            for name, weight in zip(names, weights / weights.sum(), strict=True):
                found[name] = found.get(name, 0.0) + chance * part * float(weight)
    return found


def _drawn(frequencies: dict[str, float], random: np.random.Generator) -> str:
    return str(random.choice(list(frequencies), p=list(frequencies.values())))
