"""The corrected file and the receipt: what can be written, and both or none of them."""

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


def write(order: Order, content: bytes, done: Receipt) -> None:
    """Write the receipt and the corrected file: both, or none as far as that can be."""
    if order.receipt is None:
        replace_file(order.output, content, overwrite=order.overwrite, backup=order.backup)
        return
    try:
        before = order.receipt.read_bytes() if order.receipt.exists() else None
    except OSError as problem:
        raise read_problem(problem, order.receipt) from problem
    replace_file(order.receipt, receipt_bytes(done, order.receipt), overwrite=order.overwrite)
    try:
        replace_file(order.output, content, overwrite=order.overwrite, backup=order.backup)
    except BaseException:
        if before is None:
            order.receipt.unlink(missing_ok=True)
        else:
            replace_file(order.receipt, before, overwrite=True)
        raise
