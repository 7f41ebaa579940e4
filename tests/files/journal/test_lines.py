from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.journal.lines import read_lines, written

bodies = st.lists(st.binary(max_size=20).map(lambda b: b.replace(b"\n", b" ")), max_size=6)


def journal(bodies):
    content, checksum, ends = b"", 0, []
    for body in bodies:
        line, checksum = written("D", body, checksum)
        content += line
        ends.append(len(content))
    return content, ends


@given(bodies)
def test_lines_come_back_with_their_ends(bodies):
    content, ends = journal(bodies)
    found = read_lines(content)
    assert [line.body for line in found.whole] == bodies
    assert [line.end for line in found.whole] == ends
    assert not found.damaged


@given(bodies, st.data())
def test_whatever_was_cut_off_only_the_torn_end_is_lost(bodies, data):
    content, ends = journal(bodies)
    cut = data.draw(st.integers(0, len(content)))
    found = read_lines(content[:cut])
    assert len(found.whole) == sum(end <= cut for end in ends)
    assert not found.damaged


@given(bodies.filter(bool), st.data())
def test_zeros_where_the_end_should_be_are_a_torn_end(bodies, data):
    content, ends = journal(bodies)
    cut = data.draw(st.integers(0, len(content)))
    found = read_lines(content[:cut] + b"\0" * data.draw(st.integers(0, 4000)))
    assert len(found.whole) == sum(end <= cut for end in ends)
    assert not found.damaged


@given(bodies.filter(bool), st.data())
def test_a_changed_byte_is_found_and_what_stands_before_is_kept(bodies, data):
    content, ends = journal(bodies)
    at = data.draw(st.integers(0, len(content) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[at]))
    found = read_lines(content[:at] + bytes([other]) + content[at + 1 :])
    before = sum(end <= at for end in ends)
    assert [line.body for line in found.whole[:before]] == bodies[:before]
    assert len(found.whole) == before


def test_damage_in_the_middle_is_no_torn_end():
    content, ends = journal([b"one", b"two", b"three", b"four"])
    broken = content[: ends[0]] + b"x" * (ends[1] - ends[0] - 1) + content[ends[1] - 1 :]
    found = read_lines(broken)
    assert [line.body for line in found.whole] == [b"one"]
    assert found.damaged


def test_a_line_that_is_missing_doubled_or_out_of_place_is_damage():
    content, ends = journal([b"one", b"two", b"three", b"four"])
    one, two, three = (content[a:b] for a, b in ((0, ends[0]), (ends[0], ends[1]), ends[1:3]))
    rest = content[ends[2] :]
    for order in (one + three + rest, one + two + two + three + rest, two + one + three + rest):
        found = read_lines(order)
        assert found.damaged
        assert content.startswith(order[: found.whole[-1].end] if found.whole else b"")
