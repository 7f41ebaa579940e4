"""PySide6 6.12.0 lost a reference to None and True on each emit, until Python aborted."""

import sys

import pytest
from PySide6.QtCore import QObject, Signal

EMITS = 10_000


class Bell(QObject):
    """Rings with no value, with True and with None."""

    rang = Signal()
    rang_with = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.heard = 0

    def hear(self) -> None:
        """Count, and return None to Qt, which is where the reference was lost."""
        self.heard += 1

    def hear_with(self, _: object) -> None:
        """Count, whatever came."""
        self.heard += 1


@pytest.mark.parametrize("constant", [None, True], ids=str)
def test_emits_leave_the_references_of_a_constant_alone(constant: object) -> None:
    bell = Bell()
    bell.rang.connect(bell.hear)
    bell.rang_with.connect(bell.hear_with)
    before = sys.getrefcount(constant)
    for _ in range(EMITS):
        bell.rang.emit()
        bell.rang_with.emit(constant)
        bell.blockSignals(False)  # returns a bool
    lost = before - sys.getrefcount(constant)
    assert bell.heard == 2 * EMITS
    # From Python 3.12 on the two live for ever and their count does not move at all.
    assert abs(lost) < 100
