"""Files that mean harm, full size: what becomes of each, how long it takes and how much memory.

    .venv/bin/python tests/fuzz/hostile.py [CASE …]

Each is opened in a process of its own. A file of which a roster comes must need no more than a
few times its size (unpacked, for a workbook); a refusal must need hardly any. Linux only.
"""

import io
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

MB = 1 << 20
IDLE = 40
"""Megabytes that the program needs with the smallest roster, about."""

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _related(kind: str, target: str) -> bytes:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    ).encode()


_XLSX = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>'.encode(),
    "_rels/.rels": _related("officeDocument", "xl/workbook.xml"),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    ).encode(),
    "xl/_rels/workbook.xml.rels": _related("worksheet", "worksheets/sheet1.xml"),
}
_SHEET = f'<worksheet xmlns="{_MAIN}">'.encode()
_ODS_HEAD = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    b'<table:table table:name="S">'
)
_ODS_TAIL = b"</table:table></office:spreadsheet></office:body></office:document-content>"


def _cell(place: str, text: str) -> bytes:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


def xlsx(sheet: bytes, **more: bytes) -> bytes:
    """Return a workbook of one sheet."""
    return archive({**_XLSX, "xl/worksheets/sheet1.xml": sheet, **more})


def ods(rows: bytes) -> bytes:
    """Return a spreadsheet of one table."""
    manifest = b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": _ODS_HEAD + rows + _ODS_TAIL,
        "META-INF/manifest.xml": manifest,
    }
    return archive(parts)


def archive(parts: dict[str, bytes]) -> bytes:
    """Pack parts."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return output.getvalue()


def _rows(*rows: bytes) -> bytes:
    body = b"".join(b'<row r="%d">%s</row>' % (i + 1, row) for i, row in enumerate(rows))
    return _SHEET + b"<sheetData>" + body + b"</sheetData></worksheet>"


_TABLE = (
    _cell("A1", "name") + _cell("B1", "height"),
    _cell("A2", "Anna") + b'<c r="B2"><v>172</v></c>',
)


def _dimension() -> bytes:
    sheet = _rows(*_TABLE).replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    return xlsx(sheet)


def _bomb() -> bytes:
    return xlsx(_rows(*_TABLE).replace(b"<sheetData>", b"<sheetData>" + b" " * (900 * MB)))


def _nested() -> bytes:
    inner = archive({"zeros": bytes(100 * MB)})
    return archive({f"{i}.zip": inner for i in range(50)})


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>'.encode()
    return xlsx(doctype + _rows(_cell("A1", "&e11;")))


def _external() -> bytes:
    doctype = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    return xlsx(doctype + _rows(_cell("A1", "&e;")))


def _far_cell() -> bytes:
    sheet = _rows(*_TABLE).replace(b"</sheetData>", b'<row r="1048576">%s</row></sheetData>')
    return xlsx(sheet % _cell("XFD1048576", "far"))


def _wide() -> bytes:
    names = [_column(i) + "1" for i in range(16_384)]
    return xlsx(_rows(b"".join(_cell(name, name) for name in names)))


def _column(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _deep() -> bytes:
    depth = 2_000_000
    sheet = _rows(*_TABLE).replace(b"</worksheet>", b"<x>" * depth + b"</x>" * depth)
    return xlsx(sheet + b"</worksheet>")


def _repeated(text: str, times: int) -> bytes:
    cell = (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )
    row = f'<table:table-row table:number-rows-repeated="{times}">{cell}</table:table-row>'
    return ods(row.encode())


def _names(name: str) -> bytes:
    return xlsx(_rows(*_TABLE), **{name: b"x"})


CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "one cell, dimension A1:XFD1048576": ("a.xlsx", _dimension),
    "900 MB of spaces packed": ("a.xlsx", _bomb),
    "archives within an archive": ("a.zip", _nested),
    "billion laughs": ("a.xlsx", _laughs),
    "external entity": ("a.xlsx", _external),
    "a cell at XFD1048576": ("a.xlsx", _far_cell),
    "16,384 columns, one row": ("a.xlsx", _wide),
    "XML two million deep": ("a.xlsx", _deep),
    "ODS, a row repeated 2^31 times": ("a.ods", lambda: _repeated("Anna", 2**31)),
    "ODS, a row repeated a million times": ("a.ods", lambda: _repeated("Anna", 10**6)),
    "ODS, an empty row repeated a million times": ("a.ods", lambda: _repeated("", 10**6)),
    "a member named ../../x": ("a.xlsx", lambda: _names("../../x")),
    "a member named /etc/x": ("a.xlsx", lambda: _names("/etc/x")),
    "a cell of 100 MB": ("a.csv", lambda: b'a,b\n1,"' + b"x\n" * (50 * MB) + b'"\n2,3\n'),
    "a cell of 100 MB without quotes": (
        "a.csv",
        lambda: b"a,b\n1," + b"x" * (100 * MB) + b"\n2,3\n",
    ),
    "a quote never closed, 100 MB": (
        "a.csv",
        lambda: b'name,height\nA,1\n"B,2\n' + b"Anna,172\n" * (11 * MB),
    ),
    "a quote never closed, 100 MB of quotes": ("a.csv", lambda: b'a,b\n"' + b'""' * (50 * MB)),
    'a quote never closed, 100 MB of x""': ("a.csv", lambda: b'a,b\n"' + b'x""' * (35 * MB)),
    "50 MB of doubled quotes": ("a.csv", lambda: b"a,b\n" + b'"x""y","""z"""\n' * (7 * MB // 2)),
    "50 MB of stray quotes": ("a.csv", lambda: b"a,b\n" + b'"x" y,5\'7" z\n' * (4 * MB)),
    "a million columns": ("a.csv", lambda: b",".join([b"x"] * MB) + b"\n" + b"1," * MB),
    "100 MB of delimiters": ("a.csv", lambda: b"a,b\n" + b"," * (100 * MB)),
    "100 MB of line ends": ("a.csv", lambda: b"a,b\n1,2\n" + b"\n" * (100 * MB)),
    "50 MB of one-letter rows": ("a.csv", lambda: b"a\n" + b"x\n" * (25 * MB)),
    "100 MB of CR, LF by turns with quotes": ("a.csv", lambda: b"a,b\n" + b'"\r",\n' * (20 * MB)),
    "NUL in a BOM file": ("a.csv", lambda: b"\xef\xbb\xbfa,b\n1,\0\n"),
    "NUL far down": ("a.csv", lambda: b"a,b\n" + b"1,2\n" * (20 * MB) + b"\0\n"),
    "UTF-16 with a lone surrogate": (
        "a.csv",
        lambda: b"\xff\xfe" + "a,b\n1,2\n".encode("utf-16-le") * MB + b"\x00\xd8,\x00",
    ),
    "CESU-8 surrogates in the middle": (
        "a.csv",
        lambda: "né,b\n1,2\n".encode() * MB + b"\xed\xa0\x81\xed\xb0\x81,3\n" + b"1,2\n" * MB,
    ),
    "invalid UTF-8 in the middle": (
        "a.csv",
        lambda: "Zoë,b\n1,2\n".encode() * MB + b"\xff\xc3,3\n" + b"1,2\n" * MB,
    ),
    "a million rows of a hundred cells, no quotes": (
        "a.csv",
        lambda: (b",".join([b"1"] * 100) + b"\n") * (MB // 4),
    ),
}

DEVICES = (
    "/dev/zero",
    "/proc/self/maps",
    "/proc/kmsg",
    "/dev/stdin",
    "/",
    "fifo",
    "loop",
    "locked",
)


def main() -> None:
    """Open all, or those whose names hold one of the words given."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        sys.stdout.write(f"{'case':<46}{'size':>8}{'time':>9}{'memory':>9}  outcome\n")
        for name, (file, made) in CASES.items():
            if not sys.argv[1:] or any(word in name for word in sys.argv[1:]):
                path = folder / file
                path.write_bytes(made())
                _told(name, path)
                path.unlink()
        if not sys.argv[1:]:
            for device in DEVICES:
                _told(device, _special(device, folder))


