"""Recorded rows that look wrong: ranked, shown, never changed."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from em_desktop.em.sources import Source
from em_desktop.review.decisions import Answer
from em_desktop.review.evidence import agreeing, witnesses
from em_desktop.review.naming import category_noun, further_nouns, measurement_noun, source_noun
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.wording import joined, percent
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading
from em_desktop.roster.table import RowIds

_NONE = "the other evidence"


def _empty() -> NDArray[np.float64]:
    return np.empty(0)


@dataclass(frozen=True, eq=False)
class WorthALook:
    """Rows whose recorded category or whose measurement looks wrong, the unlikeliest first.

    Attributes:
        row_ids: shape ``(m,)``.
        chances: of the recorded category once it was hidden, shape ``(m,)``; NaN where it is not
            doubted.
        rivals: the likeliest other category, index of ``labels``, shape ``(m,)``.
        rival_chances: its probability, shape ``(m,)``.
        distances: of the measurement from every category, in robust standard deviations, shape
            ``(m,)``; NaN where it is not odd.
        labels: texts of the categories.
        recorded: index of the recorded category, -1 where there is none, shape ``(m,)``.
        total: rows that the fit called doubtful, those too that were answered since.
    """

    row_ids: RowIds = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    chances: NDArray[np.float64] = field(default_factory=_empty)
    rivals: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    rival_chances: NDArray[np.float64] = field(default_factory=_empty)
    distances: NDArray[np.float64] = field(default_factory=_empty)
    labels: tuple[str, ...] = ()
    recorded: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    total: int = 0

    def __len__(self) -> int:
        return len(self.row_ids)

    def index_of(self, row_id: int) -> int | None:
        """Return where a row stands in the list, or None."""
        found = np.flatnonzero(self.row_ids == row_id)
        return int(found[0]) if len(found) else None

    def doubts_category(self, row_id: int) -> bool:
        """Whether the recorded category of a row looks wrong."""
        at = self.index_of(row_id)
        return at is not None and not np.isnan(self.chances[at])

    def doubts_measurement(self, row_id: int) -> bool:
        """Whether a measurement of a row looks wrong."""
        at = self.index_of(row_id)
        return at is not None and not np.isnan(self.distances[at])


NOTHING = WorthALook()
"""No row is worth a look, or nothing was inferred."""


def worth_a_look(
    suggestions: Suggestions | None, workspace: Workspace, reading: Reading
) -> WorthALook:
    """Return the rows that a fit calls doubtful, as far as they still say what it saw.

    A row whose category or evidence was edited since, or that has gone, is on the list no more; nor
    is one of which a person has said that it is right.

    Args:
        suggestions: that still speak of the workspace, as from `standing`; None for none.
        workspace: as it is now.
        reading: of the workspace's roster.
    """
    doubtful = None if suggestions is None else suggestions.fit.doubtful
    if suggestions is None or doubtful is None:
        return NOTHING
    encoding = suggestions.encoding
    rows = np.union1d(doubtful.rows, doubtful.odd_rows).astype(np.intp)
    total = len(rows)
    chances, distances = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    chances[np.searchsorted(rows, doubtful.rows)] = doubtful.chances
    distances[np.searchsorted(rows, doubtful.odd_rows)] = doubtful.distances

    ids = encoding.row_ids[rows]
    there = np.isin(ids, workspace.roster.row_ids, assume_unique=True)
    rows, ids, chances, distances = rows[there], ids[there], chances[there], distances[there]
    at = workspace.roster.positions(ids)
    then = {witness: said[rows] for witness, said in encoding.witnesses.items()}
    same = agreeing(then, witnesses(workspace.roles, reading, encoding.evidence, at), len(rows))
    recorded = encoding.design.labels[rows]
    chances[_labels(reading, at) != _texts(encoding.labels, recorded)] = np.nan
    keep = same & ~(np.isnan(chances) & np.isnan(distances)) & ~_confirmed(workspace, ids)

    order = np.flatnonzero(keep)
    order = order[np.argsort(-_surprise(chances, distances)[order], kind="stable")]
    rivals, shares = _rivals(suggestions.fit.probabilities[rows], recorded, chances)
    return WorthALook(
        row_ids=ids[order],
        chances=chances[order],
        rivals=rivals[order],
        rival_chances=shares[order],
        distances=distances[order],
        labels=encoding.labels,
        recorded=recorded[order],
        total=total,
    )


def _confirmed(workspace: Workspace, row_ids: RowIds) -> NDArray[np.bool_]:
    """Return which of some rows a person has called right."""
    decisions = (workspace.decisions.get(i) for i in row_ids.tolist())
    said = (d is not None and d.answer is Answer.CONFIRMED for d in decisions)
    return np.fromiter(said, bool, len(row_ids))


def look_words(
    found: WorthALook,
    row_id: int,
    workspace: Workspace,
    reading: Reading,
    evidence: tuple[Source, ...],
) -> str:
    """Say in a sentence or two why a row is worth a look; empty where it is not.

    Args:
        found: the list.
        row_id: the row.
        workspace: names the columns.
        reading: of the workspace's roster.
        evidence: what the fit went by.
    """
    at = found.index_of(row_id)
    if at is None:
        return ""
    category, said = category_noun(workspace), []
    if not np.isnan(found.chances[at]):
        nouns = [source_noun(source, workspace, reading) for source in evidence]
        one, verb = joined(nouns) or _NONE, "says" if nouns == nouns[:1] else "say"
        if Source.NAME in evidence:
            verb = "say"
        rival, sure = found.labels[int(found.rivals[at])], percent(float(found.rival_chances[at]))
        own = found.labels[int(found.recorded[at])]
        said.append(
            f"Recorded as {own}. With its {category} hidden, {one} {verb} {rival}, {sure}. "
            "Only some of such rows are wrong."
        )
    if not np.isnan(found.distances[at]):
        nouns = [measurement_noun(workspace, reading), *further_nouns(workspace)]
        what = f"The {nouns[0]}" if len(nouns) == 1 else f"A measurement ({joined(nouns)})"
        said.append(f"{what} is far from what is usual for any {category} here.")
    return " ".join(said)


def _labels(reading: Reading, at: NDArray[np.intp]) -> NDArray[np.object_]:
    """Return the text of the category that each row has now, empty where it has none."""
    if reading.categories is None:
        return np.full(len(at), "", dtype=object)
    texts = tuple(category.label for category in reading.categories.categories)
    return _texts(texts, reading.categories.codes[at].astype(np.intp))


def _texts(texts: tuple[str, ...], codes: NDArray[np.intp]) -> NDArray[np.object_]:
    spelt: NDArray[np.object_] = np.array((*texts, ""), dtype=object)[codes]  # the last for -1
    return spelt


def _surprise(chances: NDArray[np.float64], distances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how unlikely each row is, as minus a logarithm of a probability.

    Of a distance that is the tail of a normal, by Mills' ratio; it is above 4 wherever it counts.
    """
    far = np.maximum(np.nan_to_num(distances), 1.0)
    tail = np.where(np.isnan(distances), 0.0, far**2 / 2 + np.log(far * np.sqrt(np.pi / 2)))
    doubt = np.where(np.isnan(chances), 0.0, -np.log(np.maximum(chances, 1e-300)))
    return np.asarray(np.maximum(tail, doubt))


def _rivals(
    probabilities: NDArray[np.float64],
    recorded: NDArray[np.intp],
    chances: NDArray[np.float64],
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the likeliest category besides the recorded one, and its probability.

    What the hidden category does not get is shared out as the fit shares it among the others.
    """
    others = probabilities.copy()
    known = np.flatnonzero(recorded >= 0)
    others[known, recorded[known]] = 0.0
    best = others.argmax(axis=1)
    part = others.max(axis=1, initial=0.0) / np.maximum(others.sum(axis=1), 1e-300)
    return best, (1.0 - chances) * part
