"""What the command line says of the corrected file, keeps, and refuses."""

import csv
import json

import pytest

from em_desktop.cli.arguments import main

HEIGHTS = [("female", 160 + i) for i in range(12)] + [("male", 176 + i) for i in range(12)]
ROWS = "".join(f"Pupil {i};{g};{h}\r\n" for i, (g, h) in enumerate(HEIGHTS))
TEXT = f"name;gender;height\r\n{ROWS}Zoë;;158\r\nJosé;;190\r\n"


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "class.csv"
    path.write_bytes(TEXT.encode("cp1252"))
    return path


def test_the_summary_tells_what_was_proven(roster, tmp_path, capsys):
    out = tmp_path / "out.csv"
    assert main(["repair", str(roster), "--output", str(out), "--accept", "0", "--json"]) == 0
    proof = json.loads(capsys.readouterr().out)["proof"]
    assert proof["identical_otherwise"]
    assert proof["cells_changed"] == 2
    assert proof["sentences"] == ["2 cells changed, all else identical."]
    assert main(["repair", str(roster), "--output", str(tmp_path / "b.csv"), "--accept", "0"]) == 0
    assert "2 cells changed, all else identical." in capsys.readouterr().out


def test_a_receipt_may_be_a_table(roster, tmp_path):
    receipt = tmp_path / "receipt.csv"
    arguments = ["--output", str(tmp_path / "out.csv"), "--accept", "0.5"]
    assert main(["repair", str(roster), *arguments, "--receipt", str(receipt)]) == 0
    with receipt.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [(line["name"], line["new"]) for line in lines] == [("Zoë", "female"), ("José", "male")]
    assert all(line["threshold"] == "0.5" and line["time"] for line in lines)


def test_the_old_file_can_be_kept(roster, tmp_path, capsys):
    before = roster.read_bytes()
    arguments = ["repair", str(roster), "--output", str(roster), "--accept", "0"]
    assert main([*arguments, "--backup"]) == 2
    assert "--backup needs --overwrite" in capsys.readouterr().err
    assert main([*arguments, "--overwrite", "--backup"]) == 0
    assert roster.with_name("class.csv.bak").read_bytes() == before
    assert roster.read_bytes() != before


@pytest.fixture
def symbols(tmp_path):
    """Groups named by signs that the file's encoding lacks."""
    path = tmp_path / "symbols.csv"
    path.write_bytes(
        "name;height\r\nZoë;158\r\nJosé;190\r\nÉva;160\r\nRené;188\r\n".encode("cp1252")
    )
    return path


def test_a_character_that_the_encoding_lacks_is_a_question_with_answers(symbols, tmp_path, capsys):
    out = tmp_path / "out.csv"
    order = ["repair", str(symbols), "--output", str(out), "--accept", "0", "--measurement"]
    order += ["height", "--clusters", "2", "--category", "sign", "--cluster-names", "♀,♂"]
    assert main(order) == 2
    said = capsys.readouterr().err
    assert "--output-encoding utf-8" in said
    assert "--skip-unwritable" in said
    assert not out.exists()
    assert main([*order, "--output-encoding", "utf-8"]) == 0
    assert "is UTF-8 now" in capsys.readouterr().out
    text = out.read_bytes().decode("utf-8-sig")
    assert text.startswith("name;height;sign\r\nZoë;158;♀\r\n")
