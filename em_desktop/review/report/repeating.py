"""Versions and settings: what somebody needs to come to the same result again."""

import platform

import numpy as np

from em_desktop.em.options import Options
from em_desktop.em.sources import in_order
from em_desktop.review.evidence import used
from em_desktop.review.report.blocks import Facts, Section, Words, filled
from em_desktop.review.report.opening import PROGRAM
from em_desktop.review.report.subject import Subject
from em_desktop.review.sentences import outcome
from em_desktop.review.wording import exact_percent, joined
from em_desktop.roster.folding import shown
from em_desktop.roster.options import DEFAULT_MISSING_WORDS
from em_desktop.roster.roles import ROLE_WORDS

_MARKS = {".": "point", ",": "comma"}
_MOST_WORDS = 60


def repeating(subject: Subject) -> Section:
    """List the settings."""
    about, workspace = subject.about, subject.workspace
    options = workspace.options
    pairs = [
        ("Versions", f"{PROGRAM}, Python {platform.python_version()}, NumPy {np.__version__}"),
        ("File (SHA-256)", about.digest),
        ("Corrected file (SHA-256)", about.corrected_digest),
        ("File read as", about.read_as),
        ("Columns", _columns(subject)),
        ("Unit", _unit(subject)),
        ("Decimal mark", _MARKS.get(options.decimal_mark or "", "found from the file")),
        ("Words for missing", _missing_words(options.missing_words)),
        ("Evidence", _evidence(subject)),
        ("Threshold", _thresholds(subject)),
        ("Unsure below", exact_percent(subject.unsure_below)),
        ("Fit", _fit(subject)),
        ("Random seed", f"{Options().seed}"),
    ]
    return Section("To repeat it", filled(Words(_SAME), Facts(tuple(p for p in pairs if p[1]))))


_SAME = (
    "The same version, file and settings give the same suggestions. The decisions of persons are "
    "in the list of changes and in the receipt."
)


def _columns(subject: Subject) -> str:
    workspace = subject.workspace
    said = []
    for role, what in ROLE_WORDS.items():
        headers = [
            f"“{shown(workspace.roster.header[c])}” (column {c + 1})"
            for c in workspace.roles.columns_of(role)
        ]
        if headers:
            said.append(f"{what}: {joined(headers)}")
    return "; ".join(said)


def _thresholds(subject: Subject) -> str:
    """Return the thresholds from which suggestions were accepted."""
    used_ones = {
        decision.threshold
        for decision in subject.workspace.decisions.values()
        if decision.threshold is not None
    }
    return joined([exact_percent(threshold) for threshold in sorted(used_ones)])


def _unit(subject: Subject) -> str:
    measurement = subject.reading.measurement
    if measurement is None or not str(measurement.unit):
        return ""
    chosen = subject.workspace.options.unit is not None
    return f"{measurement.unit} ({'chosen' if chosen else 'found from the file'})"


def _missing_words(words: tuple[str, ...]) -> str:
    if words == DEFAULT_MISSING_WORDS:
        return "those of the program (empty, ?, n/a, missing and the like)"
    named = ", ".join(f"“{shown(word)}”" for word in words[:_MOST_WORDS])
    rest = f" and {len(words) - _MOST_WORDS:,} more" if len(words) > _MOST_WORDS else ""
    return f"empty, {named}{rest}" if words else "empty cells only"


def _evidence(subject: Subject) -> str:
    found = subject.suggestions
    sources = used(subject.workspace, subject.reading)
    named = found.fit.evidence if found is not None else in_order(sources)
    return joined([str(source) for source in named])


def _fit(subject: Subject) -> str:
    found = subject.suggestions
    if found is None:
        return "none"
    return (
        f"number {found.number}; {outcome(found.fit)}; log likelihood "
        f"{found.fit.log_likelihood:.6g}"
    )
