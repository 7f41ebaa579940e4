import os

import pytest

from em_desktop.cli.places import check_places
from em_desktop.files.problem import FileProblem


@pytest.fixture
def place(tmp_path):
    """Make a path of one kind."""

    def make(kind):
        path = tmp_path / f"{kind.replace(' ', '-')}.csv"
        if kind == "loop":
            path.symlink_to(path)
        elif kind == "pipe":
            os.mkfifo(path)
        elif kind == "folder":
            path.mkdir()
        elif kind == "link to nowhere":
            path.symlink_to(tmp_path / "nowhere" / "t.csv")
        elif kind == "long":
            return tmp_path / ("x" * 5000 + ".csv")
        return path

    return make


REFUSED = {
    "loop": "loop.csv” is a link that leads back to itself",
    "pipe": "is a device, not a file",
    "folder": "is a folder",
    "link to nowhere": "nowhere does not exist",
    "long": "xxx…” is too long",
}


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("which", ["output", "receipt"])
def test_what_can_be_no_file_is_refused(tmp_path, place, kind, which):
    path, good = place(kind), tmp_path / "good.csv"
    output, receipt = (path, good) if which == "output" else (good, path)
    with pytest.raises(FileProblem, match=REFUSED[kind]) as problem:
        check_places(tmp_path / "roster.csv", output, receipt, overwrite=True)
    assert len(str(problem.value)) < 1000


def test_a_link_to_a_file_may_be_replaced(tmp_path):
    (tmp_path / "real.csv").touch()
    (tmp_path / "link.csv").symlink_to("real.csv")
    check_places(tmp_path / "roster.csv", tmp_path / "link.csv", None, overwrite=True)
    with pytest.raises(FileProblem, match="exists"):
        check_places(tmp_path / "roster.csv", tmp_path / "link.csv", None, overwrite=False)


def test_a_roster_that_leads_to_itself_is_left_to_the_reader(place, tmp_path):
    check_places(place("loop"), tmp_path / "out.csv", tmp_path / "receipt.json", overwrite=False)
