import pytest

from em_desktop.review.report.blocks import (
    Column,
    Facts,
    Figure,
    Listing,
    Report,
    Section,
    Table,
    Words,
)
from em_desktop.review.report.reliability_picture import ReliabilityPicture
from em_desktop.review.trust_words import Dot

TITLES = ("Row", "Name", "Column", "From", "To", "Why")


@pytest.fixture
def long_report():
    """A report of some pages: long words, many rows, a picture."""

    def make(n=120, name="Ada Lovelace"):
        rows = tuple(
            (f"{i + 1}", f"{name} {i}", "gender", "(empty)", "female", "the height 160 cm is usual")
            for i in range(n)
        )
        columns = tuple(Column(title, 1 + k, right=k == 0) for k, title in enumerate(TITLES))
        dots = (Dot(0.6, 0.5, 20, 0.3, 0.7), Dot(0.9, 0.95, 20, 0.8, 1.0))
        blocks = (
            Words("A first sentence."),
            Facts((("Fingerprint", "0123456789abcdef" * 20), ("File", "a.csv"))),
            Listing(("one", "two " * 80)),
            Figure(ReliabilityPicture(dots), "What the picture shows."),
            Table(columns, rows, "All of them"),
        )
        return Report("Report on a.csv", "What it is about.", "a.csv", (Section("First", blocks),))

    return make
