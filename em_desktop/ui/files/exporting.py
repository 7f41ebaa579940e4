"""Exporting: the summary dialog, the writing run, the problems."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from em_desktop.files.exporting import (
    Manner,
    corrected_path,
    in_the_way,
    is_spliced,
    prepare,
    target_format,
)
from em_desktop.files.obstacles import Obstacle, cells_only_words, without
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem, ReadCancelled
from em_desktop.files.proof.proof import Proof
from em_desktop.files.receipts import free_receipt_path, receipt_bytes
from em_desktop.files.replacing import replace_file
from em_desktop.files.source import Format, Opened
from em_desktop.files.text.obstacles import formula_like
from em_desktop.review.changes import Changes
from em_desktop.review.resolve import resolve
from em_desktop.review.summarise import filled_rows, summarise
from em_desktop.review.summary import ExportSummary
from em_desktop.review.wording import counted, joined
from em_desktop.review.workspace import Workspace
from em_desktop.roster.folding import shown
from em_desktop.roster.reading import Reading
from em_desktop.session.document import Document
from em_desktop.session.run import Run, Task
from em_desktop.ui.dialogs.export_dialog import ExportChoice, ExportDialog, Target
from em_desktop.ui.files.samples import is_sample
from em_desktop.ui.files.showing_changes import Snapshot
from em_desktop.ui.prompts import Prompts

_LONGEST_NAME = 120


@dataclass(frozen=True, eq=False)
class Written:
    """A file that was written.

    Attributes:
        path: where.
        filled: cells that were filled.
        proof: what it has in common with the original.
        snapshot: what was written, for whoever wants to see it.
        cautions: what it does not hold or show, one sentence each.
        left: what was left as it is in the file, one sentence each.
        kept: the old file under its second name.
        receipt: name of the receipt beside it; empty where none was wanted.
    """

    path: Path
    filled: int
    proof: Proof
    snapshot: Snapshot
    cautions: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    kept: Path | None = None
    receipt: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the user is told."""
        cells = f" {counted(self.filled, 'missing cell')} filled." if self.filled else ""
        name, folder = shown(self.path.name, _LONGEST), shown(str(self.path.parent), 200)
        said = [f"Written and read back: {name}, in {folder}.{cells}"]
        said += self.proof.sentences
        said += (f"Left as in the file: {sentence}" for sentence in self.left)
        said += self.cautions
        kept = "" if self.kept is None else self.kept.name
        named = (("the old file", kept), ("the receipt", self.receipt))
        beside = [f"{what} as {shown(name, _LONGEST)}" for what, name in named if name]
        return (*said, f"Saved beside it: {joined(beside)}.") if beside else tuple(said)


_LONGEST = 60
"""Letters of a file's name that are told."""
_LOOKING = "Finding out what can be written…"
_QUICKLY_LOOKED = 2_000
"""Rows that are looked through at once, before the dialog opens; more need a worker."""


class Exporter(QObject):
    """Writes one document at a time on a worker; the document itself is not changed."""

    began = Signal(str)
    exported = Signal(object)
    """A `Written` file."""
    ended = Signal()
    crashed = Signal(object)
    """An unexpected exception."""
    looking = Signal(str)
    """What is going on before the dialog opens, where that takes a while."""
    looked = Signal()
    progressed = Signal(object)
    """The share that is done."""
    changes_wanted = Signal(object, object)
    """A `Snapshot` that the user wants to see, and the dialog that it belongs to."""
    cell_wanted = Signal(int, int)
    """Row id and column of a cell that the user wants to change first."""
    receipt_chosen = Signal(bool)
    """Whether a receipt is wanted, this time and the next."""

    def __init__(self, prompts: Prompts, window: QWidget) -> None:
        super().__init__(window)
        self._prompts, self._window = prompts, window
        self._document: Document | None = None
        self._written: Workspace | None = None
        self._run: Run[Written] | None = None
        self._looking: Run[tuple[ExportSummary, Target]] | None = None
        self.before_writing: Callable[[Path, Callable[[], None]], None] | None = None
        """Given the file to write and what to do then: may ask first, or not go on at all."""

    @property
    def running(self) -> bool:
        """Whether a file is being written."""
        return self._run is not None

    def start(self, document: Document, folder: Path | None, *, receipt: bool = False) -> None:
        """Show the summary and ask where to write.

        Args:
            document: to export.
            folder: for rosters that have none of their own, such as samples.
            receipt: whether a receipt was wanted the last time.
        """
        if self._run is not None or self._looking is not None:
            return
        self._document = document
        path = document.opened.path
        suggested = corrected_path(path or Path("roster.csv"), document.opened.source.format)
        if path is None or is_sample(path):
            suggested = (folder or Path.home()) / suggested.name
        workspace, reading, opened = document.workspace, document.reading, document.opened

        def look(_task: object = None) -> tuple[ExportSummary, Target]:
            return _look(opened, workspace, reading, suggested, receipt=receipt)

        if workspace.original.n_rows <= _QUICKLY_LOOKED:
            self._ask(look())
            return
        self._looking = Run(look, self)
        self._looking.succeeded.connect(self._ask)
        self._looking.failed.connect(self._not_looked)
        self.looking.emit(_LOOKING)
        self._looking.start()

    def _ask(self, found: tuple[ExportSummary, Target]) -> None:
        """Open the dialog, once it is known what stands in the way."""
        self._looking = None
        self.looked.emit()
        document = self._document
        if document is None:
            return
        dialog = ExportDialog(*found, self._prompts, self._window)
        dialog.chosen.connect(self.write)
        dialog.cell_wanted.connect(self.cell_wanted)
        dialog.changes_wanted.connect(
            lambda: self.changes_wanted.emit(Snapshot.of(document), dialog)
        )
        dialog.open()

    def _not_looked(self, error: BaseException) -> None:
        self._looking = None
        self.looked.emit()
        self.crashed.emit(error)

    def write(self, choice: ExportChoice) -> None:
        """Write the file on a worker, after a question where another program's change is lost."""
        go_on = partial(self._write, choice)
        if self.before_writing is None:
            go_on()
        else:
            self.before_writing(choice.path, go_on)

    def _write(self, choice: ExportChoice) -> None:
        document = self._document
        if document is None or self._run is not None:
            return
        opened, snapshot = document.opened, Snapshot.of(document)
        self._written = snapshot.workspace

        def work(task: Task) -> Written:
            return _write(opened, snapshot, choice, task)

        self._run = Run(work, self)
        self._run.succeeded.connect(self._succeeded)
        self._run.failed.connect(self._failed)
        self._run.progressed.connect(self.progressed)
        self.receipt_chosen.emit(choice.receipt)
        self.began.emit(shown(choice.path.name, _LONGEST_NAME))
        self._run.start()

    def cancel(self) -> None:
        """Stop writing, unless the file is in place already."""
        if self._run is not None:
            self._run.cancel()

    def close_down(self) -> None:
        """Wait for a file that is being written, and forget the document."""
        self._document = None
        for run in (self._run, self._looking):
            if run is not None:
                run.close()
        self._run = self._looking = None

    def _succeeded(self, exported: Written) -> None:
        self._run = None
        if self._document is not None and not exported.left:
            self._document.saved(self._written)  # what was left out is in no file yet
        self.ended.emit()
        self.exported.emit(exported)

    def _failed(self, error: BaseException) -> None:
        self._run = None
        self.ended.emit()
        if isinstance(error, ReadCancelled):
            return
        if isinstance(error, FileProblem):
            self._prompts.tell(self._window, "The file was not written", str(error))
        else:
            self.crashed.emit(error)


