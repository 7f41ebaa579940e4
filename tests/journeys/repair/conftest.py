"""Whole runs of ``em-desktop repair`` inside the test's process."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from em_desktop.assets import resource
from em_desktop.cli.arguments import main
from em_desktop.files.opening import open_roster
from em_desktop.files.source import ReadOptions


@dataclass
class Ended:
    """What a run left behind."""

    code: int
    out: str
    err: str
    output: Path
    receipt_path: Path
    receipt: dict | None

    @property
    def summary(self):
        return json.loads(self.out)

    def refused(self, *words):
        """Assert one clear sentence, code 2 and no file."""
        assert self.code == 2, (self.out, self.err)
        assert self.out == ""
        assert self.err.startswith("em-desktop: ")
        assert self.err.count("\n") == 1
        assert len(self.err) < 1000
        assert "Traceback" not in self.err
        assert not self.output.exists()
        assert not self.receipt_path.exists()
        for word in words:
            assert word in self.err


@pytest.fixture
def repair(tmp_path, capsys):
    """Run the command; output and receipt lie in a folder of their own."""

    def run(roster, *options, output=None, receipt=True):
        folder = tmp_path / "written"
        folder.mkdir(exist_ok=True)
        out = output or folder / f"out{Path(roster).suffix or '.csv'}"
        paper = folder / "receipt.json"
        arguments = ["repair", str(roster), "--output", str(out), *map(str, options)]
        if receipt:
            arguments += ["--receipt", str(paper)]
        code = main(arguments)
        said = capsys.readouterr()
        assert not list(folder.glob(".*")), "temporary files were left behind"
        written = json.loads(paper.read_bytes()) if code == 0 and receipt else None
        return Ended(code, said.out, said.err, out, paper, written)

    return run


@pytest.fixture
def sample():
    return lambda name: resource(f"samples/{name}")


def rows_of(path, sheet=None):
    """Header and rows of any file, as the program reads them."""
    roster = open_roster(path, ReadOptions(sheet=sheet)).roster
    rows = [[roster.cell(i, c) for c in range(roster.n_columns)] for i in range(roster.n_rows)]
    return list(roster.header), rows


@pytest.fixture
def reading():
    return rows_of


@pytest.fixture
def galton(tables):
    """Galton's children: header, rows with a third of the genders hidden, and the truth."""
    with (tables / "galton_families.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = list(csv.reader(stream))
    column = header.index("gender")
    hidden = set(Random(1886).sample(range(len(rows)), 300))
    truth = {i: rows[i][column] for i in sorted(hidden)}
    for i in hidden:
        rows[i][column] = ""
    return header, rows, truth
