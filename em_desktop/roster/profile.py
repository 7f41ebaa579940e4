"""What the cells of a column look like, from a sample of its rows."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from em_desktop.roster.column_units import ColumnUnit, column_unit
from em_desktop.roster.dates import read_date
from em_desktop.roster.folding import folded, letters
from em_desktop.roster.genders import DECLINED, OWN_VALUES, Gender, meanings_of
from em_desktop.roster.headers import may_name_heights
from em_desktop.roster.measured import Measured, measure_column
from em_desktop.roster.missing import missing_mask
from em_desktop.roster.proposals import feet_and_inches
from em_desktop.roster.table import Texts, texts

_LONGEST_NAME = 60
_MOST_WORDS_OF_A_NAME = 6
_LENGTH_COMPARED = 200


@dataclass(frozen=True, eq=False)
class Profile:
    """A sample of a column.

    Attributes:
        header: the column's name as written.
        answers: the texts of the sample that are not missing.
        n_rows: rows in the sample.
    """

    header: str
    answers: tuple[str, ...]
    n_rows: int

    @classmethod
    def of(
        cls, header: str, column: Texts, rows: NDArray[np.intp], missing_words: tuple[str, ...]
    ) -> "Profile":
        """Look at some rows of a column."""
        sample = column[rows]
        answers = sample[~missing_mask(sample, missing_words)]
        return cls(header, tuple(text[:_LENGTH_COMPARED] for text in answers), len(rows))

    @property
    def n_missing(self) -> int:
        """Rows of the sample that are missing."""
        return self.n_rows - len(self.answers)

    @cached_property
    def values(self) -> frozenset[str]:
        """The distinct answers, without case."""
        return frozenset(folded(text) for text in self.answers)

    @cached_property
    def measured(self) -> Measured:
        """The answers as numbers."""
        return measure_column(texts(self.answers), heights=may_name_heights(self.header))[0]

    @cached_property
    def numeric_share(self) -> float:
        """The share of answers that are numbers, with or without a unit."""
        readable = ~np.isnan(self.measured.numbers)
        total = self.measured.counts.sum()
        return float(self.measured.counts[readable].sum() / total) if total else 0.0

    @cached_property
    def feet_share(self) -> float:
        """The share of answers that are ``5-7``, or a date that a spreadsheet made of it."""
        if not self.answers:
            return 0.0
        found = (feet_and_inches(text) or read_date(text) for text in self.answers)
        return sum(each is not None for each in found) / len(self.answers)

    @cached_property
    def unit(self) -> ColumnUnit:
        """What the numbers are."""
        return column_unit(self.measured, self.header)

    @cached_property
    def states_units(self) -> bool:
        """Whether most numbers state a unit of length (``5'7"``, ``172 cm``)."""
        stated = self.measured.stated >= 0
        return bool(2 * self.measured.counts[stated].sum() > self.measured.counts.sum())

    @cached_property
    def gender_share(self) -> float:
        """The share of answers that say a gender, where both genders occur; else 0."""
        keys = [letters(text) for text in self.answers]
        meanings = meanings_of(dict.fromkeys(keys), is_gender=True)
        if not set(Gender) <= set(meanings.values()):
            return 0.0
        known = sum(key in meanings or key in OWN_VALUES or key in DECLINED for key in keys)
        return known / len(keys)

    @cached_property
    def repetition(self) -> float:
        """Answers for each distinct value."""
        return len(self.answers) / len(self.values) if self.values else 0.0

    @cached_property
    def name_share(self) -> float:
        """The share of answers that could be a person's name: letters, few words, no digits."""
        if not self.answers:
            return 0.0
        return sum(map(_may_be_name, self.answers)) / len(self.answers)

    @cached_property
    def is_count_of_rows(self) -> bool:
        """Whether the numbers run on by one, as row numbers do."""
        numbers = self.measured.numbers
        return (
            len(numbers) > 1
            and len(numbers) == len(self.answers)
            and bool(np.all(np.diff(numbers) == numbers[1] - numbers[0]))
        )


def _may_be_name(text: str) -> bool:
    return (
        len(text) <= _LONGEST_NAME
        and any(c.isalpha() for c in text)
        and not any(c.isdigit() or c in "@/\\_<>=%$€£#" for c in text)
        and len(text.split()) <= _MOST_WORDS_OF_A_NAME
    )
