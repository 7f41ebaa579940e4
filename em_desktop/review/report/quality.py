"""How good it is: expected errors, hidden rows, stated against right, what persons said."""

import numpy as np

from em_desktop.review.check_words import agreement_sentences
from em_desktop.review.decisions import Decision
from em_desktop.review.honesty import Honesty, written
from em_desktop.review.report.blocks import (
    Block,
    Column,
    Figure,
    Listing,
    Section,
    Table,
    Words,
    filled,
)
from em_desktop.review.report.reliability_picture import ReliabilityPicture
from em_desktop.review.report.subject import Fates, Subject
from em_desktop.review.trust_report import TrustReport
from em_desktop.review.trust_words import Dot, between
from em_desktop.review.wording import counted, rounded_percent

_NO_FIT = (
    "The fit behind the suggestions is not at hand (nothing was inferred since the file was "
    "opened), so nothing could be tested for this report. Infer, and make the report again, to "
    "have its figures here."
)
_NOTHING = "Nothing was inferred, so there is nothing to test."
_STALE = (
    "The table has changed since this fit was made. Its figures are about the table as it was then."
)


def quality(subject: Subject, found: Fates, honest: Honesty, trust: TrustReport | None) -> Section:
    """Say how good the suggestions are, as far as that is known.

    Args:
        subject: of the report.
        found: what became of its rows.
        honest: what the fit says of itself.
        trust: what is said of the fit; None where there is none.
    """
    made = written(subject.workspace, subject.changes)
    blocks: list[Block | None] = [Words(_expected(honest, made), lead=True)]
    if trust is None:
        blocks.append(Words(_NO_FIT if made else _NOTHING))
    else:
        blocks.append(Words(_STALE if subject.stale else ""))
        blocks.append(Words(trust.hidden))
        blocks.append(Words(trust.ceiling))
        if trust.dots:
            blocks.append(Figure(ReliabilityPicture(trust.dots), _CAPTION))
            blocks.append(_dots(trust.dots))
    blocks.append(Listing(agreement_sentences(subject.workspace.checks.values(), "the person")))
    blocks.append(Words(_overridden(subject, found)))
    return Section("How good it is", filled(*blocks))


_CAPTION = (
    "Each dot stands for recorded rows that were hidden and guessed with about the same "
    "percentage. On the dashed line the percentages hold; below it they promise too much, above "
    "it too little. The upright lines are intervals of 90 %, the numbers count rows."
)


def _expected(honest: Honesty, made: list[Decision]) -> str:
    if not made:
        return ""
    n = counted(len(made), "suggestion")
    those = "The one suggestion" if len(made) == 1 else f"Of the {n}"
    if honest.nouns is not None and honest.nouns.groups_found:
        return ""
    wrong = honest.expected
    if wrong is not None and wrong.n:
        about = f"about {round(wrong.wrong):,}" if round(wrong.wrong) else "hardly any"
        if wrong.n == 1:
            chance = rounded_percent(wrong.wrong)
            return f"{those} that was written is wrong with a chance of {chance}."
        are = "is" if about == "about 1" else "are"
        return (
            f"{those} that were written, {about} {are} expected to be wrong (nine times out of ten "
            f"{wrong.low:,} to {wrong.high:,})."
        )
    sure = np.array([d.probability for d in made if d.probability is not None])
    if not len(sure):
        return ""
    doubt = float((1 - sure).sum())
    about = f"about {round(doubt):,}" if round(doubt) else "hardly any"
    return (
        f"By their own percentages, {about} of the {n} that were written "
        f"{'is' if about == 'about 1' else 'are'} expected to be wrong. That was not tested."
    )


def _dots(dots: tuple[Dot, ...]) -> Table:
    """Return the picture as a table, for whoever wants the numbers."""
    columns = tuple(
        Column(title, 1, right=True)
        for title in ("Stated", "Right", "Right, interval of 90 %", "Hidden rows")
    )
    rows = tuple(
        (
            rounded_percent(dot.stated),
            rounded_percent(dot.right),
            between(dot.low, dot.high),
            f"{dot.n:,}",
        )
        for dot in dots
    )
    return Table(columns, rows, "The same in numbers")


def _overridden(subject: Subject, found: Fates) -> str:
    """Say how often a person's own entry was another than the suggestion of the newest fit."""
    suggestions, category = subject.suggestions, subject.workspace.roles.category
    if suggestions is None or category is None or not found.entered:
        return ""
    ids = np.array(found.entered, dtype=np.int64)
    at = suggestions.index_of(ids)
    ids, at = ids[at >= 0], at[at >= 0]
    if not len(ids):
        return ""
    reading = subject.reading.categories
    if reading is None:
        return ""
    labels = [each.label for each in reading.categories]
    codes = reading.codes[subject.workspace.roster.positions(ids)].tolist()
    best = suggestions.probabilities[at].argmax(axis=1).tolist()
    differ = sum(labels[code] != suggestions.labels[k] for code, k in zip(codes, best, strict=True))
    rows = "In the one row" if len(ids) == 1 else f"Of the {len(ids):,} rows"
    if len(ids) == 1:
        said = "the person’s entry is another than" if differ else "that is also"
        return f"{rows} that a person filled and that has a suggestion, {said} the suggested one."
    how_many = f"{differ:,}" if differ else "none"
    says = "say" if differ > 1 else "says"
    return (
        f"{rows} that a person filled and that have a suggestion as well, {how_many} {says} "
        "something else than the suggestion."
    )
