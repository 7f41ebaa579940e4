"""The real tables, repaired from file to file."""

import csv
import zipfile

import openpyxl
import pytest

from em_desktop.files.source import Format
from em_desktop.files.writing import write_table


def as_csv(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


def as_xlsx(path, header, rows):
    """A workbook as openpyxl makes it: numbers as numbers, the gaps as no cell at all."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(header)
    numbers = {header.index(name) for name in ("father", "mother", "childHeight")}
    for row in rows:
        sheet.append([float(t) if c in numbers else t or None for c, t in enumerate(row)])
    sheet["A1"].font = openpyxl.styles.Font(bold=True)
    book.save(path)


def as_ods(path, header, rows):
    path.write_bytes(write_table(header, rows, Format.ODS))


@pytest.fixture(params=["csv", "xlsx", "ods"])
def children(request, galton, tmp_path):
    header, rows, truth = galton
    path = tmp_path / f"children.{request.param}"
    {"csv": as_csv, "xlsx": as_xlsx, "ods": as_ods}[request.param](path, header, rows)
    return path, truth


OPTIONS = ("--category", "gender", "--measurement", "childHeight")


def test_galtons_children_are_told_apart(repair, reading, children):
    path, truth = children
    done = repair(path, *OPTIONS, "--accept", "0", "--json")
    assert done.code == 0, done.err
    header, rows = reading(done.output)
    column = header.index("gender")
    right = sum(rows[i][column] == gender for i, gender in truth.items())
    assert 0.80 <= right / len(truth) <= 0.92
    assert done.summary["rows"] == 934
    assert done.summary["missing"] == done.summary["filled"] == 300
    assert done.summary["left_blank"] == 0
    assert done.summary["outcome"] == "converged"
    male = next(c for c in done.summary["components"] if c["category"] == "male")
    assert male["mean"] == pytest.approx(69.2, abs=0.3)
    assert male["share"] == pytest.approx(0.51, abs=0.04)
    assert male["recorded"] + sum(g == "male" for g in truth.values()) == 481


def test_the_receipt_lists_every_missing_row(repair, reading, children):
    path, truth = children
    done = repair(path, *OPTIONS)
    entries = done.receipt["missing_rows"]
    assert [entry["record"] for entry in entries] == [i + 1 for i in sorted(truth)]
    header, before = reading(path)
    _, after = reading(done.output)
    for entry in entries:
        i = entry["record"] - 1
        sure = max(entry["probabilities"].values())
        assert sum(entry["probabilities"].values()) == pytest.approx(1)
        assert entry["probabilities"][entry["suggestion"]] == sure
        assert entry["measurement"] == before[i][header.index("childHeight")]
        assert (entry["written"] is not None) == (sure >= 0.95)
        assert after[i][header.index("gender")] == (entry["written"] or "")
        assert entry["why"]
    assert 0 < done.receipt["counts"]["filled"] < 300


def test_cells_that_were_not_filled_are_unchanged(repair, reading, children):
    path, truth = children
    done = repair(path, *OPTIONS)
    header, before = reading(path)
    same_header, after = reading(done.output)
    assert same_header == header
    column = header.index("gender")
    for i, (old, new) in enumerate(zip(before, after, strict=True)):
        if i in truth and new[column]:
            new[column] = ""
        assert new == old


def test_the_lines_of_a_csv_differ_in_the_filled_cell_alone(repair, galton, tmp_path):
    header, rows, _ = galton
    path = tmp_path / "children.csv"
    as_csv(path, header, rows)
    done = repair(path, *OPTIONS)
    written = {e["record"]: e["written"] for e in done.receipt["missing_rows"]}
    column = header.index("gender")
    expected = path.read_bytes().splitlines(keepends=True)
    for record, text in written.items():
        cells = expected[record].split(b",")
        cells[column] = (text or "").encode()
        expected[record] = b",".join(cells)
    assert done.output.read_bytes() == b"".join(expected)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_the_other_parts_of_a_workbook_are_the_same_bytes(repair, galton, tmp_path, kind):
    header, rows, _ = galton
    path = tmp_path / f"children.{kind}"
    {"xlsx": as_xlsx, "ods": as_ods}[kind](path, header, rows)
    done = repair(path, *OPTIONS)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(done.output) as new:
        assert new.namelist() == old.namelist()
        differ = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert differ == [{"xlsx": "xl/worksheets/sheet1.xml", "ods": "content.xml"}[kind]]


def test_the_same_rows_get_the_same_answer_from_every_format(repair, galton, tmp_path):
    answers = []
    for kind, make in (("csv", as_csv), ("xlsx", as_xlsx), ("ods", as_ods)):
        path = tmp_path / f"children.{kind}"
        make(path, *galton[:2])
        answers.append(repair(path, *OPTIONS, "--overwrite").receipt["missing_rows"])
    chances = [[entry["probabilities"] for entry in answer] for answer in answers]
    assert chances[0] == chances[1] == chances[2]


@pytest.mark.parametrize(
    ("name", "options", "missing", "likely"),
    [
        ("flying.csv", (), 33, {"Male", "Female"}),
        ("survey.csv", (), 1, {"Male", "Female"}),
        (
            "penguins.csv",
            ("--measurement", "body_mass_g", "--category", "sex"),
            11,
            {"male", "female"},
        ),
        ("starwars.csv", ("--category", "sex"), 4, {"male", "female", "none"}),
    ],
)
def test_other_tables(repair, tables, name, options, missing, likely):
    path = tables / name
    done = repair(path, *options, "--accept", "0", "--json")
    assert done.code == 0, done.err
    assert done.summary["missing"] == missing == len(done.receipt["missing_rows"])
    written = [e["written"] for e in done.receipt["missing_rows"] if e["written"]]
    assert done.summary["filled"] == len(written)
    assert set(written) <= likely
    assert {c["category"] for c in done.summary["components"]} <= likely
    before = path.read_bytes().splitlines(keepends=True)
    after = done.output.read_bytes().splitlines(keepends=True)
    changed = [i for i, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
    assert len(changed) == len(written)
