"""Whatever is wrong with the input: one clear sentence, code 2, no file, the roster intact."""

import io
import os
import zipfile

import pytest

HEAD = "name,gender,height\n"
GOOD = HEAD + "".join(
    f"Pupil {i},{('female', 'male', '')[i % 3]},{160 + 7 * (i % 3 == 1) + i % 8}\n"
    for i in range(60)
)


def zipped(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


XLSX_FRAME = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/'
    'package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.'
    'openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/'
    'package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/'
    'spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.'
    'openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}
ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>&secret;</t></is></c></row></sheetData></worksheet>'
)


def encrypted_xlsx():
    """The container that Excel writes for a workbook with a password starts like this."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4000


def encrypted_ods():
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:'
        'xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml" '
        'manifest:media-type="text/xml" manifest:size="100"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": os.urandom(200),
            "META-INF/manifest.xml": manifest,
        }
    )


BAD = {
    "empty file": ("a.csv", b""),
    "only line ends": ("a.csv", b"\n\n\n"),
    "header only": ("a.csv", HEAD.encode()),
    "header only, as the last line": ("a.csv", HEAD.strip().encode()),
    "binary garbage": ("a.csv", bytes(range(256)) * 40),
    "NUL bytes throughout": ("a.csv", b"\0" * 4096),
    "no gender and no height": ("a.csv", b"town,mayor\nAthens,1\nSparta,2\n"),
    "no gender recorded": ("a.csv", (HEAD + "A,,170\nB,,160\nC,,165\n").encode()),
    "one gender recorded": ("a.csv", (HEAD + "A,male,170\nB,,160\nC,,165\n").encode()),
    "all heights equal": (
        "a.csv",
        (HEAD + "".join(f"P{i},{('f', 'm', '')[i % 3]},170\n" for i in range(60))).encode(),
    ),
    "no height at all": (
        "a.csv",
        (HEAD + "".join(f"P{i},{('f', 'm', '')[i % 3]},\n" for i in range(60))).encode(),
    ),
    "an archive without members": ("a.xlsx", b"PK\5\6" + bytes(18)),
    "a damaged workbook": ("a.xlsx", zipped({"xl/workbook.xml": "<workbook>"})[:-30]),
    "a workbook without sheets": ("a.xlsx", zipped({"readme.txt": "no workbook"})),
    "a sheet cut short": (
        "a.xlsx",
        zipped(XLSX_FRAME | {"xl/worksheets/sheet1.xml": ENTITY[-120:-60]}),
    ),
    "an encrypted workbook": ("a.xlsx", encrypted_xlsx()),
    "a damaged sheet": ("a.ods", zipped({"content.xml": "<office"})[:-30]),
    "an encrypted sheet": ("a.ods", encrypted_ods()),
    "a zip bomb": (
        "a.xlsx",
        zipped(XLSX_FRAME | {"xl/worksheets/sheet1.xml": b" " * 30_000_000}),
    ),
    "external entities": ("a.xlsx", zipped(XLSX_FRAME | {"xl/worksheets/sheet1.xml": ENTITY})),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_used_is_said(repair, tmp_path, what):
    name, content = BAD[what]
    path = tmp_path / name
    path.write_bytes(content)
    repair(path).refused()
    assert path.read_bytes() == content


def test_an_entity_never_brings_another_file_in(repair, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("swordfish", encoding="utf-8")
    sheet = ENTITY.replace("file:///etc/hostname", secret.as_uri())
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped(XLSX_FRAME | {"xl/worksheets/sheet1.xml": sheet}))
    done = repair(path)
    done.refused()
    assert "swordfish" not in done.err


def test_a_file_without_a_header_is_told_what_is_lacking(repair, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(GOOD.removeprefix(HEAD), encoding="utf-8")
    done = repair(path, "--accept", "0", "--json")
    if done.code == 0:  # the columns were known by their content
        assert done.summary["rows"] == 60
    else:
        done.refused()


def test_a_missing_file(repair, tmp_path):
    repair(tmp_path / "nowhere.csv").refused("nowhere.csv")


def test_a_folder(repair, tmp_path):
    (tmp_path / "folder.csv").mkdir()
    repair(tmp_path / "folder.csv").refused("folder")


GOOD_IN_DISGUISE = {
    "UTF-16": GOOD.replace("Pupil", "Schüler").encode("utf-16"),
    "Latin-1": GOOD.replace("Pupil", "Schülerin").encode("latin-1"),
    "a byte order mark": b"\xef\xbb\xbf" + GOOD.encode(),
    "CRLF": GOOD.replace("\n", "\r\n").encode(),
    "semicolons": GOOD.replace(",", ";").encode(),
    "ragged rows": GOOD.replace("Pupil 5,,", "Pupil 5,,170,more,and more\nPupil 5b\nX,,").encode(),
    "a cell of a megabyte": GOOD.replace("Pupil 7", "P" * 1_000_000).encode(),
    "duplicate columns that do not matter": GOOD.replace("\n", ",x,y\n")
    .replace("height,x,y", "height,note,note")
    .encode(),
    "heights that are no heights": (
        GOOD + "A,male,-170\nB,female,inf\nC,male,nan\nD,female,1e400\nE,,1e400\nF,,-0\n"
    ).encode(),
}


@pytest.mark.parametrize("what", GOOD_IN_DISGUISE)
def test_what_can_be_used_is_used(repair, tmp_path, what):
    path = tmp_path / "a.csv"
    path.write_bytes(GOOD_IN_DISGUISE[what])
    done = repair(path, "--accept", "0", "--json")
    assert done.code == 0, done.err
    assert done.summary["filled"] >= 20
    for component in done.summary["components"]:
        assert 155 < component["mean"] < 180
    before, after = path.read_bytes(), done.output.read_bytes()
    added = sum(len(e["written"] or "") for e in done.receipt["missing_rows"])
    width = 2 if what == "UTF-16" else 1
    assert len(after) == len(before) + width * added


def test_the_content_counts_and_not_the_name(repair, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_text(GOOD, encoding="utf-8")
    done = repair(path, "--accept", "0")
    assert done.code == 0, done.err
    assert done.output.read_bytes().startswith(HEAD.encode())


@pytest.mark.parametrize("what", ["an unclosed quote", "NUL bytes in cells", "10,000 columns"])
def test_what_is_strange_is_used_or_refused_and_never_a_traceback(repair, tmp_path, what):
    content = {
        "an unclosed quote": GOOD.replace("Pupil 30", '"Pupil 30'),
        "NUL bytes in cells": GOOD.replace("Pupil 9", "Pu\0pil 9"),
        "10,000 columns": "\n".join(
            line + ("," + "x" * (i > 0)) * 9_997 for i, line in enumerate(GOOD.splitlines())
        )
        + "\n",
    }[what]
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    done = repair(path, "--accept", "0")
    if done.code == 0:
        added = sum(len(e["written"] or "") for e in done.receipt["missing_rows"])
        assert len(done.output.read_bytes()) == len(content.encode()) + added
    else:
        done.refused()
    assert path.read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--category", "Geschlecht"), ("Geschlecht", "1 name, 2 gender, 3 height")),
        (("--measurement", "9"), ("1 name, 2 gender, 3 height",)),
        (("--name", "gender", "--category", "GENDER"), ("One column cannot have two meanings",)),
        (("--measurement", "name"), ("name holds no numbers",)),
        (("--measurement", "gender"), ("“gender” is the column to fill in", "--measurement")),
        (("--group", "height"), ("“height” is the measurement", "cannot also be the group")),
        (("--name", "gender"), ("“gender” is the column to fill in", "--category")),
        (("--measurement", ""), ("--measurement", "1 name, 2 gender")),
        (("--category", ""), ("--category", "1 name, 2 gender")),
        (("--sheet", "Tabelle1"), ("no sheets",)),
    ],
)
def test_options_that_do_not_fit_the_file(repair, tmp_path, options, words):
    path = tmp_path / "a.csv"
    path.write_text(GOOD, encoding="utf-8")
    repair(path, *options).refused(*words)


def test_two_columns_of_one_name(repair, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(GOOD.replace("name,gender", "gender,gender"), encoding="utf-8")
    repair(path, "--category", "gender").refused("numbers 1 and 2")
    assert repair(path, "--category", "2").code == 0


def test_an_unknown_sheet(repair, sample):
    repair(sample("edmond.xlsx"), "--sheet", "Teachers").refused("“Teachers”", "1 Pupils")


@pytest.mark.parametrize("name", ["pupils", " PUPILS", "1"])
def test_a_sheet_is_named_as_a_column_is(repair, sample, name):
    assert repair(sample("edmond.xlsx"), "--sheet", name).code == 0
