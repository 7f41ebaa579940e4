"""The answers that a card offers, with their keys."""

from dataclasses import dataclass

from em_desktop.review.entry import ACCEPT_KEY, BLANK_KEY, SKIP_KEY, keys

_CAPS = {ACCEPT_KEY: "Enter", BLANK_KEY: "⌫", SKIP_KEY: "Space"}


@dataclass(frozen=True)
class CardAnswer:
    """One answer.

    Attributes:
        key: name of its key, which is also what an answer is called inside the program.
        words: what it does, in a word or two.
        cap: what stands on the key.
        is_offered: it fits the row.
        category: place of the category that it writes; None for another answer.
    """

    key: str
    words: str
    cap: str
    is_offered: bool
    category: int | None = None

    @property
    def is_emphasised(self) -> bool:
        """Whether it is what Enter does to the row."""
        return self.is_offered and self.key == ACCEPT_KEY

    @property
    def tip(self) -> str:
        """What it does, and by which key."""
        return f"{self.words}: press {self.key} in the table"

    @property
    def spoken(self) -> str:
        """The same for a screen reader."""
        return f"{self.words}, key {self.key}"


def answers(
    labels: tuple[str, ...], *, can_choose: bool, can_accept: bool, can_skip: bool
) -> tuple[CardAnswer, ...]:
    """Return the answers to a row: always the same ones, so that none changes its place.

    Args:
        labels: categories to choose from.
        can_choose: a category can be written into the row.
        can_accept: there is a suggestion to accept.
        can_skip: there is one to put off.
    """
    letters = {label: key for key, label in keys(labels).items()}
    chosen = tuple(
        CardAnswer(letters[label], label, letters[label], can_choose, place)
        for place, label in enumerate(labels)
        if label in letters
    )
    return (
        CardAnswer(ACCEPT_KEY, "Accept", _CAPS[ACCEPT_KEY], can_accept),
        *chosen,
        CardAnswer(BLANK_KEY, "Blank", _CAPS[BLANK_KEY], can_choose),
        CardAnswer(SKIP_KEY, "Skip", _CAPS[SKIP_KEY], can_skip),
    )
