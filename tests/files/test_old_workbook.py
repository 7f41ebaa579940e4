import io
import random
import subprocess
from datetime import date, datetime, time, timedelta
from types import ModuleType

import openpyxl
import pytest

from em_desktop.files import old_workbook
from em_desktop.files.exporting import Manner, prepare
from em_desktop.files.old_workbook import KEEPS
from em_desktop.files.opening import open_bytes
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem, ReadCancelled, SheetNeeded
from em_desktop.files.source import Format, Opened, ReadOptions
from em_desktop.review.changes import Changes, NewColumn
from em_desktop.review.workspace import Workspace
from em_desktop.roster.roles import Roles

ROWS = [
    ["id", "name", "gender", "height"],
    ["007", "Zoë", "F", 172],
    ["008", "Ben", None, 180.5],
    ["009", "Cleo", "F", "n/a"],
]
TEXTS = [("007", "Zoë", "F", "172"), ("008", "Ben", "", "180.5"), ("009", "Cleo", "F", "n/a")]


def opened(content: bytes, **options: object) -> Opened:
    return open_bytes(content, None, ReadOptions(**options), Pace())


def texts(found: Opened) -> list[tuple[str, ...]]:
    return list(zip(*found.roster.columns, strict=True))


@pytest.mark.parametrize("kind", ["xls", "xlsb"])
def test_both_kinds_are_read_as_an_xlsx_is(old_workbooks: ModuleType, kind: str) -> None:
    content = old_workbooks.xls({"Class": ROWS}) if kind == "xls" else old_workbooks.xlsb(ROWS)
    found = opened(content)
    assert found.roster.header == ("id", "name", "gender", "height")
    assert texts(found) == TEXTS
    assert f".{kind} can be read but not written" in found.notes[0]
    assert (found.source.format, found.source.splices) == (Format.XLSX, False)
    assert found.source.keeps == KEEPS


def test_cells_become_text_as_in_other_workbooks(old_workbooks: ModuleType) -> None:
    row = [
        date(2001, 2, 28),
        datetime(2001, 2, 3, 4, 5, 6),  # noqa: DTZ001 - a sheet knows no zone
        time(8, 30),
        timedelta(hours=36),
        True,
        12345678901,
        0.1,
    ]
    found = opened(old_workbooks.xls({"R": [["a", "b", "c", "d", "e", "f", "g"], row]}))
    assert texts(found) == [
        ("2001-02-28", "2001-02-03 04:05:06", "08:30:00", "36:00:00", "TRUE", "12345678901", "0.1")
    ]


def test_a_table_anywhere_in_the_sheet_is_found(old_workbooks: ModuleType) -> None:
    found = opened(old_workbooks.xls({"R": ROWS}, at=4))
    assert texts(found) == TEXTS
    assert found.notes[1] == "The header was found in row 5 of the sheet."
    assert opened(old_workbooks.xls({"R": ROWS}, at=4), header_row=5).roster.header[1] == "Zoë"


def test_the_sheet_is_asked_for_only_where_several_hold_rows(old_workbooks: ModuleType) -> None:
    other = [["a", "b"], ["x", 1]]
    content = old_workbooks.xls({"First": ROWS, "Empty": [], "Other": other})
    with pytest.raises(SheetNeeded) as asked:
        opened(content)
    assert asked.value.sheets == ("First", "Other")
    assert texts(opened(content, sheet="other")) == [("x", "1")]
    assert texts(opened(content, sheet="1")) == TEXTS
    with pytest.raises(FileProblem, match=r"no sheet “Third”.*1 First, 2 Empty, 3 Other"):
        opened(content, sheet="Third")
    with pytest.raises(FileProblem, match="Empty holds no text"):
        opened(content, sheet="Empty")
    hidden = old_workbooks.xls({"First": ROWS, "Other": other}, hidden=["Other"])
    assert texts(opened(hidden)) == TEXTS


