import io
import sys

import pytest

from em_desktop.cli.terminal import complain, one_line, say, settle


class Unwilling(io.StringIO):
    """A stream that takes words and cannot pass them on."""

    def __init__(self, problem):
        super().__init__()
        self.problem = problem

    def flush(self):
        raise self.problem


@pytest.mark.parametrize("name", ["a\x1b[2Jb", "a\rb\x07", "\u202egnp.exe", "a\nb", "a\u2028b"])
def test_no_name_gives_orders_to_the_terminal(name):
    line = one_line(f"{name} exists")
    assert line.isprintable()
    assert line.endswith(" exists")


def test_letters_of_any_language_stay():
    text = "größe 身長 גובה नाम\u200dपत्र"
    assert one_line(text) == text


def test_a_reader_that_has_gone_is_no_error(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", Unwilling(BrokenPipeError()))
    say("words")
    assert capsys.readouterr().err == ""


def test_a_full_disk_is_told_and_the_work_is_done(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", Unwilling(OSError(28, "No space left on device")))
    say("words")
    err = capsys.readouterr().err
    assert "The files are written" in err
    assert "No space left on device" in err


def test_where_nobody_listens_nothing_fails(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    say("words")
    settle()
    assert complain("words", 2) == 2


def test_a_long_sentence_is_cut(capsys):
    assert complain("x" * 100_000, 2) == 2
    assert len(capsys.readouterr().err) < 3000
