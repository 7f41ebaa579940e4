"""Reading a file anew as it was read before, with the edits carried over."""

import shutil
from pathlib import Path

import pytest

from em_desktop.assets import resource
from em_desktop.files.problem import FileProblem, ReadCancelled
from em_desktop.files.source import ReadOptions
from em_desktop.review.edits import SetCells, SetRoles, apply
from em_desktop.roster.roles import Roles
from em_desktop.session.loading import load
from em_desktop.session.reloading import reload


def loaded(path: Path, options: ReadOptions | None = None, *edits):
    first = load(path, (), options)
    workspace = first.workspace
    for edit in edits:
        workspace, _ = apply(edit, workspace)
    return first.opened, workspace


def test_choices_of_a_person_are_kept(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("a;b;c\nAnn;1,5;160\nBen;1,6;175\n")
    options = ReadOptions(delimiter=";", header_row=0)
    roles = Roles(name=0, measurement=1)
    opened, former = loaded(path, options, SetRoles(roles), SetCells(1, (1,), ("1,7",)))
    path.write_text("a;b;c\nZoe;1,4;150\nAnn;1,5;160\nBen;1,6;175\n")
    found = reload(opened, former)
    assert found.loaded.opened.options == options
    assert found.loaded.workspace.roles == roles
    assert found.sentences(()) == (
        "roster.csv was read again: 1 row came.",
        "1 edit of yours made again; one undo takes it back.",
    )


def test_what_was_found_out_from_the_file_stays_so(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("name,gender\nAnn,f\nBen,m\n")
    opened, former = loaded(path)
    path.write_text("name,gender\nname,gender\n1,2\n3,4\n")
    assert reload(opened, former).loaded.opened.roster.header == ("name", "gender")


def test_the_sheet_is_the_one_of_before(tmp_path):
    path = Path(shutil.copy(resource("samples/edmond.xlsx"), tmp_path / "edmond.xlsx"))
    with pytest.raises(FileProblem):
        load(path, ())
    opened, former = loaded(path, ReadOptions(sheet="Pupils"), SetCells(2, (0,), ("150",)))
    found = reload(opened, former)
    assert found.rebased.number() == 1
    assert found.changed.words == "no cell changed"


def test_a_way_of_reading_that_fits_no_more_is_given_up_and_said(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("x\ny\nname,gender\nAnn,f\n")
    opened, former = loaded(path, ReadOptions(header_row=2))
    path.write_text("name,gender\nAnn,f\n")
    found = reload(opened, former)
    assert found.loaded.opened.roster.header == ("name", "gender")
    assert "no longer fits" in found.loaded.opened.notes[0]


def test_it_can_be_cancelled(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("name,gender\nAnn,f\n")
    opened, former = loaded(path)
    with pytest.raises(ReadCancelled):
        reload(opened, former, cancelled=lambda: True)


def test_progress_ends_at_one_and_never_falls(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("name,gender\n" + "Ann,f\n" * 1000)
    opened, former = loaded(path)
    shares: list[float] = []
    reload(opened, former, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
