"""All that is said of a fit's trustworthiness, gathered for a view."""

from dataclasses import dataclass

from em_desktop.em.sources import Source
from em_desktop.review.as_fitted import as_fitted
from em_desktop.review.fit_words import (
    ParameterLine,
    further_lines,
    left_out_words,
    model_words,
    parameter_lines,
)
from em_desktop.review.missing_words import missingness_sentence
from em_desktop.review.naming import category_noun, further_nouns, measurement_noun
from em_desktop.review.of_whom import suggestions_words
from em_desktop.review.sentences import outcome
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.trust_words import (
    Dot,
    Nouns,
    OfferLine,
    basis_words,
    best_offer,
    ceiling_words,
    dots,
    hidden_words,
    offer_lines,
    summary_words,
    use_words,
)
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading

_COMPARED = (
    "Compared by a quicker fit, whose figures may differ a little from the one of all hidden rows "
    "above."
)


@dataclass(frozen=True)
class TrustReport:
    """What hidden rows said of a fit, what would help, and what it is made of.

    Attributes:
        summary: in a line or two.
        basis: what the summary was tested on.
        best: the source that would help most, and its button's text; None where none would.
        hidden: how many hidden rows were guessed right.
        ceiling: that the evidence can hardly tell; empty where it can.
        dots: stated against right.
        offers: what each source adds.
        compared: how that was found; empty where nothing is offered.
        measure: what the measurement is called.
        parameters: of the fit.
        further: means of the further measurements, a line each.
        notes: how it was put together and what was left out, one sentence each.
    """

    summary: str
    basis: str
    best: tuple[Source, str] | None
    hidden: str
    ceiling: str
    dots: tuple[Dot, ...]
    offers: tuple[OfferLine, ...]
    compared: str
    measure: str
    parameters: tuple[ParameterLine, ...]
    notes: tuple[str, ...]
    further: tuple[str, ...] = ()


def trust_report(suggestions: Suggestions, workspace: Workspace, reading: Reading) -> TrustReport:
    """Gather what is known of a fit.

    Args:
        suggestions: of the fit.
        workspace: names the columns.
        reading: of the workspace's roster.
    """
    fit = suggestions.fit
    nouns, best = Nouns.of(suggestions, workspace, reading), best_offer(fit)
    ending, suggested = outcome(fit), suggestions_words(suggestions)
    workspace, reading = as_fitted(suggestions.encoding, workspace, reading)
    return TrustReport(
        summary=summary_words(fit, nouns, suggested),
        basis=basis_words(fit),
        best=None if best is None else (best.source, use_words(best.source, nouns)),
        hidden=hidden_words(fit, nouns, suggested),
        ceiling=ceiling_words(fit, nouns),
        dots=dots(fit),
        offers=offer_lines(fit, nouns),
        compared=_COMPARED if fit.offers else "",
        measure=measurement_noun(workspace, reading),
        parameters=tuple(parameter_lines(fit, suggestions.labels, str(suggestions.encoding.unit))),
        notes=(
            *model_words(fit),
            *_missing_words(suggestions, workspace, reading),
            *left_out_words(fit, workspace, reading),
            f"{ending}; log likelihood {fit.log_likelihood:.2f}.",
        ),
        further=further_lines(suggestions, further_nouns(workspace)),
    )


def _missing_words(
    suggestions: Suggestions, workspace: Workspace, reading: Reading
) -> tuple[str, ...]:
    fit = suggestions.fit
    if fit.missingness is None:
        return ()
    said = missingness_sentence(suggestions.encoding, fit, workspace, reading)
    return (said or f"Which {category_noun(workspace)} is missing seems to be chance.",)
