import json
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from em_desktop import __version__
from em_desktop.em import infer
from em_desktop.em.sources import Source
from em_desktop.review.accept import accept, leave_blank
from em_desktop.review.edits import DeleteRows, SetCells, apply
from em_desktop.review.encode import encode
from em_desktop.review.receipt import as_json, receipt
from em_desktop.review.resolve import resolve
from em_desktop.review.suggestions import suggest
from em_desktop.review.wording import percent, percent_below
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

WHEN = datetime(2025, 9, 1, 8, 30, tzinfo=UTC)
ROLES = Roles(name=0, category=1, measurement=2, group=3)
MISSING = {
    40: ("Low", "", "158.2", "10A"),
    41: ("High", "?", "185", "10A"),
    42: ("Middle", "n/a", "169.5", "10A"),
    43: ("Empty", "", "", "10A"),
    44: ("Unreadable", "", "tall", "10A"),
    45: ("Metres", "", "1.62", "10A"),
    46: ("Absurd", "", "17", "10A"),
}


def known(i):
    boy = i % 2
    # Deterministic heights, normal enough: girls about 163, boys about 177.
    height = (163, 177)[boy] + 1.1 * ((7 * i) % 20 - 9.5)
    return (f"Pupil {i}", ("female", "male")[boy], f"{height:.1f}", "10A")


@pytest.fixture
def workspace():
    rows = [known(i) for i in range(40)] + list(MISSING.values())
    roster = Roster.from_rows(("name", "gender", "height", "class"), rows)
    return Workspace.of(roster, ROLES)


def reading_of(workspace):
    return read(workspace.roster, workspace.roles, workspace.options)


def inferred(workspace):
    encoding = encode(workspace, reading_of(workspace))
    return suggest(encoding, infer(encoding.design, encoding.evidence))


def made(workspace, suggestions, **more):
    reading = reading_of(workspace)
    changes = resolve(workspace, reading)
    return receipt(workspace, reading, suggestions, changes, file="a.csv", time=WHEN, **more)


def entries_of(done):
    return {entry.record - 1: entry for entry in done.entries}


def test_every_missing_row_of_the_file_is_listed_in_order(workspace):
    done = made(workspace, inferred(workspace), accept=0.9)
    assert [entry.record for entry in done.entries] == [i + 1 for i in MISSING]
    assert [entry.name for entry in done.entries] == [row[0] for row in MISSING.values()]
    assert [entry.measurement for entry in done.entries] == [row[2] for row in MISSING.values()]
    assert (done.rows, done.missing, done.filled, done.left_blank) == (47, 7, 0, 7)


def test_an_accepted_suggestion_is_written_with_its_reason(workspace):
    suggestions = inferred(workspace)
    workspace, _ = apply(accept(suggestions, [40, 41], 0.9), workspace)
    done = made(workspace, suggestions, accept=0.9)
    entry = entries_of(done)[40]
    assert entry.suggestion == entry.written == "female"
    assert list(entry.probabilities) == list(suggestions.labels)
    assert sum(entry.probabilities.values()) == pytest.approx(1)
    assert entry.why.startswith(f"{percent(entry.probabilities['female'])} female: ")
    assert entry.why.endswith("the height 158.2 cm is far more usual among female")
    assert entries_of(done)[41].written == "male"
    assert done.filled == 2


def test_the_evidence_adds_up_to_the_probability(workspace):
    entries = entries_of(made(workspace, inferred(workspace)))
    assert list(entries[40].evidence) == ["share", "measurement", "caution"]
    for i in (40, 41, 42):
        high, low = sorted(entries[i].probabilities.values(), reverse=True)
        assert sum(entries[i].evidence.values()) == pytest.approx(np.log(high / low), abs=0.002)
    assert entries[43].evidence == {}


def test_the_reasons_for_a_blank(workspace):
    entries = entries_of(made(workspace, inferred(workspace), accept=0.99999))
    sure = percent_below(max(entries[42].probabilities.values()), 0.99999)
    assert entries[42].why == f"{sure} is below the threshold 99.999 %"
    assert entries[43].why == "no height, no suggestion"
    assert entries[44].why == "the height cannot be read, no suggestion"
    assert entries[45].why == "the height is probably in another unit, no suggestion"
    assert entries[46].why == "the height is implausible, no suggestion"
    for i in (43, 44, 45, 46):
        assert entries[i].suggestion is None
        assert entries[i].probabilities == {}
        assert entries[i].written is None


def test_what_a_person_decided_is_told_as_such(workspace):
    suggestions = inferred(workspace)
    workspace, _ = apply(accept(suggestions, [40]), workspace)
    workspace, _ = apply(leave_blank([41]), workspace)
    workspace, _ = apply(SetCells(1, (42,), ("male",)), workspace)
    workspace, _ = apply(DeleteRows((43,)), workspace)
    entries = entries_of(made(workspace, suggestions))
    assert entries[40].why.endswith("usual among female, accepted by hand")
    assert (entries[41].written, entries[41].why) == (None, "left blank by hand")
    assert (entries[42].written, entries[42].why) == ("male", "entered by hand")
    assert (entries[43].written, entries[43].why) == (None, "the row was deleted")


