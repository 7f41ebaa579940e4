"""How far suggestions can be trusted, in the words of a teacher."""

from dataclasses import dataclass

from em_desktop.em import Inference, Source
from em_desktop.em.trust import Offer, wilson_interval
from em_desktop.review.accept import Forecast
from em_desktop.review.as_fitted import as_fitted
from em_desktop.review.ceiling import low_ceiling
from em_desktop.review.naming import category_noun, further_nouns, source_noun
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.wording import capital, counted, joined, rounded_percent, sampled_percent
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading

_MENTIONED = 2
"""Sources that the summary says something of."""

_BEFORE = (
    "They are from before the table or the evidence was changed. Infer again for suggestions from "
    "what is there now."
)

_PLURAL = (Source.NAME,)
"""Sources whose noun is a plural."""


@dataclass(frozen=True)
class OfferLine:
    """What one source of evidence adds, and what can be done about it.

    Attributes:
        source: of evidence.
        sentence: what it adds.
        action: text of the button; empty where there is nothing to do.
        stops: whether the button stops using it.
    """

    source: Source
    sentence: str
    action: str = ""
    stops: bool = False


@dataclass(frozen=True)
class Nouns:
    """What things are called in the sentences about one fit.

    Attributes:
        category: the column that is filled in.
        used: the evidence that the fit went by, such as ``height and first names``.
        sources: each source by what the roster calls it.
        groups_found: the categories were found in the measurements; nobody has recorded them.
    """

    category: str
    used: str
    sources: dict[Source, str]
    groups_found: bool = False

    @classmethod
    def of(cls, suggestions: Suggestions, workspace: Workspace, reading: Reading) -> "Nouns":
        """Take the names of the columns that a fit was made of."""
        fit, encoding = suggestions.fit, suggestions.encoding
        workspace, reading = as_fitted(encoding, workspace, reading)
        sources = {source: source_noun(source, workspace, reading) for source in Source}
        measured = (sources[Source.MEASUREMENT], *further_nouns(workspace))
        sources[Source.MEASUREMENT] = joined(measured)
        used = [sources[source] for source in fit.evidence]
        if Source.MEASUREMENT in fit.evidence:
            used[:1] = measured
        found = encoding.clusters is not None
        return cls(category_noun(workspace), joined(used) or "the evidence", sources, found)


def hidden_words(fit: Inference, nouns: Nouns, suggested: str = "") -> str:
    """Say how many hidden recorded rows were guessed right.

    Args:
        fit: of the roster.
        nouns: what things are called.
        suggested: how many suggestions are expected to be, where that differs.
    """
    trust = fit.trust
    if trust is None and nouns.groups_found:
        return (
            "These groups were found, not recorded: there is no right answer to test them by. The "
            "percentages say how clearly a row lies in its group."
        )
    if trust is None:
        return (
            f"Too few rows record a {nouns.category} to test the suggestions: some would have to "
            "be hidden and guessed. The percentages are as good as the curves, no better."
        )
    low, high = trust.accuracy_interval()
    right = "all" if trust.accuracy == 1 else rounded_percent(trust.accuracy)
    said = (
        f"When the {nouns.category} of {counted(trust.n, 'recorded row')} was hidden and guessed, "
        f"{right} were right ({between(low, high)}, 9 times out of 10)."
    )
    if not suggested:
        return said
    return f"{said} Rows without one are of another kind: {suggested} are expected to be right."


def between(low: float, high: float) -> str:
    """Return an interval of parts of a whole: ``80–87 %``."""
    return f"{round(100 * low)}–{round(100 * high)} %"


def ceiling_words(fit: Inference, nouns: Nouns) -> str:
    """Say that the evidence can hardly tell; empty where it can."""
    found = low_ceiling(fit)
    if found is None:
        return ""
    always = fit.categories[found.commonest]
    return (
        f"{capital(nouns.used)} can hardly tell: always answering “{always}” would be right for "
        f"{rounded_percent(found.share)}."
    )


