import csv
import io
from datetime import UTC, datetime

from em_desktop.review.accept import accept, confirm
from em_desktop.review.differences import Differences
from em_desktop.review.edits import SetNotes
from em_desktop.review.receipt_changes import changes_as_csv
from em_desktop.review.remarks import remarks, remarks_as_json
from em_desktop.review.times import stamped


def test_notes_and_rows_called_right_are_told_in_the_order_of_the_rows(desk):
    desk.infer()
    desk.do(accept(desk.suggestions, [40]))
    desk.do(SetNotes({42: "ask", 3: "=twin?"}))
    desk.do(stamped(confirm([3], 1), 0.0))
    told = remarks_as_json(remarks(desk.workspace))
    assert [(each["remark"], each["record"], each["text"]) for each in told] == [
        ("looked at", 4, "male"),
        ("note", 4, "=twin?"),
        ("note", 43, "ask"),
    ]
    assert (told[0]["fit"], told[0]["column"], told[0]["name"]) == (1, "gender", "Pupil 3")
    assert told[0]["time"] is not None

    file = {"file": "x.csv", "exported": datetime(2026, 1, 2, tzinfo=UTC)}
    text = changes_as_csv(Differences.of(()), remarks(desk.workspace), **file)
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [(line["change"], line["new"], line["decided"]) for line in lines] == [
        ("looked at", "male", "called right"),
        ("note", "'=twin?", "noted"),
        ("note", "ask", "noted"),
    ]
    assert lines[0]["original"] == "male"


def test_without_remarks_there_is_nothing_to_tell(desk):
    assert remarks(desk.workspace) == ()
