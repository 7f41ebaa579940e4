import gc
import threading
import weakref

import pytest

from em_desktop.session.collecting import GarbageCollector


class Ring:
    """Holds itself, so that only the collector frees it."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collector(qapp):
    made = GarbageCollector(qapp)
    yield made
    made.stop()
    made.deleteLater()


def allocate_much():
    for _ in range(5 * gc.get_threshold()[0]):
        Ring()


def test_a_worker_collects_nothing(collector):
    ring = weakref.ref(Ring())
    worker = threading.Thread(target=allocate_much)
    worker.start()
    worker.join()
    assert ring() is not None
    collector.collect()
    gc.collect()
    assert ring() is None


def test_what_is_due_is_collected(collector):
    ring = weakref.ref(Ring())
    allocate_much()
    collector.collect()
    assert ring() is None


def test_python_collects_by_itself_afterwards(collector):
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
