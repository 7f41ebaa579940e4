"""What is said in the terminal: to a person, to a pipe, or to nobody who listens any more."""

import io
import os
import re
import sys
from typing import TextIO

_LONGEST = 2000
_HARMFUL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e]")
"""Characters that move the cursor, give orders to a terminal, or turn the words around."""

_ISOLATES = re.compile(r"[\u2066-\u2069]")
"""Hardly any terminal knows them; those that we write are not needed there."""


def one_line(text: str) -> str:
    """Return a text in which no name of a file or column breaks the line or plays tricks."""
    lines = " ".join(_ISOLATES.sub("", text).splitlines())
    return _HARMFUL.sub("\ufffd", lines)


def complain(sentence: str, code: int) -> int:
    """Say in one sentence what is wrong, where anybody listens, and return the exit code."""
    line = one_line(f"em-desktop: {sentence}")
    _write(sys.stderr, line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…")
    return code


def say(text: str) -> None:
    """Print the summary of work that is done, and stays done where it cannot be printed."""
    problem = _write(sys.stdout, text)
    if problem is not None and not isinstance(problem, BrokenPipeError):
        reason = getattr(problem, "strerror", None) or "the output is closed"
        complain(f"The files are written, but the summary could not be printed: {reason}.", 0)


def settle() -> None:
    """Send on its way what argparse printed; the interpreter would fail where that fails."""
    for stream in (sys.stdout, sys.stderr):
        _write(stream, None)


def carry_any_text() -> None:
    """Let a terminal that lacks a character show a substitute instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _write(stream: TextIO | None, line: str | None) -> Exception | None:
    """Write a line and send it; return what kept it from arriving, None where nothing did."""
    if stream is None:  # closed before the program began
        return None
    try:
        if line is not None:
            stream.write(line + "\n")
        stream.flush()
    except (OSError, ValueError) as problem:  # a full disk, a reader that has gone; a closed file
        _silence(stream)
        return problem
    return None


def _silence(stream: TextIO) -> None:
    """Let what is still held back go nowhere, so that the interpreter can end in peace."""
    try:
        place = stream.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, place)
    os.close(nowhere)
