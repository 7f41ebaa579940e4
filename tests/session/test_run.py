import gc
import sys
import threading
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Slot

from em_desktop.session.run import Run, Task

SOON = 5000


class Listener(QObject):
    """Notes what a run announces, and on which thread."""

    def __init__(self, run):
        super().__init__()
        self.heard = []
        self.threads = set()
        run.progressed.connect(self.progressed)
        run.succeeded.connect(self.succeeded)
        run.failed.connect(self.failed)

    @Slot(object)
    def progressed(self, value):
        self._note("progressed", value)

    @Slot(object)
    def succeeded(self, value):
        self._note("succeeded", value)

    @Slot(object)
    def failed(self, value):
        self._note("failed", value)

    def _note(self, what, value):
        self.heard.append((what, value))
        self.threads.add(threading.current_thread())


@pytest.fixture
def runs(qapp):
    """Make runs, and close them at the end whatever happened."""
    made = []

    def make(work):
        run = Run(work)
        made.append(run)
        return run, Listener(run)

    yield make
    for run in made:
        run.close()


def test_the_value_comes_once_on_the_interface_thread(runs, qtbot):
    worker = []

    def work(task):
        worker.append(threading.current_thread())
        return {"rows": 2**40}

    run, listener = runs(work)
    with qtbot.waitSignal(run.succeeded, timeout=SOON):
        run.start()
        assert run.running
    assert listener.heard == [("succeeded", {"rows": 2**40})]
    assert listener.threads == {threading.main_thread()}
    assert worker != [threading.main_thread()]
    assert not run.running


def test_none_is_a_value_too(runs, qtbot):
    run, listener = runs(lambda task: None)
    with qtbot.waitSignal(run.succeeded, timeout=SOON):
        run.start()
    assert listener.heard == [("succeeded", None)]


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt(), SystemExit(3)])
def test_whatever_is_raised_is_handed_over(runs, qtbot, error):
    def work(task):
        raise error

    run, listener = runs(work)
    with qtbot.waitSignal(run.failed, timeout=SOON):
        run.start()
    assert listener.heard == [("failed", error)]
    assert not run.running


def test_of_many_reports_the_newest_comes_and_the_last_before_the_end(runs, qtbot):
    def work(task):
        for i in range(10_000):
            task.report(i)
        return "done"

    run, listener = runs(work)
    with qtbot.waitSignal(run.succeeded, timeout=SOON):
        run.start()
    reported = [value for what, value in listener.heard if what == "progressed"]
    assert reported[-1] == 9999
    assert reported == sorted(set(reported))
    assert listener.heard[-1] == ("succeeded", "done")


def test_a_report_comes_while_the_work_goes_on(runs, qtbot):
    go_on = threading.Event()

    def work(task):
        task.report("half")
        go_on.wait(SOON / 1000)
        return "whole"

    run, listener = runs(work)
    with qtbot.waitSignal(run.progressed, timeout=SOON):
        run.start()
    assert listener.heard == [("progressed", "half")]
    with qtbot.waitSignal(run.succeeded, timeout=SOON):
        go_on.set()


def until_cancelled(task):
    while not task.cancelled():
        threading.Event().wait(0.001)
    return "stopped"


def test_cancelling_asks_the_work_to_stop_and_its_end_is_announced(runs, qtbot):
    run, listener = runs(until_cancelled)
    run.start()
    assert run.running
    with qtbot.waitSignal(run.succeeded, timeout=SOON):
        run.cancel()
    assert listener.heard == [("succeeded", "stopped")]


def test_closing_waits_for_the_thread_and_announces_nothing(runs, qtbot):
    ended = []

    def work(task):
        task.report("something")
        until_cancelled(task)
        ended.append(True)

    run, listener = runs(work)
    run.start()
    run.close()
    assert ended == [True]
    assert not run.running
    assert not [t for t in threading.enumerate() if t.name == "em-desktop-run"]
    QCoreApplication.processEvents()
    assert listener.heard == []


def test_closing_twice_or_before_the_start_is_no_harm(runs):
    run, listener = runs(until_cancelled)
    run.close()
    run.close()
    assert listener.heard == []


def test_a_listener_that_closes_the_run_hears_no_end(runs, qtbot):
    def work(task):
        task.report("ready")
        until_cancelled(task)

    run, listener = runs(work)
    run.progressed.connect(run.close)
    with qtbot.waitSignal(run.progressed, timeout=SOON):
        run.start()
    qtbot.waitUntil(lambda: not run.running, timeout=SOON)
    QCoreApplication.processEvents()
    assert listener.heard == [("progressed", "ready")]


def test_the_mailbox_holds_one_report():
    task = Task()
    assert task.take() is None
    task.report(1)
    task.report(2)
    assert task.take() == 2
    assert task.take() is None


def test_no_report_is_lost_between_reading_and_writing():
    """Whichever thread comes first, the newest report is read in the end."""
    task, done = Task(), threading.Event()
    old = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:

        def write():
            for i in range(20_000):
                task.report(i)
            done.set()

        writer = threading.Thread(target=write)
        writer.start()
        newest = None
        while not done.is_set():
            newest = task.take() or newest
        newest = task.take() or newest
        writer.join()
    finally:
        sys.setswitchinterval(old)
    assert newest == 19_999


class Burden:
    """Something large that can be watched."""


def test_a_run_that_ended_holds_neither_its_work_nor_its_value(qapp, qtbot):
    owner = QObject()
    given, made = Burden(), []

    def work(task, given=given):
        value = Burden()
        made.append(weakref.ref(value))
        return value

    run = Run(work, owner)
    with qtbot.waitSignal(run.succeeded, timeout=SOON):
        run.start()
    held = weakref.ref(given)
    del given, work
    gc.collect()
    assert held() is None
    assert made[0]() is None
