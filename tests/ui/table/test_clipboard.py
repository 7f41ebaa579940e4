import numpy as np

from em_desktop.review.accept import accept, leave_blank
from em_desktop.review.edits import SetCells
from em_desktop.roster.roles import Roles
from em_desktop.ui.table.clipboard import cells as copied_cells


def copied(document, rows, columns):
    return copied_cells(document.workspace, document.status, np.array(rows), columns)


def test_cells_are_copied_as_the_file_has_them(document):
    odd = "a\nb\u00a0c\u200dd"
    document.do(SetCells(0, (3,), (odd,)), "edit")
    assert copied(document, [3, 0], [0, 2]) == [(odd, "175"), ("Pupil 0", "158")]


def test_what_was_accepted_is_copied_and_what_is_only_suggested_is_not(document, infer):
    infer(document)
    document.do(accept(document.suggestions, [12]), "accept")
    document.do(leave_blank([13]), "blank")
    assert copied(document, [12, 13, 14], [1]) == [("female",), ("?",), ("n/a",)]
    assert document.workspace.roster.columns[1][12] == ""


def test_nothing_is_copied_as_nothing(document_of):
    document = document_of([], Roles())
    assert copied(document, np.array([], dtype=int), [0, 1]) == []
