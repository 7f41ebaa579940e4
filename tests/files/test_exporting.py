from collections.abc import Callable
from pathlib import Path

import pytest

from em_desktop.files import exporting
from em_desktop.files.exporting import (
    Manner,
    corrected_path,
    export,
    prepare,
    target_format,
)
from em_desktop.files.opening import open_roster, untitled
from em_desktop.files.problem import FileProblem
from em_desktop.files.source import Format, Opened
from em_desktop.review.changes import Changes, NewColumn
from em_desktop.review.workspace import Workspace
from em_desktop.roster.formula_text import runs_as_formula
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

CONTENT = b'name;gender;height\r\n"Anna";F;172,5\r\n"Ben";;180\r\n"Cleo";=x;\r\n'
CHANGES = Changes(
    {(1, 1): "M", (2, 2): "165,0"},
    deleted=frozenset({0}),
    added=((9, ("Dora", "F", "171")),),
    new_columns=(NewColumn("source", {1: "entered", 9: "recorded"}),),
)
MEANT = [
    ("Ben", "M", "180", "entered"),
    ("Cleo", "=x", "165,0", ""),
    ("Dora", "F", "171", "recorded"),
]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    path = tmp_path / "class.csv"
    path.write_bytes(CONTENT)
    return open_roster(path)


def workspace(opened: Opened) -> Workspace:
    return Workspace(opened.roster, opened.roster, Roles())


def rows(roster: Roster) -> list[tuple[str, ...]]:
    return list(zip(*roster.columns, strict=True))


def test_the_same_format_is_spliced(opened: Opened, tmp_path: Path) -> None:
    target = tmp_path / "class-corrected.csv"
    done = export(opened, workspace(opened), CHANGES, target, overwrite=False)
    assert (done.path, done.format, done.spliced) == (target, Format.CSV, True)
    assert target.read_bytes() == (
        b"name;gender;height;source\r\n"
        b'"Ben";M;180;entered\r\n"Cleo";=x;165,0;\r\n"Dora";F;171;recorded\r\n'
    )
    assert opened.path is not None
    assert opened.path.read_bytes() == CONTENT


def test_a_file_that_is_made_anew_is_not_called_spliced(opened: Opened, tmp_path: Path) -> None:
    class Anew:
        splices = False

        def __getattr__(self, name: str) -> object:
            return getattr(opened.source, name)

    anew = Opened(opened.path, opened.roster, Anew())
    target = tmp_path / "class-corrected.csv"
    assert not export(anew, workspace(opened), CHANGES, target, overwrite=False).spliced


@pytest.mark.parametrize("suffix", [".xls", ".XLSB"])
def test_what_can_only_be_read_is_not_a_target(opened: Opened, suffix: str) -> None:
    with pytest.raises(FileProblem, match=r"read but not written.*\.xlsx"):
        target_format(opened, Path(f"out{suffix}"))


@pytest.mark.parametrize("target", [Format.TSV, Format.XLSX, Format.ODS])
def test_another_format_is_written_anew(opened: Opened, tmp_path: Path, target: Format) -> None:
    path = tmp_path / f"class-corrected{target}"
    done = export(opened, workspace(opened), CHANGES, path, overwrite=False)
    assert (done.format, done.spliced) == (target, False)
    found = open_roster(path).roster
    assert found.header == ("name", "gender", "height", "source")
    assert rows(found) == MEANT


def test_the_file_itself_may_be_replaced_only_when_asked(opened: Opened) -> None:
    assert opened.path is not None
    with pytest.raises(FileProblem, match="exists already"):
        export(opened, workspace(opened), CHANGES, opened.path, overwrite=False)
    assert opened.path.read_bytes() == CONTENT
    export(opened, workspace(opened), CHANGES, opened.path, overwrite=True)
    assert rows(open_roster(opened.path).roster) == MEANT


def test_nothing_changed_is_the_same_file(opened: Opened) -> None:
    assert prepare(opened, workspace(opened), Changes(), Manner(Format.CSV)).content == CONTENT


def test_an_untitled_roster_is_written() -> None:
    new = untitled(("name", "height"))
    changes = Changes(added=((0, ("Zoë", "170")),))
    content = prepare(new, workspace(new), changes, Manner(Format.CSV)).content
    assert content.decode("utf-8-sig") == "name,height\r\nZoë,170\r\n"


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda content: content + b"more;F;1\r\n", "same rows and columns"),
        (lambda content: content.replace(b"180", b"181"), "In row 1, column “height”"),
    ],
)
def test_a_result_that_reads_otherwise_is_not_written(
    opened: Opened,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[bytes], bytes],
    words: str,
) -> None:
    real = type(opened.source).rewrite
    monkeypatch.setattr(
        type(opened.source), "rewrite", lambda self, changes: spoil(real(self, changes))
    )
    target = tmp_path / "out.csv"
    with pytest.raises(FileProblem, match=words):
        export(opened, workspace(opened), CHANGES, target, overwrite=False)
    assert not target.exists()


