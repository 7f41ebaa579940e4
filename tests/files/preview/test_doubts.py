"""A plain clean file raises no doubt; a doubtful one says why, and what settles it."""

import io
from pathlib import Path

import pytest
import xlsxwriter

from em_desktop.assets import resource
from em_desktop.files.cell_range import CellRange
from em_desktop.files.opening import open_bytes, open_roster
from em_desktop.files.pacing import Pace
from em_desktop.files.preview.doubts import Aspect, doubts
from em_desktop.files.preview.tables import find_tables
from em_desktop.files.source import ReadOptions
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.reading import read
from em_desktop.roster.roles import guess_roles

SAMPLES = ("edmond.csv", "geyser.csv", "messy.csv", "school.ods", "whole_school.csv")
TABLES = (
    *("bdims", "cdc_statage", "davis", "faithful", "flying", "galton_families", "howell1"),
    *("penguins", "starwars", "survey"),
)


def found(opened):
    roles = guess_roles(opened.roster)
    return doubts(opened, roles, read(opened.roster, roles, ReadingOptions()).measurement)


def aspects(content, **options):
    if isinstance(content, str):
        content = content.encode()
    made = found(open_bytes(content, None, ReadOptions(**options), Pace()))
    for doubt in made:
        assert doubt.sentence.endswith(".")
        assert "Anna" not in doubt.sentence, "no cell is named"
    return {doubt.aspect for doubt in made}


def sheet(rows) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        page = made.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return content.getvalue()


def roster(names, heights, delimiter=",", header=("name", "gender", "height")):
    rows = [
        header,
        *((n, "fm"[i % 2], h) for i, (n, h) in enumerate(zip(names, heights, strict=True))),
    ]
    return "".join(delimiter.join(map(str, row)) + "\n" for row in rows)


NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eve", "Finn")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_raise_no_doubt(name):
    assert found(open_roster(resource(f"samples/{name}"))) == ()


@pytest.mark.parametrize("name", TABLES)
def test_real_tables_raise_no_doubt(tables: Path, name):
    assert found(open_roster(tables / f"{name}.csv")) == ()


@pytest.mark.parametrize(
    "content",
    [
        roster(NAMES, range(150, 156)),
        roster(NAMES, ("150,5", "151,5", "152", "153,2", "154", "149,5"), ";"),
        roster(NAMES, ("1.723", "1.684", "1.701", "1.650", "1.555", "1.802")),
        roster(NAMES, ("1,723", "1,684", "1,701", "1,650", "1,555", "1,802"), ";"),
        roster(NAMES, ("5'7\"", "5'2\"", "6'0\"", "5'11\"", "5'1\"", "5'8\"")),
        "Class 5a\n\n" + roster(NAMES, range(150, 156)),
        roster(NAMES[:3], range(150, 153)) + "\n" + "Dan,m,153\nEve,,154\n",
        "Vorname;Klasse;Geschlecht\nAnna;5a;w\nBen;5b;\n",
        "name,gender,height\nAnna,f,150\n",
        "name,gender,height\n",
        "name,,gender,height\nAnna,,f,150\nBen,,m,151\nCleo,,,152\n",
    ],
)
def test_a_clean_file_raises_no_doubt(content):
    assert aspects(content) == set()


@pytest.mark.parametrize(
    ("codec", "names"),
    [
        ("cp1252", ("Jürgen", "Änne Groß", "Björn", "Käthe", "Søren", "Åse")),
        ("cp1252", ("Hélène", "François", "Zoé", "Noël", "Chloé", "Inès")),
        ("cp1252", ("José Núñez", "María Peña", "Ángel", "Íñigo", "Begoña", "Raúl")),
        ("utf-8", ("Győző", "Łukasz", "Иван", "山田", "Ελένη", "דוד")),
        ("utf-16", ("Győző", "Łukasz", "Иван", "山田", "Ελένη", "דוד")),
    ],
)
def test_an_encoding_that_is_clear_raises_no_doubt(codec, names):
    assert aspects(roster(names, range(150, 156)).encode(codec)) == set()


