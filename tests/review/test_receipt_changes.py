import csv
import io
from datetime import UTC, datetime

from em_desktop.review.accept import accept
from em_desktop.review.blocks import delete_rows
from em_desktop.review.differences import differences
from em_desktop.review.edits import SetCells, new_rows
from em_desktop.review.receipt import as_json, receipt
from em_desktop.review.resolve import resolve
from em_desktop.review.times import stamped

NAME, GENDER, HEIGHT, CLASS = range(4)
WHEN = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


def made(desk, written=None):
    changes = resolve(desk.workspace, desk.reading)
    return receipt(
        *(desk.workspace, desk.reading, desk.suggestions, changes),
        file="=class.csv",
        time=WHEN,
        written=written or {},
    )


def lines(done):
    from em_desktop.review.receipt_changes import changes_as_csv  # noqa: PLC0415

    text = changes_as_csv(done.changes, file=done.file, exported=done.time)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def worked(desk):
    suggestions = desk.infer(number=3)
    desk.do(stamped(accept(suggestions, [40]), 1_000.0))
    desk.do(stamped(accept(suggestions, [41], 0.6), 2_000.0))
    desk.do(SetCells(NAME, (0,), ("=1+1",)))
    desk.do(delete_rows([2]))
    desk.do(new_rows(desk.workspace, [("Dora", "", "171", "")]))
    return made(desk, {(0, NAME): 3_000.0})


def test_every_change_is_a_line_with_all_that_is_known(desk):
    done = worked(desk)
    found = as_json(done)["changes"]
    by_place = {(line["record"], line["column"]): line for line in found}
    assert by_place[41, "gender"] == {
        "change": "cell",
        "record": 41,
        "name": "Low",
        "column": "gender",
        "original": "",
        "new": "female",
        "decided": "accepted",
        "probability": desk.suggestions.of(40).probability,
        "fit": 3,
        "threshold": None,
        "time": datetime.fromtimestamp(1_000, UTC).astimezone().isoformat(timespec="seconds"),
    }
    assert by_place[42, "gender"]["threshold"] == 0.6
    assert by_place[42, "gender"]["decided"] == "accepted in bulk"
    assert by_place[1, "name"]["time"] is not None
    gone = [line for line in found if line["change"] == "row deleted"]
    assert [line["original"] for line in gone][:2] == ["Pupil 2", "female"]
    come = [line for line in found if line["change"] == "row added"]
    assert [(line["column"], line["new"]) for line in come] == [("name", "Dora"), ("height", "171")]


def test_the_csv_says_the_same_and_runs_nowhere(desk):
    done = worked(desk)
    found = lines(done)
    assert len(found) == len(as_json(done)["changes"])
    edited = next(line for line in found if line["new"].endswith("=1+1"))
    assert edited["new"] == "'=1+1"
    assert edited["file"] == "'=class.csv"
    assert edited["exported"] == "2026-03-01T08:30:00+00:00"
    accepted = next(line for line in found if line["record"] == "42")
    assert (accepted["original"], accepted["new"], accepted["fit"]) == ("?", "male", "3")
    assert accepted["threshold"] == "0.6"


def test_nothing_changed_is_a_header_alone(desk):
    assert lines(made(desk)) == []
    assert len(differences(desk.workspace, resolve(desk.workspace, desk.reading))) == 0
