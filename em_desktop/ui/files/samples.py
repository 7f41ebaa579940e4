"""The sample rosters that come with the program."""

import json
from dataclasses import dataclass
from pathlib import Path

from em_desktop.assets import resource


@dataclass(frozen=True)
class Sample:
    """One sample roster.

    Attributes:
        path: of the file.
        title: a few words.
        description: one or two sentences.
    """

    path: Path
    title: str
    description: str


def read_samples(listing: Path | None = None) -> tuple[Sample, ...]:
    """Return the samples that are there, in the order of the listing.

    Args:
        listing: a JSON file, ``[{"file", "title", "description"}…]``, with the samples beside
            it; None for the program's own. Where it is absent or damaged there are no samples.
    """
    try:
        path = listing if listing is not None else resource("samples/samples.json")
        entries = json.loads(path.read_text(encoding="utf-8"))
        found = tuple(
            Sample(path.parent / entry["file"], entry["title"], entry["description"])
            for entry in entries
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(sample for sample in found if sample.path.is_file())


def is_sample(path: Path) -> bool:
    """Return whether a file is one of the program's own samples."""
    try:
        return path.resolve().parent == resource("samples").resolve()
    except OSError:
        return False
