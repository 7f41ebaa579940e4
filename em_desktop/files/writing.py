"""A new file in a format of the user's choice, where there is no file to splice."""

import csv
import io
from collections.abc import Iterable, Sequence

from em_desktop.files.problem import FileProblem
from em_desktop.files.source import Format


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]], target: Format) -> bytes:
    """Return a new file's bytes; every text stays text.

    CSV and TSV are written in UTF-8 with a byte order mark, by which Excel knows it (without
    one it garbles names), with CRLF line ends as RFC 4180 has them, and quotes where needed.

    Args:
        header: column names.
        rows: one text for each column, for each row.
        target: the format.

    Raises:
        FileProblem: a text cannot be written, or the table is too large for the format.
    """
    if target is Format.XLSX:
        from em_desktop.files.new_workbook import write_xlsx  # noqa: PLC0415 - brings its own library

        return write_xlsx(header, rows)
    if target is Format.ODS:
        from em_desktop.files.new_workbook import write_ods  # noqa: PLC0415 - brings its own library

        return write_ods(header, rows)
    if target is Format.PARQUET:
        from em_desktop.files.parquet.write import write_parquet  # noqa: PLC0415 - brings its own library

        return write_parquet(header, rows)
    return _write_delimited(header, rows, "\t" if target is Format.TSV else ",")


def _write_delimited(header: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    try:
        return text.getvalue().encode("utf-8-sig")
    except UnicodeEncodeError as error:
        line = error.object.count("\n", 0, error.start) + 1
        raise FileProblem(
            f"Line {line} of the new file would hold half a character, which no text can. Type "
            "that cell again."
        ) from error
