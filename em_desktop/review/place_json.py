"""A place as what the ``json`` module writes, and back."""

from em_desktop.review.json_values import Json
from em_desktop.review.order import Sorting
from em_desktop.review.place import Block, Place
from em_desktop.review.show import Show


def encoded_place(place: Place) -> dict[str, Json]:
    """Return a place as plain values."""
    sorting = place.sorting
    return {
        "row": None if place.row_id is None else int(place.row_id),
        "column": place.column,
        "selected": [[int(b.first), int(b.last), b.left, b.right] for b in place.selected],
        "show": place.show.value,
        "sorting": None if sorting is None else [sorting.column, sorting.descending],
        "fit": place.fit,
    }


def decoded_place(content: object) -> Place:
    """Return the place that ``encoded_place`` made these values of.

    Raises:
        ValueError: it is no such thing.
    """
    match content:
        case {
            "row": (int() | None) as row_id,
            "column": int(column),
            "selected": list(blocks),
            "show": str(show),
            "sorting": sorting,
            "fit": int(fit),
        }:
            selected = tuple(_decoded_block(block) for block in blocks)
            return Place(row_id, column, selected, Show(show), _decoded_sorting(sorting), fit)
    raise ValueError("a place was expected")


def _decoded_block(content: object) -> Block:
    match content:
        case [int(first), int(last), int(left), int(right)]:
            return Block(first, last, left, right)
    raise ValueError("a rectangle of cells was expected")


def _decoded_sorting(content: object) -> Sorting | None:
    match content:
        case None:
            return None
        case [int(column), bool(descending)]:
            return Sorting(column, descending)
    raise ValueError("an order was expected")
