"""What may become of a damaged file: a roster that can be edited and exported, or one sentence."""

from pathlib import Path
from random import Random

from seeds import CANARY

from em_desktop.files.problem import FileProblem, SheetNeeded
from em_desktop.files.source import ReadOptions
from em_desktop.review.changed import changed
from em_desktop.review.changes import Changes, NewColumn
from em_desktop.roster.options import DEFAULT_MISSING_WORDS
from em_desktop.roster.table import Roster
from em_desktop.session.loading import load

LONGEST_SENTENCE = 700


class BadOutcome(Exception):
    """Neither a sound roster nor a clear sentence."""


def outcome(path: Path, random: Random) -> str:
    """Open a file, edit it and export it; return in a word what became of it.

    Raises:
        BadOutcome: what must not be.
    """
    try:
        loaded = _loaded(path)
    except FileProblem as problem:
        _check(problem)
        return "refused"
    roster, source = loaded.opened.roster, loaded.opened.source
    for note in loaded.opened.notes:
        _check_sentence(note)
    if source.splices and source.rewrite(Changes()) != path.read_bytes():
        raise BadOutcome("without a change, the bytes differ")
    changes = _edits(roster, random)
    try:
        content = source.rewrite(changes)
        meant = changed(roster, changes)
        found = source.reread(content, meant.n_columns)
    except FileProblem as problem:
        _check(problem)
        return "read, export refused"
    if not _same(meant, found):
        raise BadOutcome("what was exported reads back otherwise")
    return "exported"


def _loaded(path: Path):
    try:
        return load(path, DEFAULT_MISSING_WORDS)
    except SheetNeeded as needed:
        _check(needed)
        return load(path, DEFAULT_MISSING_WORDS, ReadOptions(sheet=needed.sheets[0]))


def _edits(roster: Roster, random: Random) -> Changes:
    cells = {}
    deleted: frozenset[int] = frozenset()
    text = lambda: random.choice(("female", "", "a,b", "Zoë", 'say "x"', "two\nlines", "172.5"))  # noqa: E731
    if roster.n_rows and roster.n_columns:
        for _ in range(random.choice((1, 1, 5))):
            cells[random.randrange(roster.n_rows), random.randrange(roster.n_columns)] = text()
        if random.random() < 0.2:
            deleted = frozenset({random.randrange(roster.n_rows)})
            cells = {place: new for place, new in cells.items() if place[0] not in deleted}
    added = ()
    if random.random() < 0.2:
        added = ((roster.n_rows + 7, tuple(text() for _ in range(roster.n_columns))),)
    new = (NewColumn("source", {0: "by EM"}),) if random.random() < 0.2 else ()
    return Changes(cells, deleted, added, new)


def _same(meant: Roster, found: Roster) -> bool:
    if (meant.n_rows, meant.n_columns) != (found.n_rows, found.n_columns):
        return False
    pairs = zip(meant.columns, found.columns, strict=True)
    return all(bool((old == new).all()) for old, new in pairs)


def _check(problem: FileProblem) -> None:
    _check_sentence(str(problem))


def _check_sentence(sentence: str) -> None:
    if not sentence or "\n" in sentence or len(sentence) > LONGEST_SENTENCE:
        raise BadOutcome(f"no clear sentence ({len(sentence)} characters)")
    if CANARY in sentence:
        raise BadOutcome("a cell stands in a message")
    if not sentence.translate(dict.fromkeys((0x200C, 0x200D, 0x2068, 0x2069))).isprintable():
        raise BadOutcome("characters that hide or reorder stand in a message")
    if "Traceback" in sentence or "Error" in sentence or "object at 0x" in sentence:
        raise BadOutcome("a message for programmers")
