"""A document and its table model, without a view."""

import pickle
from pathlib import Path

import pytest

from em_desktop import em
from em_desktop.files.source import Format, Opened
from em_desktop.review.encode import encode
from em_desktop.review.suggestions import suggest
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster
from em_desktop.session.document import Document
from em_desktop.session.loading import Loaded

HEADER = ("name", "gender", "height", "class")


class NoFile:
    """The source of a roster that no test writes."""

    format = Format.CSV
    summary = "nothing"


@pytest.fixture
def document_of(qapp):
    """Open rows as a document."""

    def make(rows, roles=None, header=HEADER):
        roles = roles or Roles(name=0, category=1, measurement=2)
        roster = Roster.from_rows(header, rows)
        workspace = Workspace.of(roster, roles)
        opened = Opened(Path("pupils.csv"), roster, NoFile())
        return Document(Loaded(opened, workspace, read(roster, roles, workspace.options)))

    return make


@pytest.fixture
def document(document_of):
    """Six girls and six boys recorded, ids 0 to 11; five missing, ids 12 to 16.

    12 is short, 13 tall, 14 between, 15 has no height, 16 one in metres.
    """
    rows = [
        (f"Pupil {i}", ("female", "male")[i % 2], str((158, 172)[i % 2] + i), "10A")
        for i in range(12)
    ]
    rows += [
        ("Low", "", "155", "10A"),
        ("High", "?", "190", "10A"),
        ("Middle", "n/a", "171", "10A"),
        ("Empty", "", "", "10A"),
        ("Metres", "", "1.62", "10A"),
    ]
    return document_of(rows)


@pytest.fixture(scope="session")
def fitted():
    """Fit a model; where the rows are the same as before, so is the fit: it takes a second."""
    known = {}

    def fit(encoding):
        rows = pickle.dumps((encoding.design, sorted(encoding.evidence)))
        if rows not in known:
            known[rows] = em.infer(encoding.design, encoding.evidence)
        return known[rows]

    return fit


@pytest.fixture
def infer(fitted):
    """Run a fit at once and give its suggestions to the document."""

    def run(document):
        encoding = encode(document.workspace, document.reading)
        document.set_suggestions(suggest(encoding, fitted(encoding), document.next_fit))

    return run
