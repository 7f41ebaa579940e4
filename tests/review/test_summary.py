import pytest

from em_desktop.review.summary import ExportSummary


def test_all_that_changes_is_said_the_most_important_first():
    summary = ExportSummary("gender", 1247, 5, 3, 4, 2, 1, 6)
    assert summary.filled == 1252
    assert summary.sentences == (
        "1,252 missing cells in “gender” are filled: "
        "1,247 accepted suggestions and 5 entries of your own.",
        "3 stay blank, as you decided.",
        "4 are still missing: not decided yet.",
        "2 other cells change, edited by you.",
        "1 row is added.",
        "6 rows are deleted.",
    )


def test_one_of_each_is_said_in_the_singular():
    summary = ExportSummary("sex", 1, 0, 1, 1, 1, 0, 1)
    assert summary.sentences == (
        "1 missing cell in “sex” is filled: 1 accepted suggestion.",
        "1 stays blank, as you decided.",
        "1 is still missing: not decided yet.",
        "1 other cell changes, edited by you.",
        "1 row is deleted.",
    )


def test_nothing_changed_is_said_too():
    summary = ExportSummary("gender", still_missing=2)
    assert summary.unchanged
    assert "Nothing has changed" in summary.sentences[0]
    assert len(summary.sentences) == 2


@pytest.mark.parametrize("field", ["accepted", "overridden", "other_edits", "rows_added"])
def test_each_change_counts_as_one(field):
    assert not ExportSummary(**{field: 1}).unchanged


def test_a_column_that_is_added_is_named():
    summary = ExportSummary("type", columns_added=("type",))
    assert not summary.unchanged
    assert summary.sentences == ("The column “type” is added on the right.",)


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ({"readings": 7, "notes": 1}, "7 readings and 1 note of yours are in the receipt, not the"),
        ({"notes": 1}, "1 note of yours is in the receipt, not the file."),
    ],
)
def test_what_the_file_does_not_get_is_said(kept, said):
    assert ExportSummary("sex", 1, **kept).sentences[-1].startswith(said)


def test_rows_that_still_look_odd_are_said():
    assert ExportSummary("sex", 1, flagged=6).sentences[-1] == "6 rows still have a flag."
