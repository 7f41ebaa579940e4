"""The table of the report: means over seeds, and over the tables of a kind."""

import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from running import Result

HEAD = (
    "hidden",
    "method",
    "accuracy",
    "Brier",
    "log loss",
    "ECE",
    "ECE − floor",
    "p ≥ .9",
    "right",
    "p ≥ .95",
    "right",
    "ms",
)


@dataclass(frozen=True)
class Means:
    """Means of results; precision is that of all covered rows together."""

    accuracy: float
    brier: float
    log_loss: float
    ece: float
    excess: float
    coverage: dict[float, float]
    precision: dict[float, float]
    seconds: float
    failures: int

    @classmethod
    def of(cls, results: Sequence[Result]) -> "Means":
        """Return the mean over tables of the means over seeds."""
        tables: dict[str, list[Result]] = defaultdict(list)
        for result in results:
            tables[result.table].append(result)

        def mean(number: Callable[[Result], float]) -> float:
            return statistics.fmean(
                statistics.fmean(number(result) for result in own) for own in tables.values()
            )

        thresholds = results[0].scores.covered
        covered = {t: sum(r.scores.covered[t] for r in results) for t in thresholds}
        right = {t: sum(r.scores.right[t] for r in results) for t in thresholds}
        return cls(
            accuracy=mean(lambda r: r.scores.accuracy),
            brier=mean(lambda r: r.scores.brier),
            log_loss=mean(lambda r: r.scores.log_loss),
            ece=mean(lambda r: r.scores.ece),
            excess=mean(lambda r: r.scores.ece - r.scores.floor),
            coverage={t: mean(partial(_coverage, t)) for t in thresholds},
            precision={t: right[t] / covered[t] if covered[t] else math.nan for t in thresholds},
            seconds=mean(lambda r: r.seconds),
            failures=sum(bool(r.failure) for r in results),
        )


def _coverage(threshold: float, result: Result) -> float:
    return result.scores.covered[threshold] / result.scores.n


def summary(results: Sequence[Result]) -> str:
    """Return the tables of the means over all tables of a kind."""
    kinds = {"adult": "Adult tables, mean", "misspecified": "Misspecified tables, mean"}
    blocks: list[str] = []
    for kind, title in kinds.items():
        own = [result for result in results if result.kind == kind]
        if own:
            names = list(dict.fromkeys(result.table for result in own))
            blocks.append(block(f"{title} ({', '.join(names)})", own))
    return "\n\n".join(blocks)


def each(results: Sequence[Result], kind: str = "") -> str:
    """Return the tables of the means over seeds, of one kind or of all but the made-up ones."""
    own = [r for r in results if (r.kind == kind if kind else r.kind != "made up")]
    names = dict.fromkeys(result.table for result in own)
    return "\n\n".join(
        block(name, [result for result in results if result.table == name]) for name in names
    )


def block(title: str, results: Sequence[Result]) -> str:
    """Return a heading and the table below it."""
    sets: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results:
        sets[result.mechanism.words, result.method].append(result)
    lines: list[tuple[str, ...]] = [HEAD]
    before = ""
    words = dict.fromkeys(hidden for hidden, _ in sets)
    for hidden in words:
        for (here, method), own in sets.items():
            if here == hidden:
                lines.append(_line(hidden if hidden != before else "", method, Means.of(own)))
                before = hidden
    return f"### {title}\n\n{markdown(lines)}"


def markdown(lines: Sequence[tuple[str, ...]]) -> str:
    """Return a table in Markdown, its first line the heading."""
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    ruler = tuple("-" * width for width in widths)
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |"
        for line in [lines[0], ruler, *lines[1:]]
    )


def _line(hidden: str, method: str, means: Means) -> tuple[str, ...]:
    sure = [
        text
        for t, part in means.coverage.items()
        for text in (f"{part:.0%}", _plain(means.precision[t], 3))
    ]
    return (
        hidden,
        method + (f" ({means.failures} failed)" if means.failures else ""),
        f"{means.accuracy:.4f}",
        f"{means.brier:.4f}",
        f"{means.log_loss:.3f}",
        f"{means.ece:.3f}",
        f"{means.excess:+.3f}",
        *sure,
        _plain(means.seconds * 1e3, 0) if means.seconds else "",
    )


def _plain(number: float, digits: int) -> str:
    return "" if math.isnan(number) else f"{number:.{digits}f}"


def chosen(
    results: Iterable[Result],
    *,
    method: str = "",
    table: str = "",
    kind: str = "",
    hidden: Callable[[Result], bool] = lambda _: True,
) -> list[Result]:
    """Return the results that match."""
    return [
        result
        for result in results
        if (not method or result.method == method)
        and (not table or result.table == table)
        and (not kind or result.kind == kind)
        and hidden(result)
    ]
