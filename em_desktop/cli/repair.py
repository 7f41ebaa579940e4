"""The main job from a file to the corrected file, without a window."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from em_desktop.cli.clusters import Clustered, with_groups
from em_desktop.cli.columns import check_roles, chosen_evidence, chosen_roles
from em_desktop.cli.order import Order, RepairError
from em_desktop.cli.places import check_places, check_unchanged
from em_desktop.cli.readings import readings_words, with_proposed
from em_desktop.cli.reporting import about_of, check_report
from em_desktop.cli.writable import writable
from em_desktop.cli.writing import manner_of, write
from em_desktop.em import Outcome, Source, infer
from em_desktop.files.exporting import prepare, target_format
from em_desktop.files.opening import needs_memory, open_roster
from em_desktop.files.preview import doubts as reading_doubts
from em_desktop.files.preview.doubts import Aspect
from em_desktop.files.problem import FileProblem, SheetNeeded
from em_desktop.files.proof.proof import Proof
from em_desktop.files.replacing import write_problem
from em_desktop.files.reports import report_bytes
from em_desktop.files.source import Format, Opened, ReadOptions
from em_desktop.review.accept import accept, open_above
from em_desktop.review.doubts import doubts
from em_desktop.review.edits import apply
from em_desktop.review.encode import CannotInfer, NothingMissing, encode
from em_desktop.review.grouping import group_hint
from em_desktop.review.missing_words import missingness_sentence
from em_desktop.review.receipt import Receipt, receipt
from em_desktop.review.renaming import in_order
from em_desktop.review.report.making import make_report
from em_desktop.review.report.subject import Subject
from em_desktop.review.resolve import resolve
from em_desktop.review.status import statuses
from em_desktop.review.suggestions import Suggestions, suggest
from em_desktop.review.times import stamped
from em_desktop.review.workspace import Workspace
from em_desktop.roster.column_names import ColumnError
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.reading import Reading, read


@dataclass(frozen=True)
class Repaired:
    """What was done.

    Attributes:
        order: what was asked for.
        receipt: what became of each row.
        proof: what the corrected file has in common with the roster.
        clustered: the groups that were found; None where the categories were known.
    """

    order: Order
    receipt: Receipt
    proof: Proof
    clustered: Clustered | None = None


def repair(order: Order, *, before_writing: Callable[[], None] = lambda: None) -> Repaired:
    """Fill the gaps of a roster and write the corrected file, and what is wanted beside it.

    Args:
        order: what to do.
        before_writing: called once all is worked out and before the first file is touched.

    Raises:
        RepairError: nothing was written.
    """
    try:
        check_report(order)
        targets = (order.receipt, order.report)
        check_places(order.roster, order.output, *targets, overwrite=order.overwrite)
        opened = open_roster(order.roster, order.how.options)
        _check_kind(order, opened)
        target = target_format(opened, order.output)
        clustered = None
        if order.clusters is not None:
            clustered = with_groups(opened.roster, order, order.clusters)
            workspace, reading = clustered.workspace, clustered.reading
        else:
            roles = chosen_roles(opened.roster, order)
            workspace = Workspace.of(opened.roster, roles, order.how.applied(ReadingOptions()))
            reading = read(opened.roster, workspace.roles, workspace.options)
        check_roles(workspace, reading)
        if order.proposed:
            workspace, reading = with_proposed(workspace, reading)
        workspace = replace(workspace, evidence=chosen_evidence(order, workspace, reading))
        notes = (*opened.notes, *_doubts(order, opened, workspace, reading))
        notes += tuple(filter(None, (readings_words(workspace, reading, proposed=order.proposed),)))
        suggestions, warnings = _infer(workspace, reading, notes, auto=order.auto)
        if suggestions is not None:
            workspace = replace(workspace, evidence=frozenset(suggestions.fit.evidence))
        now = datetime.now(UTC).astimezone()
        workspace = _accept(workspace, reading, suggestions, order.accept, now)
        changes = resolve(workspace, reading)
        manner = manner_of(order, target)
        changes, told = writable(opened, workspace, changes, manner, skip=order.skip_unwritable)
        warnings += told
        prepared = prepare(opened, workspace, changes, manner)
        done = receipt(
            workspace,
            reading,
            suggestions,
            changes,
            file=order.roster.name,
            time=now,
            accept=order.accept,
            warnings=warnings,
        )
        report = None
        if order.report is not None:
            about = about_of(order, opened, prepared.content, now, warnings)
            told_of = Subject(about, workspace, reading, suggestions, changes)
            report = report_bytes(make_report(told_of))
        before_writing()
        check_unchanged(order.roster, order.output, opened.version)
        write(order, prepared.content, done, report)
    except SheetNeeded as problem:
        raise RepairError(f"{problem} Name it with --sheet.") from problem
    except (FileProblem, ColumnError) as problem:
        raise RepairError(str(problem)) from problem
    except MemoryError as problem:
        raise RepairError(str(needs_memory(order.roster))) from problem
    except OSError as problem:
        raise RepairError(str(write_problem(problem, order.output))) from problem
    return Repaired(order, done, prepared.proof, clustered)


def _check_kind(order: Order, opened: Opened) -> None:
    """Refuse what can be said of the other kind of file only.

    Raises:
        RepairError: says what to leave out.
    """
    options = order.how.options
    if opened.source.format is Format.PARQUET and options != ReadOptions():
        raise RepairError(
            f"{order.roster.name} is a Parquet file, which has no sheets and says itself how it is "
            "read. Leave --sheet, --range, --header-row, --encoding and --delimiter out."
        )
    is_text = opened.source.format in (Format.CSV, Format.TSV)
    if is_text and options.sheet is not None:
        raise RepairError(f"{order.roster.name} is a table of text and has no sheets.")
    if not is_text and (options.encoding is not None or options.delimiter is not None):
        raise RepairError(
            f"{order.roster.name} is a workbook, whose encoding and cells need no telling. Leave "
            "--encoding and --delimiter out."
        )


_SETTLED_BY = {
    Aspect.ENCODING: "--encoding",
    Aspect.DELIMITER: "--delimiter",
    Aspect.HEADER: "--header-row",
    Aspect.AREA: "--range",
    Aspect.DECIMAL_MARK: "--decimal",
    Aspect.UNIT: "--unit",
}


def _doubts(
    order: Order, opened: Opened, workspace: Workspace, reading: Reading
) -> tuple[str, ...]:
    """Say what is doubtful about how the file was read, and which option settles it."""
    how = order.how
    said = {
        Aspect.ENCODING: how.options.encoding,
        Aspect.DELIMITER: how.options.delimiter,
        Aspect.HEADER: how.options.header_row,
        Aspect.AREA: how.options.area,
        Aspect.DECIMAL_MARK: how.decimal_mark,
        Aspect.UNIT: how.unit,
    }
    return tuple(
        f"{doubt.sentence} {_SETTLED_BY[doubt.aspect]} settles it."
        for doubt in reading_doubts.doubts(opened, workspace.roles, reading.measurement)
        if said.get(doubt.aspect) is None and doubt.aspect in _SETTLED_BY
    )


def _infer(
    workspace: Workspace, reading: Reading, notes: tuple[str, ...], *, auto: bool
) -> tuple[Suggestions | None, tuple[str, ...]]:
    """Fit and suggest; None where no category is missing.

    What is worth knowing of the file goes before the warnings, or with what is refused.
    """
    try:
        encoding = encode(workspace, reading)
    except NothingMissing as nothing:
        return None, (*notes, str(nothing))
    except CannotInfer as problem:
        raise RepairError(" ".join((str(problem), *notes))) from problem
    result = infer(encoding.whole_design(), None if auto else encoding.evidence)
    if result.outcome is Outcome.FAILED:
        raise RepairError(f"The computation failed: {result.message}")
    tried = [offer for offer in result.offers if offer.source is Source.GROUP]
    useless = bool(tried) and not tried[0].worthwhile
    hint = "" if useless else group_hint(workspace, reading)
    hints = (f"{hint} Use it with --group.",) if hint else ()
    why = missingness_sentence(encoding, result, workspace, reading)
    found = doubts(encoding, result) + ((why,) if why else ())
    warnings = notes + found + hints + encoding.warnings
    if result.outcome is Outcome.ITERATION_LIMIT:
        warnings += ("EM stopped at its limit of iterations before it had converged.",)
    return in_order(suggest(encoding, result)), warnings


def _accept(
    workspace: Workspace,
    reading: Reading,
    suggestions: Suggestions | None,
    threshold: float,
    now: datetime,
) -> Workspace:
    if suggestions is None:
        return workspace
    status = statuses(workspace, reading, suggestions)
    ids = open_above(suggestions, workspace.roster.row_ids, status, threshold)
    decided = stamped(accept(suggestions, ids.tolist(), threshold), now.timestamp())
    accepted, _ = apply(decided, workspace)
    return accepted
