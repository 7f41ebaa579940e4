import threading

import pytest

from em_desktop.em import Inference as Inferred
from em_desktop.em import Options, Outcome
from em_desktop.review.edits import DeleteRows, SetCells, SetRoles
from em_desktop.review.encode import CannotInfer, NothingMissing, encode
from em_desktop.review.suggestions import Freshness
from em_desktop.roster.roles import Roles
from em_desktop.session import inference as inference_module
from em_desktop.session.inference import Inference, infer
from em_desktop.session.run import Task

SOON = 5000
GENDER, HEIGHT = 1, 2


@pytest.fixture
def inference(document):
    made = Inference(document)
    yield made
    made.close()


@pytest.fixture
def heard(inference):
    """The announcements in order, progress left out."""
    order = []
    inference.started.connect(lambda: order.append("started"))
    inference.ended.connect(lambda finished: order.append(str(finished.fit.outcome)))
    inference.crashed.connect(lambda error: order.append(repr(error)))
    return order


def run(qtbot, inference):
    with qtbot.waitSignal(inference.ended, timeout=SOON) as caught:
        inference.start()
    return caught.args[0]


@pytest.fixture
def slow(monkeypatch):
    """Fits that go on until they are cancelled, reporting as real ones do."""

    def endless(design, evidence, options, *, cancelled, report):
        quick = real(design, evidence, options)
        report(quick.iterations[0])
        wait = threading.Event()
        while not cancelled():
            wait.wait(0.001)
        return Inferred(Outcome.CANCELLED, quick.categories, iterations=quick.iterations[:2])

    real = inference_module.infer_categories
    monkeypatch.setattr(inference_module, "infer_categories", endless)


def test_a_run_starts_ends_and_gives_suggestions(document, inference, heard, qtbot):
    finished = run(qtbot, inference)
    assert heard == ["started", "converged"]
    assert not inference.running
    assert document.suggestions is finished.suggestions
    assert document.suggestions.row_ids.tolist() == [40, 41]
    assert document.freshness is Freshness.CURRENT


def test_the_document_has_its_suggestions_when_the_end_is_announced(document, inference, qtbot):
    seen = []
    inference.ended.connect(lambda _finished: seen.append(document.suggestions is not None))
    run(qtbot, inference)
    assert seen == [True]


def test_fits_are_numbered(document, inference, qtbot):
    run(qtbot, inference)
    run(qtbot, inference)
    assert document.suggestions.number == 2
    assert document.next_fit == 3


def test_one_fit_at_a_time(inference, heard, slow, qtbot):
    inference.start()
    inference.start()
    assert inference.running
    with qtbot.waitSignal(inference.ended, timeout=SOON):
        inference.cancel()
    assert heard == ["started", "cancelled"]


def test_iterations_are_heard_while_the_fit_goes_on(inference, slow, qtbot):
    with qtbot.waitSignal(inference.iterated, timeout=SOON) as caught:
        inference.start()
    assert caught.args[0].index == 0
    assert inference.running


def test_a_cancelled_fit_keeps_the_earlier_suggestions(
    document, inference, heard, qtbot, monkeypatch
):
    run(qtbot, inference)
    before = document.suggestions
    monkeypatch.setattr(inference_module, "infer_categories", cancelled_at_once)
    finished = run(qtbot, inference)
    assert finished.suggestions is None
    assert document.suggestions is before
    assert document.next_fit == 2
    assert heard == ["started", "converged", "started", "cancelled"]


def cancelled_at_once(design, evidence, options, *, cancelled, report):
    return Inferred(Outcome.CANCELLED, design.categories)


def test_a_failed_fit_keeps_them_too(document, inference, qtbot, monkeypatch):
    run(qtbot, inference)
    before = document.suggestions

    def fail(design, evidence, options, *, cancelled, report):
        return Inferred(Outcome.FAILED, design.categories, "no")

    monkeypatch.setattr(inference_module, "infer_categories", fail)
    assert run(qtbot, inference).fit.message == "no"
    assert document.suggestions is before


def test_an_unexpected_exception_is_announced_and_the_next_fit_can_start(
    document, inference, heard, qtbot, monkeypatch
):
    def crash(*args, **more):
        raise MemoryError("no")

    with monkeypatch.context() as patch:
        patch.setattr(inference_module, "infer_categories", crash)
        with qtbot.waitSignal(inference.crashed, timeout=SOON):
            inference.start()
    assert heard == ["started", "MemoryError('no')"]
    assert not inference.running
    assert document.suggestions is None
    run(qtbot, inference)
    assert document.suggestions is not None


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (SetRoles(Roles(category=GENDER)), CannotInfer),
        (SetRoles(Roles(measurement=HEIGHT)), CannotInfer),
        (SetCells(GENDER, (40, 41, 42), ("male",) * 3), NothingMissing),
        (DeleteRows(tuple(range(43))), CannotInfer),
    ],
    ids=["no measurement", "no category", "nothing missing", "no rows"],
)
def test_where_nothing_can_be_inferred_no_thread_starts(document, inference, heard, edit, reason):
    document.do(edit, "edit")
    threads = threading.active_count()
    with pytest.raises(reason):
        inference.start()
    assert threading.active_count() == threads
    assert not inference.running
    assert heard == []


def test_closing_waits_and_announces_nothing(inference, heard, slow, qapp):
    inference.start()
    inference.close()
    qapp.processEvents()
    assert not inference.running
    assert heard == ["started"]


def test_an_edit_while_it_runs_leaves_the_suggestions_stale(document, inference, qtbot):
    with qtbot.waitSignal(inference.ended, timeout=SOON):
        inference.start()
        document.do(SetCells(HEIGHT, (0,), ("171",)), "editing height")
    assert document.freshness is Freshness.STALE


def test_a_fit_at_its_limit_is_used_too(document):
    encoding = encode(document.workspace, document.reading)
    finished = infer(encoding, 4, Task(), Options(max_iterations=1, tolerance=0))
    assert finished.fit.outcome is Outcome.ITERATION_LIMIT
    assert finished.suggestions.number == 4


def test_the_work_needs_no_thread_to_be_cancelled(document):
    task = Task()
    task.cancel()
    finished = infer(encode(document.workspace, document.reading), 1, task)
    assert finished.fit.outcome is Outcome.CANCELLED
    assert finished.suggestions is None
