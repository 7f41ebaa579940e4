from em_desktop.review.report import inks
from em_desktop.ui.theme import DARK, LIGHT


def test_the_report_has_the_colours_of_the_window():
    for theme, page in ((LIGHT, inks.PAPER), (DARK, inks.DARK)):
        assert tuple(page[inks.category(k)] for k in range(inks.CATEGORIES)) == theme.categories
        for name in ("text", "muted", "accent", "missing", "warning"):
            assert page[name] == getattr(theme, name)
