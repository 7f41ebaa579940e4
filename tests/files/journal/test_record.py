from dataclasses import replace

import pytest

from em_desktop.files.journal.lines import written
from em_desktop.files.journal.record import (
    Did,
    Exported,
    Kept,
    Moved,
    NewerJournal,
    Redone,
    Undone,
    header_body,
    outline,
    read_journal,
    record_line,
)
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import DeleteRows, SetCells, SetDecisions, Several
from em_desktop.review.order import Sorting
from em_desktop.review.place import Block, Place
from em_desktop.review.show import Show

PLACE = Place(4, 1, (Block(4, 7, 0, 1),), Show.MISSING, Sorting(2, descending=True), 3)
RECORDS = (
    Did(SetCells(1, (0, 2), ("f", "\ud800 lone")), "editing gender && more", 1.5),
    Undone(),
    Redone(),
    Did(Several((DeleteRows((1,)), SetDecisions({2: None}))), "several", 2.0),
    Exported(4),
    Moved(PLACE, "2 cells changed", 3.0),
)


def no_pause():
    """Nobody waits for a turn."""


def lines(header, records, body=None):
    parts = [("H", header_body(header, no_pause) if body is None else body)]
    parts += [record_line(record, no_pause) for record in records]
    content, checksum = [], 0
    for tag, text in parts:
        line, checksum = written(tag, text, checksum)
        content.append(line)
    return content


def content_of(header, records=RECORDS):
    return b"".join(lines(header, records))


def test_everything_that_was_noted_comes_back(header):
    kept = read_journal(content_of(header))
    assert isinstance(kept, Kept)
    assert (kept.header, kept.records) == (header, RECORDS)
    assert not kept.damaged
    assert [line.tag for line in kept.lines] == list("HDURDEP")


def test_the_rows_of_a_roster_without_a_file_are_in_the_header(header):
    untitled = replace(header, path=None, digest="", table=(("Zoë", "f"), ("a\nb", "")))
    kept = read_journal(content_of(untitled))
    assert kept is not None
    assert kept.header == untitled


def test_a_path_that_is_no_text_comes_back(header):
    odd = replace(header, path=header.path.with_name("gr\udcfc\udcdfe.csv"))
    assert read_journal(content_of(odd)).header == odd


def test_long_edits_are_written_in_pieces_with_a_turn_for_others(header):
    n, turns = 10_000, []
    ids = tuple(range(n))
    decisions = {i: Decision(Answer.ACCEPTED, "f", 0.9, 0.8, 1, 2.0) for i in ids}
    records = (
        Did(SetDecisions(decisions), "accepting", 1.0),
        Did(SetCells(0, ids, ("x",) * n), "paste", 2.0),
    )
    for record in records:
        record_line(record, lambda: turns.append(1))
    assert len(turns) > 10
    assert read_journal(content_of(header, records)).records == records


def test_of_a_torn_journal_all_whole_lines_are_kept(header):
    written_lines = lines(header, RECORDS)
    content = b"".join(written_lines)
    for cut in range(len(written_lines[0]), len(content)):
        kept = read_journal(content[:cut])
        assert kept.records == RECORDS[: len(kept.records)]
        assert not kept.damaged
        assert kept.lines[-1].end <= cut


def test_without_a_whole_header_there_is_no_journal(header):
    assert read_journal(b"") is None
    assert read_journal(b"\0" * 5000) is None
    assert read_journal(content_of(header)[:50]) is None
    assert read_journal(b"name,height\nAnna,170\n") is None
    only_record = written("D", record_line(RECORDS[0], no_pause)[1], 0)[0]
    assert read_journal(only_record) is None


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{",
        b'{"version": 0}',
        b'{"version": 1}',
        b'{"version": "1"}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_a_header_that_makes_no_sense_is_none(header, body):
    content = b"".join(lines(header, (), body))
    assert read_journal(content) is None
    assert outline(content) is None


def test_a_newer_journal_says_so(header):
    body = header_body(header, no_pause).replace(b'"version":1', b'"version":2')
    for read in (read_journal, outline):
        with pytest.raises(NewerJournal):
            read(b"".join(lines(header, (), body)))


@pytest.mark.parametrize(
    ("tag", "body"),
    [
        ("D", b'{"edit": {"kind": "dance"}, "text": "", "time": 1}'),
        ("D", b"[]"),
        ("E", b'{"after": -1}'),
        ("P", b'{"place": {}, "left": "", "time": 1}'),
        ("X", b"{}"),
        ("U", b"{"),
    ],
)
def test_a_record_that_makes_no_sense_is_damage(header, tag, body):
    first = b"".join(lines(header, RECORDS[:2]))
    checksum = read_journal(first).lines[-1].checksum
    line, _ = written(tag, body, checksum)
    kept = read_journal(first + line)
    assert kept.records == RECORDS[:2]
    assert kept.damaged
    assert kept.lines[-1].end == len(first)


def test_an_outline_tells_the_newest_place_and_whether_anything_was_done(header):
    found = outline(content_of(header))
    assert (found.header, found.last) == (header, RECORDS[-1])
    assert found.worked
    assert not found.damaged
    nothing = outline(content_of(header, (RECORDS[-1],)))
    assert not nothing.worked


def test_a_step_behind_the_newest_place_is_work_too(header):
    exported = Moved(PLACE, "", 3.0)
    assert outline(content_of(header, (*RECORDS[:5], exported))).last.left == ""
    assert outline(content_of(header, (exported, RECORDS[0]))).last.left == "changes"
