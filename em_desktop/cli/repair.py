"""The main job from a file to the corrected file, without a window."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from em_desktop.cli.places import check_places
from em_desktop.em import Outcome, fit
from em_desktop.em.sources import Source
from em_desktop.files.exporting import export_bytes, target_format
from em_desktop.files.opening import needs_memory, open_roster, read_problem
from em_desktop.files.problem import FileProblem, SheetNeeded
from em_desktop.files.replacing import replace_file, write_problem
from em_desktop.files.source import Format, Opened, ReadOptions
from em_desktop.review.accept import accept, open_above
from em_desktop.review.doubts import doubts
from em_desktop.review.edits import apply
from em_desktop.review.encode import CannotInfer, NothingMissing, encode
from em_desktop.review.grouping import group_hint
from em_desktop.review.receipt import Receipt, as_json, receipt
from em_desktop.review.resolve import resolve
from em_desktop.review.status import statuses
from em_desktop.review.suggestions import Suggestions, suggest
from em_desktop.review.workspace import Workspace
from em_desktop.roster.column_names import ColumnError, find_column, listed
from em_desktop.roster.folding import shown
from em_desktop.roster.reading import Reading, read
from em_desktop.roster.roles import Role, Roles, guess_roles

_NEEDED = {Role.CATEGORY: "the column to fill in", Role.MEASUREMENT: "the measurement"}
_SURROGATES = re.compile("[\ud800-\udfff]")


class RepairError(Exception):
    """The order or the roster cannot be used; one sentence says why. No file was written."""


@dataclass(frozen=True)
class Order:
    """What a person asks for on the command line.

    Attributes:
        roster: file to read.
        output: corrected file to write.
        accept: probability from which a suggestion is written.
        columns: column by role, as named by the person; empty for "no such column".
        sheet: of a workbook.
        receipt: file for the receipt.
        overwrite: whether files that exist may be replaced.
    """

    roster: Path
    output: Path
    accept: float
    columns: Mapping[str, str]
    sheet: str | None = None
    receipt: Path | None = None
    overwrite: bool = False


@dataclass(frozen=True)
class Repaired:
    """What was done."""

    order: Order
    receipt: Receipt


def repair(order: Order, *, before_writing: Callable[[], None] = lambda: None) -> Repaired:
    """Fill the gaps of a roster and write the corrected file, and the receipt if one is wanted.

    Args:
        order: what to do.
        before_writing: called once all is worked out and before the first file is touched.

    Raises:
        RepairError: nothing was written.
    """
    try:
        check_places(order.roster, order.output, order.receipt, overwrite=order.overwrite)
        opened = open_roster(order.roster, ReadOptions(sheet=order.sheet))
        if order.sheet is not None and opened.source.format in (Format.CSV, Format.TSV):
            raise RepairError(f"{order.roster.name} is a table of text and has no sheets.")
        target = target_format(opened, order.output)
        roles = _roles(opened, order.columns)
        workspace = replace(Workspace.of(opened.roster, roles), evidence=_evidence(order))
        reading = read(opened.roster, roles, workspace.options)
        _check_roles(workspace, reading)
        suggestions, warnings = _infer(workspace, reading, opened.notes)
        workspace = _accept(workspace, reading, suggestions, order.accept)
        changes = resolve(workspace, reading)
        done = receipt(
            workspace,
            reading,
            suggestions,
            changes,
            file=order.roster.name,
            time=datetime.now(UTC).astimezone(),
            accept=order.accept,
            warnings=warnings,
        )
        content = export_bytes(opened, workspace, changes, target)
        before_writing()
        _write(order, content, done)
    except SheetNeeded as problem:
        raise RepairError(f"{problem} Name it with --sheet.") from problem
    except (FileProblem, ColumnError) as problem:
        raise RepairError(str(problem)) from problem
    except MemoryError as problem:
        raise RepairError(str(needs_memory(order.roster))) from problem
    except OSError as problem:
        raise RepairError(str(write_problem(problem, order.output))) from problem
    return Repaired(order, done)


def _roles(opened: Opened, columns: Mapping[str, str]) -> Roles:
    """Guess the roles, then let the person's own choices win."""
    roster = opened.roster
    chosen = {
        Role(role): find_column(roster.header, name) for role, name in columns.items() if name
    }
    if len(set(chosen.values())) < len(chosen):
        raise RepairError("One column cannot have two meanings. Name a column for each.")
    roles = guess_roles(roster, Workspace.of(roster, Roles()).options.missing_words)
    for role in (Role(role) for role, name in columns.items() if not name):
        column = getattr(roles, role)
        roles = roles if column is None else roles.assign(column, None)
    for role, column in chosen.items():
        old = roles.role_of(column)
        if old in _NEEDED and old is not role and old not in chosen:
            raise RepairError(
                f"“{shown(roster.header[column])}” is {_NEEDED[old]}; it cannot also be "
                f"the {role}. Name another column with --{role}, or the right one with --{old}."
            )
        roles = roles.assign(column, role)
    return roles


