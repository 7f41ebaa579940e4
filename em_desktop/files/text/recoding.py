"""A delimited file in UTF-8 instead of its own encoding, which lacks a character."""

import codecs
from dataclasses import replace

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.text.delimited import DelimitedSource
from em_desktop.files.text.encoding import TextEncoding
from em_desktop.files.text.grammar import Grammar

_UTF8 = TextEncoding("utf-8", codecs.BOM_UTF8)
"""With the mark by which Excel knows UTF-8; without one it garbles names."""


def is_utf8(source: DelimitedSource) -> bool:
    """Whether the file can hold every character as it is."""
    return source.layout.encoding.codec == "utf-8"


def in_utf8(source: DelimitedSource, pace: Pace) -> DelimitedSource:
    """Return the same file with its text in UTF-8, and nothing else changed.

    Raises:
        FileProblem: the text in UTF-8 would not be the same text.
        ReadCancelled: cancelled.
    """
    layout, splicer = source.layout, source.splicer
    text = splicer.grammar.decode(splicer.body)
    tail = splicer.grammar.decode(splicer.body[len(splicer.body) - layout.tail :])
    end_mark = layout.end_mark.decode(layout.encoding.codec).encode("utf-8")
    content = _UTF8.mark + text.encode("utf-8") + end_mark
    template = DelimitedSource(
        replace(layout, encoding=_UTF8, end_mark=end_mark, tail=len(tail.encode("utf-8"))),
        replace(splicer, grammar=Grammar(layout.delimiter.encode("utf-8"), "utf-8")),
    )
    _, found = template.read_back(content, layout.n_columns, pace)
    same = found.splicer.grammar.decode(found.splicer.body) == text
    if not same or len(found.splicer.starts) != len(splicer.starts):
        raise FileProblem("In UTF-8 the text would not be the same, so nothing was written.")
    return found
