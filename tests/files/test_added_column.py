"""A column that a person has added: every byte or part that was there before stays."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from em_desktop.assets import resource
from em_desktop.files.exporting import Manner, prepare
from em_desktop.files.opening import open_roster
from em_desktop.files.problem import FileProblem
from em_desktop.files.source import Format, Opened, ReadOptions
from em_desktop.review.clusters import Clusters
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import (
    AddColumn,
    DeleteRows,
    SetCells,
    SetClusters,
    SetDecisions,
    SetRoles,
    Several,
    apply,
    new_rows,
)
from em_desktop.review.resolve import resolve
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import read
from em_desktop.roster.roles import Role, Roles


def with_groups(opened: Opened, *edits, header="type") -> Workspace:
    """Return the opened file with a column of groups; row 0 is accepted, row 1 entered."""
    column = opened.roster.n_columns
    workspace, _ = apply(
        Several(
            (
                AddColumn(header),
                SetClusters(Clusters(column, ("short", "long"))),
                SetRoles(Roles().assign(column, Role.CATEGORY)),
                SetDecisions({0: Decision(Answer.ACCEPTED, "short", 0.99)}),
                SetCells(column, (1,), ("long",)),
                *edits,
            )
        ),
        Workspace.of(opened.roster, Roles()),
    )
    return workspace


def exported(opened: Opened, workspace: Workspace, target: Format, **more) -> bytes:
    reading = read(workspace.roster, workspace.roles, workspace.reading_options)
    return prepare(opened, workspace, resolve(workspace, reading, **more), Manner(target)).content


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a,b\n1,2\n3,4\n5,6\n", b"a,b,type\n1,2,short\n3,4,long\n5,6,\n"),
        (b"a,b\r\n1,2\r\n3,4\r\n5,6", b"a,b,type\r\n1,2,short\r\n3,4,long\r\n5,6,"),
        (
            b'"a";"b"\n"1";"x; y"\n"3";"4"\n"5";"6"\n',
            b'"a";"b";"type"\n"1";"x; y";"short"\n"3";"4";"long"\n"5";"6";""\n',
        ),
        (b"a\tb\n1\t2\n3\t4\n5\t6\n", b"a\tb\ttype\n1\t2\tshort\n3\t4\tlong\n5\t6\t\n"),
        (b"a\n1\n3\n5\n", b"a,type\n1,short\n3,long\n5,\n"),
        # A short record is padded up to the new column; a long one keeps its cells behind it.
        (b"a,b\n1\n3,4,x\n5,6\n", b"a,b,type\n1,,short\n3,4,long,x\n5,6,\n"),
        (b"title\na,b\n1,2\n3,4\n5,6\n", b"title\na,b,type\n1,2,short\n3,4,long\n5,6,\n"),
    ],
)
def test_text_files_keep_every_byte_and_gain_a_cell_a_row(tmp_path: Path, before, after) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(before)
    opened = open_roster(path)
    assert exported(opened, with_groups(opened), opened.source.format) == after


def test_rows_that_came_and_went_and_edited_cells_go_along(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"a,b\n1,2\n3,4\n5,6\n")
    opened = open_roster(path)
    workspace = with_groups(opened)
    for edit in (
        DeleteRows((2,)),
        new_rows(workspace, [("7", "8", "long"), ("9", "10", "")]),
        SetCells(1, (0,), ("2.5",)),
        SetDecisions({4: Decision(Answer.ACCEPTED, "short", 0.8)}),
    ):
        workspace, _ = apply(edit, workspace)
    after = exported(opened, workspace, Format.CSV)
    assert after == b"a,b,type\n1,2.5,short\n3,4,long\n7,8,long\n9,10,short\n"


def test_the_provenance_comes_behind_it(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"a,b\n1,2\n3,4\n5,6\n")
    opened = open_roster(path)
    assert exported(opened, with_groups(opened), Format.CSV, provenance=True) == (
        b"a,b,type,type_source,type_probability\n"
        b'1,2,short,"suggested, accepted",0.990\n3,4,long,entered,\n5,6,,missing,\n'
    )


@pytest.mark.parametrize(
    ("name", "sheet", "part"),
    [("edmond.xlsx", "Pupils", "xl/worksheets/sheet1.xml"), ("school.ods", None, "content.xml")],
)
def test_workbooks_keep_every_other_part(name, sheet, part) -> None:
    path = resource(f"samples/{name}")
    opened = open_roster(path, ReadOptions(sheet=sheet))
    workspace = with_groups(opened)
    after = exported(opened, workspace, opened.source.format)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert [m.filename for m in new.infolist()] == [m.filename for m in old.infolist()]
        differ = [m for m in old.namelist() if old.read(m) != new.read(m)]
    assert part in differ
    assert set(differ) <= {part, "xl/styles.xml", "xl/tables/table1.xml"}
    found = opened.source.reread(after, workspace.roster.n_columns)
    assert found.header == (*opened.roster.header, "type")
    for old_column, new_column in zip(opened.roster.columns, found.columns, strict=False):
        assert old_column.tolist() == new_column.tolist()
    assert found.columns[-1][:3].tolist() == ["short", "long", ""]


@pytest.mark.parametrize("target", list(Format))
def test_other_formats_have_it_too(tmp_path: Path, target: Format) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"a,b\n1,2\n3,4\n5,6\n")
    opened = open_roster(path)
    written = tmp_path / f"new{target}"
    written.write_bytes(exported(opened, with_groups(opened), target))
    found = open_roster(written).roster
    assert found.header == ("a", "b", "type")
    assert found.columns[2].tolist() == ["short", "long", ""]


@pytest.mark.parametrize(("header", "text"), [("=type", "long"), ("type", "=1+1")])
def test_what_a_spreadsheet_would_run_is_refused(tmp_path: Path, header: str, text: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"a,b\n1,2\n3,4\n")
    opened = open_roster(path)
    workspace = with_groups(opened, SetCells(2, (1,), (text,)), header=header)
    with pytest.raises(FileProblem, match="formula"):
        exported(opened, workspace, Format.CSV)
    assert exported(opened, workspace, Format.XLSX)


def test_a_header_that_begins_so_already_may_be_built_upon(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"=a,b\nx,2\n,4\n")
    opened = open_roster(path)
    workspace = replace(Workspace.of(opened.roster, Roles(category=0)))
    assert exported(opened, workspace, Format.CSV, provenance=True).startswith(b"=a,b,=a_source")
