"""What stands in the way of writing texts into a file without types: characters, formulas."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from em_desktop.files.obstacles import HEADING, Kind, Obstacle
from em_desktop.files.text.encoding import holds
from em_desktop.review.changes import Changes
from em_desktop.roster.folding import shown
from em_desktop.roster.formula_text import formula_texts, runs_as_formula
from em_desktop.roster.table import Roster

_LACKS = (
    "it holds a character that the file’s encoding, {encoding}, does not have. Write the file as "
    "UTF-8, or choose another text."
)
_HALF = "it holds half a character or a NUL, which no text file can hold. Type the cell again."
_RUNS = (
    "the text begins like a formula (=, +, -, @ or a tab), which a spreadsheet would run. Choose "
    "another text, or export as XLSX, where text is text."
)


@dataclass(frozen=True)
class _Write:
    row_id: int
    column: int
    header: str
    text: str

    @property
    def place(self) -> str:
        name = shown(self.header)
        return f"“{name}” in row {self.row_id + 1}" if self.row_id >= 0 else f"heading “{name}”"


def writes(header: tuple[str, ...], changes: Changes) -> Iterator[_Write]:
    """Return every text that changes write, the headings of new columns first.

    Args:
        header: of the file.
        changes: what is to differ.
    """
    width = len(header)
    for column, new in enumerate(changes.new_columns, start=width):
        yield _Write(HEADING, column, new.header, new.header)
    for (row_id, column), text in changes.cells.items():
        if row_id not in changes.deleted:
            yield _Write(row_id, column, header[column], text)
    for row_id, row in changes.added:
        for column, text in enumerate(row):
            yield _Write(row_id, column, header[column], text)
    for column, new in enumerate(changes.new_columns, start=width):
        for row_id, text in new.texts.items():
            if row_id not in changes.deleted:
                yield _Write(row_id, column, new.header, text)


def not_encodable(
    header: tuple[str, ...], changes: Changes, codec: str, encoding: str
) -> tuple[Obstacle, ...]:
    """Return the obstacle of texts that an encoding cannot hold, if there are any.

    Args:
        header: of the file.
        changes: what is to differ.
        codec: Python's name of the encoding.
        encoding: the same in words.
    """

    def fits(text: str) -> bool:
        return "\0" not in text and holds(codec, text)

    why = _HALF if codec.startswith("utf") else _LACKS.format(encoding=encoding)
    return _obstacle(Kind.ENCODING, header, changes, fits, why)


def formula_like(original: Roster, changes: Changes) -> tuple[Obstacle, ...]:
    """Return the obstacle of texts that a spreadsheet would run, if there are any.

    A text that its column has already is the file's own way of writing (a category ``-m``), and
    is written.

    Args:
        original: the roster of the file.
        changes: what is to differ.
    """
    usual: dict[int, frozenset[str]] = {}
    headings = any(runs_as_formula(name) for name in original.header)

    def harmless(text: str) -> bool:
        return not runs_as_formula(text)

    def known(write: _Write) -> bool:
        if write.row_id < 0:
            return headings
        if write.column >= original.n_columns:
            return False
        if write.column not in usual:
            usual[write.column] = formula_texts(original.columns[write.column])
        return write.text in usual[write.column]

    return _obstacle(Kind.FORMULA_LIKE, original.header, changes, harmless, _RUNS, known)


def _obstacle(
    kind: Kind,
    header: tuple[str, ...],
    changes: Changes,
    good: Callable[[str], bool],
    why: str,
    known: Callable[[_Write], bool] = lambda _write: False,
) -> tuple[Obstacle, ...]:
    answers = {text: good(text) for text in _texts(changes)}
    if all(answers.values()):
        return ()
    found = [
        write for write in writes(header, changes) if not answers[write.text] and not known(write)
    ]
    if not found:
        return ()
    cells = tuple((write.row_id, write.column) for write in found)
    return (Obstacle(kind, cells, tuple(write.place for write in found), why),)


def _texts(changes: Changes) -> set[str]:
    """Return the different texts that changes write."""
    found = set(changes.cells.values())
    for _, row in changes.added:
        found.update(row)
    for new in changes.new_columns:
        found.add(new.header)
        found.update(new.texts.values())
    return found
