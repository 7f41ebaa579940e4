"""The state of a roster and of its fit, in one line."""

import numpy as np
from numpy.typing import NDArray

from em_desktop.em import Inference, Outcome
from em_desktop.review.naming import category_noun
from em_desktop.review.status import Status
from em_desktop.review.suggestions import Freshness, Suggestions
from em_desktop.review.wording import counted
from em_desktop.review.workspace import Workspace


def state(
    workspace: Workspace,
    status: NDArray[np.int8],
    suggestions: Suggestions | None,
    freshness: Freshness,
    *,
    only_evidence: bool = False,
) -> str:
    """Return rows, missing rows and what became of the newest fit.

    Args:
        workspace: the roster and the roles of its columns.
        status: `Status` of each row, shape ``(n_rows,)``.
        suggestions: of the newest fit; None where there was none.
        freshness: of those suggestions.
        only_evidence: where they are stale, nothing but the evidence to use has changed.
    """
    n = workspace.roster.n_rows
    parts = [counted(n, "row")]
    if workspace.roles.category is not None:
        lacked = int((status != Status.RECORDED).sum())
        filled = int(np.isin(status, (Status.ACCEPTED, Status.ENTERED)).sum())
        still = "still " if filled else ""
        without = f"{lacked - filled:,} {still}without {category_noun(workspace)}"
        done = lacked and lacked == filled
        parts.append(f"all {lacked:,} gaps are filled" if done else without)
    if suggestions is not None:
        match freshness:
            case Freshness.CURRENT:
                parts.append(outcome(suggestions.fit))
            case Freshness.ANSWERED:
                parts.append("EM has not learnt from your new entries yet")
            case Freshness.STALE:
                what = "evidence" if only_evidence else "table"
                parts.append(f"the {what} has changed since: infer again")
    return " · ".join(parts)


def outcome(fit: Inference) -> str:
    """Return how a fit ended."""
    steps = counted(fit.n_iterations, "iteration")
    match fit.outcome:
        case Outcome.CONVERGED:
            return f"EM settled after {steps}"
        case Outcome.ITERATION_LIMIT:
            return f"EM stopped at the limit of {steps}, not quite settled"
        case Outcome.CANCELLED:
            return f"EM was stopped after {steps}"
        case Outcome.FAILED:
            return f"EM failed: {fit.message}"
