"""The receipt of changes: for each missing row, what was suggested, what was written, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

import numpy as np

from em_desktop import __version__
from em_desktop.em.sources import Source
from em_desktop.review.changes import Changes
from em_desktop.review.checks import Check
from em_desktop.review.decisions import Answer
from em_desktop.review.differences import Differences, differences
from em_desktop.review.honesty import Honesty, honesty
from em_desktop.review.honesty import as_json as honesty_as_json
from em_desktop.review.readings import readings_made
from em_desktop.review.receipt_changes import cell_by_cell, changes_as_json
from em_desktop.review.receipt_checks import checks_as_json
from em_desktop.review.remarks import Remark, remarks, remarks_as_json
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.why import Explainer
from em_desktop.review.workspace import Workspace
from em_desktop.roster.missing import missing_mask
from em_desktop.roster.reading import Reading
from em_desktop.roster.roles import Role


@dataclass(frozen=True)
class Entry:
    """One row whose category the file lacks.

    Attributes:
        record: 1-based number of the record in the file, header not counted.
        name: as the file has it; empty without a name column.
        measurement: as the file has it; empty without a measurement column.
        suggestion: the likeliest category, in the file's spelling; None where there is none.
        probabilities: of each category by its text; empty where nothing is suggested.
        written: the text that the corrected file has instead; None where the cell stays.
        why: one sentence.
        evidence: logarithm of the odds that each part of the evidence gives the suggestion against
            the next likeliest category; they add up to that of the probabilities.
        read_as: how a person said that the measurement is meant, such as ``68 in (172.7 cm)``;
            None where it was read as it is written.
    """

    record: int
    name: str
    measurement: str
    suggestion: str | None
    probabilities: Mapping[str, float]
    written: str | None
    why: str
    evidence: Mapping[str, float]
    read_as: str | None = None


@dataclass(frozen=True)
class Component:
    """What the fit made of one category; mean and deviation in the measurement's unit.

    Attributes:
        category: its text.
        share: of all rows that took part, 0 to 1.
        mean: of the measurement.
        standard_deviation: of the measurement.
        recorded: rows that have this category in the file and took part.
        standard_errors: of share, mean and standard deviation; None where they are not known.
    """

    category: str
    share: float
    mean: float
    standard_deviation: float
    recorded: int
    standard_errors: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class Receipt:
    """What changed in a file, by which fit.

    Attributes:
        file: name of the roster's file.
        time: when the file was corrected.
        roles: header of the column for each role, None where no column has it.
        further: headers of the further measurements.
        unit: of the measurement; empty where it is none or not known.
        outcome: of the fit; None where none was needed.
        iterations: of the fit.
        log_likelihood: of the fit; None where none was needed.
        components: one for each category that can be suggested.
        accept: the threshold from which suggestions were taken in bulk.
        rows: of the file.
        entries: every row whose category is missing in the file, in order.
        warnings: what was left out, one sentence each.
        honesty: how far the fit can be trusted.
        readings: of all rows whose measurement a person has read otherwise than it is written:
            record, the text, and what it was read as.
        changes: everything that the corrected file has otherwise, cell by cell.
        checks: what a person said of rows that measure the suggestions, by row id.
        remarks: what a person has noted of rows, and which rows that look odd were called right.
    """

    file: str
    time: datetime
    roles: Mapping[str, str | None]
    further: tuple[str, ...]
    unit: str
    outcome: str | None
    iterations: int
    log_likelihood: float | None
    components: tuple[Component, ...]
    accept: float | None
    rows: int
    entries: tuple[Entry, ...]
    warnings: tuple[str, ...]
    honesty: Honesty = field(default_factory=Honesty)
    readings: tuple[tuple[int, str, str], ...] = ()
    changes: Differences = field(default_factory=lambda: Differences.of(()))
    remarks: tuple[Remark, ...] = ()
    checks: Mapping[int, Check] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        """How many rows lack the category in the file."""
        return len(self.entries)

    @property
    def filled(self) -> int:
        """How many of them the corrected file has filled."""
        return sum(entry.written is not None for entry in self.entries)

    @property
    def left_blank(self) -> int:
        """How many of them stay as they are."""
        return self.missing - self.filled


def receipt(
    workspace: Workspace,
    reading: Reading,
    suggestions: Suggestions | None,
    changes: Changes,
    *,
    file: str,
    time: datetime,
    accept: float | None = None,
    warnings: tuple[str, ...] = (),
    written: Mapping[tuple[int, int], float] = MappingProxyType({}),
) -> Receipt:
    """Return the receipt of an export.

    Args:
        workspace: as exported.
        reading: of the workspace's roster.
        suggestions: of the newest fit, None where there was none.
        changes: what the export writes.
        file: name of the roster's file.
        time: of the export.
        accept: the threshold from which suggestions were taken in bulk.
        warnings: sentences about what was left out.
        written: when cells were written, in seconds since 1970, by row id and column.
    """
    header = workspace.roster.header
    columns: dict[Role, int | None] = {
        role: getattr(workspace.roles, role) for role in Role if role is not Role.FURTHER
    }
    for role, source in ((Role.GROUP, Source.GROUP), (Role.AGE, Source.AGE)):
        if source not in workspace.evidence:
            columns[role] = None
    roles = {str(role): None if c is None else header[c] for role, c in columns.items()}
    return Receipt(
        file=file,
        time=time,
        roles=MappingProxyType(roles),
        further=tuple(header[c] for c in workspace.roles.further),
        unit=str(reading.measurement.unit) if reading.measurement else "",
        outcome=str(suggestions.fit.outcome) if suggestions else None,
        iterations=suggestions.fit.n_iterations if suggestions else 0,
        log_likelihood=suggestions.fit.log_likelihood if suggestions else None,
        components=_components(suggestions) if suggestions else (),
        accept=accept,
        rows=workspace.original.n_rows,
        entries=_entries(workspace, reading, suggestions, changes, accept),
        warnings=warnings,
        honesty=honesty(workspace, reading, suggestions, changes),
        readings=tuple(
            (row_id + 1, _text(workspace, row_id, workspace.roles.measurement), said)
            for row_id, said in readings_made(workspace, reading).items()
            if row_id < workspace.original.n_rows
        ),
        changes=cell_by_cell(differences(workspace, changes, written), workspace, changes),
        remarks=remarks(workspace),
        checks=workspace.checks,
    )


def as_json(receipt: Receipt) -> dict[str, object]:
    """Return the receipt as what the ``json`` module writes."""
    return {
        "program": "EM Desktop",
        "version": __version__,
        "file": receipt.file,
        "time": receipt.time.isoformat(timespec="seconds"),
        "roles": dict(receipt.roles) | {"further": list(receipt.further)},
        "unit": receipt.unit,
        "outcome": receipt.outcome,
        "iterations": receipt.iterations,
        "log_likelihood": receipt.log_likelihood,
        "components": components_as_json(receipt),
        **honesty_as_json(receipt.honesty),
        "accept": receipt.accept,
        "counts": {
            "rows": receipt.rows,
            "missing": receipt.missing,
            "filled": receipt.filled,
            "left_blank": receipt.left_blank,
        },
        "warnings": list(receipt.warnings),
        "readings": [
            {"record": record, "measurement": text, "read_as": said}
            for record, text, said in receipt.readings
        ],
        "missing_rows": [
            {
                "record": entry.record,
                "name": entry.name,
                "measurement": entry.measurement,
                "suggestion": entry.suggestion,
                "probabilities": dict(entry.probabilities),
                "written": entry.written,
                "why": entry.why,
                "evidence": dict(entry.evidence),
                "read_as": entry.read_as,
            }
            for entry in receipt.entries
        ],
        "changes": changes_as_json(receipt.changes),
        "remarks": remarks_as_json(receipt.remarks),
        "checks": checks_as_json(receipt.checks),
    }


def components_as_json(receipt: Receipt) -> list[dict[str, object]]:
    """Return the components as what the ``json`` module writes."""
    return [
        {
            "category": component.category,
            "share": component.share,
            "mean": component.mean,
            "standard_deviation": component.standard_deviation,
            "recorded": component.recorded,
            "standard_errors": _errors_as_json(component),
        }
        for component in receipt.components
    ]


def _errors_as_json(component: Component) -> dict[str, float] | None:
    errors = component.standard_errors
    names = ("share", "mean", "standard_deviation")
    return None if errors is None else dict(zip(names, errors, strict=True))


def _components(suggestions: Suggestions) -> tuple[Component, ...]:
    found, errors = suggestions.fit.parameters, suggestions.fit.standard_errors
    doubts = (
        [None] * len(suggestions.labels)
        if errors is None
        else [
            (float(share), float(mean), float(deviation))
            for share, mean, deviation in zip(
                errors.shares, errors.means, errors.standard_deviations, strict=True
            )
        ]
    )
    return tuple(
        Component(text, float(share), float(mean), float(deviation), int(recorded), doubt)
        for text, share, mean, deviation, recorded, doubt in zip(
            suggestions.labels,
            found.shares,
            found.means,
            found.standard_deviations,
            suggestions.encoding.recorded,
            doubts,
            strict=True,
        )
    )


def _entries(
    workspace: Workspace,
    reading: Reading,
    suggestions: Suggestions | None,
    changes: Changes,
    accept: float | None,
) -> tuple[Entry, ...]:
    category = workspace.roles.category
    if category is None:
        return ()
    original = workspace.original
    ids = original.row_ids
    if category < original.n_columns:
        missing = missing_mask(original.columns[category], workspace.options.missing_words)
        ids = ids[missing]
    where = np.full(len(ids), -1) if suggestions is None else suggestions.index_of(ids)
    as_read = readings_made(workspace, reading)
    explainer = Explainer(workspace, reading, suggestions, accept)
    entries = []
    for row_id, at in zip(ids.tolist(), where.tolist(), strict=True):
        written = changes.written(row_id, category, original.n_columns)
        decision = workspace.decisions.get(row_id)
        if row_id in changes.deleted:
            why = "the row was deleted"
        elif written is None and decision is not None and decision.answer is Answer.ACCEPTED:
            why = "accepted, but the file's cell cannot be written"
        elif written is None:
            why = explainer.why_blank(row_id, at)
        elif decision is None or decision.answer is not Answer.ACCEPTED:
            why = "entered by hand"
        else:
            why = explainer.why_filled(decision, row_id, at)
        chances = _chances(suggestions, at)
        entries.append(
            Entry(
                record=row_id + 1,
                name=_text(workspace, row_id, workspace.roles.name),
                measurement=_text(workspace, row_id, workspace.roles.measurement),
                suggestion=max(chances, key=chances.__getitem__) if chances else None,
                probabilities=MappingProxyType(chances),
                written=written,
                why=why,
                evidence=MappingProxyType(explainer.evidence(at)),
                read_as=as_read.get(row_id),
            )
        )
    return tuple(entries)


def _chances(suggestions: Suggestions | None, at: int) -> dict[str, float]:
    if suggestions is None or at < 0:
        return {}
    return dict(zip(suggestions.labels, suggestions.probabilities[at].tolist(), strict=True))


def _text(workspace: Workspace, row_id: int, column: int | None) -> str:
    return "" if column is None else workspace.original.cell(row_id, column)
