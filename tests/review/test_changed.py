from em_desktop.review.changed import changed, rows_of
from em_desktop.review.changes import Changes
from em_desktop.roster.table import Roster


def test_what_is_meant_is_the_roster_with_the_changes() -> None:
    roster = Roster.from_rows(("a", "b"), [("1", "2"), ("3", "4")])
    found = changed(roster, Changes({(0, 1): "x"}, added=((2, ("5", "6")),)))
    assert list(rows_of(found)) == [("1", "x"), ("3", "4"), ("5", "6")]
    assert list(rows_of(roster)) == [("1", "2"), ("3", "4")]
