"""What an answer measures: a row of a sample, a suggestion not seen before, or nothing."""

from collections.abc import Container, Iterable, Iterator

import numpy as np

from em_desktop.review.checks import Check, CheckKind
from em_desktop.review.edits import Edit, SetChecks, Several
from em_desktop.review.sampling import Sample, seed
from em_desktop.review.suggestions import Suggestion, Suggestions
from em_desktop.review.workspace import Workspace
from em_desktop.roster.missing import missing_mask


def can_measure(said: str | None, workspace: Workspace) -> bool:
    """Whether an answer can be set beside a suggestion.

    A text that says no more than that something is missing cannot; leaving a row blank can.

    Args:
        said: the category; empty where the row is left blank, None where the suggestion is taken.
        workspace: in which the words for missing stand.
    """
    words = workspace.options.missing_words
    return not said or not missing_mask(np.array([said], dtype=object), words)[0]


def measured(
    suggested: Suggestion, fit: int | None, said: str | None, of: Sample | None, *, is_blind: bool
) -> Check | None:
    """Return what an answer to one row measures; None for nothing.

    Args:
        suggested: for the row.
        fit: number of the fit that suggested it.
        said: as in `can_measure`.
        of: the sample that the answer belongs to, which goes before blind answers.
        is_blind: whether the answer is blind.
    """
    text = suggested.text if said is None else said
    made = (text, suggested.text, suggested.probability, fit, None)
    if of is not None:
        return Check(CheckKind.SAMPLE, *made, of.threshold, of.draw)
    return Check(CheckKind.BLIND, *made) if is_blind else None


def is_blind(row_id: int, workspace: Workspace, told: Container[int], *, hidden: bool) -> bool:
    """Whether an answer to a row is blind: the suggestion is hidden now and never was in view.

    Args:
        row_id: of the row; one that was measured before is not measured anew.
        workspace: with the checks that were made.
        told: rows of which the suggestion was shown.
        hidden: whether the suggestion is hidden.
    """
    return hidden and row_id not in told and row_id not in workspace.checks


def sample_of(
    row_id: int,
    running: Sample | None,
    left: Sample | None,
    workspace: Workspace,
    suggestions: Suggestions,
    *,
    waits: bool,
) -> Sample | None:
    """Return the sample that an answer to a row belongs to; None for none.

    A row that was drawn counts wherever it is answered: left out of the sample, those in which
    a person disagrees would make room for others.

    Args:
        row_id: of the row.
        running: the sample that is being looked at.
        left: the one that was left last.
        workspace: with the checks that were made.
        suggestions: of the fit in force; by another fit another sample is drawn.
        waits: whether the row waits for an answer.
    """
    if row_id in workspace.checks:
        return None
    if running is not None and row_id in running.waiting:
        return running
    if left is None or row_id not in left.waiting or not waits:
        return None
    return left if left.draw == seed(workspace, suggestions, left.threshold) else None


def told_by(steps: Iterable[Edit | None]) -> Iterator[int]:
    """Yield the rows that were answered blindly, undone or not: the comparison was shown."""
    for step in steps:
        match step:
            case Several(edits):
                yield from told_by(edits)
            case SetChecks(checks):
                blind = CheckKind.BLIND
                yield from (i for i, check in checks.items() if check and check.kind is blind)
