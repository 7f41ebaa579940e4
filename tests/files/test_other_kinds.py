import io
import zipfile

import pytest

from em_desktop.files.opening import holds_text, open_bytes
from em_desktop.files.other_kinds import other_kind
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.source import ReadOptions

DBASE = bytes([0x03, 124, 5, 6]) + bytes([2, 0, 0, 0, 65, 0, 9, 0]) + bytes(52) + b"\r" + b" row"
NUMBERS = io.BytesIO()
with zipfile.ZipFile(NUMBERS, "w") as _archive:
    _archive.writestr("Index/Document.iwa", b"x")
FODS = (
    b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:'
    b'office:1.0" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
    b"<office:spreadsheet/></office:document>"
)
KINDS = {
    b"$FL2@(#) SPSS DATA FILE": "an SPSS file .*as CSV",
    b"<stata_dta><header>": "a Stata file",
    b"\0" * 12 + b"\xc2\xea\x81\x60" + b"\0" * 99: "a SAS file",
    b"TABLE\r\n0,1\r\n": r"a DIF table .*LibreOffice or Excel.*\.xlsx",
    b"ID;PWXL;N;E\nC;Y1;X1;K1\nE\n": "a SYLK table",
    b"\x09\x04\x06\x00\0\0": "a very old Excel workbook",
    DBASE: "a dBASE table",
    NUMBERS.getvalue(): "a Numbers document.*Export To",
    FODS: r"flat OpenDocument spreadsheet .*\.ods",
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>': "XML spreadsheet of Excel",
    b"<html><table><tr><td>a</td></tr></table>": "a web page or XML",
    b'[{"name": "Anna"}]': "JSON",
    b"ARROW1\0\0": "an Arrow file.*Parquet or CSV",
    b"ORC\x0a\x0b\x0c": "an ORC file",
}


@pytest.mark.parametrize("content", KINDS, ids=KINDS.values())
def test_each_kind_is_named_and_what_to_do(content: bytes) -> None:
    with pytest.raises(FileProblem, match=KINDS[content]) as told:
        open_bytes(content, None, ReadOptions(), Pace())
    assert str(told.value).endswith(".")


@pytest.mark.parametrize(
    "content",
    [
        b"ID;Punkte;Name\n1;20;Anna\n2;30;Ben\n",
        b"ORC,height\nGrishnak,172\nUgluk,180\n",
        b"RDX\tname\n1\tAnna\n2\tBen\n",
        b"\tname\theight\n1\tAnna\t172\n",
    ],
)
def test_a_table_that_begins_alike_is_read(content: bytes) -> None:
    assert other_kind(content) is None
    assert holds_text(content)
    assert (
        open_bytes(content, None, ReadOptions(), Pace()).roster.n_rows == content.count(b"\n") - 1
    )
