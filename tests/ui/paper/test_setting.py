from dataclasses import replace

import pytest

from em_desktop.review.report.blocks import Section
from em_desktop.ui.paper.lettering import Lettering
from em_desktop.ui.paper.setting import set_pages
from em_desktop.ui.paper.sheet import Paper, Sheet


@pytest.fixture(params=list(Paper), ids=lambda paper: paper.title)
def sheet(request):
    return Sheet.of(request.param.page_size)


def words_of(page):
    return [text.words for text in page.texts]


def test_nothing_is_cut(qapp, sheet, long_report):
    letters = Lettering()
    for page in set_pages(long_report(name="Wolfeschlegelsteinhausen" * 3), sheet).pages:
        for text in page.texts:
            right = text.x + letters.width(text.words, text.face)
            assert sheet.side - 1 <= text.x
            assert right <= sheet.width - sheet.side + 1, text.words
            assert sheet.top <= text.y <= sheet.height - 200
        for image in page.images:
            assert image.left + image.width <= sheet.width - sheet.side + 1
            assert image.top + image.height <= sheet.end


def test_no_word_is_lost(qapp, sheet, long_report):
    report = long_report()
    said = " ".join(word for page in set_pages(report, sheet).pages for word in words_of(page))
    assert all(f"Lovelace {i} " in f"{said} " for i in range(120))
    assert said.count("two") == 80
    assert said.replace(" ", "").count("0123456789abcdef") == 20


def test_titles_come_again_on_each_page(qapp, sheet, long_report):
    pages = set_pages(long_report(), sheet).pages
    with_rows = [page for page in pages if any("Lovelace" in words for words in words_of(page))]
    assert len(with_rows) > 1
    for page in with_rows:
        assert words_of(page).count("Why") == 1


def test_each_page_has_its_number_and_the_file(qapp, sheet, long_report):
    pages = set_pages(long_report(), sheet).pages
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in words_of(page)
        assert "a.csv" in words_of(page)


def test_a_row_that_is_higher_than_a_page_goes_over_several(qapp, sheet, long_report):
    long = long_report(1, name="word " * 3000)
    pages = set_pages(long, sheet).pages
    assert len(pages) > 2
    assert sum(" ".join(words_of(page)).split().count("word") for page in pages) == 3000


def test_a_page_that_was_begun_holds_more_than_a_heading(qapp, sheet, long_report):
    for page in set_pages(long_report(), sheet).pages:
        assert len(words_of(page)) > 4


def test_a_section_without_anything(qapp, sheet, long_report):
    report = replace(long_report(), sections=(Section("Nothing", ()),))
    assert len(set_pages(report, sheet).pages) == 1


def test_it_can_be_stopped(qapp, sheet, long_report):
    class StoppedError(Exception):
        pass

    def stop(share):
        if share > 0:
            raise StoppedError

    with pytest.raises(StoppedError):
        set_pages(long_report(), sheet, stop)


def test_a_range_of_pages(qapp, sheet, long_report):
    pages = set_pages(long_report(), sheet)
    assert pages.between(2, 2).pages == pages.pages[1:2]
    assert pages.between(0, 0).pages == pages.pages
    assert pages.between(99, 99).pages == pages.pages
