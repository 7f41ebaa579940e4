"""Reports of rosters on a desk."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from em_desktop.review.report.making import make_report
from em_desktop.review.report.subject import About, Subject
from em_desktop.review.resolve import resolve

WHEN = datetime(2026, 3, 4, 9, 5, tzinfo=UTC)


@pytest.fixture
def subject_of():
    """What a report of a desk is about."""

    def make(desk, about=None, **more):
        known = {
            "file": "class.csv",
            "time": WHEN,
            "digest": "ab12" * 16,
            "read_as": "UTF-8, comma",
        }
        changes = resolve(desk.workspace, desk.reading)
        return Subject(
            About(**known | (about or {})),
            desk.workspace,
            desk.reading,
            desk.suggestions,
            changes,
            **more,
        )

    return make


@pytest.fixture
def report_of(subject_of):
    """The report of a desk; what is given replaces parts of its subject."""

    def make(desk, most=5_000, **more):
        return make_report(subject_of(desk, **more), most=most)

    return make


@pytest.fixture
def section():
    """The texts of the section under a heading, in one string."""

    def find(report, heading):
        [found] = [each for each in report.sections if each.heading == heading]
        return "\n".join(replace(report, title="", under="", footer="", sections=(found,)).texts)

    return find
