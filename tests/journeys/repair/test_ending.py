"""However a run ends: the exit code, the sentence and the files tell the same story."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from em_desktop.cli import repair as job

ROOT = Path(job.__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and shells of Unix")

CHILD = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
import em_desktop.cli.repair as job
from em_desktop.cli.arguments import main
number = getattr(signal, sys.argv.pop())
ask = lambda: signal.raise_signal(number)
"""
WHILE_INFERRING = """
real = job.infer
def infer(*arguments, **more):
    ask()
    return real(*arguments, **more)
job.infer = infer
sys.exit(main(sys.argv[1:]))
"""
WHILE_WRITING = """
real = os.fsync
def fsync(place):
    os.fsync = real
    ask()
    real(place)
os.fsync = fsync
sys.exit(main(sys.argv[1:]))
"""


def child(code, *arguments):
    return subprocess.run(
        [sys.executable, "-c", CHILD + code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


def order(sample, folder):
    files = "--output", folder / "out.csv", "--receipt", folder / "receipt.json"
    return "repair", sample("edmond.csv"), *files


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_who_ends_the_work_finds_no_file(sample, tmp_path, name):
    ended = child(WHILE_INFERRING, *order(sample, tmp_path), name)
    assert ended.returncode == 3
    assert ended.stderr == "em-desktop: Cancelled; no file was written.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_who_asks_while_files_are_written_finds_them_whole(sample, tmp_path, name):
    ended = child(WHILE_WRITING, *order(sample, tmp_path), name)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    assert "Corrected file" in ended.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "receipt.json"]


def test_an_interrupt_while_the_program_starts_is_quiet():
    code = """
import builtins, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
real = builtins.__import__
def load(name, *rest, **named):
    if name == "em_desktop.cli.arguments":
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            print("lost, as in a callback")
    return real(name, *rest, **named)
builtins.__import__ = load
from em_desktop.__main__ import main
sys.exit(main())
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert ended.returncode == 3
    assert ended.stderr == "em-desktop: Cancelled; no file was written.\n"
    assert ended.stdout == ""


def shell(line, *arguments):
    return subprocess.run(
        ["sh", "-c", f'"$0" -m em_desktop "$@" {line}', sys.executable, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_a_summary_that_cannot_be_printed_is_told(sample, tmp_path):
    ended = shell("> /dev/full", *order(sample, tmp_path))
    assert ended.returncode == 0
    assert "The files are written" in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert (tmp_path / "out.csv").exists()


def test_closed_streams_do_not_matter(sample, tmp_path):
    ended = shell(">&- 2>&-", *order(sample, tmp_path))
    assert ended.returncode == 0
    assert (tmp_path / "out.csv").exists()
    ended = shell(">&- 2>&-", *order(sample, tmp_path))
    assert ended.returncode == 2


@pytest.mark.parametrize("options", [["--help"], ["repair", "--help"], ["--nonsense"]])
def test_words_that_cannot_be_printed_change_no_code(options):
    ended = shell("> /dev/null 2>&1", *options)
    assert shell("> /dev/full 2>&1", *options).returncode == ended.returncode


def test_a_name_that_is_no_utf8_does_not_hinder_the_receipt(repair, sample, tmp_path):
    name = os.fsdecode(b"caf\xe9.csv")
    roster = tmp_path / name
    try:
        roster.write_bytes(sample("edmond.csv").read_bytes())
    except OSError:
        pytest.skip("this disk takes names in UTF-8 only")
    done = repair(roster, output=tmp_path / "written" / "out.csv")
    assert done.code == 0, done.err
    assert done.receipt["file"] == "caf\ufffd.csv"


@pytest.mark.parametrize("where", ["infer", "receipt", "prepare"])
def test_too_little_memory_is_a_sentence(repair, sample, monkeypatch, where):
    def starve(*_, **__):
        raise MemoryError

    monkeypatch.setattr(job, where, starve)
    repair(sample("edmond.csv")).refused("edmond.csv", "memory")


@pytest.mark.parametrize("which", ["--output", "--receipt"])
def test_a_device_is_refused_before_it_is_read(repair, sample, tmp_path, which):
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    if which == "--output":
        done = repair(sample("edmond.csv"), "--overwrite", output=pipe)
        assert done.code == 2
        assert "is a device, not a file" in done.err
    else:
        options = ("--overwrite", "--receipt", pipe)
        repair(sample("edmond.csv"), *options, receipt=False).refused("is a device, not a file")


def test_a_roster_that_leads_to_itself(repair, tmp_path):
    roster = tmp_path / "loop.csv"
    roster.symlink_to(roster)
    repair(roster).refused("leads back to itself")
