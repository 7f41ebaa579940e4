"""What a person said of rows by which the suggestions are measured, for the receipt."""

from collections.abc import Mapping

from em_desktop.review.agreement import agreement
from em_desktop.review.checks import Check, CheckKind
from em_desktop.review.times import local_time


def checks_as_json(checks: Mapping[int, Check]) -> dict[str, object]:
    """Return all checks and what they add up to, for the ``json`` module.

    Args:
        checks: by row id.
    """
    return {
        **{kind.value: _agreement(checks, kind) for kind in CheckKind},
        "rows": [
            {
                "record": row_id + 1,
                "kind": check.kind.value,
                "said": check.said or None,
                "suggested": check.suggested,
                "probability": check.probability,
                "fit": check.fit,
                "threshold": check.threshold,
                "time": local_time(check.time),
            }
            for row_id, check in sorted(checks.items())
        ],
    }


def _agreement(checks: Mapping[int, Check], kind: CheckKind) -> dict[str, object] | None:
    """Return how often the person said what was suggested; None where nobody was asked."""
    mine = [check for check in checks.values() if check.kind is kind]
    if not mine:
        return None
    found = agreement(mine)
    return {
        "n": found.n,
        "agreed": found.agreed,
        "low": found.low,
        "high": found.high,
        "level": found.level,
        "untold": found.untold,
    }
