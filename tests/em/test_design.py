import numpy as np
import pytest

from em_desktop.em import Design


def test_a_design_owns_its_arrays():
    values = np.array([1.0, 2.0])
    design = Design(values, np.array([0, -1]), ("a", "b"), np.array([0, -1]), 1)
    values[0] = 99.0
    assert design.values[0] == 1.0
    for array in (design.values, design.labels, design.groups):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_a_design_takes_any_integers():
    design = Design([1, 2], np.array([1, -1], dtype=np.int8), ["a", "b"])
    assert design.values.dtype == np.float64
    assert design.labels.dtype == np.intp
    assert design.categories == ("a", "b")
    assert (design.n_rows, design.n_categories) == (2, 2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([np.inf], [0], ("a",)), "infinite"),
        (([[1.0]], [0], ("a",)), "one dimension"),
        (([1.0], [0, 0], ("a",)), "labels"),
        (([1.0], [1], ("a",)), "labels"),
        (([1.0], [-2], ("a",)), "labels"),
        (([1.0], [0.0], ("a",)), "whole numbers"),
        (([1.0], [-1], ()), "category"),
        (([1.0], [0], ("a", "a")), "different"),
        (([1.0], [0], ("a",), [1], 1), "groups"),
        (([1.0], [0], ("a",), [0, 0], 1), "groups"),
        (([1.0], [0], ("a",), None, 1), "n_groups"),
    ],
)
def test_a_wrong_design_is_refused_in_words(arguments, words):
    with pytest.raises(ValueError, match=words):
        Design(*arguments)