def test_the_export_is_a_new_workbook(old_workbooks: ModuleType) -> None:
    found = opened(old_workbooks.xls({"Class": ROWS}))
    changes = Changes(
        {(1, 2): "M"},
        deleted=frozenset({2}),
        added=((5, ("010", "Dora", "F", "171")),),
        new_columns=(NewColumn("source", {1: "accepted"}),),
    )
    workspace = Workspace(found.roster, found.roster, Roles())
    content = prepare(found, workspace, changes, Manner(Format.XLSX)).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [
        ["id", "name", "gender", "height", "source"],
        ["007", "Zoë", "F", 172, None],
        ["008", "Ben", "M", 180.5, "accepted"],
        ["010", "Dora", "F", 171, None],
    ]
    assert not found.source.obstacles(changes)
    assert found.source.cautions(changes) == (KEEPS,)


def test_a_password_is_named(old_workbooks: ModuleType) -> None:
    with pytest.raises(FileProblem, match="protected by a password"):
        opened(old_workbooks.with_password(old_workbooks.xls({"R": ROWS})))


@pytest.mark.parametrize(("rows", "columns"), [(0xFFFFFFFF, 0xFFFF), (0xFFFF, 0x4000), (0, 0)])
def test_what_a_file_claims_to_need_costs_nothing(
    old_workbooks: ModuleType, rows: int, columns: int
) -> None:
    """The library reserves what a sheet claims, and is aborted where that is too much."""
    content = old_workbooks.with_dimensions(old_workbooks.xls({"R": ROWS}), rows, columns)
    try:
        found = opened(content)
    except FileProblem as problem:
        assert "more memory" in str(problem)  # noqa: PT017 - either end is right
    else:
        assert texts(found) == TEXTS


def test_one_cell_far_away_is_refused_or_read(old_workbooks: ModuleType) -> None:
    wide = [None] * 16_383
    content = old_workbooks.xlsb({0: ["a", "b"], 1: ["x", 1], 1_048_575: [*wide, "far"]})
    with pytest.raises(FileProblem, match=r"damaged|more than 50,000,000 cells"):
        opened(content)


def test_damaged_files_end_in_a_table_or_a_sentence(old_workbooks: ModuleType) -> None:
    draw = random.Random(4)
    for whole in (old_workbooks.xls({"R": ROWS}), old_workbooks.xlsb(ROWS)):
        for _ in range(6):
            spoilt = bytearray(whole)
            for _ in range(draw.choice([1, 8, 64])):
                spoilt[draw.randrange(8, len(spoilt))] = draw.randrange(256)
            end = draw.choice([len(spoilt), draw.randrange(512, len(spoilt))])
            try:
                found = opened(bytes(spoilt[:end]))
            except FileProblem as problem:
                assert str(problem).endswith(".")  # noqa: PT017 - either end is right
                assert "Zoë" not in str(problem)  # noqa: PT017
            else:
                assert found.roster.n_columns


def test_cancelling_ends_the_other_process(
    old_workbooks: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []

    class Noted(subprocess.Popen):
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    monkeypatch.setattr(old_workbook, "_ASKED_EVERY", 0.0)
    with pytest.raises(ReadCancelled):
        open_bytes(
            old_workbooks.xls({"R": ROWS}), None, ReadOptions(), Pace(None, lambda: bool(started))
        )
    assert [process.poll() is not None for process in started] == [True]


def test_progress_is_told(old_workbooks: ModuleType) -> None:
    shares: list[float] = []
    pace = Pace(shares.append, None)
    open_bytes(old_workbooks.xls({"R": ROWS}), None, ReadOptions(), pace)
    assert shares == sorted(shares)


def test_no_room_for_temporary_files_is_said(
    old_workbooks: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(old_workbook.tempfile, "TemporaryFile", full)
    with pytest.raises(FileProblem, match=r"temporary files cannot be used .No space left"):
        opened(old_workbooks.xls({"R": ROWS}))
