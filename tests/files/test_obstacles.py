from em_desktop.files.obstacles import (
    HEADING,
    Kind,
    Obstacle,
    cells_only,
    cells_only_words,
    listed,
    new_file_words,
    refusal,
    without,
)
from em_desktop.review.changes import Changes, NewColumn

CHANGES = Changes(
    cells={(0, 1): "F", (1, 1): "M", (2, 1): "F"},
    deleted=frozenset({3}),
    added=((7, ("Eve", "F")),),
    new_columns=(NewColumn("source", {0: "file", 7: "you"}),),
)
FORMULA = Obstacle(Kind.FORMULA, ((1, 1),), ("B3",), "a formula stands there.")


def test_an_obstacle_names_its_places():
    assert FORMULA.sentence == "Cell B3: a formula stands there."
    assert listed(f"B{n}" for n in range(2, 9)) == "Cells B2, B3, B4, B5, B6 and 2 more"
    assert Obstacle(Kind.ROWS, (), (), "Rows stay.").sentence == "Rows stay."


def test_all_but_the_cells_that_cannot_be_written():
    left = without(CHANGES, [FORMULA], 2)
    assert left.cells == {(0, 1): "F", (2, 1): "F"}
    assert (left.deleted, left.added, left.new_columns) == (
        CHANGES.deleted,
        CHANGES.added,
        CHANGES.new_columns,
    )
    places = Obstacle(Kind.FORMULA_LIKE, ((7, 0), (0, 2)), ("A9", "C2"), "it would run.")
    left = without(CHANGES, [places], 2)
    assert left.added == ((7, ("", "F")),)
    assert left.new_columns == (NewColumn("source", {7: "you"}),)


def test_no_row_goes_or_comes_where_rows_may_not():
    left = without(CHANGES, [Obstacle(Kind.ROWS, (), (), "Rows stay.")], 2)
    assert left == cells_only(CHANGES)
    assert left == Changes(cells=CHANGES.cells, new_columns=(NewColumn("source", {0: "file"}),))


def test_what_does_not_block_is_written():
    told = Obstacle(Kind.ROWS, ((7, 0),), ("A9",), "the chart does not show them.", blocks=False)
    assert without(CHANGES, [told], 2) == CHANGES


def test_a_new_column_whose_heading_has_no_place_is_left_out():
    heading = Obstacle(Kind.MERGED, ((HEADING, 2),), ("C1",), "merged.")
    assert without(CHANGES, [heading], 2).new_columns == ()


def test_all_that_blocks_is_refused_in_one_message():
    rows = Obstacle(Kind.ROWS, (), ("row 5",), "Rows stay.")
    assert str(refusal([FORMULA, rows])) == "Cell B3: a formula stands there. Rows stay."
    assert refusal([]) is None


def test_the_ways_out_say_what_differs():
    assert (
        cells_only_words(CHANGES)
        == "Only the changed cells are written: 1 deleted row stays and 1 new row is left out."
    )
    assert cells_only_words(Changes(added=((7, ("a",)), (8, ("b",))))) == (
        "Only the changed cells are written: 2 new rows are left out."
    )
    assert cells_only_words(Changes()) == ""
    assert new_file_words(()) == "A new file holds the text of the table and nothing else."
    assert new_file_words(("the styles", "1 chart", "2 other sheets")) == (
        "A new file holds the text of the table and nothing else. It lacks the styles, 1 chart "
        "and 2 other sheets."
    )
