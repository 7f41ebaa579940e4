"""The samples are what their script makes, and what the start screen says of them."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from statistics import mean

import pytest
from python_calamine import load_workbook

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
ROSTERS = (
    *("edmond.csv", "whole_school.csv", "messy.csv", "geyser.csv"),
    *("edmond.xlsx", "school.ods"),
)
MISSING = ("", " ", "?", "-", "n/a")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run(
        [sys.executable, ROOT / "packaging" / "make_samples.py", folder],
        check=True,
        capture_output=True,
    )
    return folder


def rows_of(name, **dialect):
    encoding = "cp1252" if name == "messy.csv" else "utf-8"
    return list(csv.reader(io.StringIO((SAMPLES / name).read_bytes().decode(encoding)), **dialect))


@pytest.mark.parametrize("name", [n for n in ROSTERS if n.endswith(".csv")])
def test_the_script_makes_the_committed_bytes(made, name):
    assert (made / name).read_bytes() == (SAMPLES / name).read_bytes()


@pytest.mark.parametrize("name", ["edmond.xlsx", "school.ods"])
def test_the_script_makes_the_committed_workbook(made, name):
    # Member by member: another zlib may compress the same content to other bytes.
    with zipfile.ZipFile(made / name) as new, zipfile.ZipFile(SAMPLES / name) as old:
        assert [(m.filename, m.date_time) for m in new.infolist()] == [
            (m.filename, m.date_time) for m in old.infolist()
        ]
        for member in old.namelist():
            assert new.read(member) == old.read(member), member


def test_the_start_screen_names_every_sample():
    listed = json.loads((SAMPLES / "samples.json").read_text(encoding="utf-8"))
    assert [sample["file"] for sample in listed] == list(ROSTERS)
    assert all(sample["title"] and sample["description"] for sample in listed)
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in readme for name in ROSTERS)


def test_edmond_has_sixty_missing_and_the_promised_slips():
    header, *rows = rows_of("edmond.csv")
    assert header == ["name", "gender", "height", "class"]
    assert len(rows) == 300
    missing = [row for row in rows if row[1] in MISSING]
    assert len(missing) == 60
    assert [row[2] for row in missing].count("") == 1
    assert [row[2] for row in rows].count("") == 1
    assert [row[2] for row in rows].count("1.62") == 1
    assert [row[1] for row in rows].count("X") == 1
    assert len({row[1] for row in rows if row[1] not in MISSING} - {"female", "male", "X"}) == 1
    assert sum(not row[2].replace(".", "").isdigit() for row in rows if row[2]) == 1
    assert len({row[0] for row in rows}) == 299
    assert len({row[3] for row in rows}) == 12


def test_the_given_name_tells_much_but_not_all():
    _, *rows = rows_of("whole_school.csv")
    of_name = {}
    for row in rows:
        if row[3]:
            of_name.setdefault(row[1].split()[0], set()).add(row[3])
    both = sum(len(sexes) == 2 for sexes in of_name.values())
    assert 8 <= both < len(of_name) / 4


def test_the_whole_school_lacks_every_seventh_sex():
    header, *rows = rows_of("whole_school.csv")
    assert header == ["pupil_id", "name", "grade", "sex", "height_cm"]
    assert len(rows) == 900
    assert sum(row[3] == "" for row in rows) == 135
    assert sorted({int(row[2]) for row in rows}) == list(range(1, 13))


def test_the_messy_list_is_messy():
    content = (SAMPLES / "messy.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    assert b"\r\n" in content
    title, header, *rows = rows_of("messy.csv", delimiter=";")
    assert title[0].startswith("Sportfest")
    assert header[3:5] == ["Geschlecht", "Größe"]
    heights = [row[4] for row in rows]
    for sign in (",", "m", "'", "ft", "cm"):
        assert any(sign in text for text in heights), sign
    assert all(row[0].startswith("000") for row in rows)
    assert any("\n" in row[-1] for row in rows)
    assert any(";" in row[-1] for row in rows)
    assert {len(row) for row in rows} == {5, 6}
    assert sum(row[3] in MISSING for row in rows) == 30


def test_the_geyser_has_two_kinds_of_eruptions_and_no_category():
    header, *rows = rows_of("geyser.csv")
    assert header == ["eruption_min", "waiting_min"]
    minutes, waiting = zip(*[map(float, row) for row in rows], strict=True)
    assert len(rows) == 250
    short = [at for at, value in enumerate(minutes) if value < 3]
    assert 70 < len(short) < 110
    assert not any(2.85 < value < 3.05 for value in minutes)
    assert mean(waiting[at] for at in short) < 60 < 70 < mean(waiting)


def test_the_workbook_holds_the_pupils_of_the_csv():
    book = load_workbook(SAMPLES / "edmond.xlsx")
    assert book.sheet_names == ["Pupils", "Classes"]
    rows = book.get_sheet_by_name("Pupils").to_python()
    expected = rows_of("edmond.csv")
    assert [row[:2] for row in rows] == [row[:2] for row in expected]
    with zipfile.ZipFile(SAMPLES / "edmond.xlsx") as archive:
        assert b"<f>" in archive.read("xl/worksheets/sheet2.xml")
        assert "xl/charts/chart1.xml" in archive.namelist()


def test_the_sheet_of_libreoffice_has_runs_of_blanks():
    rows = load_workbook(SAMPLES / "school.ods").get_sheet_by_index(0).to_python()
    assert rows[0] == ["Student", "Year", "Gender", "Height (cm)", "Remarks"]
    assert len(rows) == 261
    assert sum(row[2] == "" for row in rows) == 45
    with zipfile.ZipFile(SAMPLES / "school.ods") as archive:
        assert b"number-columns-repeated" in archive.read("content.xml")
