"""What the right side of a roster's page can show; light, for the menus of the first paint."""

from enum import StrEnum


class Side(StrEnum):
    """What the right side shows."""

    CURVES = "curves"
    """The curves with the row under review."""
    TRUST = "trust"
    """How far to trust the fit."""
    HISTORY = "history"
    """All steps that were done."""
