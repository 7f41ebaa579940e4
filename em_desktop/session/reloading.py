"""Reading a file anew that another program has changed; runs on a worker, makes no QObject."""

from dataclasses import dataclass, replace

from em_desktop.files.opening import open_roster
from em_desktop.files.pacing import Pace
from em_desktop.files.preview.how_read import HowRead
from em_desktop.files.problem import FileProblem, SheetNeeded
from em_desktop.files.source import Cancelled, Opened, Progress, ReadOptions
from em_desktop.files.text.delimited import DelimitedSource
from em_desktop.review.foreign import Foreign, foreign
from em_desktop.review.rebase import rebase
from em_desktop.review.rebased import Rebased
from em_desktop.review.wording import counted
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import read
from em_desktop.session.loading import NO_LONGER, Loaded


@dataclass(frozen=True, eq=False)
class Reloaded:
    """A file that was read anew, and what becomes of the edits.

    Attributes:
        loaded: the file as it is now, with the choices of before and without edits.
        rebased: the edits, ready to be made on it.
        changed: what the other program has changed since it was opened.
    """

    loaded: Loaded
    rebased: Rebased
    changed: Foreign

    def sentences(self, mine: tuple[int, ...]) -> tuple[str, ...]:
        """Return what a person is told once it is done.

        Args:
            mine: the conflicts in which the person's own was taken.
        """
        rebased, path = self.rebased, self.loaded.opened.path
        name = path.name if path is not None else "The file"
        said = [f"{name} was read again: {self.changed.words}."]
        n, left = rebased.number(mine), len(rebased.conflicts) - len(set(mine))
        if n:
            them = "it" if n == 1 else "them"
            said.append(f"{counted(n, 'edit')} of yours made again; one undo takes {them} back.")
        if rebased.already:
            said.append(f"{counted(rebased.already, 'edit')} of yours the file has by now.")
        if left:
            said.append(f"In {counted(left, 'place')} the file was kept as it is now.")
        return tuple(said)


def reload(
    opened: Opened,
    former: Workspace,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    how: HowRead | None = None,
) -> Reloaded:
    """Read a file anew as it was read before, and carry edits over to it.

    Args:
        opened: the file as it was.
        former: its workspace.
        progress: told the share that is done, 0 to 1.
        cancelled: asked now and then whether to stop.
        how: it is read from now on, where a person has chosen another way.

    Raises:
        FileProblem: it cannot be read any more.
        ReadCancelled: cancelled.
    """
    pace = Pace(progress, cancelled)
    with pace.part(0.0, 0.6):
        again = _again(opened, pace) if how is None else _as_said(opened, how, pace)
    pace.step(0.6)
    rebased = rebase(former, again.roster, pace.pause)
    if rebased.steps.number:
        _ = rebased.without_conflicts  # kept for the window, which would wait for it
    pace.step(0.8)
    name = former.roles.name
    named = name if name is not None and name < former.original.n_columns else None
    changed = foreign(former.original, again.roster, rebased.match, named, pace.pause)
    start = rebased.start
    if how is not None:
        start = replace(start, options=how.applied(start.options))
    reading = read(start.roster, start.roles, start.reading_options)
    pace.step(1.0)
    return Reloaded(Loaded(again, start, reading, how=how), rebased, changed)


def _as_said(opened: Opened, how: HowRead, pace: Pace) -> Opened:
    """Read a file as a person has chosen."""
    if opened.path is None:
        raise FileProblem("This roster has no file yet.")
    return open_roster(opened.path, how.options, progress=pace.step)


def _again(opened: Opened, pace: Pace) -> Opened:
    """Read a file with the options of before; where it does not fit them any more, without."""
    path = opened.path
    if path is None:
        raise FileProblem("This roster has no file yet.")

    def read_with(options: ReadOptions) -> Opened:
        return open_roster(path, options, progress=pace.step)

    try:
        found = read_with(opened.options)
        source = opened.source
        if found.roster.header != opened.roster.header and isinstance(source, DelimitedSource):
            # What was found out from the content may be found otherwise where the content has
            # changed: a header that was one, say.
            fixed = replace(read_with(source.options), options=opened.options)
            return fixed if fixed.roster.header == opened.roster.header else found
    except SheetNeeded:
        raise
    except FileProblem:
        if opened.options == ReadOptions():
            raise
        try:
            found = read_with(ReadOptions())
        except SheetNeeded:
            raise FileProblem(
                f"“{path.name}” has no longer the sheet that was open. Open the file again to "
                "choose another; your work is still here."
            ) from None
        return replace(found, notes=(NO_LONGER, *found.notes))
    return found
