"""What the report rests on: assumptions and how they were checked, doubts, limits."""

from em_desktop.em import Inference, Outcome, Source
from em_desktop.review.as_fitted import as_fitted
from em_desktop.review.doubts import doubts
from em_desktop.review.fit_words import left_out_words
from em_desktop.review.grouping import group_hint
from em_desktop.review.honesty import Honesty
from em_desktop.review.missing_words import missingness_sentence
from em_desktop.review.naming import measurement_noun
from em_desktop.review.report.blocks import Column, Listing, Section, Table, Words, filled
from em_desktop.review.report.normality import normality_words
from em_desktop.review.report.subject import Subject
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.wording import counted

_LIMITS = (
    "A suggestion is a guess. It says how the rows of this table are, not how a person is; where "
    "the person can be asked, ask.",
    "A probability is right on average over many rows, not for a single one: of ten suggestions "
    "with 80 %, about two are wrong, and nobody can say which.",
    "The probabilities hold for rows like the recorded ones of this table. For other tables, years "
    "or schools they have to be found anew.",
    "Nothing that hangs on a single person should be decided by a suggestion alone.",
)


def assumptions(subject: Subject, honest: Honesty) -> Section:
    """Say what was taken for granted, and what checks of it have found."""
    suggestions = subject.suggestions
    rows = () if suggestions is None else _checks(subject, suggestions, honest)
    table = Table((Column("Assumption", 2), Column("What the check says", 3)), rows, heads=True)
    return Section(
        "Assumptions and their checks", filled(table, Words(_NO_FIT if not rows else ""))
    )


_NO_FIT = "No model was fitted, so nothing was assumed."


def _checks(
    subject: Subject, suggestions: Suggestions, honest: Honesty
) -> tuple[tuple[str, str], ...]:
    fit, encoding, noun = suggestions.fit, suggestions.encoding, subject.noun
    then = as_fitted(encoding, subject.workspace, subject.reading)
    measure = measurement_noun(*then)
    why = missingness_sentence(encoding, fit, *then) or (
        "Not checked: there are too few rows."
        if fit.missingness is None
        else f"Which {noun} is missing seems to be chance."
    )
    rows = [(f"Rows without {noun} are like the recorded ones", why)]
    if encoding.clusters is not None:
        rows = []
    if Source.MEASUREMENT in fit.evidence:
        said = normality_words(encoding, measure)
        if set(fit.evidence) & {Source.GROUP, Source.AGE}:
            said = f"Over all groups and ages together: {said[:1].lower()}{said[1:]}"
        rows.append((f"Within a {noun}, {measure} follows a bell curve", said))
        strayed = " ".join(doubts(encoding, fit))
        rows.append(
            ("The curves describe the recorded rows", strayed or "No large departure was found.")
        )
    if encoding.clusters is None:
        odd = honest.worth_a_look
        look = "looks" if odd == 1 else "look"
        rows.append(
            (
                "What is recorded is right",
                f"{counted(odd, 'recorded row')} {look} odd; none was changed by the program."
                if odd
                else "No recorded row looks odd.",
            )
        )
    rows.append((f"The {measure} was read as it was meant", _read(subject)))
    rows.append(("EM came to rest", _rest(fit)))
    return tuple(rows)


def _read(subject: Subject) -> str:
    measurement = subject.reading.measurement
    if measurement is None:
        return "There is no measurement."
    set_aside = int((~measurement.usable & (measurement.problems != 0)).sum())
    unit = f"Read in {measurement.unit}. " if str(measurement.unit) else ""
    if not set_aside:
        return f"{unit}Every one counts."
    does = "does" if set_aside == 1 else "do"
    rows = "row" if set_aside == 1 else "rows"
    return (
        f"{unit}In {set_aside:,} {rows} it is missing, unreadable or doubtful and {does} not count."
    )


def _rest(fit: Inference) -> str:
    steps = counted(fit.n_iterations, "iteration")
    if fit.outcome is Outcome.CONVERGED:
        return f"Yes, after {steps}."
    return f"No: it stopped at the limit of {steps}, not quite settled."


def warnings(subject: Subject) -> Section | None:
    """Repeat what the program warned of; None where it did not.

    Values that few rows hold are counted, not named: they are cells of rows that nobody changed.
    """
    said = list(subject.about.warnings)
    suggestions = subject.suggestions
    if suggestions is not None:
        tested = [offer for offer in suggestions.fit.offers if offer.source is Source.GROUP]
        hint = "" if tested else group_hint(subject.workspace, subject.reading)
        left = left_out_words(suggestions.fit, subject.workspace, subject.reading)
        said += [*suggestions.encoding.warnings, *((hint,) if hint else ()), *left]
        said = [suggestions.encoding.unnamed.get(sentence, sentence) for sentence in said]
    told = frozenset(() if suggestions is None else doubts(suggestions.encoding, suggestions.fit))
    items = tuple(dict.fromkeys(sentence for sentence in said if sentence not in told))
    return Section("Doubts and warnings", (Listing(items),)) if items else None


def limits() -> Section:
    """Say what the report cannot say."""
    return Section("Limits", (Listing(_LIMITS),))
