"""Saying on the command line how the roster is read."""

import openpyxl
import pytest

NAMES = [f"P{i}" for i in range(40)]


def rows(heights=None):
    tall = heights or [f"{1.5 + 0.12 * (i % 2) + 0.01 * (i % 7):.3f}" for i in range(40)]
    sexes = ["f" if i % 2 == 0 else "m" for i in range(40)]
    return [(n, "" if i % 5 == 4 else sexes[i], tall[i]) for i, n in enumerate(NAMES)]


def table(delimiter=",", header="name,gender,height", heights=None, end="\n"):
    lines = [header.replace(",", delimiter)] if header else []
    lines += [delimiter.join(row) for row in rows(heights)]
    return "".join(line + end for line in lines)


@pytest.fixture
def file(tmp_path):
    def made(content, name="a.csv", codec="utf-8"):
        path = tmp_path / name
        path.write_bytes(content.encode(codec))
        return path

    return made


def test_the_encoding_is_named(repair, file):
    path = file(table().replace("P3", "Łukasz"), codec="iso8859-2")
    done = repair(path, "--encoding", "iso8859-2", "--json")
    assert done.code == 0, done.err
    assert done.summary["warnings"] == []
    assert "Łukasz".encode("iso8859-2") in done.output.read_bytes()


def test_an_encoding_that_there_is_not_is_refused(repair, file):
    repair(file(table()), "--encoding", "klingon").refused("no text encoding")


@pytest.mark.parametrize("word", ["|", "bar"])
def test_the_delimiter_is_named(repair, file, word):
    done = repair(file(table("|")), "--delimiter", word, "--json")
    assert done.code == 0, done.err
    assert done.summary["rows"] == 40


def test_the_header_row_is_counted_as_people_count(repair, file):
    path = file("A school\nof many\n" + table())
    assert repair(path, "--header-row", "3", "--json").summary["rows"] == 40
    path = file(table(header=""), "b.csv")
    columns = ("--name", "1", "--category", "2", "--measurement", "3")
    done = repair(path, "--header-row", "0", *columns, "--json", "--overwrite")
    assert done.summary["rows"] == 40
    assert done.summary["warnings"] == [
        "No header was found: every line is a row, and the columns are numbered."
    ], "a person has said so, so it is not doubtful"


def test_the_decimal_mark_and_the_unit_are_named(repair, file):
    heights = [f"{1500 + 120 * (i % 2) + 10 * (i % 7):,}" for i in range(40)]
    path = file(table(";", heights=heights))
    metres = repair(path, "--decimal", "comma", "--json")
    assert 1.4 < metres.summary["components"][0]["mean"] < 1.8
    path = file(table(";", heights=heights), "b.csv")
    done = repair(path, "--decimal", "point", "--unit", "mm", "--json", "--overwrite")
    assert 1400 < done.summary["components"][0]["mean"] < 1800


def test_one_of_several_tables_is_repaired_and_the_others_are_untouched(repair, file):
    other = "pet,legs\ncat,4\nhen,2\n"
    total = "Total,40,\n"
    path = file(other + "\n" + table() + total)
    done = repair(path, "--range", "A5:C45", "--accept", "0", "--json")
    assert done.code == 0, done.err
    assert done.summary["rows"] == 40
    assert done.summary["filled"] == 8
    written = done.output.read_text(encoding="utf-8")
    assert written.startswith(other + "\nname,gender,height\n")
    assert written.endswith(total)


def test_a_range_of_a_sheet(repair, tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["A school"])
    book.active.append([None, "name", "gender", "height"])
    for name, gender, height in rows():
        book.active.append(["x", name, gender or None, float(height)])
    book.active.append([None, "Total", 40])
    book.save(path)
    done = repair(path, "--range", "B2:D42", "--accept", "0", "--json")
    assert done.code == 0, done.err
    assert done.summary["rows"] == 40
    sheet = openpyxl.load_workbook(done.output).active
    assert [cell.value for cell in sheet[43]][:3] == [None, "Total", 40]
    assert all(sheet.cell(row, 3).value for row in range(3, 43))


def test_what_is_doubtful_is_among_the_warnings_with_the_option_that_settles_it(repair, file):
    path = file(table().replace(",", ";", 0) + "\n" + table(), "two.csv")
    done = repair(path, "--json")
    assert done.code == 0, done.err
    assert any("2 tables here" in w and "--range" in w for w in done.summary["warnings"])
    assert done.receipt["warnings"] == done.summary["warnings"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--range", "B3"), "no range of cells"),
        (("--range", "F3:B9"), "ends before it begins"),
        (("--header-row", "first"), "no line number"),
        (("--header-row", "-1"), "no line number"),
        (("--delimiter", "tabs"), "cannot separate cells"),
        (("--decimal", ";"), "no decimal mark"),
        (("--unit", "league"), "cm"),
    ],
)
def test_wrong_use_is_told_in_one_sentence(repair, file, options, sentence):
    ended = repair(file(table()), *options)
    assert ended.code == 2
    assert ended.err.startswith("em-desktop repair: ")
    assert ended.err.count("\n") == 1
    assert sentence in ended.err
    assert not ended.output.exists()


@pytest.mark.parametrize("options", [("--encoding", "utf-8"), ("--delimiter", ",")])
def test_a_workbook_has_no_encoding_and_no_delimiter(repair, sample, options):
    repair(sample("school.ods"), *options).refused("is a workbook", "Leave")


def test_a_range_that_is_not_there_is_refused(repair, file):
    repair(file(table()), "--range", "A90:C99").refused("fewer than 90 lines")
    repair(file(table()), "--range", "X1:Z9").refused("as far as column X")
