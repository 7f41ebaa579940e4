import shutil

import pytest

from em_desktop.assets import resource
from em_desktop.files.cell_range import CellRange
from em_desktop.files.pacing import Pace
from em_desktop.files.preview.doubts import Aspect
from em_desktop.files.preview.how_read import HowRead
from em_desktop.files.preview.preview import PART, open_sample, preview, shown_face, take_sample
from em_desktop.files.problem import FileProblem, ReadCancelled
from em_desktop.files.source import ReadOptions
from em_desktop.roster.options import DEFAULT_MISSING_WORDS, Unit
from em_desktop.roster.roles import Role


def shown(path, **said):
    unit, mark = said.pop("unit", None), said.pop("decimal_mark", None)
    how = HowRead(ReadOptions(**said), unit, mark)
    sample = take_sample(path, Pace())
    opened, sheets = open_sample(sample, how.options, Pace())
    return preview(sample, how, opened, sheets, DEFAULT_MISSING_WORDS)


@pytest.fixture
def file(tmp_path):
    def made(content, name="a.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return made


@pytest.fixture
def large(file):
    """A file of which only a part is shown, with a surprise in its last line."""
    lines = [f"Pupil {i},{'fm'[i % 2]},{150 + i % 40}\n" for i in range(40_000)]
    content = "A school\nname,gender,height\n" + "".join(lines)
    return file(content.encode() + "Jürgen,m,170\n".encode("cp1252"))


def test_a_plain_file(file):
    path = file("Class 5a\nname;gender;height\nAnna;f;150,5\nBen;;151\n")
    found = shown(path)
    assert found.header_row == 1
    assert (found.encoding.codec, found.delimiter) == ("utf-8", ";")
    assert found.role_of == {0: Role.NAME, 1: Role.CATEGORY, 2: Role.MEASUREMENT}
    assert found.doubts == ()
    assert not found.is_part
    face, lines = shown_face(found)
    assert (face.text(0, 0), face.text(3, 0), lines) == ("Class 5a", "Ben", (0, 1, 2, 3))
    assert found.units[0].unit is Unit.CENTIMETRE
    assert [choice.mark for choice in found.marks] == [".", ","]


def test_choices_are_followed(file):
    path = file("name;gender;height\nAnna;f;60,5\nBen;;61\n")
    found = shown(path, unit=Unit.INCH, decimal_mark=",", header_row=0, delimiter=";")
    assert found.reading.measurement.unit is Unit.INCH
    assert found.reading.measurement.values[0] == 60.5


def test_only_the_first_part_of_a_large_file_is_shown(large):
    found = shown(large)
    assert found.is_part
    assert 1000 < found.opened.roster.n_rows < 20_000
    assert found.encoding.codec == "cp1252", "found out from the whole file"
    assert found.opened.roster.columns[2][-1].isdigit(), "no record is cut"


def test_a_range_deep_in_a_large_file_is_shown(large):
    found = shown(large, area=CellRange(30_000, 0, 30_009), header_row=1)
    assert found.opened.roster.n_rows == 10
    face, lines = shown_face(found)
    assert face.text(0, 0) == "name"
    assert face.text(1, 0) == "Pupil 29998"
    assert lines == (1, *range(30_000, 30_010))


def test_a_large_file_in_utf_16(file):
    line = "Žaneta,f,160\n"
    content = ("name,gender,height\n" + line * (PART // 8)).encode("utf-16")
    found = shown(file(content))
    assert found.encoding.codec == "utf-16-le"
    assert set(found.opened.roster.columns[0]) == {"Žaneta"}


def test_a_large_file_with_one_long_quoted_cell(file):
    content = 'name,gender\n"' + "x\n" * PART + '",f\n'
    assert shown(file(content)).opened.roster.n_rows == 1


def test_of_several_sheets_the_first_is_shown_and_that_is_doubtful(tmp_path):
    path = shutil.copy(resource("samples/edmond.xlsx"), tmp_path)
    found = shown(tmp_path / "edmond.xlsx")
    assert path
    assert found.sheets == ("Pupils", "Classes")
    assert found.needs_sheet
    assert [doubt.aspect for doubt in found.doubts] == [Aspect.SHEET]
    assert found.encodings == found.delimiters == ()
    other = shown(tmp_path / "edmond.xlsx", sheet="Classes")
    assert not other.needs_sheet
    assert other.sheets == ("Pupils", "Classes")
    assert other.opened.face.sheet == "Classes"


def test_a_column_of_a_range_stands_where_it_stands_in_the_file(file):
    path = file("x,name,gender,height\nx,Anna,f,150\nx,Ben,,151\n")
    found = shown(path, area=CellRange.of("B1:D3"))
    assert found.columns == (1, 2, 3)
    assert found.role_of[3] is Role.MEASUREMENT


def test_what_is_impossible_is_told(file):
    path = file("name,gender\nJürgen,m\n".encode("cp1252"))
    with pytest.raises(FileProblem, match="not written in UTF-8"):
        shown(path, encoding="utf-8")
    with pytest.raises(FileProblem, match="does not exist"):
        take_sample(path.parent / "gone.csv", Pace())
    with pytest.raises(ReadCancelled):
        take_sample(path, Pace(None, lambda: True))
