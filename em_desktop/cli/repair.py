"""The main job from a file to the corrected file, without a window."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from em_desktop.em import Outcome, fit
from em_desktop.files.exporting import export_bytes, target_format
from em_desktop.files.opening import open_roster
from em_desktop.files.problem import FileProblem, SheetNeeded
from em_desktop.files.replacing import replace_file
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
from em_desktop.roster.reading import Reading, read
from em_desktop.roster.roles import Role, Roles, guess_roles


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


def repair(order: Order) -> Repaired:
    """Fill the gaps of a roster and write the corrected file, and the receipt if one is wanted.

    Raises:
        RepairError: nothing was written.
    """
    try:
        _check_paths(order)
        opened = open_roster(order.roster, ReadOptions(sheet=order.sheet))
        if order.sheet is not None and opened.source.format in (Format.CSV, Format.TSV):
            raise RepairError(f"{order.roster.name} is a table of text and has no sheets.")
        target = target_format(opened, order.output)
        roles = _roles(opened, order.columns)
        workspace = replace(
            Workspace.of(opened.roster, roles), by_group=bool(order.columns.get(Role.GROUP))
        )
        reading = read(opened.roster, roles, workspace.options)
        _check_roles(workspace, reading)
        suggestions, warnings = _infer(workspace, reading)
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
            warnings=opened.notes + warnings,
        )
        content = export_bytes(opened, workspace, changes, target)
        _write(order, content, done)
    except SheetNeeded as problem:
        raise RepairError(f"{problem} Name it with --sheet.") from problem
    except (FileProblem, CannotInfer, ColumnError) as problem:
        raise RepairError(str(problem)) from problem
    except OSError as problem:  # of the paths; what happens to a file's content is a FileProblem
        raise RepairError(f"A path cannot be used: {problem.strerror}.") from problem
    return Repaired(order, done)


def _check_paths(order: Order) -> None:
    """Find out before the work whether the files may be written."""
    for path in filter(None, (order.output, order.receipt)):
        if path.is_dir():
            raise RepairError(f"{path} is a folder. Name a file.")
        if not path.parent.is_dir():
            raise RepairError(f"The folder {path.parent} does not exist. Make it first.")
    if order.receipt and any(_same(order.receipt, other) for other in (order.output, order.roster)):
        raise RepairError("The receipt needs a file of its own. Name another one.")
    if not order.overwrite:
        if _same(order.output, order.roster):
            raise RepairError(
                "The output is the roster itself. Name another file, or add --overwrite."
            )
        for path in filter(None, (order.output, order.receipt)):
            if path.exists() or path.is_symlink():
                raise RepairError(f"{path} exists. Name another file, or add --overwrite.")


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve() or (
        one.exists() and other.exists() and one.samefile(other)
    )


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
        roles = roles.assign(column, role)
    return roles


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


def _infer(workspace: Workspace, reading: Reading) -> tuple[Suggestions | None, tuple[str, ...]]:
    """Fit and suggest; None where no category is missing."""
    try:
        encoding = encode(workspace, reading)
    except NothingMissing as nothing:
        return None, (str(nothing),)
    result = fit(encoding.design)
    if result.outcome is Outcome.FAILED:
        raise RepairError(f"The computation failed: {result.message}")
    hint = group_hint(workspace, reading)
    hints = (f"{hint} Use it with --group.",) if hint else ()
    warnings = doubts(encoding, result) + hints + encoding.warnings
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
    before = order.receipt.read_bytes() if order.receipt.exists() else None
    text = json.dumps(as_json(done), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    replace_file(order.receipt, text.encode("utf-8"), overwrite=order.overwrite)
    try:
        replace_file(order.output, content, overwrite=order.overwrite)
    except BaseException:
        if before is None:
            order.receipt.unlink(missing_ok=True)
        else:
            replace_file(order.receipt, before, overwrite=True)
        raise
