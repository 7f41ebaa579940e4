"""Finding a column by the name that a person gives it."""

from collections.abc import Sequence

from em_desktop.roster.folding import shown


class ColumnError(Exception):
    """No column, or more than one, answers to a name; the sentence lists the columns."""


def find_column(header: Sequence[str], wanted: str) -> int:
    """Return the index of the column that ``wanted`` names.

    A header of just these characters comes first, then one that differs in case and surrounding
    space only, then the 1-based number of a column.

    Raises:
        ColumnError: none matches, or several do.
    """
    exact = [i for i, name in enumerate(header) if name == wanted]
    plain = wanted.strip().casefold()
    loose = [i for i, name in enumerate(header) if name.strip().casefold() == plain]
    for matches in (exact, loose):
        if len(matches) == 1:
            return matches[0]
        if matches:
            places = " and ".join(str(i + 1) for i in matches)
            raise ColumnError(
                f"Several columns are called “{shown(wanted)}” (numbers {places}); name one by its "
                "number."
            )
    if plain.isascii() and plain.isdigit() and 1 <= int(plain) <= len(header):
        return int(plain) - 1
    raise ColumnError(f"There is no column “{shown(wanted)}”. The columns are: {listed(header)}.")


def listed(header: Sequence[str], most: int = 40, longest: int = 40) -> str:
    """Return the columns by number and name; the later ones of a wide table are counted."""
    names = (" ".join(name.split())[:longest] for name in header[:most])
    shown = [f"{i} {name}".strip() for i, name in enumerate(names, start=1)]
    if len(header) > most:
        shown.append(f"and {len(header) - most} more")
    return ", ".join(shown) if shown else "none"
