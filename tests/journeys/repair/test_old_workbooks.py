"""Old workbooks, from XLS and XLSB to a new XLSX."""

import openpyxl
import pytest


@pytest.fixture(params=["xls", "xlsb"])
def old(request, galton, tmp_path, old_workbooks):
    header, rows, truth = galton
    numbers = {header.index(name) for name in ("father", "mother", "childHeight")}
    table = [header] + [
        [float(text) if c in numbers else text or None for c, text in enumerate(row)]
        for row in rows
    ]
    path = tmp_path / f"children.{request.param}"
    made = {
        "xls": lambda: old_workbooks.xls({"R": table}),
        "xlsb": lambda: old_workbooks.xlsb(table),
    }
    path.write_bytes(made[request.param]())
    return path, truth


OPTIONS = ("--category", "gender", "--measurement", "childHeight", "--accept", "0")


def test_galtons_children_go_from_an_old_workbook_to_a_new_one(repair, tmp_path, old):
    path, truth = old
    before = path.read_bytes()
    output = tmp_path / "written" / "children-corrected.xlsx"
    done = repair(path, *OPTIONS, "--json", output=output)
    assert done.code == 0, done.err
    header, *rows = openpyxl.load_workbook(output).active.iter_rows(values_only=True)
    column = header.index("gender")
    right = sum(rows[i][column] == gender for i, gender in truth.items())
    assert 0.80 <= right / len(truth) <= 0.92
    assert isinstance(rows[0][header.index("childHeight")], int | float)
    assert "can be read but not written" in done.summary["warnings"][0]
    assert path.read_bytes() == before


def test_an_old_workbook_is_no_target(repair, old):
    path, _ = old
    repair(path, *OPTIONS).refused("can be read but not written", ".xlsx")


def test_a_text_file_that_is_called_xls_is_spliced(repair, tmp_path, sample):
    path = tmp_path / "edmond.xls"
    path.write_bytes(sample("edmond.csv").read_bytes())
    done = repair(path)
    assert done.code == 0, done.err
    assert done.output.suffix == ".xls"
    assert done.output.read_bytes()[:4] == path.read_bytes()[:4]