def _evidence(order: Order) -> frozenset[Source]:
    """Return the measurement, and the group where it is named."""
    group = {Source.GROUP} if order.columns.get(Role.GROUP) else frozenset()
    return frozenset({Source.MEASUREMENT}) | group


def _check_roles(workspace: Workspace, reading: Reading) -> None:
    """Say what to name where a column was not found; the window would say what to click."""
    header, roles = workspace.roster.header, workspace.roles
    if roles.category is None:
        raise RepairError(
            "No column looks like the one to fill in. Name it with --category. "
            f"The columns are: {listed(header)}."
        )
    lacks = reading.categories is not None and (reading.categories.codes < 0).any()
    if roles.measurement is None and lacks:
        raise RepairError(
            "No column looks like the measurement. Name it with --measurement. "
            f"The columns are: {listed(header)}."
        )


def _infer(
    workspace: Workspace, reading: Reading, notes: tuple[str, ...]
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
    result = fit(encoding.whole_design())
    if result.outcome is Outcome.FAILED:
        raise RepairError(f"The computation failed: {result.message}")
    hint = group_hint(workspace, reading)
    hints = (f"{hint} Use it with --group.",) if hint else ()
    warnings = notes + doubts(encoding, result) + hints + encoding.warnings
    if result.outcome is Outcome.ITERATION_LIMIT:
        warnings += ("EM stopped at its limit of iterations before it had converged.",)
    return suggest(encoding, result), warnings


def _accept(
    workspace: Workspace, reading: Reading, suggestions: Suggestions | None, threshold: float
) -> Workspace:
    if suggestions is None:
        return workspace
    status = statuses(workspace, reading, suggestions)
    ids = open_above(suggestions, workspace.roster.row_ids, status, threshold)
    accepted, _ = apply(accept(suggestions, ids.tolist(), threshold), workspace)
    return accepted


def _write(order: Order, content: bytes, done: Receipt) -> None:
    """Write the receipt and the corrected file: both, or none as far as that can be."""
    if order.receipt is None:
        replace_file(order.output, content, overwrite=order.overwrite)
        return
    try:
        before = order.receipt.read_bytes() if order.receipt.exists() else None
    except OSError as problem:
        raise read_problem(problem, order.receipt) from problem
    text = json.dumps(as_json(done), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    # A name that is not UTF-8 has lone surrogates, which no file in UTF-8 can hold.
    content_of_receipt = _SURROGATES.sub("\ufffd", text).encode("utf-8")
    replace_file(order.receipt, content_of_receipt, overwrite=order.overwrite)
    try:
        replace_file(order.output, content, overwrite=order.overwrite)
    except BaseException:
        if before is None:
            order.receipt.unlink(missing_ok=True)
        else:
            replace_file(order.receipt, before, overwrite=True)
        raise
