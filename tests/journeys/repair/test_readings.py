"""Doubtful heights on the command line: left out and counted, or read as proposed."""

import json

import pytest

HEADER = "name,gender,height,id\n"
DOUBTED = ["68", "2026-07-05", "5-8", "99"]


@pytest.fixture
def roster(tmp_path):
    rows = [f"D {i},,{text},00{i}\n" for i, text in enumerate(DOUBTED)]
    rows += [f"A {i},f,{158 + i % 9},1\nB {i},m,{174 + i % 9},2\n" for i in range(25)]
    path = tmp_path / "class.csv"
    path.write_text(HEADER + "".join(rows) + "C 1,,160,3\n", encoding="utf-8")
    return path


def test_doubtful_heights_are_left_out_and_it_is_said_how_many(repair, roster):
    ended = repair(roster, "--json", "--accept", "0")
    assert ended.code == 0
    [warning] = [w for w in ended.summary["warnings"] if "doubtful" in w]
    assert warning == (
        "The height of 4 rows is doubtful and left out; for 3 of them another reading is "
        "proposed. Read them so with --readings proposed, or settle each in the window."
    )
    assert ended.summary["filled"] == 1
    assert ended.receipt["readings"] == []
    assert [row["written"] for row in ended.receipt["missing_rows"]] == [None] * 4 + ["f"]
    assert "turned into a date" in ended.receipt["missing_rows"][1]["why"]


def test_proposed_readings_count_and_the_file_keeps_the_text(repair, roster):
    ended = repair(roster, "--json", "--accept", "0", "--readings", "proposed")
    assert ended.summary["filled"] == 4
    assert ended.receipt["readings"] == [
        {"record": 1, "measurement": "68", "read_as": "68 in (172.7 cm)"},
        {"record": 2, "measurement": "2026-07-05", "read_as": "5'7\" (170.2 cm)"},
        {"record": 3, "measurement": "5-8", "read_as": "5'8\" (172.7 cm)"},
    ]
    first = ended.receipt["missing_rows"][0]
    assert first["read_as"] == "68 in (172.7 cm)"
    assert "the height 68 (172.7 cm)" in first["why"]
    assert ended.receipt["missing_rows"][3]["read_as"] is None
    before = roster.read_text(encoding="utf-8").splitlines()
    after = ended.output.read_text(encoding="utf-8").splitlines()
    blank = [",".join(("" if i == 1 else c) for i, c in enumerate(r.split(","))) for r in before]
    same = [",".join(("" if i == 1 else c) for i, c in enumerate(r.split(","))) for r in after]
    assert same == blank
    assert any("3 measurements read as proposed" in note for note in ended.summary["warnings"])


def test_heights_that_are_all_dates_are_refused_with_the_way_out(repair, tmp_path):
    path = tmp_path / "dates.csv"
    rows = [f"A {i},{'fm'[i % 2]},2026-{2 + i % 9:02}-05,1\n" for i in range(20)]
    path.write_text(HEADER + "".join(rows) + "C,,2026-07-05,1\n", encoding="utf-8")
    repair(path).refused("all are dates or otherwise doubtful", "--readings proposed")
    ended = repair(path, "--json", "--readings", "proposed")
    assert ended.code == 0
    assert json.loads(ended.out)["components"][0]["recorded"] == 10


def test_nothing_doubtful_changes_nothing(repair, tmp_path):
    plain = tmp_path / "plain.csv"
    rows = [f"A {i},f,{158 + i % 9},1\nB {i},m,{174 + i % 9},2\n" for i in range(25)]
    plain.write_text(HEADER + "".join(rows) + "C,,160,3\n", encoding="utf-8")
    ended = repair(plain, "--json", "--readings", "proposed")
    assert not [w for w in ended.summary["warnings"] if "proposed" in w or "doubtful" in w]
