"""The command line: the window by default, and the whole job without one.

Nothing here imports Qt before a window is asked for.
"""

import argparse
import contextlib
import csv
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from em_desktop import __version__
from em_desktop.cli.reading import add_reading_options, how_read
from em_desktop.cli.signals import CANCELLED, CANCELLED_SENTENCE, Interruption
from em_desktop.cli.terminal import carry_any_text, complain, one_line, say, settle
from em_desktop.files.formats import A_FILE

DONE, UNEXPECTED, UNUSABLE = 0, 1, 2

_LONGEST = 500
"""Letters of an argument that are worth repeating in a complaint."""

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_NO_DISPLAY = (
    "There is no display for a window. em-desktop repair does the job in the terminal; see "
    "em-desktop repair --help."
)

_WINDOW_USAGE = """\
em-desktop [ROSTER]
       em-desktop repair ROSTER --output OUT [options]
       em-desktop picture ROSTER OUT.png
"""
_WINDOW_HELP = """\
EM Desktop fills the gaps of a roster: it reads a table of people, works out the missing genders
(or any other category) from the heights (or any other measurement) by expectation-maximisation,
and writes the corrected file, with nothing else changed.
"""
_WINDOW_END = """\
`em-desktop repair --help` tells how to do the whole job without a window. A roster whose name is
that of a command is opened with a path in front: em-desktop ./repair
"""
_REPAIR_HELP = """\
Fill the missing categories of a roster without a window. The corrected file differs from the
roster only in the cells that were filled. Columns are found from their headers and content;
name one by its header, or by its number counted from 1, where the guess is wrong. An empty
name ('') means that there is no such column.
"""
_REPAIR_END = """\
exit codes: 0 done; 2 wrong use, or a roster that cannot be used; 3 cancelled; 1 an error of the
program. With 1, 2 and 3 no file is written.
"""


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one sentence."""

    def error(self, message: str) -> NoReturn:
        message = message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"
        sentence = f"{self.prog}: {message}. See {self.prog} --help."
        self.exit(UNUSABLE, one_line(sentence) + "\n")

    def _print_message(self, message: str, file: Any = None) -> None:  # noqa: ANN401 - argparse leaves it open
        """Print, and let what cannot be printed change no exit code (as later Pythons do)."""
        with contextlib.suppress(OSError):
            super()._print_message(message, file)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program.

    Args:
        argv: the arguments after the program's name; those of the process by default.

    Returns:
        The exit code.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    command = _COMMANDS.get(arguments[0]) if arguments else None
    carry_any_text()
    try:
        return command(arguments[1:]) if command else _window(arguments)
    except SystemExit as end:  # argparse has said what there is to say
        return end.code if isinstance(end.code, int) else UNEXPECTED
    except KeyboardInterrupt:
        return complain(CANCELLED_SENTENCE, CANCELLED)
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback for the user
        if os.environ.get("EM_DESKTOP_DEBUG"):
            traceback.print_exc()
        return complain(
            f"This is an error of the program itself ({type(error).__name__}). Please report it, "
            "with what the same command prints where EM_DESKTOP_DEBUG=1 is set.",
            UNEXPECTED,
        )
    finally:
        settle()


def _window(arguments: list[str]) -> int:
    parser = _Parser(
        prog="em-desktop",
        usage=_WINDOW_USAGE,
        description=_WINDOW_HELP,
        epilog=_WINDOW_END,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("roster", type=Path, nargs="?", metavar="ROSTER", help="file to open")
    parser.add_argument("--version", action="version", version=f"EM Desktop {__version__}")
    chosen = parser.parse_args(arguments)
    if sys.platform == "linux" and not any(map(os.environ.get, _DISPLAYS)):
        return complain(_NO_DISPLAY, UNUSABLE)  # Qt would abort the program
    from em_desktop import app  # noqa: PLC0415 - Qt only where a window is wanted

    return app.run(chosen.roster)


def _picture(arguments: list[str]) -> int:
    parser = _Parser(
        prog="em-desktop picture",
        description="Write a picture of the window, with the fit, without showing it.",
        allow_abbrev=False,
    )
    parser.add_argument("roster", type=Path, metavar="ROSTER", help="file to open")
    parser.add_argument("output", type=Path, metavar="OUT.png", help="picture to write")
    chosen = parser.parse_args(arguments)
    from em_desktop import app  # noqa: PLC0415 - Qt only where a window is wanted

    return app.picture(chosen.roster, chosen.output)


def _repair(arguments: list[str]) -> int:
    parser = _Parser(
        prog="em-desktop repair",
        description=_REPAIR_HELP,
        epilog=_REPAIR_END,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("roster", type=_file, metavar="ROSTER", help=A_FILE)
    parser.add_argument(
        "--output",
        type=_file,
        required=True,
        metavar="OUT",
        help="corrected file; its suffix decides the format",
    )
    parser.add_argument(
        "--accept",
        type=_probability,
        default=0.95,
        metavar="P",
        help="fill rows whose probability is at least P, 0 to 1 (default 0.95; 0 fills all that "
        "have a suggestion)",
    )
    for role, meaning in _SINGLE_COLUMNS.items():
        parser.add_argument(f"--{role}", metavar="COL", help=meaning)
    parser.add_argument(
        "--measurement",
        metavar="COL",
        action="append",
        help="what tells the categories apart; more than once for several, the main one first",
    )
    parser.add_argument(
        "--evidence",
        type=_evidence,
        metavar="LIST",
        help="what to use, of height,name,group,age; or auto for what proves to help",
    )
    parser.add_argument(
        "--clusters",
        type=_clusters,
        metavar="K",
        help="find K groups (2 to 9, or auto: by BIC); --category names the new column",
    )
    parser.add_argument(
        "--cluster-names",
        type=_names,
        metavar="A,B",
        help="names of the groups, from low to high",
    )
    add_reading_options(parser)
    parser.add_argument(
        "--readings",
        choices=("written", "proposed"),
        default="written",
        metavar="R",
        help="doubtful measurements: written or proposed",
    )
    parser.add_argument(
        "--receipt",
        type=_file,
        metavar="R",
        help="list every change (R.csv), and every missing row with the reasons too (R.json)",
    )
    parser.add_argument(
        "--report", type=_file, metavar="R.html", help="tell all of it to a reader: a page to print"
    )
    parser.add_argument(
        "--output-encoding",
        choices=["utf-8"],
        help="write a CSV or TSV file in this encoding instead of its own",
    )
    parser.add_argument(
        "--backup", action="store_true", help="keep a file that is replaced as NAME.bak"
    )
    parser.add_argument(
        "--skip-unwritable",
        action="store_true",
        help="leave cells that cannot be written as they are",
    )
    parser.add_argument("--json", action="store_true", help="print the summary as one JSON object")
    parser.add_argument("--overwrite", action="store_true", help="replace files that exist")
    chosen = parser.parse_args(arguments)
    if chosen.backup and not chosen.overwrite:
        parser.error("--backup needs --overwrite: only a file that is replaced can be kept")
    if chosen.cluster_names and chosen.clusters is None:
        parser.error("--cluster-names needs --clusters")
    with Interruption() as interruption:
        try:
            return _repaired(chosen, interruption)
        except KeyboardInterrupt:
            return complain(CANCELLED_SENTENCE, CANCELLED)


def _repaired(chosen: argparse.Namespace, interruption: Interruption) -> int:
    """Do the job; once the first file is touched, it is done to its end."""
    interruption.hold()
    from em_desktop.cli.order import ClusterOrder, Order, RepairError  # noqa: PLC0415 - numpy, when needed
    from em_desktop.cli.repair import repair  # noqa: PLC0415
    from em_desktop.cli.report import as_json, as_text  # noqa: PLC0415
    from em_desktop.em.sources import Source  # noqa: PLC0415

    how = how_read(chosen)
    interruption.release()
    measurements = chosen.measurement or []
    columns = {role: getattr(chosen, role) for role in _SINGLE_COLUMNS}
    columns["measurement"] = measurements[0] if measurements else None
    order = Order(
        roster=chosen.roster,
        output=chosen.output,
        accept=chosen.accept,
        columns={role: column for role, column in columns.items() if column is not None},
        further=tuple(measurements[1:]),
        evidence=frozenset(map(Source, chosen.evidence)) if chosen.evidence else None,
        auto=chosen.evidence == (),
        clusters=None
        if chosen.clusters is None
        else ClusterOrder(chosen.clusters or None, chosen.cluster_names or ()),
        proposed=chosen.readings == "proposed",
        how=how,
        receipt=chosen.receipt,
        report=chosen.report,
        overwrite=chosen.overwrite,
        skip_unwritable=chosen.skip_unwritable,
        backup=chosen.backup,
        utf8=chosen.output_encoding is not None,
    )
    try:
        repaired = repair(order, before_writing=interruption.hold)
    except RepairError as problem:
        return complain(str(problem), UNUSABLE)
    say(as_json(repaired) if chosen.json else as_text(repaired))
    return DONE


_COMMANDS: dict[str, Callable[[list[str]], int]] = {"repair": _repair, "picture": _picture}


_SINGLE_COLUMNS = {
    "name": "who a row is about",
    "category": "the column to fill in",
    "group": "compare within it: class, grade, species (not used unless named)",
    "age": "compare by it, in years (not used unless named)",
}
_AUTO = "auto"
_EVIDENCE = {"height": "measurement"} | {
    word: word for word in ("measurement", "name", "group", "age")
}


def _evidence(text: str) -> tuple[str, ...]:
    """Return the sources that a list names; none for what proves to help."""
    words = [word.strip().casefold() for word in text.split(",")]
    if words == [_AUTO]:
        return ()
    for word in words:
        if word not in _EVIDENCE:
            alone = word == _AUTO
            raise argparse.ArgumentTypeError(
                "auto stands alone"
                if alone
                else f"“{word}” is no evidence; choose of height, name, group and age, or auto"
            )
    return tuple(_EVIDENCE[word] for word in words)


def _clusters(text: str) -> int:
    """Return a number of groups; 0 for auto."""
    if text.strip().casefold() == _AUTO:
        return 0
    if text.strip() in map(str, range(2, 10)):
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” is no number of groups; choose 2 to 9, or auto")


def _names(text: str) -> tuple[str, ...]:
    """Return the names of a list; one that holds a comma stands in quotation marks."""
    return tuple(name.strip() for name in next(csv.reader([text], skipinitialspace=True)))


def _file(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("name a file; the name is empty")
    return Path(text)


def _probability(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if 0 <= number <= 1:
        return number
    raise argparse.ArgumentTypeError(
        f"“{text}” is not a probability between 0 and 1{_probably_meant(text)}"
    )


def _probably_meant(text: str) -> str:
    """Return advice for a percentage and for a decimal comma, else nothing."""
    try:
        number = float(text.replace(",", ".").removesuffix("%"))
    except ValueError:
        return ""
    number = number / 100 if 1 < number <= 100 else number
    return f"; write {number:g}" if 0 <= number <= 1 else ""
