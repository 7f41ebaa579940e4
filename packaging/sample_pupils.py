"""The invented pupils of the samples: names that fit, heights from published growth figures."""

import configparser
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")

NAMES = Path(__file__).resolve().with_name("sample_names.ini")

LMS = tuple[float, float, float]

# Stature for age, United States, both sexes: L, M (cm) and S of boys and of girls by age in
# months. Facts taken from the data table "statage" of: Kuczmarski RJ, Ogden CL, Guo SS et al.,
# 2000 CDC growth charts for the United States: methods and development, Vital and Health
# Statistics 11(246), 2002. Height = M * (1 + L*S*z) ** (1/L) (Cole 1990).
GROWTH: dict[float, tuple[LMS, LMS]] = {
    72.5: ((1.1374, 115.661, 0.04367), (-0.2191, 115.005, 0.04496)),
    78.5: ((0.9549, 118.867, 0.04407), (-0.2348, 118.450, 0.04523)),
    84.5: ((0.7532, 122.031, 0.04440), (-0.2102, 121.762, 0.04546)),
    90.5: ((0.5759, 125.126, 0.04474), (-0.1544, 124.896, 0.04569)),
    96.5: ((0.4553, 128.124, 0.04513), (-0.0793, 127.826, 0.04597)),
    102.5: ((0.4048, 130.998, 0.04562), (0.0027, 130.557, 0.04634)),
    108.5: ((0.4157, 133.734, 0.04622), (0.0841, 133.130, 0.04688)),
    114.5: ((0.4610, 136.334, 0.04690), (0.1698, 135.634, 0.04767)),
    120.5: ((0.5056, 138.823, 0.04761), (0.2847, 138.211, 0.04870)),
    126.5: ((0.5186, 141.258, 0.04830), (0.4692, 141.040, 0.04981)),
    132.5: ((0.4879, 143.730, 0.04894), (0.7443, 144.261, 0.05052)),
    138.5: ((0.4346, 146.367, 0.04949), (1.0625, 147.842, 0.05021)),
    144.5: ((0.4209, 149.309, 0.04995), (1.3030, 151.487, 0.04860)),
    150.5: ((0.5320, 152.662, 0.05027), (1.3582, 154.756, 0.04620)),
    156.5: ((0.8162, 156.410, 0.05033), (1.2430, 157.344, 0.04386)),
    162.5: ((1.2328, 160.349, 0.04993), (1.0770, 159.207, 0.04211)),
    168.5: ((1.6704, 164.142, 0.04895), (0.9566, 160.478, 0.04102)),
    174.5: ((2.0168, 167.464, 0.04751), (0.9025, 161.327, 0.04041)),
    180.5: ((2.2052, 170.139, 0.04589), (0.8956, 161.898, 0.04008)),
    186.5: ((2.2253, 172.156, 0.04436), (0.9134, 162.291, 0.03991)),
    192.5: ((2.1130, 173.610, 0.04309), (0.9411, 162.569, 0.03982)),
    198.5: ((1.9273, 174.631, 0.04211), (0.9710, 162.772, 0.03977)),
    204.5: ((1.7247, 175.341, 0.04141), (0.9995, 162.924, 0.03973)),
    210.5: ((1.5433, 175.836, 0.04094), (1.0251, 163.040, 0.03971)),
    216.5: ((1.4000, 176.185, 0.04064), (1.0476, 163.131, 0.03969)),
    222.5: ((1.2971, 176.435, 0.04047), (1.0669, 163.202, 0.03967)),
}


def height(sex: str, months: float, z: float) -> float:
    """Return the height in centimetres at an age and a standard score."""
    ages = list(GROWTH)
    at = min(max(bisect_right(ages, months), 1), len(ages) - 1)
    share = (months - ages[at - 1]) / (ages[at] - ages[at - 1])
    row = 1 if sex == "female" else 0
    before, after = GROWTH[ages[at - 1]][row], GROWTH[ages[at]][row]
    el, m, s = (a + share * (b - a) for a, b in zip(before, after, strict=True))
    return float(m * (1 + el * s * z) ** (1 / el))


class Dice:
    """Chance that falls alike on every machine: only ``Random.random`` is promised to."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed).random  # noqa: S311 - samples, not secrets

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[int(self._random() * len(items))]

    def some(self, items: Iterable[T], number: int) -> list[T]:
        """Return ``number`` different items in chance order."""
        left = list(items)
        return [left.pop(int(self._random() * len(left))) for _ in range(number)]

    def chance(self, probability: float) -> bool:
        """Return True as often as ``probability`` says."""
        return self._random() < probability

    def between(self, low: float, high: float) -> float:
        """Return a number of the interval."""
        return low + (high - low) * self._random()

    def normal(self) -> float:
        """Return a standard normal number, cut at three standard deviations."""
        return max(-3.0, min(3.0, NormalDist().inv_cdf(1e-9 + self._random() * (1 - 2e-9))))


@dataclass
class Pupil:
    """One invented pupil; height in centimetres."""

    name: str
    sex: str
    height: float
    group: str


@dataclass(frozen=True)
class Group:
    """A class or grade: its label, the youngest and oldest age in years, and its size."""

    label: str
    youngest: float
    oldest: float
    size: int


class Names:
    """Given names and the family names that fit them."""

    def __init__(self) -> None:
        ini = configparser.ConfigParser()
        ini.read(NAMES, encoding="utf-8")
        self._languages = [ini[section] for section in ini.sections()]

    def draw(self, dice: Dice, sex: str) -> str:
        """Return a full name: one given name in ten tells nothing, one family in ten moved."""
        language = dice.pick(self._languages)
        home = dice.pick(self._languages) if dice.chance(0.1) else language
        neutral = language.get("neutral", "").split()
        given = neutral if neutral and dice.chance(0.12) else language[sex].split()
        family = dice.pick(home["family"].split()).split("/")
        return f"{dice.pick(given)} {family[-1] if sex == 'female' else family[0]}"


def people(
    dice: Dice, groups: Iterable[Group], allowed: Callable[[str], bool] = lambda _: True
) -> list[Pupil]:
    """Return pupils with names of their own, in order of group and family name."""
    names, taken, pupils = Names(), set[str](), list[Pupil]()
    for group in groups:
        members: list[Pupil] = []
        while len(members) < group.size:
            sex = "female" if dice.chance(0.5) else "male"
            name = names.draw(dice, sex)
            if name in taken or not allowed(name):
                continue
            taken.add(name)
            months = 12 * dice.between(group.youngest, group.oldest)
            cm = height(sex, months, dice.normal())
            members.append(Pupil(name, sex, round(cm, 1), group.label))
        pupils += sorted(members, key=lambda pupil: _alphabetical(pupil.name))
    return pupils


def _alphabetical(name: str) -> str:
    given, family = name.split(" ", 1)
    plain = unicodedata.normalize("NFKD", f"{family} {given}")
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
