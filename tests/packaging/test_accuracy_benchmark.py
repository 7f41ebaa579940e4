"""The parts of tests/benchmarks/accuracy that could be wrong without anyone noticing."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

FOLDER = Path(__file__).resolve().parents[1] / "benchmarks" / "accuracy"


@pytest.fixture
def part(monkeypatch: pytest.MonkeyPatch):
    """Import a module of the benchmark, and forget it and its neighbours afterwards."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(FOLDER))

    def module(name: str) -> ModuleType:
        return importlib.import_module(name)

    yield module
    for name in set(sys.modules) - before:
        if Path(getattr(sys.modules[name], "__file__", None) or "").parent == FOLDER:
            del sys.modules[name]


def test_scores_of_four_rows(part) -> None:
    found = part("metrics").scores(
        np.array([[0.9, 0.1], [0.8, 0.2], [0.4, 0.6], [0.04, 0.96]]), np.array([0, 1, 1, 1])
    )
    assert found.accuracy == 0.75
    assert found.brier == pytest.approx((0.01 + 0.64 + 0.16 + 0.0016) / 4)
    assert found.log_loss == pytest.approx(-np.log([0.9, 0.2, 0.6, 0.96]).mean())
    assert (found.covered, found.right) == ({0.9: 2, 0.95: 1}, {0.9: 2, 0.95: 1})


def test_certain_and_wrong_is_a_finite_log_loss(part) -> None:
    found = part("metrics").scores(np.array([[1.0, 0.0]]), np.array([1]))
    assert 30 < found.log_loss < 40


def test_calibration_error_of_too_sure_predictions(part) -> None:
    sure = np.full(1000, 0.9)
    error, floor = part("metrics").calibration(sure, np.arange(1000) % 2 == 0)
    assert error == pytest.approx(0.4)
    assert floor < 0.03


def test_calibration_error_of_right_predictions_is_its_floor(part) -> None:
    random = np.random.default_rng(0)
    pairs = []
    for _ in range(60):
        sure = random.uniform(0.5, 1, 200)
        pairs.append(part("metrics").calibration(sure, random.random(200) < sure))
    excess = [error - floor for error, floor in pairs]
    assert abs(np.mean(excess)) < 3 * np.std(excess) / np.sqrt(60)
    assert np.mean([floor for _, floor in pairs]) > 0.05


def _table(part, n: int = 2000):
    truth = np.arange(n) % 2
    values = np.random.default_rng(0).normal(170.0 + 10 * truth, 7.0)
    return part("tables").Table("made up", "other", truth, ("a", "b"), values)


def test_hidden_at_random_is_an_exact_part(part) -> None:
    table = _table(part)
    hidden = part("mechanisms").Mechanism("at random", 0.95).hide(table, 0)
    assert hidden.sum() == 1900
    assert (table.design(hidden).labels[hidden] == -1).all()
    assert (table.design(hidden).labels[~hidden] == table.truth[~hidden]).all()


@pytest.mark.parametrize("which", [0, 1])
def test_hidden_by_category(part, which: int) -> None:
    table = _table(part)
    hidden = part("mechanisms").Mechanism("by category", 0.8, which).hide(table, 0)
    assert hidden[table.truth == which].mean() == pytest.approx(0.8, abs=0.05)
    assert hidden[table.truth != which].mean() == pytest.approx(0.2, abs=0.05)


@pytest.mark.parametrize("which", [0, 1])
def test_hidden_by_measurement(part, which: int) -> None:
    table = _table(part)
    hidden = part("mechanisms").Mechanism("by measurement", 0.5, which).hide(table, 0)
    assert hidden.mean() == pytest.approx(0.5, abs=0.05)
    difference = table.values[hidden].mean() - table.values[~hidden].mean()
    assert difference > 8 if which else difference < -8


def test_a_draw_leaves_two_rows_of_each_category(part) -> None:
    table = _table(part, 60)
    mechanism = part("mechanisms").Mechanism("at random", 0.9)
    for seed in range(20):
        recorded = table.truth[~mechanism.hide(table, seed)]
        assert np.bincount(recorded, minlength=2).min() >= 2


def test_too_small_a_table_is_refused(part) -> None:
    with pytest.raises(ValueError, match="too few rows"):
        part("mechanisms").Mechanism("at random", 0.9).hide(_table(part, 10), 0)


def test_the_manifest_names_each_table_and_its_source(part) -> None:
    entries = part("tables").read_manifest(FOLDER / "tables.toml")
    assert {entry.kind for entry in entries} == {"adult", "misspecified", "other"}
    assert all(entry.source for entry in entries)


@pytest.mark.parametrize(
    "extra", ['colour = "red"', 'reading = "aloud"', 'evidence = ["weather"]', 'kind = "plain"']
)
def test_a_mistake_in_a_manifest_is_said(part, tmp_path: Path, extra: str) -> None:
    keys = {"name": "a", "file": "a.csv", "category": "c", "measurement": "m", "source": "s"}
    lines = [f'{key} = "{value}"' for key, value in keys.items()]
    kind = [] if extra.startswith("kind") else ['kind = "adult"']
    path = tmp_path / "m.toml"
    path.write_text("\n".join(["[[table]]", *lines, *kind, extra]), encoding="utf-8")
    with pytest.raises(ValueError, match=r"."):
        part("tables").read_manifest(path)


def test_a_folder_is_loaded_as_the_manifest_says(part, tmp_path: Path) -> None:
    tables = part("tables")
    (tmp_path / "a.csv").write_text(
        "sex;cm;kg;age\nf;160;60;30\n;170;70;30\nm;NA;80;30\nm;180;NA;30\nm;150;40;10\n"
    )
    (tmp_path / "b.csv").write_text("x\n1\n")
    entry = tables.Entry(
        "a", "a.csv", "sex", "cm", "adult", "", ";", further=("kg",), least=("age", 18.0)
    )
    said: list[str] = []
    (table,) = tables.load(tmp_path, [entry], said.append)
    assert table.categories == ("f", "m")
    assert table.truth.tolist() == [0, 1]
    assert table.values.tolist() == [160, 180]
    np.testing.assert_array_equal(table.further, [[60], [np.nan]])
    assert said == ["b.csv: skipped, for the manifest does not name it"]


def test_made_up_schools_have_the_ceilings_of_the_growth_charts(part) -> None:
    generated = part("generated")
    for age, ceiling in ((8, 0.51), (12, 0.56), (16, 0.80)):
        table = generated.School("", 20_000, age, age + 1, told="age")(0)
        right = table.ceilings["ceiling"].argmax(axis=1) == table.truth
        assert right.mean() == pytest.approx(ceiling, abs=0.015)


def test_a_school_is_the_same_for_the_same_seed(part) -> None:
    school = part("generated").School("", 50, 16, 17, named=True)
    first, again, other = school(1), school(1), school(2)
    np.testing.assert_array_equal(first.values, again.values)
    assert first.names[0].texts == again.names[0].texts
    assert first.names[0].texts != other.names[0].texts
