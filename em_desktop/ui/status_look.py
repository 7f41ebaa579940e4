"""The one table of what the signs of a row look like and mean; no Qt.

Table, card, chips, the help page and the guide all take icon, words and colour from here. No two
icons have the same shape, and words always stand beside a colour, so that no colour is ever the
only sign.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from em_desktop.review.show import Show
from em_desktop.review.signs import Sign, Signs
from em_desktop.ui.icon import Icon


class Ink(StrEnum):
    """A colour by its meaning; the value is its name in a theme."""

    ACCENT = "accent"
    """It asks for nothing, or a person did it."""
    WARNING = "warning"
    GOOD = "good"
    MUTED = "muted"


@dataclass(frozen=True)
class Look:
    """How a sign looks, and what it means.

    Attributes:
        icon: which is its alone.
        shape: the icon in words.
        ink: its colour.
        meaning: in a sentence without its full stop, for tips, help and guide.
    """

    icon: Icon
    shape: str
    ink: Ink
    meaning: str


LOOKS = {
    Sign.RECORDED: Look(
        Icon.RECORDED, "dot", Ink.MUTED, "the file has it, and it is never changed for you"
    ),
    Sign.MISSING: Look(
        Icon.MISSING, "ring", Ink.ACCENT, "nothing is recorded, and nothing is suggested (yet)"
    ),
    Sign.SUGGESTED: Look(
        Icon.SUGGESTED, "half-filled ring", Ink.ACCENT, "a suggestion waits for your answer"
    ),
    Sign.UNSURE: Look(
        Icon.UNSURE,
        "ring with a question mark",
        Ink.WARNING,
        "a suggestion waits, but it is little better than a guess",
    ),
    Sign.STALE: Look(
        Icon.STALE,
        "hourglass",
        Ink.MUTED,
        "suggested before you changed the table; infer again to bring it up to date",
    ),
    Sign.LATER: Look(Icon.LATER, "two arrow heads", Ink.ACCENT, "you skipped it; it still waits"),
    Sign.ACCEPTED: Look(Icon.ACCEPTED, "tick", Ink.GOOD, "you accepted the suggestion"),
    Sign.IN_BULK: Look(
        Icon.SEVERAL,
        "two ticks",
        Ink.GOOD,
        "you accepted it with all others above the threshold",
    ),
    Sign.ENTERED: Look(Icon.YOU, "pencil", Ink.ACCENT, "you entered it yourself"),
    Sign.LEFT_BLANK: Look(Icon.BLANK, "box with a dash", Ink.ACCENT, "you left it blank"),
    Sign.CONFIRMED: Look(
        Icon.CONFIRMED, "tick in a disc", Ink.GOOD, "it looked wrong, and you said that it is right"
    ),
    Sign.FLAGGED: Look(
        Icon.WARNING, "triangle", Ink.WARNING, "a rule found something odd in the row"
    ),
    Sign.WORTH_A_LOOK: Look(
        Icon.LOOK, "eye", Ink.WARNING, "the recorded entry looks unlikely; it may well be right"
    ),
    Sign.NOTED: Look(Icon.NOTE, "speech bubble", Ink.ACCENT, "you wrote a note about the row"),
}

INK_OF = {look.icon: look.ink for look in LOOKS.values()}
"""The colour of each icon of a sign."""

OF_FILTER = {
    Show.MISSING: Sign.MISSING,
    Show.SUGGESTED: Sign.SUGGESTED,
    Show.UNSURE: Sign.UNSURE,
    Show.DECIDED: Sign.ACCEPTED,
    Show.FLAGGED: Sign.FLAGGED,
    Show.WORTH_A_LOOK: Sign.WORTH_A_LOOK,
}
"""The sign that a filter's chip has; the chip for all rows has none."""


def told(found: Signs, *, known: Collection[Sign] = ()) -> str:
    """Return the signs of a row in words: what they are called and what they mean.

    Of a recorded row there is nothing to tell.

    Args:
        found: the signs.
        known: those of which more is told elsewhere.
    """
    signs = (sign for sign in found.all if sign is not Sign.RECORDED and sign not in known)
    return "\n".join(
        f"{sign.value[:1].upper()}{sign.value[1:]}: {LOOKS[sign].meaning}." for sign in signs
    )


def named(found: Signs) -> str:
    """Return what the signs of a row are called, for a screen reader."""
    return ", ".join(sign.value for sign in found.all)
