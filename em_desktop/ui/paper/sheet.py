"""Sheets of paper and what stands on a page; all lengths are twentieths of a point."""

from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize

PER_INCH = 1440.0
"""Units of an inch: fine enough for whole numbers to do as sizes of letters."""

POINT = 20.0
_MILLIMETRE = PER_INCH / 25.4


class Paper(Enum):
    """A size of paper, by its name and Qt's."""

    A4 = ("A4", QPageSize.PageSizeId.A4)
    LETTER = ("Letter", QPageSize.PageSizeId.Letter)

    @property
    def title(self) -> str:
        """What people call it."""
        return self.value[0]

    @property
    def page_size(self) -> QPageSize:
        """What Qt calls it."""
        return QPageSize(self.value[1])


@dataclass(frozen=True)
class Sheet:
    """A sheet and its margins.

    Attributes:
        width: of the sheet.
        height: of the sheet.
        side: margin at the left and the right.
        top: margin.
        bottom: margin; the footer stands in it.
    """

    width: float
    height: float
    side: float = 18 * _MILLIMETRE
    top: float = 16 * _MILLIMETRE
    bottom: float = 21 * _MILLIMETRE

    @classmethod
    def of(cls, size: QPageSize) -> "Sheet":
        """Return the upright sheet of a page size."""
        return cls.of_points(size.size(QPageSize.Unit.Point))

    @classmethod
    def of_points(cls, size: QSizeF) -> "Sheet":
        """Return the sheet of a size in points."""
        return cls(size.width() * POINT, size.height() * POINT)

    def is_like(self, other: "Sheet") -> bool:
        """Whether pages for the one fit on the other, but for rounding."""
        near = 2 * POINT
        return abs(self.width - other.width) < near and abs(self.height - other.height) < near

    @property
    def points(self) -> QSizeF:
        """The size in points."""
        return QSizeF(self.width / POINT, self.height / POINT)

    @property
    def line(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.side

    @property
    def end(self) -> float:
        """Where the bottom margin begins."""
        return self.height - self.bottom


@dataclass(frozen=True)
class Face:
    """How letters look.

    Attributes:
        size: height.
        bold: whether they are bold.
    """

    size: int
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; ``y`` is its base line, ``x`` its left end."""

    x: float
    y: float
    words: str
    face: Face
    ink: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line."""

    left: float
    right: float
    y: float
    ink: str
    thick: float = 10.0


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in SVG and its place."""

    left: float
    top: float
    width: float
    height: float
    svg: str


@dataclass(frozen=True)
class Page:
    """One page, ready to be painted."""

    texts: tuple[Text, ...]
    rules: tuple[Rule, ...]
    images: tuple[Image, ...]


@dataclass(frozen=True)
class Pages:
    """A report on sheets of one size.

    Attributes:
        title: of the report.
        sheet: on which it is set.
        pages: in order.
    """

    title: str
    sheet: Sheet
    pages: tuple[Page, ...]

    def between(self, first: int, last: int) -> "Pages":
        """Return the pages of a range, counted from 1; all where it says nothing."""
        if first < 1 or last < first:
            return self
        return replace(self, pages=self.pages[first - 1 : last] or self.pages)
