"""The sources of evidence that a fit may use."""

from enum import StrEnum


class Source(StrEnum):
    """What tells the categories apart."""

    MEASUREMENT = "measurement"
    NAME = "name"
    GROUP = "group"
    AGE = "age"


def in_order(sources: frozenset[Source]) -> tuple[Source, ...]:
    """Return the sources in the order in which they are told of."""
    return tuple(source for source in Source if source in sources)
