"""Blocks of cells as the text that Excel and LibreOffice exchange. No Qt."""

import csv
import io
from collections.abc import Sequence


def to_text(block: Sequence[Sequence[str]]) -> str:
    """Return a block as tab-separated lines."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(block)
    return out.getvalue()


def from_text(text: str) -> list[list[str]]:
    """Return the block that a spreadsheet's copied text holds.

    Cells in quotes may hold tabs and line breaks. A text that is no sound quoting is split
    at tabs and line ends as it stands.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    body = text[:-1] if text.endswith("\n") else text
    if not body:
        return [[""]] if text else []
    usual = csv.field_size_limit()
    csv.field_size_limit(max(usual, len(body)))
    try:
        rows = list(csv.reader(io.StringIO(body), dialect="excel-tab", strict=True))
    except csv.Error:
        rows = [line.split("\t") for line in body.split("\n")]
    finally:
        csv.field_size_limit(usual)
    return [row or [""] for row in rows]
