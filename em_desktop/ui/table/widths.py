"""How wide a column has to be."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from em_desktop.ui.table.model import RosterModel

MOST_SIZED = 200
"""Columns that are sized; those behind them keep the usual width."""

_ROWS_ASKED = 100
"""Asking for all rows would be slow."""


def natural_width(model: RosterModel, column: int, metrics: QFontMetrics) -> int:
    """Return the width in pixels that shows a column's header and its first rows."""
    unit, roles = metrics.averageCharWidth(), model.document.workspace.roles
    header = str(model.headerData(column, Qt.Orientation.Horizontal))
    longest = metrics.horizontalAdvance(header) * 1.15
    longest = max(longest, metrics.horizontalAdvance(model.subtitle(column)))
    for row in range(min(len(model.positions), _ROWS_ASKED)):
        text = str(model.index(row, column).data() or "")
        longest = max(longest, metrics.horizontalAdvance(text[:60]))
    width = min(longest, unit * 34) + 32
    if column == roles.category:
        width = max(width, unit * 26)
    elif column == roles.measurement:
        measurement = model.document.reading.measurement
        beside = unit * 9 if measurement is not None and measurement.proposals else 0
        width = max(width + beside, unit * 17)  # with room for another reading
    return round(width)
