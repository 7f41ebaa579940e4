import os
import signal

import pytest

from em_desktop.cli.signals import Interruption

ASKING = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a signal ends the process there")


@pytest.fixture(autouse=True, params=ASKING)
def number(request):
    """A signal that is listened to before and after."""
    before = signal.signal(request.param, signal.default_int_handler)
    yield request.param
    signal.signal(request.param, before)


def test_a_signal_interrupts(number):
    with Interruption(), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(number)


def test_a_signal_waits_until_it_is_let_through(number):
    with Interruption() as interruption:
        interruption.hold()
        signal.raise_signal(number)
        with pytest.raises(KeyboardInterrupt):
            interruption.release()


def test_a_signal_that_was_swallowed_is_not_forgotten(number):
    with Interruption() as interruption:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
        with pytest.raises(KeyboardInterrupt):
            interruption.hold()


def test_a_signal_while_held_back_to_the_end_is_dropped(number):
    with Interruption() as interruption:
        interruption.hold()
        signal.raise_signal(number)
    assert signal.getsignal(number) is signal.default_int_handler


def test_a_signal_that_is_switched_off_stays_off(number):
    signal.signal(number, signal.SIG_IGN)
    with Interruption():
        signal.raise_signal(number)
        assert signal.getsignal(number) is signal.SIG_IGN
