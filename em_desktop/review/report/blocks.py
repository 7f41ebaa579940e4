"""What a report is made of: sections of words, facts, tables and pictures, whoever shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias


class Picture(Protocol):
    """A drawing that is made for screen and paper alike."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, in units of which a line of its text takes about 18."""
        ...

    @property
    def words(self) -> str:
        """What it shows, for whoever cannot see it."""
        ...

    def svg(self, inks: Mapping[str, str]) -> str:
        """Return it as SVG.

        Args:
            inks: a colour for each name of `inks.INKS`.
        """
        ...


@dataclass(frozen=True)
class Words:
    """A paragraph.

    Attributes:
        text: plain.
        lead: it opens the report or a section, and stands out.
        muted: it is said beside.
    """

    text: str
    lead: bool = False
    muted: bool = False


@dataclass(frozen=True)
class Listing:
    """Sentences below each other, each with a mark."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Pairs of a name and what it is."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        title: of it.
        room: share of the width, beside those of the other columns.
        right: whether its texts end at the right, as numbers do.
    """

    title: str
    room: float = 1.0
    right: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under titles.

    Attributes:
        columns: of it.
        rows: one text for each column; plain.
        caption: what it lists; for those who hear it, and above it on the screen.
        heads: whether the first text of each row names the row.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    heads: bool = False


@dataclass(frozen=True)
class Figure:
    """A picture with the words under it."""

    picture: Picture
    caption: str


Block: TypeAlias = Words | Listing | Facts | Table | Figure


@dataclass(frozen=True)
class Section:
    """A part of the report under a heading."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """The whole report; plain text throughout, safe to stand in a sentence.

    Attributes:
        title: what it is about.
        under: one line under the title.
        footer: that each page carries.
        sections: in the order of reading.
    """

    title: str
    under: str
    footer: str
    sections: tuple[Section, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that is read in it, in order; of pictures the words."""
        found = [self.title, self.under, self.footer]
        for section in self.sections:
            found.append(section.heading)
            for block in section.blocks:
                found += _texts(block)
        return tuple(text for text in found if text)


def _texts(block: Block) -> list[str]:
    match block:
        case Words(text=text):
            return [text]
        case Listing(items=items):
            return list(items)
        case Facts(pairs=pairs):
            return [text for pair in pairs for text in pair]
        case Table(columns=columns, rows=rows, caption=caption):
            return [caption, *(c.title for c in columns), *(text for row in rows for text in row)]
        case Figure(picture=picture, caption=caption):
            return [caption, picture.words]


def filled(*blocks: Block | None) -> tuple[Block, ...]:
    """Return the blocks that say something."""
    return tuple(block for block in blocks if block is not None and _says(block))


def _says(block: Block) -> bool:
    match block:
        case Words(text=text):
            return bool(text)
        case Listing(items=items):
            return bool(items)
        case Facts(pairs=pairs):
            return bool(pairs)
        case Table(rows=rows):
            return bool(rows)
        case Figure():
            return True
