"""What a person chose for one file: how it is read, its columns' meaning, the evidence to use.

Of the file itself only its path is kept, the numbers of columns, and a fingerprint of the header
that says whether it is still the same table: no cell, and no column's name. The name of a sheet
is kept where one was chosen.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from em_desktop.files.preview import how_read
from em_desktop.files.preview.how_read import HowRead

_DIGITS = 16


@dataclass(frozen=True)
class Choice:
    """What a person chose for one file.

    Attributes:
        path: of the file, absolute.
        header: fingerprint of its header.
        roles: each role that a column has, in the words of `Role`, and the column.
        evidence: the sources that are used, in the words of `Source`.
        how: how the file is read; None where nobody was asked and all was found out.
    """

    path: Path
    header: str
    roles: tuple[tuple[str, int], ...]
    evidence: tuple[str, ...]
    how: HowRead | None = None


def fingerprint(header: Sequence[str]) -> str:
    """Return what tells one header from another without giving it away."""
    content = "\x1f".join(header).encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).hexdigest()[:_DIGITS]


def encoded(choice: Choice) -> dict[str, object]:
    """Return a choice as what the ``json`` module writes."""
    return {
        "path": str(choice.path),
        "header": choice.header,
        "roles": [list(pair) for pair in choice.roles],
        "evidence": list(choice.evidence),
        "how": None if choice.how is None else how_read.encoded(choice.how),
    }


def decoded(content: object) -> tuple[Choice, ...]:
    """Return the choices of a list that was read; those that make no sense are passed over."""
    entries = content if isinstance(content, list) else []
    return tuple(choice for entry in entries if (choice := _decoded(entry)) is not None)


def _decoded(entry: object) -> Choice | None:
    if not isinstance(entry, dict):
        return None
    path, header, roles, evidence = (
        entry.get(key) for key in ("path", "header", "roles", "evidence")
    )
    if not (isinstance(path, str) and isinstance(header, str)):
        return None
    if not (isinstance(roles, list) and isinstance(evidence, list)):
        return None
    pairs: list[tuple[str, int]] = []
    for pair in roles:
        match pair:
            case [str(role), int(column)]:
                pairs.append((role, column))
            case _:
                return None
    words = tuple(word for word in evidence if isinstance(word, str))
    return Choice(Path(path), header, tuple(pairs), words, how_read.decoded(entry.get("how")))
