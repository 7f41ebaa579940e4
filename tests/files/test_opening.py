import errno
import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest

from em_desktop.files import opening
from em_desktop.files.opening import open_roster, untitled
from em_desktop.files.problem import FileProblem, ReadCancelled
from em_desktop.files.source import Format, ReadOptions
from em_desktop.files.writing import write_table
from em_desktop.review.changes import Changes

ROWS = (("Anna", "F", "172"), ("Ben", "M", ""))
HEADER = ("name", "gender", "height")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".ods", ".txt", ""])
@pytest.mark.parametrize("kind", list(Format))
def test_the_content_decides_not_the_name(tmp_path: Path, kind: Format, suffix: str) -> None:
    path = tmp_path / f"roster{suffix}"
    path.write_bytes(write_table(HEADER, ROWS, kind))
    opened = open_roster(path)
    assert opened.path == path
    assert opened.source.format is kind
    assert opened.roster.header == HEADER
    assert list(zip(*opened.roster.columns, strict=True)) == list(ROWS)


def test_the_name_helps_where_the_content_leaves_it_open(tmp_path: Path) -> None:
    path = tmp_path / "roster.tsv"
    path.write_bytes(b"a,b\tc,d\n1,2\t3,4\n")
    assert open_roster(path).roster.header == ("a,b", "c,d")


def zip_of(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty. Choose"),
        (b"\n", "empty. Choose"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
        (b"\x1f\x8b\x08\0", "a compressed file"),
        (b"<!DOCTYPE html>\n<html>", "a web page"),
        (b'<?xml version="1.0"?><x/>', "a web page or XML"),
        (
            b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument'
            b':xmlns:office:1.0"><office:body><office:spreadsheet/></office:body>',
            "a flat OpenDocument spreadsheet",
        ),
        (bytes(range(256)) * 20, "not a table of text"),
        (b"name,height\nA\0nna,172\n", "Line 2 holds a NUL"),
        (b'name,height\n"Anna,172\n', "Line 2: a quotation mark"),
        (zip_of("a.txt"), "an archive or a document"),
        (zip_of("[Content_Types].xml", "word/document.xml"), "an archive or a document"),
        (zip_of("[Content_Types].xml", "xl/workbook.bin"), "The workbook is damaged"),
        (zip_of("[Content_Types].xml"), "no workbook"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (OLE, "This is no workbook"),
        (OLE + "WordDocument".encode("utf-16-le"), r"a Word document \(.doc\)"),
        (OLE + "Workbook".encode("utf-16-le"), "The workbook is damaged"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    ],
)
def test_bad_content_ends_in_a_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    with pytest.raises(FileProblem, match=words) as caught:
        open_roster(path)
    assert str(caught.value).endswith(".")
    assert "Anna" not in str(caught.value)


def test_bad_places_end_in_a_sentence(tmp_path: Path) -> None:
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    file = tmp_path / "file.csv"
    file.write_text("a,b\n1,2\n")
    for path, words in [
        (tmp_path, "is a folder"),
        (tmp_path / "none.csv", "does not exist"),
        (file / "below.csv", "does not exist"),
        (tmp_path / ("x" * 300 + ".csv"), "is too long"),
        (loop, "leads back to itself"),
        (pipe, "is a device"),
    ]:
        with pytest.raises(FileProblem, match=words):
            open_roster(path)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("a,b\n1,2\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # a test may run as root, who may read all
    with pytest.raises(FileProblem, match=r"no permission to read “roster\.csv”"):
        open_roster(path)


def test_a_disk_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("a,b\n1,2\n")

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(FileProblem, match=r"could not be read \(Input/output error\)"):
        open_roster(path)


@pytest.mark.parametrize("size", [0, 100, 3_000_000])
def test_a_file_that_changes_while_it_is_read(tmp_path: Path, size: int) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(b"name,height\n" + b"Anna,172\n" * 200_000)

    def meddle(share: float) -> None:
        if share < 0.09:
            path.write_bytes(b"x" * size)

    with pytest.raises(FileProblem, match="changed by another program"):
        open_roster(path, progress=meddle)


def test_a_file_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "roster.csv"
    with path.open("wb") as file:
        file.truncate(opening.MAX_BYTES + 1)  # sparse
    with pytest.raises(FileProblem, match=r"has 1\.1 GB; files of up to 1\.1 GB"):
        open_roster(path)


def test_too_little_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("a,b\n1,2\n")

    def starve(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(opening, "read_delimited", starve)
    with pytest.raises(FileProblem, match="needs more memory"):
        open_roster(path)


def test_cancelling(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(b"name,height\n" + b"Anna,172\n" * 1000)
    with pytest.raises(ReadCancelled):
        open_roster(path, cancelled=lambda: True)


def test_progress_ends_at_one_and_never_falls(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(b"name,height\n" + b"Anna,172\n" * 100_000)
    shares: list[float] = []
    open_roster(path, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_options_reach_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(b"1,2\n3,4\n")
    assert open_roster(path, ReadOptions(header_row=0)).roster.header == ("1", "2")


def test_a_new_roster_can_be_filled_and_written() -> None:
    opened = untitled(HEADER)
    assert (opened.path, opened.roster.header, opened.roster.n_rows) == (None, HEADER, 0)
    content = opened.source.rewrite(Changes(added=((0, ("Zoë", "F", "170")),)))
    assert content == "\ufeffname,gender,height\r\nZoë,F,170\r\n".encode()


def test_a_file_is_known_by_its_bytes_and_by_how_it_was_read(tmp_path: Path) -> None:
    content = b"name;height\n" + b"Anna;172\n" * 300_000  # several pieces
    path, copy = tmp_path / "roster.csv", tmp_path / "copy.txt"
    for each in (path, copy):
        each.write_bytes(content)
    options = ReadOptions(delimiter=";")
    opened = open_roster(path, options)
    assert opened.digest == hashlib.sha256(content).hexdigest() == open_roster(copy).digest
    assert (opened.options, open_roster(path).options) == (options, ReadOptions())
    path.write_bytes(content + b"\n")
    assert open_roster(path).digest != opened.digest


def test_a_file_that_is_renamed_over_while_it_is_read(tmp_path: Path) -> None:
    path, other = tmp_path / "roster.csv", tmp_path / "other.csv"
    path.write_bytes(b"name,height\n" + b"Anna,172\n" * 200_000)
    other.write_bytes(b"name,height\nZoe,160\n")

    def meddle(_share: float) -> None:
        if other.exists():
            other.replace(path)

    with pytest.raises(FileProblem, match="changed by another program"):
        open_roster(path, progress=meddle)


def test_a_drive_that_was_taken_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("a,b\n1,2\n")

    def away(*_: object, **__: object) -> None:
        raise OSError(errno.ENODEV, "No such device")

    monkeypatch.setattr(Path, "open", away)
    with pytest.raises(FileProblem, match="its drive or network folder does not answer"):
        open_roster(path)
