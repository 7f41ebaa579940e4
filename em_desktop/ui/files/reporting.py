"""The report on the open file: made on a worker, shown, saved and printed."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QWidget

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import ReadCancelled
from em_desktop.files.reports import report_path
from em_desktop.review.report.blocks import Report
from em_desktop.review.report.making import make_report
from em_desktop.review.report.subject import About, Subject
from em_desktop.review.suggestions import Freshness
from em_desktop.roster.folding import shown
from em_desktop.session.document import Document
from em_desktop.session.run import Run, Task
from em_desktop.ui.dialogs.report_preview import ReportPreview
from em_desktop.ui.files.handing_on import HandingOn
from em_desktop.ui.files.showing_changes import Snapshot
from em_desktop.ui.paper.setting import set_pages
from em_desktop.ui.paper.sheet import Pages, Paper, Sheet
from em_desktop.ui.prompts import Prompts

_LONGEST = 60
_MADE = 0.6
"""Part of the work after which the report is made and its pages are set."""


@dataclass(frozen=True)
class Made:
    """A report and its pages."""

    report: Report
    pages: Pages


class Reporter(QObject):
    """Makes one report at a time, and hands it on as a person wants it.

    Attributes:
        began: with the name of the file that is reported on.
        progressed: the share that is done.
        ended: whatever the end is.
        crashed: an unexpected exception.
    """

    began = Signal(str)
    progressed = Signal(object)
    ended = Signal()
    crashed = Signal(object)

    def __init__(self, prompts: Prompts, window: QWidget) -> None:
        super().__init__(window)
        self._prompts, self._window = prompts, window
        self._making: Run[Made] | None = None
        self._handing: HandingOn | None = None
        self._suggested = Path()
        self._roster: Path | None = None
        self.dialog: ReportPreview | None = None

    @property
    def running(self) -> bool:
        """Whether a report is being made."""
        return self._making is not None

    def start(
        self,
        document: Document,
        folder: Path,
        snapshot: Snapshot | None = None,
        written: Path | None = None,
    ) -> None:
        """Make the report and show it.

        Args:
            document: that it is about.
            folder: where it is offered to be saved.
            snapshot: of what was written; as the document is now by default.
            written: the corrected file, where it was written.
        """
        if self._making is not None or self.dialog is not None:
            return
        told = snapshot or Snapshot.of(document)
        path = document.opened.path
        self._roster = path
        self._suggested = report_path(folder / (written or path or Path("roster.csv")).name)
        paper = _usual_paper()
        subject_at = _subject(document, told, written)

        def work(task: Task) -> Made:
            pace = Pace(task.report, task.cancelled)
            subject = subject_at()
            with pace.part(0.0, _MADE):
                report = make_report(subject, pace.step)
            with pace.part(_MADE, 1.0):
                return Made(report, set_pages(report, Sheet.of(paper.page_size), pace.step))

        self._making = Run(work, self)
        self._making.progressed.connect(self.progressed)
        self._making.succeeded.connect(self._made)
        self._making.failed.connect(self._not_made)
        self.began.emit(shown(told.file, _LONGEST) or "the new roster")
        self._making.start()

    def cancel(self) -> None:
        """Stop making the report."""
        if self._making is not None:
            self._making.cancel()

    def close_down(self) -> None:
        """Stop everything, and close what is shown."""
        if self._making is not None:
            self._making.close()
            self._making = None
        if self.dialog is not None:
            self.dialog.close()

    def _made(self, made: Made) -> None:
        self._making = None
        self.ended.emit()
        dialog = self.dialog = ReportPreview(made.pages, _usual_paper(), self._window)
        where = self._suggested, self._roster
        self._handing = HandingOn(made.report, made.pages, dialog, *where, self._prompts)
        self._handing.crashed.connect(self.crashed)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _not_made(self, error: BaseException) -> None:
        self._making = None
        self.ended.emit()
        if not isinstance(error, ReadCancelled):
            self.crashed.emit(error)

    def _closed(self, _result: int) -> None:
        if self._handing is not None:
            self._handing.close_down()
        self.dialog = self._handing = None


def _subject(document: Document, told: Snapshot, written: Path | None) -> Callable[[], Subject]:
    """Take what a report needs of a document, so that a worker can put it together."""
    opened, unsure_below = document.opened, document.unsure_below
    stale = document.freshness is Freshness.STALE
    now = datetime.now(UTC).astimezone()

    def subject() -> Subject:
        about = About(
            file=told.file,
            time=now,
            digest=opened.digest,
            read_as=opened.source.summary if opened.path is not None else "",
            corrected="" if written is None else written.name,
            corrected_digest=_digest(written),
            warnings=opened.notes,
        )
        return Subject(
            *(about, told.workspace, told.reading, told.suggestions, told.resolved),
            stale=stale,
            unsure_below=unsure_below,
            written=told.written,
        )

    return subject


def _digest(path: Path | None) -> str:
    """Return the SHA-256 of a file that was just written; empty where it cannot be read."""
    if path is None:
        return ""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _usual_paper() -> Paper:
    """Return the size of paper that is usual here."""
    system = QLocale.system().measurementSystem()
    return Paper.LETTER if system is QLocale.MeasurementSystem.ImperialUSSystem else Paper.A4
