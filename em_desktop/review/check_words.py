"""What samples and blind answers say of the suggestions, in the words of a teacher."""

import math
from collections.abc import Iterable, Sequence

from em_desktop.review.accept import Forecast
from em_desktop.review.agreement import (
    SURE,
    Agreement,
    agreement,
    by_sureness,
    number_interval,
)
from em_desktop.review.checks import Check, CheckKind
from em_desktop.review.sampling import Sample
from em_desktop.review.wording import counted, percent, rounded_percent

NOT_PROOF = "Agreement is no proof: two can say the same and both be wrong."

_NOT_DRAWN = (
    "These rows were not drawn at random: of others, easier or harder ones, the figure says little."
)


def place_words(sample: Sample) -> str:
    """Return where a person is in a sample: ``Sample 3 of 10``."""
    return f"Sample {min(len(sample.checked) + 1, sample.size)} of {sample.size}"


def so_far_words(sample: Sample) -> str:
    """Return what a sample says as long as it is not done with."""
    found = sample.measured
    if not found.n:
        return f"Drawn at random from {counted(sample.population, 'row')}. Answer them as usual."
    differed = found.n - found.agreed
    said = f"{found.agreed} of {found.n} agreed so far"
    return f"{said}; in {differed} you said otherwise." if differed else f"{said}."


def result_words(sample: Sample, others: Forecast | None = None) -> str:
    """Return what a sample says of the rows that nobody has looked at.

    Args:
        sample: all of it looked at.
        others: what accepting the rest is expected to cost; None where that is not known.
    """
    found = sample.measured
    if not found.n:
        return "No row was looked at."
    differed = found.n - found.agreed
    said = f"{found.agreed} of {found.n} agreed"
    if differed:
        said = f"{said}; in {differed} you said otherwise"
    if not sample.others:
        return f"{said}. That was every row of them."
    low, _ = number_interval(found.agreed, found.n, sample.population)
    least = max(0, low - found.agreed)
    so = f"So at least {least:,} of the other {sample.others:,} would agree, 19 times out of 20"
    if others is None or others.grouped or others.rows != sample.others:
        return f"{said}. {so}."
    return f"{said}. {so}; EM expects {round(others.rows - others.wrong):,}."


def is_worse_than_expected(sample: Sample, others: Forecast | None) -> bool:
    """Whether a sample speaks against accepting the rest: far fewer agreed than was expected."""
    found = sample.measured
    if others is None or others.grouped or not sample.others or not found.n:
        return False
    _, high = number_interval(found.agreed, found.n, sample.population)
    return high - found.agreed < round(others.rows - others.wrong)


def blind_words(checks: Iterable[Check]) -> str:
    """Return what the last blind answer was, what EM would have said, and how it stands."""
    made = [check for check in checks if check.kind is CheckKind.BLIND]
    if not made:
        return ""
    last, found = made[-1], agreement(made)
    you = last.said or "cannot tell"
    stands = f" Agreed in {found.agreed} of {found.n}." if found.n else ""
    return f"You: {you}. EM: {last.suggested}, {percent(last.probability)}.{stands}"


def standing_words(found: Agreement) -> str:
    """Return an agreement with its interval: ``7 of 9 agreed (45–96 %)``."""
    low, high = _ends(found)
    return f"{found.agreed:,} of {found.n:,} agreed ({low}–{high} %)"


def agreement_sentences(checks: Iterable[Check], who: str = "you") -> tuple[str, ...]:
    """Return all that was measured, one sentence each; none where nothing was.

    Args:
        checks: of a workspace.
        who: has answered; somebody else may read it.
    """
    made = list(checks)
    blind = [check for check in made if check.kind is CheckKind.BLIND]
    sampled = [check for check in made if check.kind is CheckKind.SAMPLE]
    said = [*_blind_sentences(blind, who), *_sample_sentences(sampled)]
    return (*said, NOT_PROOF) if said else ()


def _blind_sentences(checks: Sequence[Check], who: str) -> list[str]:
    if not checks:
        return []
    found = agreement(checks)
    said = []
    if found.n:
        said.append(
            f"Answered while the suggestion was hidden: in {found.agreed:,} of "
            f"{counted(found.n, 'row')} {who} and EM said the same, {_share(found, 'such rows')}."
        )
        said.append(_NOT_DRAWN)
    if found.untold:
        said.append(f"In {counted(found.untold, 'row')} answered blindly {who} could not tell.")
    apart = by_sureness(checks)
    if apart is not None:
        surer, others = apart
        sure = rounded_percent(SURE)
        said.append(
            f"Where EM was at least {sure} sure, {standing_words(surer)}; "
            f"where it was less sure, {standing_words(others)}."
        )
    return said


def _sample_sentences(checks: Sequence[Check]) -> list[str]:
    said = []
    for threshold in sorted({c.threshold for c in checks if c.threshold is not None}, reverse=True):
        found = agreement(c for c in checks if c.threshold == threshold)
        said.append(
            f"Drawn at random from the rows of at least {percent(threshold)} and looked at: "
            f"{found.agreed:,} of {found.n:,} agreed, {_share(found, 'them')}."
        )
    return said


def _share(found: Agreement, whose: str) -> str:
    """Return a share with its interval, which holds 9 times out of 10."""
    low, high = _ends(found)
    if found.agreed == found.n:
        return f"so at least {low} % of {whose} would, 19 times out of 20"
    share = rounded_percent(found.agreed / found.n)
    return f"{share} ({low}–{high} % of {whose}, 9 times out of 10)"


def _ends(found: Agreement) -> tuple[int, int]:
    """Return the ends of an interval in percent, rounded outwards.

    Yet where one differed it is not 100 %, and where one agreed it is not 0 %.
    """
    low, high = math.floor(100 * found.low), math.ceil(100 * found.high)
    return max(low, 1) if found.agreed else 0, high if found.agreed == found.n else min(high, 99)
