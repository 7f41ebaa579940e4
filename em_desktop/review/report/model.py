"""The model in plain words, with its picture."""

import numpy as np

from em_desktop.review.components import HANDFUL
from em_desktop.review.encode import Encoding
from em_desktop.review.fit_words import model_words
from em_desktop.review.histogram import histogram, scaled_densities
from em_desktop.review.picture import picture, unsure_zone
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
from em_desktop.review.report.model_picture import ModelPicture
from em_desktop.review.report.subject import Subject
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.trust_report import TrustReport
from em_desktop.review.trust_words import Nouns
from em_desktop.review.wording import capital, percent
from em_desktop.roster.folding import shown

_POINTS = 201


def model(subject: Subject, trust: TrustReport | None) -> Section:
    """Say what the model is, show it, and say what else would help.

    Args:
        subject: of the report.
        trust: what is said of the fit; None where there is none.
    """
    suggestions = subject.suggestions
    if suggestions is None or trust is None:
        return Section("The model", filled(_bare(subject), Words("No model was fitted.")))
    nouns = Nouns.of(suggestions, subject.workspace, subject.reading)
    drawn = _drawn(suggestions, trust.measure, subject.unsure_below)
    blocks: list[Block | None] = [
        Words(_plain(nouns, trust.measure, found=nouns.groups_found)),
        None if drawn is None else Figure(drawn, _caption(drawn, subject.unsure_below)),
        _parameters(suggestions, trust, nouns),
        Words(_errors(suggestions)),
        Listing(tuple(capital(line) for line in trust.further)),
        Words(f"Evidence that was used: {nouns.used}."),
        Listing(tuple(line.sentence for line in trust.offers)),
        Words(trust.compared, muted=True),
        Words(" ".join(model_words(suggestions.fit))),
    ]
    return Section("The model", filled(*blocks))


def _plain(nouns: Nouns, measure: str, *, found: bool) -> str:
    if found:
        return (
            f"No row says which {nouns.category} it belongs to. The model looks for groups whose "
            f"{measure} scatters around a mean of their own, and says for each row how clearly it "
            "lies in one of them. Whether the groups mean something is for a person to say."
        )
    return (
        f"Each {nouns.category} has a curve that says how usual each {measure} is in it. Recorded "
        f"rows keep what they say and hold the curves in place; rows without one count for each "
        "curve in part, as far as they fit it. Both are worked out in turn until nothing changes "
        "any more (expectation-maximisation). What is suggested is the likeliest, with the "
        "probability that it is right."
    )


def _drawn(suggestions: Suggestions, noun: str, unsure_below: float) -> ModelPicture | None:
    """Return the picture of what the fit saw; None where nothing was measured."""
    encoding, parameters = suggestions.encoding, suggestions.fit.parameters
    design, n = encoding.design, len(encoding.labels)
    counts = histogram(design.values, design.labels, n)
    if counts.edges.size < 2:
        return None
    edges, empty = counts.edges, np.empty(0)
    unit, labels = str(encoding.unit), encoding.labels
    if not np.isfinite(parameters.means).all():
        return ModelPicture(noun, unit, labels, counts, empty, np.empty((0, 0)))
    x = np.linspace(float(edges[0]), float(edges[-1]), _POINTS)
    curves, _ = scaled_densities(parameters, x, encoding.n_measured, counts.bin_width)
    return ModelPicture(
        noun, unit, labels, counts, x, curves, _zone(encoding, suggestions, unsure_below)
    )


def _zone(
    encoding: Encoding, suggestions: Suggestions, unsure_below: float
) -> tuple[float, float] | None:
    """Return where nothing is sure; of one measurement alone, else each group has its own."""
    if not encoding.is_one_measurement:
        return None
    values = encoding.design.values
    low, high = float(values.min()), float(values.max())
    return unsure_zone(suggestions.fit.parameters, low, high, unsure_below)


def _bare(subject: Subject) -> Figure | None:
    """Return the picture of the measurement alone, before anything was fitted."""
    shown_now = picture(subject.workspace, subject.reading)
    counts = shown_now.histogram
    if counts is None or counts.edges.size < 2:
        return None
    labels, caption = shown_now.categories, "How the measurements are spread. Bars count rows"
    if len(labels) and int(counts.counts[:-1].sum(axis=1).min()) < HANDFUL:
        counts = histogram(shown_now.values, np.full(len(shown_now.values), -1, np.intp), 0)
        labels, caption = (), f"{caption}."  # a value of a single row is a cell, and stays unread
    else:
        caption = f"{caption}, by category."
    drawn = ModelPicture(
        *(shown_now.noun, shown_now.unit, labels, counts, np.empty(0), np.empty((0, 0)))
    )
    return Figure(drawn, caption)


def _caption(drawn: ModelPicture, unsure_below: float) -> str:
    said = "Bars count rows by category, with those whose category is missing on top."
    if len(drawn.x):
        said += " The curves are what the model makes of them."
    if drawn.unsure is not None:
        said += f" In the shaded zone no category reaches {percent(unsure_below)}: unsure."
    out = drawn.histogram.below + drawn.histogram.above
    if out:
        rows = "row lies" if out == 1 else "rows lie"
        said += f" {out:,} {rows} too far outside to be drawn."
    return said


def _parameters(suggestions: Suggestions, trust: TrustReport, nouns: Nouns) -> Table:
    measured = bool(np.isfinite(suggestions.fit.parameters.means).all())
    columns = [
        Column(capital(nouns.category), 2),
        Column("Recorded rows", 1.2, right=True),
        Column("Share of all", 1.6, right=True),
    ]
    if measured:
        columns += [
            Column(f"Mean {trust.measure}", 1.8, right=True),
            Column("Spread (standard deviation)", 1.8, right=True),
        ]
    recorded = suggestions.encoding.recorded.tolist()
    rows = tuple(
        (shown(line.category), f"{n:,}", line.share, line.mean, line.spread)[: len(columns)]
        for line, n in zip(trust.parameters, recorded, strict=True)
    )
    return Table(tuple(columns), rows, heads=True)


def _errors(suggestions: Suggestions) -> str:
    if suggestions.fit.standard_errors is None:
        return ""
    return (
        "What stands behind ± is a standard error: with other rows of the same kind, the figure "
        "would move about so much."
    )
