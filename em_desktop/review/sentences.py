"""The state of a roster and of its fit, in one line."""

import numpy as np

from em_desktop.em import Fit, Outcome
from em_desktop.review.status import Status
from em_desktop.review.suggestions import Freshness, Suggestions
from em_desktop.review.workspace import Workspace


def state(
    workspace: Workspace,
    status: np.ndarray,
    suggestions: Suggestions | None,
    freshness: Freshness,
) -> str:
    """Return rows, missing rows and what became of the newest fit."""
    n = workspace.roster.n_rows
    parts = [f"{n:,} row" if n == 1 else f"{n:,} rows"]
    category = workspace.roles.category
    if category is not None:
        noun = workspace.roster.header[category] or "category"
        lacked = int((status != Status.RECORDED).sum())
        filled = int(np.isin(status, (Status.ACCEPTED, Status.ENTERED)).sum())
        still = "still " if filled else ""
        parts.append(f"{lacked - filled:,} {still}without {noun}")
    if suggestions is not None:
        match freshness:
            case Freshness.CURRENT:
                parts.append(outcome(suggestions.fit))
            case Freshness.ANSWERED:
                parts.append("your new answers are not in this fit yet")
            case Freshness.STALE:
                parts.append("the table has changed since this fit: infer again")
    return " · ".join(parts)


def outcome(fit: Fit) -> str:
    """Return how a fit ended."""
    steps = f"{fit.n_iterations:,} iteration" + ("" if fit.n_iterations == 1 else "s")
    match fit.outcome:
        case Outcome.CONVERGED:
            return f"converged after {steps}"
        case Outcome.ITERATION_LIMIT:
            return f"stopped at the limit of {steps}, not quite converged"
        case Outcome.CANCELLED:
            return f"cancelled after {steps}"
        case Outcome.FAILED:
            return f"failed: {fit.message}"
