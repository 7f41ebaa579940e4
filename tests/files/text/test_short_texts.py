import numpy as np
from numpy.typing import NDArray

from em_desktop.files.text.grammar import Grammar
from em_desktop.files.text.short_texts import ShortTexts

GRAMMAR = Grammar(b",", "utf-8")


def numbers(*texts: str) -> NDArray[np.uint64]:
    return np.array([int.from_bytes(text.encode(), "little") for text in texts], dtype=np.uint64)


def test_equal_numbers_become_one_text_also_with_those_that_were_known() -> None:
    known = {"F": "F"}
    short = ShortTexts(known)
    first = short.texts(numbers("F", "é", "", "F"), GRAMMAR.decode)
    second = short.texts(numbers("M", "é"), GRAMMAR.decode)
    assert first is not None
    assert second is not None
    assert [*first, *second] == ["F", "é", "", "F", "M", "é"]
    assert first[0] is known["F"]
    assert first[1] is second[1] is known["é"]


def test_too_many_different_texts_are_left_to_others() -> None:
    short = ShortTexts({})
    assert short.texts(numbers(*map(str, range(10_000))), GRAMMAR.decode) is None
    assert short.texts(numbers("a"), GRAMMAR.decode) is not None
    assert short.texts(numbers(*map(str, range(10_000))), GRAMMAR.decode) is None
