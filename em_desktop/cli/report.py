"""What ``em-desktop repair`` prints: a summary to read, or one JSON object."""

import json

from em_desktop.cli.repair import Repaired
from em_desktop.cli.terminal import one_line
from em_desktop.em.sources import Source, in_order
from em_desktop.review.honesty import as_json as honesty_as_json
from em_desktop.review.receipt import Component, Receipt, components_as_json
from em_desktop.review.trust_words import best_offer, between, hidden_words, offer_words
from em_desktop.review.wording import counted, exact_percent, rounded_percent


def as_json(repaired: Repaired) -> str:
    """Return the summary as one JSON object in ASCII, which every terminal and pipe carries."""
    done, order = repaired.receipt, repaired.order
    return json.dumps(
        {
            "rows": done.rows,
            "missing": done.missing,
            "filled": done.filled,
            "left_blank": done.left_blank,
            "outcome": done.outcome,
            "iterations": done.iterations,
            "log_likelihood": done.log_likelihood,
            "components": components_as_json(done),
            **honesty_as_json(done.honesty),
            "warnings": list(done.warnings),
            "output": str(order.output),
            "receipt": str(order.receipt) if order.receipt else None,
            "report": str(order.report) if order.report else None,
            "clusters": _clusters(repaired),
            "proof": _proof(repaired),
        },
        indent=2,
        allow_nan=False,
    )


def as_text(repaired: Repaired) -> str:
    """Return the summary for a person."""
    done, order = repaired.receipt, repaired.order
    category = done.roles.get("category") or "category"
    lines = [f"{done.file}: {counted(done.rows, 'row')}, {done.missing:,} without {category}."]
    if done.outcome is None or done.log_likelihood is None:
        lines += [f"Nothing to fill in: {order.output} is the same table."]
    else:
        sure = "" if not done.accept else f" at {exact_percent(done.accept)} or more"
        stay = (
            "1 stays as it was"
            if done.left_blank == 1
            else f"{done.left_blank:,} stay as they were"
        )
        lines += [f"Filled {done.filled:,}{sure}; {stay}.", *_honest(done), ""]
        lines += _table(category, done.components, done.unit)
        words = {"converged": "EM converged after", "iteration limit": "EM stopped after"}
        how = words.get(done.outcome, "EM made")
        steps = counted(done.iterations, "iteration")
        lines += ["", f"{how} {steps}; log likelihood {done.log_likelihood:.2f}."]
        lines += [f"Note: {warning}" for warning in done.warnings]
    lines += [f"Corrected file: {order.output}", *repaired.proof.sentences]
    if order.receipt:
        lines += [f"Receipt: {order.receipt}"]
    if order.report:
        lines += [f"Report: {order.report}"]
    return "\n".join(map(one_line, lines))


_OPTIONS = {Source.MEASUREMENT: "height"}


def _honest(done: Receipt) -> list[str]:
    """Say how far to trust the filled cells, and what more evidence would give."""
    lines, found = [], done.honesty
    if found.fit is None or found.nouns is None:
        return []
    if found.trust is None:
        return [hidden_words(found.fit, found.nouns)]
    wrong = found.expected
    if wrong is not None and wrong.n:
        about = f"about {round(wrong.wrong):,}" if round(wrong.wrong) else "hardly any"
        lines.append(
            f"Expect {about} wrong among the {wrong.n:,} filled ({wrong.low:,} to {wrong.high:,})."
        )
    low, high = found.trust.accuracy_interval()
    lines.append(
        f"Of {found.trust.n:,} recorded rows that were hidden and guessed, "
        f"{rounded_percent(found.trust.accuracy)} were right ({between(low, high)})."
    )
    best = best_offer(found.fit)
    if best is not None:
        together = in_order(frozenset(found.fit.evidence) | {best.source})
        option = ",".join(_OPTIONS.get(source, str(source)) for source in together)
        lines.append(f"{offer_words(best, found.fit, found.nouns)}: add --evidence {option}.")
    if found.worth_a_look:
        one = found.worth_a_look == 1
        looks, them = ("row looks", "it") if one else ("rows look", "them")
        lines.append(f"{found.worth_a_look:,} recorded {looks} wrong: see {them} in the window.")
    return [*lines, *(out for out in found.left_out if out not in done.warnings)]


def _table(category: str, components: tuple[Component, ...], unit: str) -> list[str]:
    width = max(len(text) for text in (category, *(c.category for c in components)))
    measure = f" {unit}" if unit else ""
    return [f"{category:<{width}}  recorded   share   mean ± standard deviation"] + [
        f"{c.category:<{width}}  {c.recorded:>8,}  {100 * c.share:>4.0f} %   "
        f"{c.mean:.4g} ± {c.standard_deviation:.3g}{measure}"
        for c in components
    ]


def _proof(repaired: Repaired) -> dict[str, object]:
    """Return what was found when the corrected file was held against the roster."""
    proof = repaired.proof
    return {
        "identical_otherwise": proof.identical,
        "cells_changed": proof.cells,
        "rows_added": proof.rows_added,
        "rows_deleted": proof.rows_deleted,
        "columns_added": proof.columns_added,
        "parts_changed": [part.name for part in proof.parts],
        "dangerous_cells": proof.dangerous,
        "sentences": list(proof.sentences),
    }


def _clusters(repaired: Repaired) -> dict[str, object] | None:
    """Return the groups that were found, None where the categories were known."""
    found = repaired.clustered
    if found is None or found.workspace.clusters is None:
        return None
    return {
        "column": repaired.receipt.roles["category"],
        "number": len(found.workspace.clusters.names),
        "names": list(found.workspace.clusters.names),
        "bic": {str(number): bic for number, bic in found.bics.items()},
    }
