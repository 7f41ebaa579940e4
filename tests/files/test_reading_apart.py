import io
import json
from datetime import date, datetime, time, timedelta
from types import ModuleType

import pytest
from python_calamine import CalamineWorkbook

from em_desktop.files import reading_apart
from em_desktop.files.reading_apart import NO_ROWS, NO_WORKBOOK, TOO_LARGE, cell_text, describe


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("007", "007"),
        (172.0, "172"),
        (172, "172"),
        (172.5, "172.5"),
        (-0.5, "-0.5"),
        (1 << 60, "1.152921504606847e+18"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2001, 2, 3), "2001-02-03"),
        (datetime(2001, 2, 3), "2001-02-03"),  # noqa: DTZ001 - a sheet knows no zone
        (datetime(2001, 2, 3, 23, 59, 59, 700_000), "2001-02-04"),  # noqa: DTZ001
        (time(8, 29, 59, 999_999), "08:30:00"),
        (timedelta(hours=36, seconds=1), "36:00:01"),
    ],
)
def test_a_value_becomes_the_text_that_a_person_would_see(value: object, text: str) -> None:
    assert cell_text(value) == text


def said(content: bytes, wanted: str | None = None) -> list[object]:
    out = io.StringIO()
    reading_apart._read(content, wanted, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_sheet_and_its_rows_are_told(old_workbooks: ModuleType) -> None:
    content = old_workbooks.xls({"R": [["a", None, "b"], [], [1, "x"]]}, at=1)
    assert said(content) == [
        {"sheet": "R", "sheets": ["R"], "rows": 4},
        [1, [1, "a", 3, "b"]],
        [3, [1, "1", 2, "x"]],
    ]


def test_what_is_no_workbook_or_holds_nothing_is_told(old_workbooks: ModuleType) -> None:
    assert said(b"nothing of the kind") == [{"problem": NO_WORKBOOK}]
    assert said(old_workbooks.xls({"R": []})) == [{"problem": NO_ROWS}]


def test_more_text_than_any_roster_has_ends_the_reading(
    old_workbooks: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_apart, "_LETTERS", 10)
    assert said(old_workbooks.xls({"R": [["a long text"], ["b"]]}))[-1] == {"problem": TOO_LARGE}


def test_a_chosen_sheet_may_be_hidden(old_workbooks: ModuleType) -> None:
    content = old_workbooks.xls({"A": [["a"]], "B": [["b"]]}, hidden=["B"])
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert describe(book, "b") == ({"sheet": "B", "sheets": ["A", "B"], "rows": 1}, 1)
    assert describe(book, None) == ({"sheet": "A", "sheets": ["A", "B"], "rows": 1}, 0)
