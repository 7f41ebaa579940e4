"""The keys that answer a row: which key does what, and which would stand in each other's way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

MOST_CATEGORIES = 9
"""Categories beyond these have no key of a person's own choice, and no place in card and menu."""


class Act(StrEnum):
    """What a key does to the row under review."""

    ACCEPT = "Accept"
    CATEGORY = "Category"
    BLANK = "Blank"
    SKIP = "Skip"
    BACK = "Back"
    NOTE = "Note"


@dataclass(frozen=True)
class AnswerKeys:
    """The key of each answer, by name: ``Enter``, ``Shift+Space``, ``F4``, ``M``.

    Attributes:
        accept: takes the suggestion; says of a recorded row that it is right as it is.
        blank: leaves the row blank.
        skip: puts the row off.
        back: goes to the row that was answered before.
        note: opens the line for a note.
        categories: of the first, the second … category; empty, or none at all, for its first
            letter that is free.
    """

    accept: str = "Enter"
    blank: str = "Backspace"
    skip: str = "Space"
    back: str = "Shift+Space"
    note: str = "F4"
    categories: tuple[str, ...] = ()

    def fixed(self) -> dict[Act, str]:
        """Return the key of each act but that of choosing a category."""
        return {
            Act.ACCEPT: self.accept,
            Act.BLANK: self.blank,
            Act.SKIP: self.skip,
            Act.BACK: self.back,
            Act.NOTE: self.note,
        }

    def act(self, key: str) -> Act | None:
        """Return what a key does; None where it does nothing, or names a category."""
        return next((act for act, each in self.fixed().items() if each == key), None)

    def letters(self, labels: tuple[str, ...]) -> dict[str, str]:
        """Return the category that each key chooses.

        Those of a person's own choice come first. The others get their first letter or digit that
        is still free; a category that has none left is without a key.

        Args:
            labels: of the categories, in order of precedence.
        """
        used = set(self.fixed().values())
        chosen: dict[str, str] = {}
        for label, key in zip(labels, self.categories, strict=False):
            if key and key not in used:
                chosen.setdefault(key, label)
        for label in labels:
            if label in chosen.values():
                continue
            letters = (c.upper() for c in label if c.isalnum() and len(c.upper()) == 1)
            letter = next((c for c in letters if c not in chosen and c not in used), None)
            if letter is not None:
                chosen[letter] = label
        place = {label: at for at, label in enumerate(labels)}
        return dict(sorted(chosen.items(), key=lambda pair: place[pair[1]]))


USUAL = AnswerKeys()
"""The keys that the program comes with."""


MOVING = ("Up", "Down", "Left", "Right", "Tab", "Shift+Tab", "Home", "End", "PgUp", "PgDown")
"""Keys that go from cell to cell and can be nothing else."""

_HELD = {**dict.fromkeys(MOVING, "moves in the table")} | {
    "Esc": "closes what is open",
    "F2": "opens a cell",
    "Del": "empties cells",
    "Shift+Enter": "goes one row up",
}


def category_title(number: int) -> str:
    """Return what the key of a category is called, counted from 0: ``1st category``."""
    return f"{('1st', '2nd', '3rd')[number] if number < 3 else f'{number + 1}th'} category"


def conflicts(keys: AnswerKeys, taken: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Say in a sentence each what speaks against some keys; empty where they are fine.

    Args:
        keys: as a person wants them.
        taken: what other keys of the program do, by their names.
    """
    named = [(str(act), key) for act, key in keys.fixed().items()]
    named += [(category_title(n), key) for n, key in enumerate(keys.categories) if key]
    by_key: dict[str, list[str]] = defaultdict(list)
    for name, key in named:
        by_key[key].append(name)
    said = [f"“{name}” has no key." for name in by_key.pop("", ())]
    for key, names in by_key.items():
        if len(names) > 1:
            said.append(f"{key} cannot be both {_both(names)}. Choose another key for one of them.")
        other = _HELD.get(key, "")
        if other:
            said.append(f"{key} {other}. Choose another key for “{names[0]}”.")
        elif taken is not None and key in taken:
            said.append(f"{key} is “{taken[key]}”. Choose another key for “{names[0]}”.")
    return tuple(said)


def _both(names: Iterable[str]) -> str:
    return " and ".join(f"“{name}”" for name in names)
