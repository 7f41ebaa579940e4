import pytest

from em_desktop.files.preview.glance import looks_like_table


@pytest.mark.parametrize(
    ("html", "text", "seen"),
    [
        ("<html><TABLE border=0>", "", True),
        ("<p>Hello</p>", "Hello", False),
        ("", "name\theight\nAnna\t172\n", True),
        ("", "name,height\nAnna,172", True),
        ("", "name;height\n\nAnna;172", True),
        ("", "Dear Anna,\nthank you.", False),
        ("", "one\ttwo", False),
        ("", "", False),
    ],
)
def test_a_table_is_seen_at_a_glance(html, text, seen):
    assert looks_like_table(html, text) is seen
