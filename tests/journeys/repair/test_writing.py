"""What is written, where, and what happens when it cannot be."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from em_desktop.cli import repair as job
from em_desktop.cli import writing
from em_desktop.files.problem import FileProblem

CHILD = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from em_desktop.cli.arguments import main
"""


def child(code, *arguments):
    return subprocess.run(
        [sys.executable, "-c", CHILD + code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(job.__file__).parents[2],
    )


def test_the_process_needs_no_qt(sample, tmp_path):
    ended = child(
        "code = main(sys.argv[1:])\n"
        "assert not [m for m in sys.modules if m.startswith(('PySide6', 'shiboken6'))]\n"
        "sys.exit(code)",
        "repair",
        sample("edmond.csv"),
        "--output",
        tmp_path / "out.csv",
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    assert "300 rows, 60 without gender" in ended.stdout
    assert str(tmp_path / "out.csv") in ended.stdout


def test_python_m_runs_the_same_command(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-m", "em_desktop", "repair", "x.csv", "--output", tmp_path / "out.csv"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(job.__file__).parents[2],
    )
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1


def test_control_c_leaves_no_file(sample, tmp_path):
    ended = child(
        "import em_desktop.cli.repair as job\n"
        "job.infer = lambda *_, **__: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.exit(main(sys.argv[1:]))",
        "repair",
        sample("edmond.csv"),
        "--output",
        tmp_path / "out.csv",
        "--receipt",
        tmp_path / "receipt.json",
    )
    assert ended.returncode == 3
    assert ended.stderr == "em-desktop: Cancelled; no file was written.\n"
    assert list(tmp_path.iterdir()) == []


def test_the_summary_to_read(repair, sample):
    done = repair(sample("edmond.csv"))
    assert "edmond.csv: 300 rows, 60 without gender." in done.out
    assert "at 95 % or more" in done.out
    assert "EM converged after" in done.out
    assert str(done.output) in done.out
    assert str(done.receipt_path) in done.out
    assert len(done.out.splitlines()) < 20


def test_the_summary_and_the_receipt_agree(repair, sample):
    done = repair(sample("edmond.csv"), "--json")
    receipt, summary = done.receipt, done.summary
    for key in ("rows", "missing", "filled", "left_blank"):
        assert receipt["counts"][key] == summary[key]
    for key in ("outcome", "iterations", "log_likelihood", "components", "warnings"):
        assert receipt[key] == summary[key]
    assert summary["output"] == str(done.output)
    assert summary["receipt"] == str(done.receipt_path)
    assert receipt["program"] == "EM Desktop"
    assert receipt["accept"] == 0.95
    assert receipt["file"] == "edmond.csv"
    assert sum(c["share"] for c in receipt["components"]) == pytest.approx(1)


@pytest.mark.parametrize("option", ["--json", "--receipt"])
def test_nothing_missing_writes_the_same_bytes(repair, tmp_path, option):
    path = tmp_path / "full.csv"
    path.write_bytes(b'\xef\xbb\xbfname;gender;height\r\n"A";m;170\r\nB;f;160')
    done = repair(path, *(["--json"] if option == "--json" else []))
    assert done.code == 0, done.err
    assert done.output.read_bytes() == path.read_bytes()
    assert done.receipt["counts"] == {"rows": 2, "missing": 0, "filled": 0, "left_blank": 0}
    assert done.receipt["missing_rows"] == []
    if option == "--json":
        assert done.summary["outcome"] is None
        assert done.summary["warnings"]
    else:
        assert "0 without gender" in done.out
        assert "Nothing to fill in" in done.out


def test_an_existing_file_is_never_replaced_unasked(repair, sample, tmp_path):
    output = tmp_path / "mine.csv"
    output.write_text("mine", encoding="utf-8")
    done = repair(sample("edmond.csv"), output=output)
    assert done.code == 2
    assert "--overwrite" in done.err
    assert output.read_text(encoding="utf-8") == "mine"
    assert not done.receipt_path.exists()
    assert repair(sample("edmond.csv"), "--overwrite", output=output).code == 0
    assert output.stat().st_size > 8000


def test_an_existing_receipt_is_never_replaced_unasked(repair, sample, tmp_path):
    (tmp_path / "written").mkdir()
    paper = tmp_path / "written" / "receipt.json"
    paper.write_text("mine", encoding="utf-8")
    done = repair(sample("edmond.csv"))
    assert done.code == 2
    assert "receipt.json exists" in done.err
    assert not done.output.exists()
    assert paper.read_text(encoding="utf-8") == "mine"


def test_the_roster_itself_only_with_overwrite(repair, sample, tmp_path):
    roster = tmp_path / "roster.csv"
    content = sample("edmond.csv").read_bytes()
    roster.write_bytes(content)
    done = repair(roster, output=roster)
    assert done.code == 2
    assert "the roster itself" in done.err
    assert roster.read_bytes() == content
    assert repair(roster, "--overwrite", output=roster).code == 0
    assert roster.read_bytes() != content


@pytest.mark.parametrize("clash", ["output", "roster"])
def test_the_receipt_needs_a_file_of_its_own(repair, sample, tmp_path, clash):
    roster = tmp_path / "roster.csv"
    roster.write_bytes(sample("edmond.csv").read_bytes())
    paper = {"roster": roster, "output": tmp_path / "written" / "out.csv"}[clash]
    done = repair(roster, "--receipt", paper, "--overwrite", receipt=False)
    done.refused("a file of its own")
    assert roster.read_bytes() == sample("edmond.csv").read_bytes()


@pytest.mark.parametrize("name", ["out.doc", "out", "out.json", "out.csv.gz"])
def test_an_unknown_format_is_refused(repair, sample, tmp_path, name):
    done = repair(sample("edmond.csv"), output=tmp_path / "written" / name)
    done.refused(".csv, .ods, .parquet, .tsv, .xlsx")


def test_a_folder_that_does_not_exist(repair, sample, tmp_path):
    repair(sample("edmond.csv"), output=tmp_path / "nowhere" / "out.csv").refused("nowhere")


def test_a_name_that_no_disk_takes(repair, sample, tmp_path):
    done = repair(sample("edmond.csv"), output=tmp_path / f"{'x' * 5000}.csv")
    assert done.code == 2
    assert done.err.count("\n") == 1


def test_a_folder_in_the_way(repair, sample, tmp_path):
    (tmp_path / "way.csv").mkdir()
    done = repair(sample("edmond.csv"), "--overwrite", output=tmp_path / "way.csv")
    assert done.code == 2
    assert "is a folder" in done.err


@pytest.mark.parametrize("before", [None, "mine"])
def test_where_the_output_fails_the_receipt_is_as_it_was(repair, sample, monkeypatch, before):
    real = writing.replace_file

    def full(path, content, *, overwrite, backup=False):
        if path.suffix == ".csv":
            raise FileProblem("The disk is full.")
        real(path, content, overwrite=overwrite, backup=backup)

    first = repair(sample("edmond.csv"))
    first.output.unlink()
    first.receipt_path.unlink()
    if before:
        first.receipt_path.write_text(before, encoding="utf-8")
    monkeypatch.setattr(writing, "replace_file", full)
    done = repair(sample("edmond.csv"), "--overwrite")
    assert done.code == 2
    assert done.err == "em-desktop: The disk is full.\n"
    assert not done.output.exists()
    if before:
        assert done.receipt_path.read_text(encoding="utf-8") == before
    else:
        assert not done.receipt_path.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no limit on the size of a file here")
def test_a_full_disk(sample, tmp_path):
    ended = child(
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "sys.exit(main(sys.argv[1:]))",
        "repair",
        sample("edmond.csv"),
        "--output",
        tmp_path / "out.csv",
    )
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def open_folder():
    """A folder that other users may enter: pytest's own is closed to them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


AS_SOMEBODY = """
import tempfile
from em_desktop.assets import resource
with tempfile.TemporaryDirectory() as folder:  # what is imported late must be there before
    main(["repair", str(resource("samples/edmond.csv")), "--output", folder + "/o.csv", "--json"])
if os.geteuid() == 0:
    os.setuid(65534)  # root may do everything
sys.exit(main(sys.argv[1:]))
"""
needs_owners = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no owners of files here")


@needs_owners
def test_a_file_that_may_not_be_read(open_folder, sample):
    roster = open_folder / "roster.csv"
    roster.write_bytes(sample("edmond.csv").read_bytes())
    roster.chmod(0)
    ended = child(AS_SOMEBODY, "repair", roster, "--output", open_folder / "out.csv")
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "no permission to read “roster.csv”" in ended.stderr


@needs_owners
def test_a_folder_that_may_not_be_written(open_folder, sample):
    roster = open_folder / "roster.csv"
    roster.write_bytes(sample("edmond.csv").read_bytes())
    roster.chmod(0o644)
    open_folder.chmod(0o555)
    files = ("--output", open_folder / "out.csv", "--receipt", open_folder / "receipt.json")
    ended = child(AS_SOMEBODY, "repair", roster, *files)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "cannot be written" in ended.stderr
    assert [path.name for path in open_folder.iterdir()] == ["roster.csv"]


def test_a_value_that_the_encoding_lacks_is_told(repair, tmp_path):
    # The spelling to write is the file's own, so it can always be written; a receipt is UTF-8.
    path = tmp_path / "a.csv"
    rows = "".join(
        f"Jürgen {i},{('weiblich', 'männlich', '')[i % 3]},{160 + 8 * (i % 3 == 1) + i % 7}\n"
        for i in range(60)
    )
    path.write_bytes(("Name,Geschlecht,Größe\n" + rows).encode("latin-1"))
    done = repair(path, "--accept", "0")
    assert done.code == 0, done.err
    assert "männlich".encode("latin-1") in done.output.read_bytes()
    assert json.loads(done.receipt_path.read_bytes())["roles"]["measurement"] == "Größe"
