import numpy as np
import pytest

from em_desktop.em import Design
from em_desktop.em.names import Names


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
        (([1.0], [0], ("a",), None, 0, [1.0]), "further"),
        (([1.0], [0], ("a",), None, 0, [[1.0], [2.0]]), "further"),
        (([1.0], [0], ("a",), None, 0, [[np.inf]]), "infinite"),
        (([1.0], [0], ("a",), None, 0, None, [1.0, 2.0]), "ages"),
        (([1.0], [0], ("a",), None, 0, None, [-np.inf]), "infinite"),
        (([1.0], [0], ("a",), None, 0, None, None, (Names(("Ann",), [0, 0]),)), "names"),
    ],
)
def test_a_wrong_design_is_refused_in_words(arguments, words):
    with pytest.raises(ValueError, match=words):
        Design(*arguments)


def test_some_rows_keep_all_that_is_known_of_them():
    names = Names(("Ann", "Bob"), [0, 1, -1])
    whole = Design(
        [1.0, np.nan, 3.0],
        [0, -1, 1],
        ("a", "b"),
        [0, 1, -1],
        2,
        further=[[4.0], [5.0], [np.nan]],
        ages=[7.0, 8.0, 9.0],
        names=(names,),
    )
    some = whole.take(np.array([2, 0]))
    for field in ("values", "labels", "groups", "further", "ages"):
        np.testing.assert_array_equal(getattr(some, field), getattr(whole, field)[[2, 0]])
    np.testing.assert_array_equal(some.names[0].codes, [-1, 0])
    assert (some.categories, some.n_groups, some.n_rows) == (("a", "b"), 2, 2)


@pytest.mark.parametrize("codes", [[2], [-2]])
def test_codes_of_names_are_checked(codes):
    with pytest.raises(ValueError, match="codes"):
        Names(("Ann", "Bob"), codes)
