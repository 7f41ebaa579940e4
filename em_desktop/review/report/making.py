"""Making the report of a file from what is known of it."""

from collections.abc import Callable
from functools import partial

from em_desktop.review.differences import differences
from em_desktop.review.honesty import honesty
from em_desktop.review.report.blocks import Report
from em_desktop.review.report.every_change import MOST, every_change
from em_desktop.review.report.grounds import assumptions, limits, warnings
from em_desktop.review.report.model import model
from em_desktop.review.report.opening import PROGRAM, about, done, moment, summary
from em_desktop.review.report.quality import quality
from em_desktop.review.report.repeating import repeating
from em_desktop.review.report.rows_left import noted, rows_left
from em_desktop.review.report.subject import Subject, fates
from em_desktop.review.trust_report import trust_report


def make_report(
    subject: Subject,
    step: Callable[[float], None] = lambda _share: None,
    most: int = MOST,
) -> Report:
    """Return the report.

    It may take seconds where very much was changed: this is for a worker.

    Args:
        subject: what it is about.
        step: told what share is done; may raise to stop.
        most: changes that are listed one by one.
    """
    workspace, reading, suggestions = subject.workspace, subject.reading, subject.suggestions
    step(0.0)
    found = fates(subject)
    step(0.1)
    changed = differences(workspace, subject.changes, subject.written, partial(step, 0.2))
    step(0.4)
    honest = honesty(workspace, reading, suggestions, subject.changes)
    trust = None if suggestions is None else trust_report(suggestions, workspace, reading)
    step(0.6)
    sections = (
        about(subject, found),
        done(subject, found, changed),
        quality(subject, found, honest, trust),
        model(subject, trust),
        every_change(subject, changed, lambda share: step(0.6 + 0.4 * share), most),
        rows_left(found),
        noted(subject),
        assumptions(subject, honest),
        warnings(subject),
        limits(),
        repeating(subject),
    )
    step(1.0)
    name = subject.about.name
    return Report(
        title=f"Report on {name}",
        under=summary(subject, found),
        footer=f"{name} · {PROGRAM} · {moment(subject)}",
        sections=tuple(section for section in sections if section is not None and section.blocks),
    )
