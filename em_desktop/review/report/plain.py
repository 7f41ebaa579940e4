"""Text that stays what it is wherever the report is read."""

import re

_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066\u2067\ud800-\udfff]"
)
"""What is no letter: control characters, those that turn the words around, half characters.

The two marks that isolate words from the right (U+2068, U+2069) are the program's own.
"""

_PERCENT = re.compile(r"(?<=\d) (?=%)|(?<=[<>]) (?=\d)")
"""Between a number and its signs, which stay together in a line."""


def readable(text: str) -> str:
    """Return a text in one line that no character can turn around, hide or break."""
    return _PERCENT.sub("\u00a0", _HARMFUL.sub("\ufffd", " ".join(text.split())))
