import pytest

from em_desktop.em import Options


@pytest.mark.parametrize(
    "choice",
    [
        {"max_iterations": -1},
        {"tolerance": -1.0},
        {"tolerance": float("nan")},
        {"variance_floor": 0.0},
        {"variance_floor": 2.0},
        {"starts": 0},
        {"seed": -1},
        {"chunk_rows": 0},
        {"missing_weight": 1.1},
        {"missing_weight": float("nan")},
        {"temper": -0.1},
        {"tails": 2.0},
        {"tails": float("nan")},
        {"shrinkage": -1.0},
        {"even_rows": -1.0},
        {"reading": -1},
    ],
)
def test_a_wrong_option_is_refused_by_name(choice):
    (name,) = choice
    with pytest.raises(ValueError, match=name):
        Options(**choice)
