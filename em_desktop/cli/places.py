"""Whether the files of an order may be written, found out before the work."""

import os
import stat
from pathlib import Path

from em_desktop.files.problem import FileProblem
from em_desktop.files.replacing import write_problem
from em_desktop.files.version import Version, is_still
from em_desktop.roster.folding import shown

_LONGEST = 300


def check_places(
    roster: Path,
    output: Path,
    receipt: Path | None,
    report: Path | None = None,
    *,
    overwrite: bool,
) -> None:
    """Find out whether the files may be written.

    Args:
        roster: file that is read.
        output: corrected file.
        receipt: file for the receipt, if one is wanted.
        report: file for the report, if one is wanted.
        overwrite: whether files that exist may be replaced.

    Raises:
        FileProblem: one sentence names the path and what to do.
    """
    beside = {"receipt": receipt, "report": report}
    wanted = {what: path for what, path in beside.items() if path is not None}
    targets = (output, *wanted.values())
    for path in targets:
        _check(path)
    taken = [output, roster]
    for what, path in wanted.items():
        if any(_same(path, other) for other in taken):
            raise FileProblem(f"The {what} needs a file of its own. Name another one.")
        taken.append(path)
    if overwrite:
        return
    if _same(output, roster):
        raise FileProblem("The output is the roster itself. Name another file, or add --overwrite.")
    for path in targets:
        if os.path.lexists(path):
            raise FileProblem(f"{_named(path)} exists. Name another file, or add --overwrite.")


def check_unchanged(roster: Path, output: Path, version: Version | None) -> None:
    """Find out, last of all, whether a roster that is to be replaced is as it was read.

    Args:
        roster: file that was read.
        output: corrected file.
        version: of the roster when it was read.

    Raises:
        FileProblem: another program has written it meanwhile.
    """
    if version is None or not _same(roster, output):
        return
    try:
        if is_still(roster, version):
            return
    except OSError:
        return  # it is gone: nothing of anybody's is lost
    raise FileProblem(
        f"{_named(roster)} was changed by another program since it was read, so nothing was "
        "written. Run the command again."
    )


def _check(path: Path) -> None:
    """Refuse what is no file and can be none; a link is followed, as it is when it is written."""
    try:
        found = path.stat()
    except FileNotFoundError:
        folder = Path(os.path.realpath(path)).parent if path.is_symlink() else path.parent
        if not folder.is_dir():
            raise FileProblem(
                f"The folder {_named(folder)} does not exist. Make it first."
            ) from None
    except OSError as error:
        raise write_problem(error, path) from error
    else:
        if stat.S_ISDIR(found.st_mode):
            raise FileProblem(f"{_named(path)} is a folder. Name a file.")
        if not stat.S_ISREG(found.st_mode):
            raise FileProblem(f"{_named(path)} is a device, not a file. Name a file.")


def _same(one: Path, other: Path) -> bool:
    try:
        return os.path.realpath(one) == os.path.realpath(other) or one.samefile(other)
    except OSError:  # one of them does not exist, or cannot be looked at: that is said elsewhere
        return False


def _named(path: Path) -> str:
    return shown(str(path), _LONGEST)
