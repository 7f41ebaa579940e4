"""PySide6 6.12.0 lost a reference to None and True on each emit, until Python aborted."""

import sys

from PySide6.QtCore import QObject, Signal

ROUNDS = 100
EMITS = 100  # in a round: a loss is seen long before Python aborts


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


def references() -> tuple[int, int]:
    """How many references the two constants have."""
    return sys.getrefcount(None), sys.getrefcount(True)


def test_emits_leave_the_references_of_constants_alone() -> None:
    bell = Bell()
    bell.rang.connect(bell.hear)
    bell.rang_with.connect(bell.hear_with)
    before = references()
    for _ in range(ROUNDS):
        for _ in range(EMITS):
            bell.rang.emit()
            bell.rang_with.emit(None)
            bell.blockSignals(False)  # returns a bool
        # From Python 3.12 on the two live for ever and their count does not move at all.
        lost = [old - new for old, new in zip(before, references(), strict=True)]
        assert max(lost) < EMITS
    assert bell.heard == 2 * ROUNDS * EMITS
