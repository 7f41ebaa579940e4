"""The colours of the report by name: on white paper, and on a dark screen."""

from collections.abc import Mapping
from types import MappingProxyType

CATEGORIES = 7
"""Colours of categories that there are; further ones differ by their pattern and line."""


def _named(categories: tuple[str, ...], **more: str) -> Mapping[str, str]:
    return MappingProxyType({**more, **{f"c{k}": ink for k, ink in enumerate(categories)}})


PAPER = _named(
    ("#9054a8", "#30780c", "#783048", "#603084", "#0c5400", "#a85478", "#607854"),
    page="#ffffff",
    band="#f5f6f8",
    line="#d5d9e0",
    text="#1a2029",
    muted="#5f6875",
    accent="#2a67d1",
    missing="#7f8897",
    unsure="#fdf0d5",
    warning="#945f0f",
)
"""On white; those of the window."""

DARK = _named(
    ("#cc84e4", "#b4f0c0", "#849c24", "#f0d8ff", "#f06090", "#30b4a8", "#cce46c"),
    page="#17191d",
    band="#212429",
    line="#3c424c",
    text="#e9ecf1",
    muted="#a2abb8",
    accent="#6aa0ff",
    missing="#79818e",
    unsure="#3d3120",
    warning="#e5a03c",
)
"""On a dark screen; those of the dark window."""

INKS = tuple(PAPER)
"""The names."""

SCREEN: Mapping[str, str] = MappingProxyType({name: f"var(--{name})" for name in INKS})
"""Whatever the page of HTML says that they are."""


def category(k: int) -> str:
    """Return the name of a category's colour."""
    return f"c{k % CATEGORIES}"
