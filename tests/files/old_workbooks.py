"""Old workbooks for tests: XLS by xlwt, XLSB by hand, since no library writes it."""

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

import xlwt

Rows = Sequence[Sequence[object]]

FORMATS = {
    dt.datetime: "YYYY-MM-DD HH:MM:SS",
    dt.date: "DD/MM/YYYY",
    dt.time: "HH:MM",
    dt.timedelta: "[h]:mm:ss",
}


def xls(sheets: Mapping[str, Rows], *, hidden: Sequence[str] = (), at: int = 0) -> bytes:
    """Return a workbook; ``at`` moves each table so many rows down and columns to the right."""
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        sheet.visibility = int(name in hidden)
        for r, row in enumerate(rows, start=at):
            for c, value in enumerate(row, start=at):
                if value is None:
                    continue
                style = FORMATS.get(type(value))
                made = xlwt.easyxf(num_format_str=style) if style else xlwt.Style.default_style
                days = value / dt.timedelta(days=1) if isinstance(value, dt.timedelta) else value
                sheet.write(r, c, days, made)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_dimensions(content: bytes, rows: int, columns: int) -> bytes:
    """Return an XLS workbook that claims to have so many rows and columns."""
    at = content.index(b"\x00\x02\x0e\x00")
    claim = struct.pack("<IIHHH", 0, rows, 0, columns, 0)
    return content[: at + 4] + claim + content[at + 18 :]


def with_password(content: bytes) -> bytes:
    """Return an XLS workbook that says, as a protected one does, that a password is needed."""
    at = content.index(b"\x09\x08\x10\x00") + 20
    return content[:at] + b"\x2f\x00" + content[at + 2 :]


def xlsb(rows: Rows | Mapping[int, Sequence[object]], name: str = "Roster") -> bytes:
    """Return a binary workbook with one sheet; rows in order, or by their 0-based number."""
    text_type = "application/vnd.openxmlformats-package.relationships+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    packages = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types">'
        f'<Default Extension="rels" ContentType="{text_type}"/></Types>'.encode(),
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{packages}/relationships">'
        f'<Relationship Id="rId1" Type="{relation}" Target="worksheets/sheet1.bin"/>'
        "</Relationships>".encode(),
        "xl/workbook.bin": b"".join(
            (
                _record(131),
                _record(143),
                _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name)),
                _record(144),
                _record(157, bytes(26)),
                _record(132),
            )
        ),
        "xl/worksheets/sheet1.bin": sheet_part(
            rows if isinstance(rows, Mapping) else dict(enumerate(rows))
        ),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


def sheet_part(rows: Mapping[int, Sequence[object]]) -> bytes:
    """Return the part of a binary sheet; rows by their 0-based number."""
    last, width = max(rows), max(map(len, rows.values()))
    pieces = [_record(129), _record(148, struct.pack("<4I", 0, last, 0, width)), _record(145)]
    for row, values in rows.items():
        pieces.append(_record(0, struct.pack("<I", row) + bytes(21)))
        for column, value in enumerate(values):
            place = struct.pack("<II", column, 0)
            if isinstance(value, bool):
                pieces.append(_record(4, place + bytes([value])))
            elif isinstance(value, int | float):
                pieces.append(_record(5, place + struct.pack("<d", value)))
            elif value is not None:
                pieces.append(_record(6, place + _wide(str(value))))
    return b"".join((*pieces, _record(146), _record(130)))


def _record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(content)
    while size > 127:
        head += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + bytes([size]) + content


def _wide(text: str) -> bytes:
    encoded = text.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded
