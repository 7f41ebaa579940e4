"""What the program promises, against what was measured."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import generated
from report import Means, chosen, markdown
from running import INFORMED, ORACLE, Result

OURS = "ours"
_RECORDED_ONLY = ("LDA of the recorded", "QDA of the recorded")
_RARE = 0.7
"""Parts hidden up to this one have the stricter limits."""


@dataclass(frozen=True)
class Check:
    """One promise.

    Attributes:
        words: what is promised, and where.
        value: what was measured, as text.
        limit: as text; empty where nothing is promised and the figure is for information.
        kept: None where nothing is promised.
    """

    words: str
    value: str
    limit: str = ""
    kept: bool | None = None


def section(results: Sequence[Result]) -> str:
    """Return the section of the report; empty where the program's own method was not run."""
    checks = [
        *_adults(results),
        *_stray_row(results),
        *_harmless(results),
        *_promises(results),
        *_by_category(results),
        *_by_measurement(results),
        *_reasons(results),
        *_names(results),
        *_ages(results),
    ]
    lines = [("", "measured", "promised", "")]
    lines += [
        (c.words, c.value, c.limit, {True: "yes", False: "NO", None: ""}[c.kept]) for c in checks
    ]
    return f"### Promises\n\n{markdown(lines)}" if checks else ""


def _adults(results: Sequence[Result]) -> Iterator[Check]:
    for kind, loss_limit in (("adult", 0.41), ("misspecified", 0.65)):
        for part in _parts(results):
            here = chosen(results, kind=kind, hidden=_at_random(part))
            ours, best = chosen(here, method=OURS), chosen(here, method=ORACLE)
            if not ours:
                continue
            mine, theirs = Means.of(ours), Means.of(best)
            words = f"{kind}, {part:.0%} hidden"
            if kind == "adult":
                few = part <= _RARE
                below = 100 * (theirs.accuracy - mine.accuracy)
                yield _most(f"{words}: points below the oracle", below, 0.3 if few else 0.6, 2)
                yield _most(f"{words}: ECE − floor", mine.excess, 0.005 if few else 0.015, 4)
            else:
                yield Check(f"{words}: ECE − floor", f"{mine.excess:.4f}")
                yield Check(f"{words}: ECE − floor of the oracle", f"{theirs.excess:.4f}")
            if part > _RARE:
                yield _most(f"{words}: log loss", mine.log_loss, loss_limit, 3)


def _stray_row(results: Sequence[Result]) -> Iterator[Check]:
    for part in _parts(results):
        own = chosen(results, table="Davis as it stands", method=OURS, hidden=_at_random(part))
        if own:
            words = f"Davis as it stands, {part:.0%} hidden: accuracy"
            yield _least(words, Means.of(own).accuracy, 0.85, 3)


def _harmless(results: Sequence[Result]) -> Iterator[Check]:
    """Compare with the better of the models of the recorded rows, table by table."""
    worst, where = -100.0, ""
    for name in dict.fromkeys(r.table for r in results if r.kind != "made up"):
        for part in _parts(results):
            here = chosen(results, table=name, hidden=_at_random(part))
            ours = chosen(here, method=OURS)
            if ours:
                rivals = [Means.of(chosen(here, method=m)).accuracy for m in _RECORDED_ONLY]
                below = 100 * (max(rivals) - Means.of(ours).accuracy)
                if below > worst:
                    worst, where = below, f"{name}, {part:.0%} hidden"
    if where:
        words = f"most points below the recorded rows alone, of all tables at random ({where})"
        yield _most(words, worst, 0.5, 2)


def _promises(results: Sequence[Result]) -> Iterator[Check]:
    """Say how often the interval of the number of wrong suggestions covers the true one."""
    sets: list[tuple[str, Callable[[Result], bool]]] = [
        (f"at random, {part:.0%} hidden", _at_random(part)) for part in _parts(results)
    ]
    sets += [
        (kind, lambda r, kind=kind: r.mechanism.kind == kind)  # type: ignore[misc]
        for kind in ("by category", "by measurement")
    ]
    for words, belongs in sets:
        own = [r for r in results if r.method == OURS and r.kind != "made up" and belongs(r)]
        promises = [p for r in own for p in r.promises]
        if not promises:
            continue
        by_threshold = {
            t: [p for p in promises if p.threshold == t] for t in {p.threshold for p in promises}
        }
        covers = {
            t: statistics.fmean(p.low <= p.wrong <= p.high for p in said)
            for t, said in sorted(by_threshold.items())
        }
        silent = sum(not r.promises for r in own)
        told = ", ".join(f"{part:.0%} from {t:g}" for t, part in covers.items())
        told += f"; none in {silent} of {len(own)}" if silent else ""
        enough = min(covers.values()) >= 0.85
        yield Check(f"{words}: wrong ones within the interval", told, "≥ 85%", enough)