def expected_words(found: Forecast) -> str:
    """Say how many of the suggestions that would be accepted will be wrong."""
    if not found.rows:
        return "No suggestion that waits is that sure." if found.left else "No suggestion waits."
    if found.grouped:
        return _grouped_words(found)
    if found.rows == 1:
        return f"The one suggestion is wrong with a chance of {rounded_percent(found.wrong)}."
    wrong = round(found.wrong)
    about = f"about {wrong:,}" if wrong else "hardly any"
    if found.low == found.high == wrong:
        return f"Accepting these {found.rows:,} will put {about} wrong."
    return (
        f"Accepting these {found.rows:,} will put {about} wrong ({found.low:,} to {found.high:,})."
    )


def _grouped_words(found: Forecast) -> str:
    those = "This row" if found.rows == 1 else f"These {found.rows:,} rows"
    if found.clear:
        return f"{those} {'lies' if found.rows == 1 else 'lie'} clearly in one group."
    return f"{those} {'may lie' if found.rows == 1 else 'lie in part'} between two groups."


def accept_question(found: Forecast, fit: Inference, nouns: Nouns) -> tuple[str, str]:
    """Return the question that comes before many doubtful or outdated suggestions are accepted.

    Returns:
        The question, and what is behind it.
    """
    before = [_BEFORE] if found.stale else []
    if found.stale and not found.risky:
        return f"Accept {found.rows:,} suggestions from before the change?", _BEFORE
    if found.grouped:
        unknown = "There is no right answer for them; the groups were found, not recorded."
        return (
            f"Accept {found.rows:,} suggestions, though many of the rows lie between two groups?",
            " ".join((*before, unknown)),
        )
    question = (
        f"Accept {found.rows:,} suggestions, of which about {round(found.wrong):,} will be wrong?"
    )
    behind = [*before, f"Nine times out of ten it is {found.low:,} to {found.high:,} of them."]
    hard = ceiling_words(fit, nouns)
    best = best_offer(fit)
    if hard:
        behind.append(hard)
    if best is not None and not found.stale:
        behind.append(f"{capital(nouns.sources[best.source])} would tell more.")
    return question, " ".join(behind)


def offer_lines(fit: Inference, nouns: Nouns) -> tuple[OfferLine, ...]:
    """Say what each source of evidence adds: what helps most and is not used yet goes first."""
    return tuple(_offer_line(offer, fit, nouns) for offer in sorted(fit.offers, key=_rank))


def best_offer(fit: Inference) -> Offer | None:
    """Return the source that would help most and is not used yet."""
    helpful = [offer for offer in fit.offers if offer.worthwhile and not offer.used]
    return min(helpful, key=_rank, default=None)


def use_words(source: Source, nouns: Nouns) -> str:
    """Return a button's text that uses a source."""
    return f"Use {nouns.sources[source]}"


def offer_words(offer: Offer, fit: Inference, nouns: Nouns) -> str:
    """Return what a source that is not used yet would add: ``Height alone 76 %, with age 81 %``."""
    without, together = (
        sampled_percent(offer.accuracy_without),
        sampled_percent(offer.accuracy_with),
    )
    used, more = capital(nouns.used), nouns.sources[offer.source]
    return f"{used}{_alone(fit)} {without}, with {more} {together}"


