from em_desktop.files.obstacles import Kind, Obstacle, cells_only, listed, without
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
