import numpy as np
import pytest

from em_desktop.em.cells import Cells
from em_desktop.em.evidence.names import NameGrams, build_features
from em_desktop.em.names import Names

GIRLS = ("Anna", "Emma", "Maria", "Julia", "Laura", "Sofia", "Clara", "Nina", "Lisa", "Eva", "Ida")
BOYS = ("John", "Peter", "Martin", "Simon", "Robert", "Erik", "Victor", "Edgar", "Viktor", "Jack")


def cells_of(codes, labels, n_categories=2, counts=None):
    n = len(labels)
    return Cells(
        values=np.zeros((n, 0)),
        basis=np.ones((n, 1)),
        slots=np.zeros(n, dtype=np.intp),
        names=np.array(codes, dtype=np.intp),
        labels=np.array(labels, dtype=np.intp),
        counts=np.ones(n) if counts is None else counts,
        n_categories=n_categories,
        n_slots=1,
    )


def densities(texts, codes, labels, n_categories=2, *, weights=None, counts=None, **options):
    source = NameGrams(build_features(Names(tuple(texts), np.array(codes, np.intp))), **options)
    cells = cells_of(codes, labels, n_categories, counts)
    weights = np.ones((n_categories, cells.n_cells)) if weights is None else weights
    return source.log_density(source.estimate(source.gather(weights, None, cells), None), cells)


def school(n=200, seed=0, hidden=0.5):
    random = np.random.default_rng(seed)
    texts = GIRLS + BOYS
    codes = random.integers(0, len(texts), n)
    truth = (codes >= len(GIRLS)).astype(np.intp)
    return texts, codes, truth, np.where(random.random(n) < hidden, -1, truth)


def test_names_tell_and_so_do_names_never_recorded():
    texts, codes, _, labels = school()
    texts = [*texts, "Petra", "Hektor", "李"]
    codes = np.append(codes, [len(texts) - 3, len(texts) - 2, len(texts) - 1, -1])
    labels = np.append(labels, [-1, -1, -1, -1])
    logs = densities(texts, codes, labels)
    difference = logs[1] - logs[0]
    assert (difference[codes == texts.index("Anna")] < -1).all()
    assert (difference[codes == texts.index("Viktor")] > 1).all()
    assert difference[-4] < -0.5
    assert difference[-3] > 0.5
    assert (logs[:, -2:] == 0).all()  # letters met nowhere, and no name


def test_temper_scales_and_zero_is_silence():
    texts, codes, _, labels = school()
    plain = densities(texts, codes, labels, temper=1.0)
    half = densities(texts, codes, labels, temper=0.5)
    np.testing.assert_allclose(half, plain / 2, rtol=1e-12)
    assert (densities(texts, codes, labels, temper=0.0) == 0).all()


def test_a_rare_category_is_not_what_unknown_names_are():
    """Shares are told by another source: a name met once in each category says little of them."""
    texts = [f"{a}{b}" for a in "bcdfghjk" for b in "lmnpqrst"]
    codes = np.arange(64)
    labels = np.where(codes % 8 < 7, 0, 1)
    texts, codes, labels = [*texts, "bz"], np.append(codes, 64), np.append(labels, -1)
    logs = densities(texts, codes, labels)
    assert abs(logs[1, -1] - logs[0, -1]) < 0.05


def test_counts_are_rows():
    texts, codes, _, labels = school(60)
    counts = np.random.default_rng(1).integers(1, 4, 60)
    cells = densities(texts, codes, labels, counts=counts.astype(float))
    rows = densities(texts, np.repeat(codes, counts), np.repeat(labels, counts))
    np.testing.assert_allclose(np.repeat(cells, counts, axis=1), rows, rtol=1e-12, atol=1e-12)


def test_sums_over_parts_are_those_of_all():
    texts, codes, _, labels = school(50)
    codes[::7] = -1
    source = NameGrams(build_features(Names(tuple(texts), codes)))
    cells, weights = cells_of(codes, labels), np.random.default_rng(0).random((2, 50))
    parts = [
        source.gather(weights[:, r], None, cells.part(r)) for r in (slice(0, 20), slice(20, 50))
    ]
    whole = source.gather(weights, None, cells)
    np.testing.assert_array_equal(sum(parts), whole)
    assert whole.sum() == ((codes >= 0) & (labels >= 0)).sum()


def test_relabelling_and_reordering_change_nothing():
    texts, codes, _, labels = school()
    logs = densities(texts, codes, labels)
    other = densities(texts, codes, np.where(labels < 0, -1, 1 - labels))
    np.testing.assert_allclose(other[::-1], logs, atol=1e-12)
    order = np.random.default_rng(3).permutation(len(codes))
    moved = densities(texts, codes[order], labels[order])
    np.testing.assert_allclose(moved, logs[:, order], atol=1e-12)


def test_missing_rows_teach_nothing():
    """And so the estimate never changes: an M step cannot lower the log likelihood."""
    texts, codes, _, labels = school()
    random = np.random.default_rng(2)
    one, other = (random.dirichlet([1, 1], len(codes)).T for _ in range(2))
    np.testing.assert_array_equal(
        densities(texts, codes, labels, weights=one), densities(texts, codes, labels, weights=other)
    )
    source, cells = NameGrams(build_features(Names(tuple(texts), codes))), cells_of(codes, labels)
    estimate = source.estimate(source.gather(one, None, cells), None)
    assert source.estimate(source.gather(other, estimate, cells), estimate) is estimate
    assert source.log_penalty(estimate) == 0.0


@pytest.mark.parametrize(
    ("texts", "codes", "labels", "n_categories"),
    [
        ([], [], [], 2),
        ([], [-1, -1], [0, 1], 2),
        (["Kim"], [0, 0, 0], [0, 1, -1], 2),
        (["Kim"], [0, 0, 0], [-1, -1, -1], 2),
        ([f"name {i}" for i in range(60)], range(60), [*range(50), *[-1] * 10], 50),
        (["", "\u0301", "\ud800", "x" * 1000], [0, 1, 2, 3], [0, 1, 0, -1], 3),
        (["A", "B"], [0, 1, 0], [0, 0, -1], 1),
    ],
)
def test_odd_names_end_in_numbers(texts, codes, labels, n_categories):
    logs = densities(texts, list(codes), labels, n_categories)
    assert logs.shape == (n_categories, len(labels))
    assert np.isfinite(logs).all()


def test_names_that_are_all_alike_say_nothing():
    logs = densities(["Kim"], [0] * 9, [0, 0, 1, 1, 1, 1, -1, -1, -1])
    np.testing.assert_allclose(logs, 0, atol=1e-12)
