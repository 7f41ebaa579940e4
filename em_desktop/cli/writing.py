"""Corrected file, receipt and report: what can be written, and all or none of them."""

from pathlib import Path

from em_desktop.cli.order import Order, RepairError
from em_desktop.files.exporting import Manner
from em_desktop.files.opening import read_problem
from em_desktop.files.receipts import receipt_bytes
from em_desktop.files.replacing import replace_file
from em_desktop.files.source import Format
from em_desktop.review.receipt import Receipt


def manner_of(order: Order, target: Format) -> Manner:
    """Return how the corrected file is to be written.

    Raises:
        RepairError: the order asks for something that the format does not have.
    """
    if order.utf8 and target not in (Format.CSV, Format.TSV):
        raise RepairError("--output-encoding is for CSV and TSV; workbooks hold every character.")
    return Manner(target, utf8=order.utf8)


def write(order: Order, content: bytes, done: Receipt, report: bytes | None = None) -> None:
    """Write receipt, report and corrected file: all, or none as far as that can be."""
    beside = []
    if order.receipt is not None:
        beside.append((order.receipt, receipt_bytes(done, order.receipt)))
    if order.report is not None and report is not None:
        beside.append((order.report, report))
    before = [(path, _content(path)) for path, _ in beside]
    undo: list[tuple[Path, bytes | None]] = []
    try:
        for (path, new), old in zip(beside, before, strict=True):
            replace_file(path, new, overwrite=order.overwrite)
            undo.append(old)
        replace_file(order.output, content, overwrite=order.overwrite, backup=order.backup)
    except BaseException:
        for path, was in undo:
            if was is None:
                path.unlink(missing_ok=True)
            else:
                replace_file(path, was, overwrite=True)
        raise


def _content(path: Path) -> bytes | None:
    """Return what a file holds that is to be replaced; None where there is none."""
    try:
        return path.read_bytes() if path.exists() else None
    except OSError as problem:
        raise read_problem(problem, path) from problem
