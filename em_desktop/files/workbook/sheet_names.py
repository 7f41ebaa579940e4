"""Finding a workbook's sheet by the name that a person gives it."""

from collections.abc import Sequence

from em_desktop.files.problem import FileProblem
from em_desktop.roster.column_names import listed
from em_desktop.roster.folding import shown


def find_sheet(names: Sequence[str], wanted: str) -> int:
    """Return the index of the sheet that ``wanted`` names, as a column is named.

    A name of just these characters comes first, then one that differs in case and surrounding
    space only, then the 1-based number of a sheet.

    Args:
        names: of all sheets, in order.
        wanted: name or number.

    Raises:
        FileProblem: none matches, or several do.
    """
    if wanted in names:
        return names.index(wanted)
    plain = wanted.strip().casefold()
    matches = [i for i, name in enumerate(names) if name.strip().casefold() == plain]
    if len(matches) == 1:
        return matches[0]
    if not matches and plain.isascii() and plain.isdigit() and 1 <= int(plain) <= len(names):
        return int(plain) - 1
    raise FileProblem(
        f"The workbook has no sheet “{shown(wanted)}”. The sheets are: {listed(names)}."
    )
