"""The first two sections: what a report is about, and what was done."""

from em_desktop import __version__
from em_desktop.review.differences import Differences, Kind
from em_desktop.review.readings import readings_made
from em_desktop.review.report.blocks import Column, Facts, Section, Table, Words, filled
from em_desktop.review.report.subject import LONGEST_NAME, Fates, Subject
from em_desktop.review.wording import counted, exact_percent, joined, rounded_percent
from em_desktop.roster.folding import shown

PROGRAM = f"EM Desktop {__version__}"


def about(subject: Subject, found: Fates) -> Section:
    """Say which file this is, and how it can be told from any other."""
    known, roster = subject.about, subject.workspace.original
    category = subject.workspace.roles.category
    pairs = [
        ("File", known.name),
        ("Size", f"{counted(roster.n_rows, 'row')}, {counted(roster.n_columns, 'column')}"),
    ]
    if category is not None:
        pairs.append(("Filled in", _filled_in(subject)))
        pairs.append(("Missing there", _missing(found)))
    pairs.append(("Report made", moment(subject)))
    pairs.append(("Program", PROGRAM))
    if known.digest:
        pairs.append(
            ("Fingerprint", f"{fingerprint(known.digest)} (SHA-256 of the file as it was)")
        )
    if known.corrected:
        name = shown(known.corrected, LONGEST_NAME)
        mark = f", fingerprint {fingerprint(known.corrected_digest)}"
        pairs.append(("Corrected file", name + (mark if known.corrected_digest else "")))
    return Section("What this is about", filled(Facts(tuple(pairs))))


def fingerprint(digest: str) -> str:
    """Return the first digits of a digest, in groups that can be read aloud."""
    return " ".join(digest[i : i + 4] for i in range(0, min(16, len(digest)), 4))


def moment(subject: Subject) -> str:
    """Return when the report was made: ``27 November 2026, 16:50 (UTC+00:00)``."""
    time = subject.about.time
    zone = time.strftime("%z")
    offset = f" (UTC{zone[:3]}:{zone[3:5]})" if zone else ""
    return f"{time.day} {_MONTHS[time.month - 1]} {time.year}, {time:%H:%M}{offset}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
"""Not from the clock's own language: the report is in English throughout."""


def summary(subject: Subject, found: Fates) -> str:
    """Return the whole story in one or two sentences."""
    noun = subject.noun
    if subject.workspace.roles.category is None:
        return "No column was chosen to be filled in."
    if not found.missing:
        return f"No {noun} was missing."
    lacked = f"{found.missing:,} of {counted(found.rows, 'row')} had no {noun}."
    parts = [
        f"{n:,} {what}"
        for n, what in (
            (len(found.accepted), "by suggestions that a person accepted one by one"),
            (len(found.by_threshold), "by suggestions accepted from a threshold on"),
            (len(found.entered), "by a person’s own entry"),
        )
        if n
    ]
    if not parts:
        return f"{lacked} {'It was not' if found.missing == 1 else 'None of them was'} filled."
    have = "has" if found.filled == 1 else "have"
    if len(parts) == 1:
        rest = f"{found.filled:,} {have} one now, {parts[0].partition(' ')[2]}."
    else:
        rest = f"{found.filled:,} {have} one now: {joined(parts)}."
    open_ = found.missing - found.filled - len(found.deleted)
    stay = f" {open_:,} {'has' if open_ == 1 else 'have'} none still." if open_ else ""
    return f"{lacked} {rest}{stay}"


def done(subject: Subject, found: Fates, changed: Differences) -> Section:
    """Count what was decided, and by whom."""
    thresholds = sorted(
        {
            decision.threshold
            for row_id in found.by_threshold
            if (decision := subject.workspace.decisions.get(row_id)) is not None
            and decision.threshold is not None
        }
    )
    above = joined([exact_percent(threshold) for threshold in thresholds])
    rows = [
        ("Suggestion accepted by a person, row by row", len(found.accepted)),
        (f"Suggestion accepted by a threshold of {above}", len(found.by_threshold)),
        ("Entered by a person", len(found.entered)),
        ("Left blank on purpose", len(found.left_blank)),
        ("Still missing, nobody has decided", len(found.still_missing)),
        ("Accepted or entered, but the file’s cell cannot be written", len(found.unwritten)),
        ("Row deleted", len(found.deleted)),
    ]
    always = (*rows[:1], *rows[2:5])
    counts = [
        (what, f"{n:,}", _part(n, found.missing))
        for what, n in rows
        if n or (found.missing and (what, n) in always)
    ]
    if counts:
        counts.append(("Together", f"{found.missing:,}", _part(found.missing, found.missing)))
    titles = (f"Rows without {subject.noun} in the file", "Rows", "Part")
    table = Table(
        (Column(titles[0], 5), Column(titles[1], 1, right=True), Column(titles[2], 1, right=True)),
        tuple(counts),
        heads=True,
    )
    sentence = (
        "Each decision was a person’s: row by row, or for all rows from a stated percentage on. "
        f"{_overwritten(found, changed)}"
    )
    return Section(
        "What was done",
        filled(
            Words(sentence if found.filled or changed.by_suggestion else ""),
            table,
            Words(" ".join(_besides(subject, found, changed))),
        ),
    )


def _overwritten(found: Fates, changed: Differences) -> str:
    """Say in how many rows a suggestion stands where something was recorded."""
    n = changed.by_suggestion - len(found.accepted) - len(found.by_threshold)
    if n <= 0:
        return "Recorded entries were never overwritten by a suggestion."
    return (
        f"In {counted(n, 'row')} a person emptied what was recorded, and a suggestion was accepted "
        "in its place; no other recorded entry was overwritten by one."
    )


def _besides(subject: Subject, found: Fates, changed: Differences) -> list[str]:
    """Say what else is otherwise than in the file."""
    filled_now = {*found.accepted, *found.by_threshold, *found.entered}
    category = subject.workspace.roles.category
    of_category = (changed.columns == category) & (changed.kinds == Kind.CELL)
    ids = changed.row_ids[of_category].tolist()
    other = changed.count(Kind.CELL) - sum(i in filled_now for i in ids)
    readings = len(readings_made(subject.workspace, subject.reading))
    said = [
        (other, "other cell was edited by a person", "other cells were edited by a person"),
        (changed.count(Kind.ROW_ADDED), "row was added", "rows were added"),
        (changed.count(Kind.ROW_DELETED), "row was deleted", "rows were deleted"),
        (changed.count(Kind.COLUMN_ADDED), "column was added", "columns were added"),
        (
            readings,
            "measurement was read otherwise than it is written; the cell keeps its text",
            "measurements were read otherwise than they are written; the cells keep their text",
        ),
        (
            len(found.confirmed),
            "recorded row that looked odd was looked at and confirmed by a person",
            "recorded rows that looked odd were looked at and confirmed by a person",
        ),
    ]
    return [f"{n:,} {one if n == 1 else many}." for n, one, many in said if n]


def _part(n: int, of: int) -> str:
    return rounded_percent(n / of) if of else ""


def _filled_in(subject: Subject) -> str:
    header = shown(subject.workspace.roster.header[subject.workspace.roles.category or 0])
    name = f"the column “{header}”" if header else "a column without a name"
    return f"{name}, which was added" if subject.is_added_column else name


def _missing(found: Fates) -> str:
    if not found.rows:
        return "no row"
    return f"{found.missing:,} of {counted(found.rows, 'row')} ({_part(found.missing, found.rows)})"
