"""Pages that fill from top to bottom."""

from dataclasses import dataclass, field

from em_desktop.review.report.plain import readable
from em_desktop.ui.paper.lettering import Lettering, Line
from em_desktop.ui.paper.sheet import POINT, Face, Image, Page, Rule, Sheet, Text

_FOOT = Face(150)


@dataclass
class _Draft:
    """A page that is being filled."""

    texts: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)


class Flow:
    """Puts one thing below the other, and begins a page where there is no room.

    Attributes:
        sheet: of paper.
        letters: measures.
        y: how far the newest page is filled.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.letters = sheet, Lettering()
        self.y = sheet.top
        self._drafts = [_Draft()]

    @property
    def is_fresh(self) -> bool:
        """Whether nothing stands on the newest page yet."""
        return self.y <= self.sheet.top

    def need(self, height: float) -> bool:
        """Begin a page unless so much room is left; tell whether that was done."""
        height = min(height, self.sheet.end - self.sheet.top)
        if self.y + height <= self.sheet.end + 1:
            return False
        self._drafts.append(_Draft())
        self.y = self.sheet.top
        return True

    def lines(self, text: str, face: Face, width: float) -> tuple[Line, ...]:
        """Return a text's lines of at most a width."""
        return self.letters.broken(readable(text), face, width)

    def write(self, x: float, top: float, line: Line, face: Face, ink: str = "text") -> None:
        """Write a line on the newest page."""
        base = top + self.letters.ascent(face)
        self._drafts[-1].texts.append(Text(x, base, line.words, face, ink))

    def paragraph(
        self, text: str, face: Face, ink: str = "text", *, after: float = 0.0, indent: float = 0.0
    ) -> None:
        """Write a text from margin to margin, over as many pages as it takes."""
        high = self.letters.height(face)
        for line in self.lines(text, face, self.sheet.line - indent):
            self.need(high)
            self.write(self.sheet.side + indent, self.y, line, face, ink)
            self.y += high
        self.y += after

    def rule(self, ink: str = "line", thick: float = 8.0, width: float | None = None) -> None:
        """Draw a level line from the left margin; to the right one unless a width is given."""
        left = self.sheet.side
        right = left + (self.sheet.line if width is None else width)
        self._drafts[-1].rules.append(Rule(left, right, self.y, ink, thick))

    def image(self, width: float, height: float, svg: str) -> None:
        """Put a picture at the left margin."""
        self._drafts[-1].images.append(Image(self.sheet.side, self.y, width, height, svg))

    def pages(self, footer: str) -> tuple[Page, ...]:
        """Return the pages, each with a footer and its number."""
        sheet, n = self.sheet, len(self._drafts)
        self.y = sheet.end + 9 * POINT
        for number, draft in enumerate(self._drafts, start=1):
            draft.rules.append(Rule(sheet.side, sheet.side + sheet.line, self.y, "line", 8.0))
            words = f"Page {number:,} of {n:,}"
            room = self.letters.width(words, _FOOT)
            base = self.y + 5 * POINT + self.letters.ascent(_FOOT)
            right = sheet.side + sheet.line - room
            draft.texts.append(Text(right, base, words, _FOOT, "muted"))
            for line in self.lines(footer, _FOOT, sheet.line - room - 20 * POINT)[:2]:
                draft.texts.append(Text(sheet.side, base, line.words, _FOOT, "muted"))
                base += self.letters.height(_FOOT)
        return tuple(
            Page(tuple(draft.texts), tuple(draft.rules), tuple(draft.images))
            for draft in self._drafts
        )
