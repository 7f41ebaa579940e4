import re
from html.parser import HTMLParser

import pytest

from em_desktop.review.accept import accept
from em_desktop.review.report.as_html import as_html
from em_desktop.review.report.blocks import (
    Column,
    Facts,
    Listing,
    Report,
    Section,
    Table,
    Words,
)

EMPTY = {"meta", "col"}
HARMFUL = "<script>alert(1)</script>&\"'=1+1\u202eabc\x00\ud800"


class Checker(HTMLParser):
    """Notes tags, and fails on what is not closed in order."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.attributes, self.text = [], set(), [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def checked(page):
    checker = Checker()
    checker.feed(page)
    checker.close()
    assert checker.open == []
    return checker


def harmful():
    blocks = (
        Words(HARMFUL),
        Words(HARMFUL, lead=True),
        Listing((HARMFUL,)),
        Facts(((HARMFUL, HARMFUL),)),
        Table((Column(HARMFUL), *(Column("a"),) * 6), ((HARMFUL,) * 7,), HARMFUL),
    )
    return Report(HARMFUL, HARMFUL, HARMFUL, (Section(HARMFUL, blocks),))


def test_a_cell_cannot_become_a_part_of_the_page():
    page = as_html(harmful())
    found = checked(page)
    assert "script" not in found.tags
    assert "<script" not in page.lower()
    assert "alert(1)" in "".join(found.text)


def test_nothing_turns_words_around_or_hides_them():
    page = as_html(harmful())
    page.encode("utf-8")
    assert not set(page) & {"\u202e", "\x00"}


def test_a_style_sheet_cannot_be_left_by_a_title():
    page = as_html(harmful())
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert "<" not in style.replace("@media", "")
    assert 'content: "\\3c script' in style


def test_the_page_needs_nothing_from_elsewhere(desk, report_of):
    desk.infer()
    desk.do(accept(desk.suggestions, [40, 41], 0.5))
    page = as_html(report_of(desk))
    found = checked(page)
    assert {"svg", "table", "thead", "th", "dl", "figure", "main"} <= found.tags
    assert not {"script", "link", "img", "iframe", "object", "form", "a", "base"} & found.tags
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    addresses = set(re.findall(r"[a-z]+://[^\"' <]+", page))
    assert addresses == {"http://www.w3.org/2000/svg"}  # a name, never fetched
    assert "url(" not in page
    assert "@import" not in page


def test_it_has_a_dark_dress_a_narrow_one_and_one_for_paper(desk, report_of):
    page = as_html(report_of(desk))
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert "table-header-group" in page
    assert 'name="viewport"' in page
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="en">' in page


def test_making_it_can_be_stopped(desk, report_of):
    class StoppedError(Exception):
        pass

    def stop(_share):
        raise StoppedError

    with pytest.raises(StoppedError):
        as_html(report_of(desk), stop)