def _look(
    opened: Opened, workspace: Workspace, reading: Reading, suggested: Path, *, receipt: bool
) -> tuple[ExportSummary, Target]:
    """Return what the dialog shows: the summary, and what stands in the way."""
    source = opened.source
    own = Manner(source.format)

    def stands(changes: Changes) -> tuple[tuple[Obstacle, ...], tuple[Obstacle, ...]]:
        own_file = in_the_way(opened, workspace, changes, own)
        return own_file, formula_like(workspace.original, changes)

    has_category = workspace.roles.category is not None
    further = stands(resolve(workspace, reading, provenance=True)) if has_category else None
    changes = resolve(workspace, reading)
    obstacles, text_obstacles = stands(changes)
    return summarise(workspace, reading, changes), Target(
        suggested,
        tuple(Format),
        opened.path,
        None if opened.path is None else source.format,
        splices=source.splices,
        keeps=source.keeps,
        extras=source.extras if source.splices else (),
        obstacles=obstacles,
        text_obstacles=text_obstacles,
        with_provenance=further,
        cells_only=cells_only_words(changes),
        receipt=receipt,
    )


def _write(opened: Opened, snapshot: Snapshot, choice: ExportChoice, task: Task) -> Written:
    """Write the corrected file and what belongs beside it; the receipt comes last.

    Raises:
        FileProblem: nothing was written.
        ReadCancelled: nothing was written.
    """
    pace = Pace(task.report, task.cancelled)
    workspace, reading = snapshot.workspace, snapshot.reading
    manner = Manner(choice.format, anew=choice.anew, utf8=choice.utf8)
    if is_spliced(opened, manner) and opened.source.suffixes:
        target_format(opened, choice.path)  # a name under which no program would open it
    changes = resolve(workspace, reading, provenance=choice.provenance)
    blocking = [o for o in in_the_way(opened, workspace, changes, manner) if o.blocks]
    changes = without(changes, blocking, workspace.original.n_columns)
    category = workspace.roles.category
    left_out = {row for each in blocking for row, column in each.cells if column == category}
    not_filled = len(left_out & filled_rows(workspace, reading))
    with pace.part(0.0, 0.8):
        prepared = prepare(opened, workspace, changes, manner, pace)
    kept = replace_file(
        choice.path,
        prepared.content,
        overwrite=choice.overwrite,
        backup=choice.backup,
        still_wanted=pace.pause,
    )
    snapshot = replace(snapshot, changes=changes)
    beside, trouble = _save_receipt(snapshot, choice) if choice.receipt else ("", ())
    return Written(
        choice.path,
        summarise(workspace, reading, changes).filled - not_filled,
        prepared.proof,
        snapshot,
        (*prepared.cautions, *trouble),
        tuple(obstacle.sentence for obstacle in blocking),
        kept,
        beside,
    )


def _save_receipt(snapshot: Snapshot, choice: ExportChoice) -> tuple[str, tuple[str, ...]]:
    """Save the receipt; return its name, or why there is none: the file itself is in place."""
    path = free_receipt_path(choice.path)
    try:
        replace_file(path, receipt_bytes(snapshot.receipt(), path), overwrite=False)
    except FileProblem as problem:
        return "", (f"The receipt was not saved. {problem}",)
    return path.name, ()
