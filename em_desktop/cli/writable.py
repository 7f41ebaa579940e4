"""What of the changes a file can take, and what a person must know of it."""

from em_desktop.cli.order import RepairError
from em_desktop.files.exporting import Manner, in_the_way, is_spliced
from em_desktop.files.obstacles import Kind, Obstacle, refusal, without
from em_desktop.files.source import Opened
from em_desktop.review.changes import Changes
from em_desktop.review.wording import counted
from em_desktop.review.workspace import Workspace

_UTF8 = "Write the whole file in UTF-8 with --output-encoding utf-8. "
_SKIP = "Or leave what cannot be written with --skip-unwritable."


def writable(
    opened: Opened, workspace: Workspace, changes: Changes, manner: Manner, *, skip: bool
) -> tuple[Changes, tuple[str, ...]]:
    """Return the changes that can be written, and what there is to say, a sentence each.

    Args:
        opened: the file as it was read.
        workspace: its ``original`` is the roster of the file.
        changes: what is meant.
        manner: how it is to be written.
        skip: leave out what cannot be written.

    Raises:
        RepairError: something cannot be written and is not to be left out.
    """
    found = in_the_way(opened, workspace, changes, manner)
    problem = refusal(found)
    if problem is not None and not skip:
        utf8 = any(each.kind is Kind.ENCODING for each in found) and not manner.utf8
        raise RepairError(f"{problem} {_UTF8 if utf8 else ''}{_SKIP}")
    left = without(changes, found, opened.roster.n_columns)
    said = tuple(_left_out(each) if each.blocks else each.why for each in found)
    cautions = opened.source.cautions(left) if is_spliced(opened, manner) else ()
    return left, (*said, *cautions)


def _left_out(obstacle: Obstacle) -> str:
    if not obstacle.cells:
        return f"Not written: {obstacle.sentence}"
    return f"{counted(len(obstacle.cells), 'cell')} left as in the file. {obstacle.sentence}"