@pytest.mark.parametrize(
    ("codec", "names"),
    [
        ("cp1250", ("Tomáš Dvořák", "Jiří Novák", "Věra Černá", "Zdeněk", "Růžena", "Řehoř")),
        ("cp1250", ("Paweł Wójcik", "Małgorzata", "Łukasz Żak", "Zofia Gęś", "Ścibor", "Żaneta")),
        ("iso8859-2", ("Paweł Wójcik", "Małgorzata", "Łukasz Żak", "Zofia", "Ścibor", "Żaneta")),
        ("cp1257", ("Jānis Bērziņš", "Līga Kalniņa", "Ģirts", "Ķēniņš", "Žanis", "Čakste")),
    ],
)
def test_names_in_an_old_code_page_are_doubtful(codec, names):
    assert aspects(roster(names, range(150, 156)).encode(codec)) == {Aspect.ENCODING}


def test_an_encoding_that_a_person_named_is_not_doubted():
    names = ("Tomáš Dvořák", "Jiří Novák", "Věra Černá", "Zdeněk", "Růžena", "Řehoř")
    content = roster(names, range(150, 156)).encode("cp1250")
    assert aspects(content, encoding="cp1250") == set()


def test_two_delimiters_that_serve_alike_are_doubtful():
    content = "a;b,c\n1;2,3\n4;5,6\n7;8,9\n"
    assert Aspect.DELIMITER in aspects(content)


def test_a_file_without_a_header_is_doubtful():
    assert aspects("Anna,f,150\nBen,m,151\nCleo,,152\nDan,m,150\n") == {Aspect.HEADER}


def test_a_header_that_looks_like_a_row_is_doubtful():
    assert Aspect.HEADER in aspects("alpha,beta\nred,low\ngreen,high\nblue,mid\nblack,top\n")


@pytest.mark.parametrize(
    "heights",
    [("172,300", "168,400", "170,100", "165,000", "155,500", "180,200")],
)
def test_a_comma_that_may_be_either_mark_is_doubtful(heights):
    rows = [("name", "gender", "height")]
    rows += [(n, "f", h) for n, h in zip(NAMES, heights, strict=True)]
    assert aspects(sheet(rows)) == {Aspect.DECIMAL_MARK}
    quoted = "".join(f'{n},{g},"{h}"\n' for n, g, h in rows)
    assert aspects(quoted) == {Aspect.DECIMAL_MARK}


def test_a_comma_that_may_be_either_mark_is_no_question_where_the_heights_are_the_same():
    """1,723 metres are 1,723 millimetres, whichever mark the comma is."""
    heights = ("1,723", "1,684", "1,701", "1,650", "1,555", "1,802")
    rows = [("name", "gender", "height")]
    rows += [(n, "f", h) for n, h in zip(NAMES, heights, strict=True)]
    assert aspects(sheet(rows)) == set()
    assert aspects("".join(f'{n},{g},"{h}"\n' for n, g, h in rows)) == set()


def test_units_that_are_mixed_are_doubtful():
    heights = ("172", "168", "1.70", "1.65", "155", "180")
    assert aspects(roster(NAMES, heights)) == {Aspect.UNIT}


def test_one_stray_unit_among_many_is_a_flag_and_no_doubt():
    names = [f"P{i}" for i in range(40)]
    heights = [150 + i % 20 for i in range(39)] + ["1.70"]
    assert aspects(roster(names, heights)) == set()


def test_a_header_that_names_another_unit_is_doubtful():
    header = ("name", "gender", "height_cm")
    heights = (66, 68, 70, 64, 62, 71)
    content = roster(NAMES, [h / 39.37 for h in heights], header=header)
    assert Aspect.UNIT in aspects(content)


def test_heights_in_no_unit_are_doubtful():
    assert aspects(roster(NAMES, (1, 2, 3, 1, 2, 3))) == {Aspect.UNIT}


