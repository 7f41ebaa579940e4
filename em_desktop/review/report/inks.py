"""The colours of the report by name: on white paper, and on a dark screen."""

from collections.abc import Mapping
from types import MappingProxyType

CATEGORIES = 6
"""Colours of categories that there are; further ones differ by their pattern and line."""


def _named(categories: tuple[str, ...], **more: str) -> Mapping[str, str]:
    return MappingProxyType({**more, **{f"c{k}": ink for k, ink in enumerate(categories)}})


PAPER = _named(
    ("#b3509e", "#27898a", "#c07f00", "#3b63c4", "#7a5230", "#5c8a2a"),
    page="#ffffff",
    band="#f5f6f8",
    line="#d5d9e0",
    text="#1a2029",
    muted="#5f6875",
    accent="#2f6fde",
    missing="#9aa2af",
    unsure="#fdf0d5",
    warning="#9a5b00",
)
"""On white; those of the window."""

DARK = _named(
    ("#e58ad2", "#5cc4c4", "#f0b94a", "#8ea9ff", "#c99a72", "#a5d36b"),
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
