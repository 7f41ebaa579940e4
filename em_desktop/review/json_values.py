"""Plain values that were read from JSON, taken for what they must be.

Each function raises a `ValueError` where a value is not what was expected.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeAlias, TypeVar, cast

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def fields_of(content: object, *names: str) -> dict[str, object]:
    """Return the values under these names; there must be these and no others."""
    if not isinstance(content, dict) or set(content) != set(names):
        raise ValueError("other values than those of an edit")
    return cast("dict[str, object]", content)


def listed(content: object, part: Callable[[object], T]) -> list[T]:
    """Return a list with each of its parts taken for what it must be."""
    if not isinstance(content, list):
        raise ValueError("a list was expected")  # noqa: TRY004 - one error for all that is odd
    return [part(value) for value in content]


def texts(content: object) -> tuple[str, ...]:
    """Return a list of texts."""
    return tuple(listed(content, text))


def text(value: object) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise ValueError("a text was expected")  # noqa: TRY004 - one error for all that is odd
    return value


def index(value: object) -> int:
    """Return a whole number from 0."""
    if type(value) is not int or value < 0:
        raise ValueError("a whole number from 0 was expected")
    return value


def row_id(value: object) -> int:
    """Return a row's id."""
    if type(value) is not int or not 0 <= value < 2**63:
        raise ValueError("a row's id was expected")
    return value


def number(value: object) -> float | None:
    """Return a number, or None where none was written."""
    if value is not None and type(value) is not float:
        raise ValueError("a number was expected")
    return value


def word(value: object, words: type[E]) -> E:
    """Return one of a set of words."""
    return words(text(value))


def same_length(*lists: Sequence[object]) -> None:
    """Refuse lists that do not stand side by side."""
    if len({len(each) for each in lists}) > 1:
        raise ValueError("lists of different lengths")