def _special(name: str, folder: Path) -> Path:
    path = folder / name
    if name == "fifo":
        os.mkfifo(path)
    elif name == "loop":
        path.symlink_to(path)
    elif name == "locked":
        path.write_bytes(b"a,b\n1,2\n")
        path.chmod(0)  # root may read it all the same
    return path


def _told(name: str, path: Path) -> None:
    command = [sys.executable, str(Path(__file__)), "--open", str(path)]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        kilobytes, _, told = child.stdout.read().partition(" ")
    seconds = time.perf_counter() - start
    megabytes = int(kilobytes or 0) // 1024 - IDLE
    size = path.stat().st_size / MB if path.is_file() else 0
    if child.returncode:
        told = f"FAILED with {child.returncode}"
    sys.stdout.write(f"{name:<46}{size:>6.0f}MB{seconds:>8.1f}s{megabytes:>7}MB  {told.strip()}\n")
    sys.stdout.flush()


def _open(path: Path) -> None:
    from em_desktop.files.opening import open_roster  # noqa: PLC0415 - in the child alone
    from em_desktop.files.problem import FileProblem  # noqa: PLC0415

    try:
        roster = open_roster(path).roster
    except FileProblem as problem:
        told = str(problem)
    else:
        told = f"roster, {roster.n_rows:,} rows, {roster.n_columns:,} columns"
    status = Path("/proc/self/status").read_text(encoding="ascii")
    sys.stdout.write(f"{status.split('VmHWM:')[1].split()[0]} {told}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--open"]:
        _open(Path(sys.argv[2]))
    else:
        main()
