"""All methods on all tables, mechanisms and seeds."""

import multiprocessing
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

import methods
import numpy as np
from mechanisms import Mechanism, mechanisms
from metrics import Scores, scores
from tables import Flags, Floats, Table
from threadpoolctl import threadpool_limits

from em_desktop.em import Design

if methods.OURS_IS_THERE:
    import ours

ORACLE = "oracle"
INFORMED = "oracle that knows the shares"

_WORKERS = 2


@dataclass(frozen=True)
class Result:
    """One method on one table with one choice of hidden rows.

    Attributes:
        table: its name.
        kind: of the table.
        mechanism: in words.
        seed: of the choice.
        method: its name.
        scores: on the hidden rows.
        seconds: that it took.
        recorded: rows whose category was not hidden.
        promises: what the program said of its own mistakes.
        missingness: why it took the categories to be missing.
        failure: why the recorded shares stand in for it; empty where it worked.
    """

    table: str
    kind: str
    mechanism: Mechanism
    seed: int
    method: str
    scores: Scores
    seconds: float
    recorded: int
    promises: tuple["ours.Promise", ...] = ()
    missingness: str = ""
    failure: str = ""


@dataclass(frozen=True, eq=False)
class Task:
    """A seed of a table: the table itself, or how to make it up from the seed."""

    table: Table | Callable[[int], Table]
    seed: int
    mechanisms: tuple[Mechanism, ...]


def tasks(
    tables: Sequence[Table],
    made_up: Sequence[Callable[[int], Table]],
    parts: Sequence[float],
    seeds: int,
) -> list[Task]:
    """Return what is to be done, the made-up tables with half the seeds and at random only."""
    random = tuple(m for m in mechanisms(parts) if m.kind == "at random")
    return [
        *(Task(t, seed, tuple(mechanisms(parts))) for t in tables for seed in range(seeds)),
        *(Task(make, seed, random) for make in made_up for seed in range((seeds + 1) // 2)),
    ]


def run(todo: Sequence[Task], done: Callable[[int], object]) -> list[Result]:
    """Do all tasks in two processes; report how many are done."""
    found: list[Result] = []
    context = multiprocessing.get_context("fork")
    with context.Pool(_WORKERS, initializer=_alone) as pool:
        for count, results in enumerate(pool.imap(_do, todo), 1):
            found.extend(results)
            done(count)
    return found


def _alone() -> None:
    threadpool_limits(1)
    warnings.simplefilter("ignore")


def _do(task: Task) -> list[Result]:
    table = task.table if isinstance(task.table, Table) else task.table(task.seed)
    with np.errstate(all="ignore"):
        return [r for mechanism in task.mechanisms for r in _one(table, mechanism, task.seed)]


def _one(table: Table, mechanism: Mechanism, seed: int) -> Iterator[Result]:
    hidden = mechanism.hide(table, seed)

    def result(
        method: str,
        probabilities: Floats,
        seconds: float = 0.0,
        answer: "ours.Answer | None" = None,
        failure: str = "",
    ) -> Result:
        return Result(
            table.name,
            table.kind,
            mechanism,
            seed,
            method,
            scores(probabilities[hidden], table.truth[hidden]),
            seconds,
            int((~hidden).sum()),
            () if answer is None else answer.promises,
            "" if answer is None else answer.missingness,
            failure,
        )

    if table.ceilings:
        for words, probabilities in table.ceilings.items():
            yield result(words, probabilities)
    elif table.ages is None:
        best = methods.oracle(table)
        yield result(ORACLE, best)
        if mechanism.kind == "by category":
            yield result(INFORMED, methods.informed(best, table.truth, hidden))
    design = table.design(hidden)
    applicable = methods.METHODS | (methods.WITH_NAMES if table.names else {})
    for name, method in applicable.items():
        start, failure = perf_counter(), ""
        try:
            probabilities = method(design)
        except (ValueError, ArithmeticError, np.linalg.LinAlgError) as error:
            probabilities, failure = methods.shares(design), str(error) or type(error).__name__
        yield result(name, probabilities, perf_counter() - start, failure=failure)
    if methods.OURS_IS_THERE:
        yield from _ours(table, design, hidden, result)


def _ours(
    table: Table, design: Design, hidden: Flags, result: Callable[..., Result]
) -> Iterator[Result]:
    for evidence in table.evidence:
        name = ours.named(evidence)
        start = perf_counter()
        try:
            answer = ours.predict(design, evidence, table.truth, hidden)
        except Exception as error:  # noqa: BLE001 - one mistake shall not end the whole run
            failure = f"{type(error).__name__}: {error}"
            sys.stderr.write(f"{table.name}, {name}: {failure}\n")
            yield result(name, methods.shares(design), failure=failure)
        else:
            seconds = perf_counter() - start
            yield result(name, answer.probabilities, seconds, answer=answer)
