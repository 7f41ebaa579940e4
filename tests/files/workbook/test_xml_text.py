import re

import pytest

from em_desktop.files.problem import FileProblem, ReadCancelled
from em_desktop.files.workbook.xml_text import (
    attributes,
    check,
    contains,
    encoding_of,
    escaped,
    find_all,
    masked,
    plain,
    restored,
    tags,
    unescaped,
    with_attributes,
)

BILLION_LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>
<a>&c;</a>"""
UNKNOWN = b'<?xml version="1.0" encoding="UTL-8"?><a/>'
EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


@pytest.mark.parametrize("content", [BILLION_LAUGHS, EXTERNAL, b"<!DOCTYPE a><a/>"])
def test_doctype_is_refused(content):
    with pytest.raises(FileProblem, match="DOCTYPE"):
        check(content, "sheet.xml")
    with pytest.raises(FileProblem, match="DOCTYPE"):
        tags(content, "sheet.xml")


@pytest.mark.parametrize(
    "content",
    [b"", b"<a>", b"<a></b>", b"<a>&b;</a>", b"\xff\xfe<", b"<a>\xff</a>", b"<a>\0</a>", UNKNOWN],
)
def test_malformed_parts_are_named(content):
    with pytest.raises(FileProblem, match=r"damaged \(the part sheet\.xml\)"):
        check(content, "sheet.xml")


def test_other_encodings_become_utf8_and_go_back():
    text = '<?xml version="1.0" encoding="{}"?><a>Zoë</a>'
    for encoding, codec in (("UTF-16", "utf-16"), ("ISO-8859-1", "latin-1"), ("UTF-8", "utf-8")):
        raw = text.format(encoding).encode(codec)
        utf8 = check(raw, "a.xml")
        assert utf8.decode() == text.format(encoding)
        assert restored(utf8, raw) == raw
    assert encoding_of(b"\xef\xbb\xbf<a/>") == "utf-8"


def test_deep_nesting_is_no_trouble():
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    assert check(deep, "deep.xml") == deep


def test_a_tick_can_cancel():
    def tick(share: float) -> None:
        assert 0 <= share <= 1
        raise ReadCancelled

    with pytest.raises(ReadCancelled):
        check(b"<a>" + b" " * 1_000_000 + b"</a>", "a.xml", tick)


def test_tags_have_local_names_paths_and_attributes():
    found = tags(b'<x:a xmlns:x="u" xmlns:r="v"><x:b r:id="1" name="&lt;&#233;"/></x:a>', "a.xml")
    assert [tag.path for tag in found] == [("a",), ("a", "b")]
    assert found[1].attributes == {"id": "1", "name": "<é"}


def test_attributes_in_either_quotes():
    assert attributes(b""" a="1" b = '2"' c:d=''""") == {b"a": b"1", b"b": b'2"', b"c:d": b""}


def test_setting_attributes_leaves_the_others_as_written():
    raw = b""" r='A1'  s = "3" t="s\""""
    assert with_attributes(raw, {b"t": b"n"}) == b""" r='A1'  s = "3" t="n\""""
    assert with_attributes(raw, {b"t": None}) == b""" r='A1'  s = "3\""""
    assert with_attributes(raw, {b"z": b"1"}) == raw + b' z="1"'
    assert with_attributes(raw, {b"z": None, b"q": None}) == raw
    assert with_attributes(b"", {b"z": b"1"}) == b' z="1"'


def test_comments_and_cdata_look_like_no_markup():
    content = b"<a><!-- <b> --><?pi <b>?><c><![CDATA[<b>&]]></c></a>"
    assert plain(content) == b"<a><c>&lt;b>&amp;</c></a>"
    assert len(masked(content)) == len(content)
    assert b"<b>" not in masked(content)
    usual = b'<?xml version="1.0"?><a>text</a>'
    assert plain(usual) is usual
    assert masked(usual) is usual


def test_escaping_is_undone():
    text = "<&>\"' é \U0001f600\n"
    assert unescaped(escaped(text)) == text
    assert unescaped(b"a\r\nb\rc&#13;&#x41;&#1114112;") == "a\nb\nc\rA\ufffd"


def test_every_match_is_found_once_across_windows():
    pattern = re.compile(rb"<needle[^>]*>")
    for at in (0, (1 << 19) - 3, 1 << 19, 3_000_000):
        content = b" " * at + b"<needle a='" + b"x" * 50_000 + b"'><needle>"
        assert contains(content, pattern)
        found = [match.span() for match in find_all(pattern, content)]
        assert found == [(at, len(content) - 8), (len(content) - 8, len(content))]
        assert not list(find_all(pattern, content, at + 1, len(content) - 1))
    assert not contains(b" " * 3_000_000, pattern)