def _by_category(results: Sequence[Result]) -> Iterator[Check]:
    here = chosen(results, kind="adult", hidden=lambda r: r.mechanism.kind == "by category")
    ours = chosen(here, method=OURS)
    if ours:
        mine = Means.of(ours)
        for oracle in (ORACLE, INFORMED):
            below = 100 * (Means.of(chosen(here, method=oracle)).accuracy - mine.accuracy)
            yield _most(f"adult, by category: points below the {oracle}", below, 0.5, 2)
        yield _most("adult, by category: ECE − floor", mine.excess, 0.03, 4)
        yield Check("adult, by category: ECE", f"{mine.ece:.4f}")


def _by_measurement(results: Sequence[Result]) -> Iterator[Check]:
    for kind in ("adult", "misspecified"):
        here = chosen(results, kind=kind, hidden=lambda r: r.mechanism.kind == "by measurement")
        ours = chosen(here, method=OURS)
        if ours:
            rivals = [
                Means.of(chosen(here, method=method)) for method in (*_RECORDED_ONLY, "plain EM")
            ]
            mine = Means.of(ours)
            below = 100 * (max(r.accuracy for r in rivals) - mine.accuracy)
            words = f"{kind}, by measurement: points below the best of recorded only and plain EM"
            yield _most(words, below, 0.5, 2)
            more = mine.log_loss - min(r.log_loss for r in rivals)
            yield Check(f"{kind}, by measurement: log loss above the best of these", f"{more:+.3f}")


def _reasons(results: Sequence[Result]) -> Iterator[Check]:
    """Say what the program took for the reason why categories are missing."""
    own = [r for r in results if r.method == OURS and r.missingness]
    for words in dict.fromkeys(r.mechanism.words for r in own):
        told = Counter(r.missingness for r in own if r.mechanism.words == words)
        parts = (f"{kind} {count / told.total():.0%}" for kind, count in told.most_common())
        yield Check(f"why missing, when {words}: taken to be", ", ".join(parts))


def _names(results: Sequence[Result]) -> Iterator[Check]:
    for name in dict.fromkeys(r.table for r in results if "names" in r.table):
        for part in _parts(results):
            here = chosen(results, table=name, hidden=_at_random(part))
            alone, named = chosen(here, method=OURS), chosen(here, method=f"{OURS} + name")
            if alone and named:
                gain = 100 * (Means.of(named).accuracy - Means.of(alone).accuracy)
                words = f"{name}, {part:.0%} hidden"
                promised = name.startswith("16") and part <= _RARE
                checks = (
                    _least(f"{words}: points that names add", gain, 8.0, 1),
                    _most(f"{words}: ECE − floor", Means.of(named).excess, 0.03, 4),
                )
                yield from checks if promised else map(_unpromised, checks)


def _ages(results: Sequence[Result]) -> Iterator[Check]:
    for source in ("age", "group"):
        method = f"{OURS} + {source}"
        for name in dict.fromkeys(
            r.table for r in results if r.method == method and r.kind == "made up"
        ):
            for part in _parts(results):
                here = chosen(results, table=name, hidden=_at_random(part))
                ours = Means.of(chosen(here, method=method)).accuracy
                ceiling = Means.of(chosen(here, method=generated.CEILING)).accuracy
                words = f"{name}, {part:.0%} hidden: points below the ceiling"
                check = _most(words, 100 * (ceiling - ours), 1.0, 2)
                yield check if part <= _RARE else _unpromised(check)


def _parts(results: Sequence[Result]) -> list[float]:
    return sorted({r.mechanism.part for r in results if r.mechanism.kind == "at random"})


def _at_random(part: float) -> Callable[[Result], bool]:
    return lambda r: r.mechanism.kind == "at random" and r.mechanism.part == part


def _unpromised(check: Check) -> Check:
    return replace(check, limit="", kept=None)


def _most(words: str, value: float, limit: float, digits: int) -> Check:
    return Check(words, f"{value:.{digits}f}", f"≤ {limit:g}", value <= limit)


def _least(words: str, value: float, limit: float, digits: int) -> Check:
    return Check(words, f"{value:.{digits}f}", f"≥ {limit:g}", value >= limit)