STACKED = [
    ["name", "height", "gender"],
    ["Anna", "150", "f"],
    ["Ben", "155", ""],
    [],
    ["name", "height", "gender"],
    ["Cleo", "160", ""],
    ["Dan", "165", "m"],
]
OTHER = [*STACKED[:4], ["pet", "legs"], ["cat", "4"], ["hen", "2"]]
ABREAST = [
    ["name", "height", "gender", "", "pet", "legs"],
    ["Anna", "150", "f", "", "cat", "4"],
    ["Ben", "155", "", "", "hen", "2"],
    ["", "", "", "", "fly", "6"],
]


@pytest.mark.parametrize(
    ("rows", "ranges"),
    [
        (STACKED, ("A1:C3", "A5:C7")),
        ([*STACKED[:3], *STACKED[4:]], ("A1:C3", "A4:C6")),
        (OTHER, ("A1:C3", "A5:C7")),
        (ABREAST, ("A1:C3", "E1:F4")),
        ([["School"], [], *STACKED], ("A3:C5", "A7:C9")),
    ],
)
def test_several_tables_are_found_and_their_ranges_named(rows, ranges):
    text = "".join(",".join(row) + "\n" for row in rows)
    for content in (text.encode(), text.replace("\n", "\r\n").encode(), sheet(rows)):
        opened = open_bytes(content, None, ReadOptions(), Pace())
        made = [doubt for doubt in found(opened) if doubt.aspect is Aspect.AREA]
        assert len(made) == 1, opened.source.summary
        for each in ranges:
            assert each in made[0].sentence


def test_a_table_that_was_chosen_is_not_doubted():
    text = "".join(",".join(row) + "\n" for row in STACKED)
    assert aspects(text, area=CellRange.of("A5:C7")) == set()


PUPILS = [
    ["name", "gender", "height"],
    *([n, "fm"[i % 2], str(150 + i)] for i, n in enumerate(NAMES)),
]


@pytest.mark.parametrize(
    "end",
    [
        [[], ["Total", "55", "912"]],
        [["Total", "", "912"]],
        [["Summe:", "6", ""]],
        [["", "Mittelwert", "152,5"]],
        [["Average", "", "152.5 cm"], ["Max", "", "155"], ["Min", "", "150"]],
        [[], ["n", "", "6"]],
        [[], ["count", "6", "6"], ["mean", "", "152.5"]],
    ],
)
def test_sums_at_the_end_are_doubtful_and_left_out_of_the_table(end):
    text = "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in [*PUPILS, *end])
    for content in (text.encode(), sheet([*PUPILS, *end])):
        opened = open_bytes(content, None, ReadOptions(), Pace())
        (made,) = (doubt for doubt in found(opened) if doubt.aspect is Aspect.AREA)
        assert made.area == CellRange.of("A1:C7")
        options = ReadOptions(area=made.area)
        assert open_bytes(content, None, options, Pace()).roster.n_rows == len(NAMES)


@pytest.mark.parametrize(
    "end",
    [
        [["Max", "", "151"]],
        [["Max", "m", "151"], ["Min", "", "160"]],
        [["Sum Li", "", "151"]],
        [[], ["Total recall", "m", "151"]],
        [[], ["Mean", "m", "151"]],
        [["Total"]],
        [[], ["Max Total", "", "151"]],
    ],
)
def test_pupils_at_the_end_are_no_sums(end):
    text = "".join(",".join(row) + "\n" for row in [*PUPILS, *end])
    assert Aspect.AREA not in aspects(text)


def test_each_of_several_tables_ends_before_its_sum():
    rows = [*STACKED[:3], ["Total", "305", ""], *STACKED[3:], [], ["Total", "325", ""]]
    opened = open_bytes(sheet(rows), None, ReadOptions(), Pace())
    assert list(map(str, find_tables(opened))) == ["A1:C3", "A6:C8"]
