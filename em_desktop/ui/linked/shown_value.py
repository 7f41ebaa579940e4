"""The measurement of a row as far as the plot may show where it lies."""

from em_desktop.session.document import Document


def shown_value(document: Document, row_id: int | None) -> float | None:
    """Return a row's measurement; None where there is none that can be used.

    None, too, while the row's suggestion is hidden: the curves at its place would give that away.
    """
    measurement = document.reading.measurement
    if row_id is None or measurement is None or document.hides(row_id):
        return None
    at = document.workspace.roster.position(row_id)
    return float(measurement.values[at]) if at is not None and measurement.usable[at] else None
