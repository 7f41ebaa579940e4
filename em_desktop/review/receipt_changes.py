"""The changes of a receipt, one line each: as JSON, and as CSV that no spreadsheet runs."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from em_desktop import __version__
from em_desktop.review.changes import Changes
from em_desktop.review.differences import WHO_WORDS, Difference, Differences, Kind
from em_desktop.review.remarks import Remark, RemarkKind
from em_desktop.review.times import local_time
from em_desktop.review.workspace import Workspace
from em_desktop.roster.formula_text import runs_as_formula

KIND_WORDS = {
    Kind.CELL: "cell",
    Kind.ROW_ADDED: "row added",
    Kind.ROW_DELETED: "row deleted",
    Kind.COLUMN_ADDED: "column added",
}

_TITLES = (
    "record",
    "name",
    "column",
    "change",
    "original",
    "new",
    "decided",
    "probability",
    "fit",
    "threshold",
    "time",
    "file",
    "exported",
    "program",
)


def cell_by_cell(found: Differences, workspace: Workspace, changes: Changes) -> Differences:
    """Return the differences with each row that came or went told cell by cell.

    Args:
        found: as ``differences`` returned them.
        workspace: that the changes were resolved from.
        changes: as ``resolve`` returned them.
    """
    added = dict(changes.added)
    return Differences.of(_expanded(found, workspace, added))


def _expanded(
    found: Differences, workspace: Workspace, added: dict[int, tuple[str, ...]]
) -> Iterator[Difference]:
    original = workspace.original
    for each in found:
        if each.kind not in (Kind.ROW_ADDED, Kind.ROW_DELETED):
            yield each
            continue
        gone = each.kind is Kind.ROW_DELETED
        row = (
            [original.cell(each.row_id, c) for c in range(original.n_columns)]
            if gone
            else added[each.row_id]
        )
        filled = [(c, text) for c, text in enumerate(row) if text]
        if not filled:
            yield each
        for c, text in filled:
            old, new = (text, "") if gone else ("", text)
            yield replace(each, column=c, header=original.header[c], old=old, new=new)


def changes_as_json(found: Differences) -> list[dict[str, object]]:
    """Return one object for each change, for the ``json`` module."""
    return [
        {
            "change": KIND_WORDS[each.kind],
            "record": each.row_id + 1 if each.row_id >= 0 else None,
            "name": each.name,
            "column": each.header,
            "original": each.old,
            "new": each.new,
            "decided": WHO_WORDS[each.who],
            "probability": each.probability,
            "fit": each.fit,
            "threshold": each.threshold,
            "time": local_time(each.time),
        }
        for each in found
    ]


def changes_as_csv(
    found: Differences, further: Iterable[Remark] = (), *, file: str, exported: datetime
) -> str:
    """Return changes and remarks as CSV with one line for each, under a header.

    A text that a spreadsheet would run has an apostrophe in front.

    Args:
        found: the changes.
        further: what was said of rows besides; their text stands under ``new``.
        file: name of the roster's file.
        exported: when.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_TITLES)
    about = (_safe(file), exported.isoformat(timespec="seconds"), f"EM Desktop {__version__}")
    for each in found:
        writer.writerow(
            (
                each.row_id + 1 if each.row_id >= 0 else "",
                _safe(each.name),
                _safe(each.header),
                KIND_WORDS[each.kind],
                _safe(each.old),
                _safe(each.new),
                WHO_WORDS[each.who],
                "" if each.probability is None else f"{each.probability:.6g}",
                "" if each.fit is None else each.fit,
                "" if each.threshold is None else f"{each.threshold:.6g}",
                local_time(each.time) or "",
                *about,
            )
        )
    for said in further:
        text = _safe(said.text)
        same = text if said.kind is RemarkKind.LOOKED_AT else ""
        who = "called right" if same else "noted"
        fit = "" if said.fit is None else said.fit
        row = (said.record, _safe(said.name), _safe(said.column), said.kind.value, same, text, who)
        writer.writerow((*row, "", fit, "", local_time(said.time) or "", *about))
    return out.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if runs_as_formula(text) else text
