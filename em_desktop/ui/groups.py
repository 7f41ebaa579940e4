"""Finding groups from the window: the dialogs, and the run that compares their numbers."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from em_desktop.em import Interrupted
from em_desktop.em.components import Chosen
from em_desktop.em.scale import CannotFit
from em_desktop.review.clusters import free_header
from em_desktop.review.edits import Several
from em_desktop.review.finding import (
    Finding,
    choose,
    find_groups,
    measurable,
    remove_groups,
    rename_groups,
    target_column,
    usual_measurements,
)
from em_desktop.review.wording import counted
from em_desktop.session.document import Document
from em_desktop.session.run import Run, Task
from em_desktop.ui.dialogs.group_names import RenameDialog
from em_desktop.ui.dialogs.groups_dialog import GroupsDialog, GroupsQuestion
from em_desktop.ui.table.face import one_line

NO_CATEGORY = (
    "No column to fill in was found. Click a column’s header to choose one, or let EM find groups "
    "by the measurements."
)
NO_NUMBERS = (
    "No column holds different numbers, by which groups could be told. Fill in some measurements."
)


class GroupFinder(QObject):
    """Asks for groups and makes them, as undoable steps of one document."""

    found = Signal()
    """There are groups now, or others; for a fit to follow."""
    refused = Signal(str)
    """Why nothing was asked, in a sentence."""
    crashed = Signal(object)
    """An unexpected exception."""

    def __init__(self, document: Document, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._window = document, window
        self._dialog: GroupsDialog | None = None
        self._run: Run[Chosen] | None = None

    @property
    def offer(self) -> tuple[str, Callable[[], None]] | None:
        """What a notice may offer where this roster has numbers and no category recorded."""
        workspace, reading = self._document.workspace, self._document.reading
        lacking = workspace.roles.category is None or target_column(workspace, reading) is not None
        if not lacking or workspace.clusters is not None or not measurable(workspace, reading):
            return None
        return "Find groups…", self.start

    def start(self) -> None:
        """Ask which groups to find."""
        workspace, reading = self._document.workspace, self._document.reading
        columns, target = measurable(workspace, reading), target_column(workspace, reading)
        if not columns:
            self.refused.emit(NO_NUMBERS)
            return
        header = workspace.roster.header
        names = {column: one_line(header[column])[:40] for column in columns}
        question = GroupsQuestion(
            columns=tuple((c, name or f"column {c + 1}") for c, name in names.items()),
            ticked=usual_measurements(workspace, reading),
            header=free_header(header) if target is None else one_line(header[target]),
            taken=header if target is None else None,
            names=() if workspace.clusters is None else workspace.clusters.names,
            options=workspace.options,
        )
        dialog = GroupsDialog(question, self._window)
        dialog.chosen.connect(self._find)
        dialog.measurements_changed.connect(self._compare)
        dialog.finished.connect(self.close_down)
        self._dialog = dialog
        dialog.open()
        if dialog.measurements:
            self._compare(dialog.measurements)

    def rename(self) -> None:
        """Ask for other names of the groups."""
        workspace = self._document.workspace
        clusters = workspace.clusters
        if clusters is None:
            return
        header = one_line(workspace.roster.header[clusters.column])
        dialog = RenameDialog(clusters.names, header, workspace.options, self._window)
        dialog.chosen.connect(self._rename)
        dialog.open()

    def remove(self) -> None:
        """Take the groups away, and their column where it was added."""
        if self._document.workspace.clusters is not None:
            self._document.do(remove_groups(self._document.workspace), "removing the groups")

    def close_down(self, _result: int = 0) -> None:
        """Stop comparing and wait for the thread."""
        self._dialog = None
        if self._run is not None:
            self._run.close()
            self._run = None

    def _compare(self, measurements: tuple[int, ...]) -> None:
        """Compare numbers of groups on a worker."""
        if self._run is not None:
            self._run.close()
        workspace = self._document.workspace

        def work(task: Task) -> Chosen:
            return choose(workspace, measurements, cancelled=task.cancelled)

        self._run = Run(work, self)
        self._run.succeeded.connect(self._compared)
        self._run.failed.connect(self._failed)
        self._run.start()

    def _compared(self, chosen: Chosen) -> None:
        self._run = None
        if self._dialog is not None:
            self._dialog.set_compared(chosen)

    def _failed(self, error: BaseException) -> None:
        self._run = None
        if isinstance(error, CannotFit):
            if self._dialog is not None:
                self._dialog.set_compared(None, str(error))
        elif not isinstance(error, Interrupted):
            self.crashed.emit(error)

    def _find(self, finding: Finding) -> None:
        document = self._document
        edit = find_groups(document.workspace, document.reading, finding)
        if edit != Several(()):
            document.do(edit, f"finding {counted(len(finding.names), 'group')}")
        self.found.emit()

    def _rename(self, names: tuple[str, ...]) -> None:
        document = self._document
        clusters = document.workspace.clusters
        if clusters is not None and clusters.names != names:
            edit = rename_groups(document.workspace, document.reading, names)
            document.do(edit, "renaming the groups")