@pytest.mark.parametrize(
    ("path", "target", "name"),
    [
        ("class.csv", None, "class-corrected.csv"),
        ("class.csv", Format.CSV, "class-corrected.csv"),
        ("class.CSV", Format.CSV, "class-corrected.CSV"),
        ("class.csv", Format.XLSX, "class-corrected.xlsx"),
        ("class.txt", Format.CSV, "class-corrected.txt"),
        ("Unicode text.txt", Format.TSV, "Unicode text-corrected.txt"),
        ("class.txt", Format.ODS, "class-corrected.ods"),
        ("class", Format.CSV, "class-corrected.csv"),
        ("class.10a.tsv", None, "class.10a-corrected.tsv"),
        ("class.xlsm", Format.XLSX, "class-corrected.xlsm"),
        ("class.xlsm", Format.ODS, "class-corrected.ods"),
    ],
)
def test_the_corrected_file_stands_beside(path: str, target: Format | None, name: str) -> None:
    assert corrected_path(Path("/folder") / path, target) == Path("/folder") / name


def test_the_suffix_chooses_the_format(opened: Opened) -> None:
    assert target_format(opened, Path("x.XLSX")) is Format.XLSX
    assert target_format(opened, Path("x.csv")) is Format.CSV
    with pytest.raises(
        FileProblem, match=r"must end in one of \.csv, \.ods, \.parquet, \.tsv, \.xlsx"
    ):
        target_format(opened, Path("x.doc"))
    with pytest.raises(FileProblem, match="must end in"):
        target_format(opened, Path("x"))


def test_the_files_own_suffix_asks_for_its_own_format(tmp_path: Path) -> None:
    path = tmp_path / "class.txt"
    path.write_bytes(b"name\theight\nA\t172\n")
    assert target_format(open_roster(path), Path("other.txt")) is Format.TSV


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("=1+1", True),
        ("@SUM(A1)", True),
        ("\tx", True),
        ("\r=x", True),
        ("+cmd|' /C calc'!A0", True),
        ("-2+3+cmd", True),
        ("-5", False),
        ("+5.5", False),
        ("-1,5e-3", False),
        ("+49 (30) 1234-5", False),
        ("-", False),
        ("F", False),
        ("", False),
        ("5'7\"", False),
    ],
)
def test_what_a_spreadsheet_would_run(text: str, runs: bool) -> None:
    assert runs_as_formula(text) is runs


@pytest.mark.parametrize(
    "changes",
    [Changes({(1, 0): "=HYPERLINK(1)"}), Changes(added=((9, ("=HYPERLINK(1)", "", "")),))],
)
def test_a_text_that_would_run_is_refused_in_text_files(opened: Opened, changes: Changes) -> None:
    for target in (Format.CSV, Format.TSV):
        with pytest.raises(FileProblem, match=r"“name” in .*like a formula") as caught:
            prepare(opened, workspace(opened), changes, Manner(target))
        assert "HYPERLINK" not in str(caught.value)
    assert prepare(opened, workspace(opened), changes, Manner(Format.XLSX)).content


def test_a_text_that_the_column_has_already_is_not_our_doing(opened: Opened) -> None:
    content = prepare(
        opened, workspace(opened), Changes({(1, 1): "=x"}), Manner(Format.CSV)
    ).content
    assert b'"Ben";=x;180' in content


def test_only_the_exporting_module_decides_where_bytes_go(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[Path, bytes, bool, bool]] = []
    monkeypatch.setattr(
        exporting,
        "replace_file",
        lambda path, content, *, overwrite, backup: calls.append(
            (path, content, overwrite, backup)
        ),
    )
    export(opened, workspace(opened), Changes(), tmp_path / "x.csv", overwrite=True, backup=True)
    assert calls == [(tmp_path / "x.csv", CONTENT, True, True)]


@pytest.mark.parametrize("letter", ["n", "ü", "漢"])
def test_a_long_name_leaves_room_for_what_is_added(letter: str) -> None:
    path = Path("/folder") / f"{letter * (250 // len(letter.encode()))}.csv"
    corrected = corrected_path(path, Format.CSV)
    assert corrected.name.startswith(letter * 60)
    assert corrected.name.endswith(f"{letter}-corrected.csv")
    assert len(corrected.name.encode()) < 230