def test_a_suggestion_that_waits_is_not_accepted(workspace):
    entries = entries_of(made(workspace, inferred(workspace)))
    assert entries[40].why.endswith(" % female, not accepted")


def test_an_older_answer_does_not_borrow_the_reason_of_a_newer_fit(workspace):
    suggestions = inferred(workspace)
    workspace, _ = apply(accept(suggestions, [40]), workspace)
    swapped = [("male" if i % 2 == 0 else "female") for i in range(40)]
    workspace, _ = apply(SetCells(1, tuple(range(40)), tuple(swapped)), workspace)
    entry = entries_of(made(workspace, inferred(workspace)))[40]
    assert entry.suggestion == "male"
    assert entry.written == "female"
    assert entry.why.endswith("female, by an earlier fit, accepted by hand")


def test_without_a_fit_nothing_was_inferred(workspace):
    done = made(workspace, None)
    assert {entry.why for entry in done.entries} == {"nothing was inferred"}
    assert done.outcome is None
    assert done.log_likelihood is None
    assert done.components == ()


def test_a_category_can_be_likely_where_the_height_says_little():
    rows = [(f"P{i}", "m" if i % 10 else "f", f"{170 + (i * 7) % 11}", "") for i in range(200)]
    rows += [("Q", "", "175", "")]
    roster = Roster.from_rows(("name", "gender", "height", "class"), rows)
    workspace = Workspace.of(roster, Roles(name=0, category=1, measurement=2))
    suggestions = inferred(workspace)
    workspace, _ = apply(accept(suggestions, [200], 0.5), workspace)
    [entry] = made(workspace, suggestions, accept=0.5).entries
    assert entry.written == "m"
    assert entry.why.endswith("m: the height 175 cm says little, and m is the more frequent")


def test_components_and_roles(workspace):
    suggestions = inferred(workspace)
    done = made(workspace, suggestions)
    assert dict(done.roles) == {
        "name": "name",
        "category": "gender",
        "measurement": "height",
        "group": None,
        "age": None,
    }
    assert done.further == ()
    used = frozenset({Source.MEASUREMENT, Source.GROUP})
    by_class = replace(workspace, evidence=used)
    assert made(by_class, inferred(by_class)).roles["group"] == "class"
    assert done.unit == "cm"
    assert [c.category for c in done.components] == list(suggestions.labels)
    assert [c.recorded for c in done.components] == [20, 20]
    assert sum(c.share for c in done.components) == pytest.approx(1)
    errors = suggestions.fit.standard_errors
    assert [c.standard_errors[1] for c in done.components] == list(errors.means)


def test_the_json_form_holds_everything(workspace):
    done = made(workspace, inferred(workspace), accept=0.9, warnings=("A note.",))
    written = json.loads(json.dumps(as_json(done), allow_nan=False))
    assert list(written) == [
        "program",
        "version",
        "file",
        "time",
        "roles",
        "unit",
        "outcome",
        "iterations",
        "log_likelihood",
        "components",
        "evidence",
        "trust",
        "offers",
        "worth_a_look",
        "left_out",
        "missingness",
        "accept",
        "counts",
        "warnings",
        "readings",
        "missing_rows",
        "changes",
        "remarks",
        "checks",
    ]
    assert written["version"] == __version__
    assert written["time"] == "2025-09-01T08:30:00+00:00"
    assert written["counts"] == {"rows": 47, "missing": 7, "filled": 0, "left_blank": 7}
    assert written["warnings"] == ["A note."]
    assert list(written["missing_rows"][0]) == [
        "record",
        "name",
        "measurement",
        "suggestion",
        "probabilities",
        "written",
        "why",
        "evidence",
        "read_as",
    ]


def test_roles_that_no_column_has_are_null(workspace):
    bare = replace(workspace, roles=Roles(category=1, measurement=2))
    done = made(bare, inferred(bare))
    assert as_json(done)["roles"] == {
        "name": None,
        "category": "gender",
        "measurement": "height",
        "group": None,
        "age": None,
        "further": [],
    }
    assert {entry.name for entry in done.entries} == {""}


def test_many_rows_are_explained_at_once(workspace):
    rows = [known(i) for i in range(40)] + [("A", "", f"{150 + i % 45}", "") for i in range(5000)]
    roster = Roster.from_rows(("name", "gender", "height", "class"), rows)
    many = Workspace.of(roster, ROLES)
    suggestions = inferred(many)
    ids = suggestions.row_ids
    many, _ = apply(accept(suggestions, ids, 0.0), many)
    done = made(many, suggestions, accept=0.0)
    assert done.filled == len(ids) == 5000
    best = np.array([max(e.probabilities.values()) for e in done.entries])
    assert np.array_equal(best, suggestions.probabilities.max(axis=1))
