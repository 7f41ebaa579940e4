"""The report that is written beside the corrected file."""

import hashlib
from datetime import datetime

from em_desktop.cli.order import Order, RepairError
from em_desktop.files.source import Opened
from em_desktop.review.report.subject import About


def check_report(order: Order) -> None:
    """Refuse a report that only the window makes.

    Raises:
        RepairError: says what to do instead.
    """
    if order.report is not None and order.report.suffix.lower() not in (".html", ".htm"):
        raise RepairError(
            "The report is written as HTML here: give it a name such as report.html. The window "
            "saves it as PDF too, and any browser prints it."
        )


def about_of(
    order: Order, opened: Opened, written: bytes, now: datetime, warnings: tuple[str, ...]
) -> About:
    """Return what a report says of the files.

    Args:
        order: what was asked for.
        opened: the roster's file.
        written: bytes of the corrected file.
        now: when.
        warnings: sentences about what was left out.
    """
    return About(
        file=order.roster.name,
        time=now,
        digest=opened.digest,
        read_as=opened.source.summary,
        corrected=order.output.name,
        corrected_digest=hashlib.sha256(written).hexdigest(),
        warnings=warnings,
    )