def summary_words(fit: Inference, nouns: Nouns, suggested: str = "") -> str:
    """Return how far to trust a fit, in a line or two.

    Where a source is offered, all figures are of the comparison that it comes from.

    Args:
        fit: of the roster.
        nouns: what things are called.
        suggested: how many suggestions are expected to be right, where recorded rows do not stand
            for the missing ones.
    """
    trust = fit.trust
    if trust is None:
        return hidden_words(fit, nouns)
    offered, ceiling = _raising(fit), low_ceiling(fit)
    used = capital(nouns.used)
    right = sampled_percent(offered[0].accuracy_without if offered else trust.accuracy)
    more = [
        f"with {nouns.sources[offer.source]} {sampled_percent(offer.accuracy_with)}"
        for offer in offered
    ]
    whose = " of hidden recorded rows" if suggested else ""
    if ceiling is not None:
        share, always = rounded_percent(ceiling.share), fit.categories[ceiling.commonest]
        said = f"{used} can hardly tell: right for {right}{whose}, always “{always}” for {share}."
        said += f" {capital(', '.join(more))}." if more else ""
    elif more:
        said = f"{used}{_alone(fit)} {right}{whose} right, {', '.join(more)}."
    else:
        interval = between(*trust.accuracy_interval())
        said = f"{used}{_alone(fit)} {right}{whose} right ({interval})."
    if suggested:
        said += f" {capital(suggested)}."
    best = best_offer(fit)
    if best is not None and not offered:
        said += f" {capital(nouns.sources[best.source])} would sharpen the percentages."
    return said


def basis_words(fit: Inference) -> str:
    """Say on what the figures of the summary were tested; empty where they were not."""
    if fit.trust is None:
        return ""
    n = next((offer.n for offer in _raising(fit)), fit.trust.n)
    return f"tested on {counted(n, 'recorded row')}"


def _raising(fit: Inference) -> list[Offer]:
    """Return the sources that would have more guesses right, two at most, the best first.

    Empty where the best would sharpen the percentages only.
    """
    found = sorted((o for o in fit.offers if o.worthwhile and not o.used), key=_rank)
    raising = [offer for offer in found if offer.accuracy_with > offer.accuracy_without]
    return raising[:_MENTIONED] if found[:1] == raising[:1] else []


def _rank(offer: Offer) -> tuple[bool, bool, float]:
    return (offer.used, not offer.worthwhile, offer.log_loss_with)


def _offer_line(offer: Offer, fit: Inference, nouns: Nouns) -> OfferLine:
    noun, source = nouns.sources[offer.source], offer.source
    without = sampled_percent(offer.accuracy_without)
    together = sampled_percent(offer.accuracy_with)
    is_free = source is not Source.MEASUREMENT
    if not offer.used:
        if not offer.worthwhile:
            return OfferLine(source, f"{_adds_nothing(source, noun)}: {without}, then {together}.")
        return OfferLine(source, f"{offer_words(offer, fit, nouns)}.", use_words(source, nouns))
    stop = f"Stop using {noun}" if is_free else ""
    if not offer.worthwhile:
        sentence = f"{_adds_nothing(source, noun)}: without {without}, with {together}."
    else:
        it = "them" if source in _PLURAL else "it"
        sentence = f"Without {noun} {without}, with {it} {together}."
    return OfferLine(source, sentence, stop, stops=True)


def _alone(fit: Inference) -> str:
    return " alone" if len(fit.evidence) == 1 else ""


def _adds_nothing(source: Source, noun: str) -> str:
    verb = "add" if source in _PLURAL else "adds"
    return f"{capital(noun)} {verb} nothing that is sure"


@dataclass(frozen=True)
class Dot:
    """Hidden rows of about the same stated probability.

    Attributes:
        stated: mean probability of the guess.
        right: part of the guesses that was right.
        n: rows.
        low: lower end of a 90 % interval of ``right``.
        high: upper end.
    """

    stated: float
    right: float
    n: int
    low: float
    high: float


def dots(fit: Inference) -> tuple[Dot, ...]:
    """Return stated against right, for a picture; empty where nothing was tested."""
    if fit.trust is None:
        return ()
    return tuple(
        Dot(each.stated, each.right, each.n, *wilson_interval(each.right, each.n))
        for each in fit.trust.reliability()
    )


def dots_words(found: tuple[Dot, ...]) -> str:
    """Return the picture of stated against right in words."""
    return "; ".join(
        f"{rounded_percent(dot.stated)} stated, {rounded_percent(dot.right)} right, "
        f"{counted(dot.n, 'row')}"
        for dot in found
    )
