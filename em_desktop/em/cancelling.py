"""Work in chunks of rows, asking between them whether to go on."""

from collections.abc import Callable, Iterator

Cancelled = Callable[[], bool]


class Interrupted(Exception):
    """The work was cancelled by its caller."""


def never() -> bool:
    """Never cancel."""
    return False


def chunks(n_rows: int, size: int, cancelled: Cancelled) -> Iterator[slice]:
    """Yield slices of at most ``size`` rows that cover ``n_rows``, asking before each.

    Raises:
        Interrupted: as soon as ``cancelled`` says so.
    """
    for first in range(0, n_rows, size):
        if cancelled():
            raise Interrupted
        yield slice(first, min(first + size, n_rows))
