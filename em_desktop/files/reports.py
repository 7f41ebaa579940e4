"""A report as the bytes of a file."""

from collections.abc import Callable
from pathlib import Path

from em_desktop.review.report.as_html import as_html
from em_desktop.review.report.blocks import Report


def report_bytes(report: Report, step: Callable[[float], None] = lambda _share: None) -> bytes:
    """Return the report as a page of HTML in UTF-8.

    Args:
        report: what it shows.
        step: told what share is done; may raise to stop.
    """
    return as_html(report, step).encode("utf-8")


def report_path(path: Path) -> Path:
    """Return ``NAME-report.html`` beside a roster or a corrected file."""
    return path.with_name(f"{path.stem}-report.html")
