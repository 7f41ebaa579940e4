"""Columns that are not what they seem, told in the summary and in the receipt."""

import openpyxl
import pytest

HEAD = "name,gender,height\n"


def table(rows):
    return HEAD + "".join(",".join(map(str, row)) + "\n" for row in rows)


def pupils(n=60):
    return [
        (f"P{i}", ("female", "male", "")[i % 3], 160 + 9 * (i % 3 == 1) + i % 8) for i in range(n)
    ]


def test_a_tie_is_told_as_one(repair, tmp_path):
    path = tmp_path / "a.csv"
    rows = [(f"{g}{i}", g, 160 + i) for i in range(12) for g in ("female", "male")]
    path.write_text(table([*rows, ("Q", "", 165)]), encoding="utf-8")
    done = repair(path, "--accept", "0")
    assert done.code == 0, done.err
    [entry] = done.receipt["missing_rows"]
    assert entry["why"].endswith("the height cannot tell")


def test_a_group_for_each_row_is_doubted(repair, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(table(pupils()), encoding="utf-8")
    done = repair(path, "--group", "name", "--json")
    assert done.code == 0, done.err
    assert any("“name” of their own" in warning for warning in done.receipt["warnings"])


@pytest.mark.parametrize("which", ["all", "a few"])
def test_formulas_that_were_never_computed_are_told(repair, tmp_path, which):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["name", "gender", "height"])
    for i, (name, gender, height) in enumerate(pupils()):
        computed = which == "all" or i % 10 == 0
        book.active.append([name, gender or None, f"=100+{height - 100}" if computed else height])
    book.save(path)
    done = repair(path)
    if which == "all":
        done.refused("60 formulas have no saved result")
    else:
        assert done.code == 0, done.err
        assert "6 formulas have no saved result" in done.out
        assert "6 formulas have no saved result" in done.receipt["warnings"][0]


def test_codes_stay_numbers_where_most_gaps_are_words(repair, tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["name", "gender", "height"])
    for i in range(90):
        book.active.append([f"P{i}", "NA" if i % 3 else i % 2, 160 + 12 * (i % 2) + i % 7])
    book.save(path)
    done = repair(path, "--accept", "0", "--json")
    assert done.code == 0, done.err
    assert done.summary["filled"] == 60
    sheet = openpyxl.load_workbook(done.output).active
    assert {type(cell.value) for cell in sheet["B"][1:]} == {int}
