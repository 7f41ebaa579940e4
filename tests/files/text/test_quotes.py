"""Marks of what stands in quotes are those that a walk byte by byte finds."""

from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.text.quotes import NOWHERE, inside_quotes


def walked(text: bytes) -> list[bool] | None:
    """Return the marks; None where a quote neither begins a cell nor closes one."""
    inside, marks, before = False, [], b","
    for at in range(len(text)):
        byte = text[at : at + 1]
        if byte == b'"':
            inside = not inside
            if inside and before not in (b",", b"\n", b"\r", b'"'):
                return None
        marks.append(inside)
        before = byte
    return marks


@given(st.text(alphabet='a,"\n\r', min_size=1, max_size=40).map(str.encode))
def test_each_byte_is_marked_as_a_walk_marks_it(text: bytes) -> None:
    found = inside_quotes(text, ord(","))
    if found is NOWHERE:
        assert not any(text.startswith(b'"', at) for at in _begins(text))
    else:
        assert (None if found is None else found.tolist()) == walked(text)


def _begins(text: bytes) -> list[int]:
    return [0, *(at + 1 for at, byte in enumerate(text) if byte in b",\n\r")]
