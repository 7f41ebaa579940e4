import json
from dataclasses import replace
from pathlib import Path

import pytest

from em_desktop.review.order import Sorting
from em_desktop.review.place import Block, Place
from em_desktop.review.show import Show
from em_desktop.review.workspace import Workspace
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster
from em_desktop.session.bookmarks import Bookmark, decoded, encoded
from em_desktop.session.choices import fingerprint
from em_desktop.session.remembering import bookmark_for, bookmark_of, place_of

PATH = Path("/a/class.csv")
LEFT = Bookmark(PATH, "0f", 300, 11, 2, "Unsure", (2, True), True, 0.9, "history")


@pytest.mark.parametrize("bookmark", [LEFT, Bookmark(PATH, "", 0)])
def test_what_is_written_is_read(bookmark):
    assert decoded(json.loads(json.dumps([encoded(bookmark)]))) == (bookmark,)


@pytest.mark.parametrize(
    "nonsense",
    [
        *(None, 7, [], {}, "row"),
        {**encoded(LEFT), "row": "11"},
        {**encoded(LEFT), "threshold": 7},
        {**encoded(LEFT), "show": None},
        {**encoded(LEFT), "n_rows": 1.5},
    ],
)
def test_what_makes_no_sense_is_passed_over(nonsense):
    assert decoded([nonsense, encoded(LEFT)]) == (LEFT,)
    assert decoded(nonsense) == ()


def test_an_order_that_makes_no_sense_is_the_files_own():
    for nonsense in ("x", [1], ["a", True], 7):
        assert decoded([{**encoded(LEFT), "sorting": nonsense}]) == (replace(LEFT, sorting=None),)


def test_in_a_file_with_other_rows_the_place_is_dropped_and_the_rest_stays():
    assert LEFT.fitting(300, 4) == LEFT
    assert LEFT.fitting(299, 4) == replace(LEFT, n_rows=299, row=None, column=0)
    narrow = LEFT.fitting(300, 2)
    assert (narrow.sorting, narrow.row) == (None, None)
    assert (narrow.threshold, narrow.show) == (0.9, "Unsure")
    assert replace(LEFT, row=300).fitting(300, 4).row is None


def test_a_place_is_gone_back_to_without_its_selection():
    selected = (Block(3, 5, 0, 1),)
    place = Place(11, 2, selected, Show.UNSURE, Sorting(2, descending=True), fit=3)
    roster = Roster.from_rows(("name", "gender", "height"), [("", "", "")] * 300)
    workspace = Workspace.of(roster, Roles())
    bookmark = bookmark_of(place, workspace, PATH)
    header = fingerprint(roster.header)
    assert replace(bookmark, threshold=0.9, side="history") == replace(LEFT, header=header)
    assert bookmark_for(workspace, (LEFT, bookmark)) == bookmark
    assert bookmark_for(workspace, (LEFT,)) is None
    assert place_of(bookmark) == replace(place, selected=(), fit=0)
    assert bookmark_of(replace(place, row_id=300), workspace, PATH).row is None
    assert place_of(replace(LEFT, show="of a later version")).show is Show.ALL


def test_where_it_is_can_be_said():
    assert LEFT.words == "at row 12 of 300"
    assert Bookmark(PATH, "", 300).words == ""
