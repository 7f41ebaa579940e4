import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.problem import FileProblem
from em_desktop.files.source import Format
from em_desktop.files.writing import write_table

text = st.text(alphabet="ab,;\t\"'\n\r é=-1", max_size=5)


@given(st.lists(st.tuples(text, text), max_size=5), st.sampled_from([Format.CSV, Format.TSV]))
def test_every_text_comes_back(rows: list[tuple[str, str]], target: Format) -> None:
    content = write_table(("a", "b"), rows, target).decode("utf-8-sig")
    delimiter = "\t" if target is Format.TSV else ","
    found = list(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter))
    assert found == [["a", "b"], *map(list, rows)]


def test_a_new_file_is_what_spreadsheets_expect() -> None:
    assert write_table(("a", "b"), [("Zoë", "007")], Format.CSV) == (
        b"\xef\xbb\xbfa,b\r\nZo\xc3\xab,007\r\n"
    )


def test_half_a_character_is_refused() -> None:
    with pytest.raises(FileProblem, match=r"^Line 2 .*half a character"):
        write_table(("a",), [("\ud800",)], Format.CSV)


def test_each_format_has_the_name_that_people_call_it() -> None:
    assert [each.short_name for each in Format] == ["CSV", "TSV", "XLSX", "ODS", "Parquet"]
