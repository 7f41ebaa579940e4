import io
import sys
import types

import pytest

from em_desktop import __version__
from em_desktop.cli.arguments import main


@pytest.fixture
def app(monkeypatch):
    """Stands in for the window; lists the calls."""
    calls = []
    fake = types.ModuleType("em_desktop.app")
    fake.run = lambda roster: calls.append(("run", roster)) or 0
    fake.picture = lambda roster, output: calls.append(("picture", roster, output)) or 0
    monkeypatch.setitem(sys.modules, "em_desktop.app", fake)
    monkeypatch.setattr("em_desktop.app", fake, raising=False)
    return calls


def test_without_arguments_the_window_opens_empty(app):
    assert main([]) == 0
    assert app == [("run", None)]


@pytest.mark.parametrize("name", ["roster.csv", "./repair", "./picture", "repair.csv"])
def test_a_path_opens_in_the_window(app, name):
    assert main([name]) == 0
    [(call, roster)] = app
    assert call == "run"
    assert roster.name == name.removeprefix("./")


@pytest.mark.skipif(sys.platform != "linux", reason="others always have a display")
def test_without_a_display_one_sentence_says_what_to_do(app, capsys, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 2
    assert app == []
    said = capsys.readouterr().err
    assert said.startswith("em-desktop: There is no display for a window. em-desktop repair")
    assert said.count("\n") == 1


def test_a_picture_is_written(app, tmp_path):
    assert main(["picture", "roster.csv", str(tmp_path / "out.png")]) == 0
    [(call, roster, output)] = app
    assert (call, roster.name, output) == ("picture", "roster.csv", tmp_path / "out.png")


def test_the_arguments_of_the_process_are_the_default(app, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["em-desktop", "roster.csv"])
    assert main() == 0
    assert app[0][1].name == "roster.csv"


def test_the_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"EM Desktop {__version__}\n"


@pytest.mark.parametrize("command", [[], ["repair"], ["picture"]])
def test_help_is_short(capsys, command):
    assert main([*command, "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("usage: em-desktop")
    assert len(lines) < 70


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (["a.csv", "b.csv"], "unrecognized arguments"),
        (["--nonsense"], "unrecognized arguments"),
        (["repair"], "ROSTER, --output"),
        (["repair", "a.csv"], "--output"),
        (["repair", "a.csv", "--out", "b.csv"], "--output"),
        (["repair", "a.csv", "--output", "b.csv", "--accept", "95"], "write 0.95"),
        (["repair", "a.csv", "--output", "b.csv", "--accept", "0,9"], "write 0.9"),
        (["repair", "a.csv", "--output", "b.csv", "--accept", "90%"], "write 0.9"),
        (["repair", "a.csv", "--output", ""], "--output: name a file"),
        (["repair", "", "--output", "b.csv"], "name a file"),
        (["repair", "a.csv", "--output", "b.csv", "--accept=-0.1"], "between 0 and 1"),
        (["repair", "a.csv", "--output", "b.csv", "--accept", "nan"], "between 0 and 1"),
        (["repair", "a.csv", "--output", "b.csv", "--accept", "most"], "between 0 and 1"),
        (["repair", "a.csv", "--output", "b.csv", "--evidence", "height,weight"], "“weight” is no"),
        (["repair", "a.csv", "--output", "b.csv", "--evidence", ""], "“” is no evidence"),
        (["repair", "a.csv", "--output", "b.csv", "--evidence", "auto,name"], "auto stands alone"),
        (["a\nb.csv", "c\nd.csv"], "c d.csv"),
        (["repair", "a\nb.csv", "--output", "nowhere\n/c.csv"], "nowhere "),
        (["picture", "a.csv"], "OUT.png"),
    ],
)
def test_wrong_use_is_one_sentence_and_code_2(app, capsys, wrong, words):
    assert main(wrong) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert words in err
    assert app == []


def test_an_unexpected_error_is_one_sentence_that_asks_for_a_report(app, capsys, monkeypatch):
    monkeypatch.delenv("EM_DESKTOP_DEBUG", raising=False)
    monkeypatch.setattr(sys.modules["em_desktop.app"], "run", lambda _: 1 / 0)
    assert main([]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "ZeroDivisionError" in err
    assert "EM_DESKTOP_DEBUG=1" in err


def test_the_traceback_is_for_those_who_ask(app, capsys, monkeypatch):
    monkeypatch.setenv("EM_DESKTOP_DEBUG", "1")
    monkeypatch.setattr(sys.modules["em_desktop.app"], "run", lambda _: 1 / 0)
    assert main([]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupt_is_code_3(app, capsys, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["em_desktop.app"], "run", interrupt)
    assert main([]) == 3
    assert capsys.readouterr().err == "em-desktop: Cancelled; no file was written.\n"


def test_a_poor_terminal_shows_a_substitute(app, monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stderr", stream)
    assert main(["größe.csv", "männer.csv"]) == 2
    stream.flush()
    assert b"m?nner.csv" in stream.buffer.getvalue()


def test_a_long_argument_is_not_repeated_whole(app, capsys):
    assert main(["a.csv", "x" * 100_000]) == 2
    assert len(capsys.readouterr().err) < 1000
