"""Handing a report on: saved as HTML or PDF, printed, on the paper that is chosen."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPageLayout

from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem, ReadCancelled
from em_desktop.files.replacing import is_taken, replace_file
from em_desktop.files.reports import report_bytes
from em_desktop.review.report.blocks import Report
from em_desktop.roster.folding import shown
from em_desktop.session.run import Run, Task
from em_desktop.ui.dialogs.report_preview import ReportPreview
from em_desktop.ui.paper.printing import PageRun, PdfRun, whole_sheet
from em_desktop.ui.paper.setting import set_pages
from em_desktop.ui.paper.sheet import Pages, Paper, Sheet
from em_desktop.ui.prompts import Prompts, replacing

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_LONGEST = 60
"""Letters of a file's name that are told."""


class HandingOn(QObject):
    """Does what the preview of one report is asked for, one thing at a time.

    Attributes:
        crashed: an unexpected exception.

    Args:
        report: to hand on.
        pages: of it.
        dialog: that shows them; this belongs to it.
        suggested: where it is offered to be saved.
        roster: the file that it is about, which it must not replace.
        prompts: asks.
    """

    crashed = Signal(object)

    def __init__(
        self,
        report: Report,
        pages: Pages,
        dialog: ReportPreview,
        suggested: Path,
        roster: Path | None,
        prompts: Prompts,
    ) -> None:
        super().__init__(dialog)
        self._report, self._pages, self._dialog = report, pages, dialog
        self._suggested, self._roster, self._prompts = suggested, roster, prompts
        self._saved: Path | None = None
        self._run: Run[object] | None = None
        self._done: Callable[[object], None] = _ignore
        self._paging: PageRun | None = None
        dialog.html_wanted.connect(self._save_html)
        dialog.pdf_wanted.connect(self._save_pdf)
        dialog.print_wanted.connect(self._print)
        dialog.paper_chosen.connect(self._set_again)
        dialog.open_wanted.connect(self._open)
        dialog.cancelled.connect(self._stop)

    @property
    def busy(self) -> bool:
        """Whether something goes on."""
        return self._run is not None or self._paging is not None

    def close_down(self) -> None:
        """Stop what goes on, and wait for it."""
        if self._run is not None:
            self._run.close()
        if self._paging is not None:
            self._paging.close()
        self._run = self._paging = None

    def _stop(self) -> None:
        """Stop what the dialog shows; its end is announced as usual."""
        if self._run is not None:
            self._run.cancel()
        if self._paging is not None:
            self._paging.cancel()

    # Paper.

    def _set_again(self, paper: Paper) -> None:
        """Set the pages for another size of paper."""
        self._set(Sheet.of(paper.page_size), self._show_again)

    def _set(self, sheet: Sheet, then: Callable[[Pages], None]) -> None:
        report = self._report

        def work(task: Task) -> object:
            return set_pages(report, sheet, Pace(task.report, task.cancelled).step)

        def done(pages: object) -> None:
            if isinstance(pages, Pages):
                then(pages)

        self._begin("Setting the pages…", work, done)

    def _show_again(self, pages: Pages) -> None:
        self._pages = pages
        self._dialog.show_pages(pages)
        self._dialog.end()

    # Saving.

    def _save_html(self) -> None:
        report = self._report

        def save(path: Path) -> None:
            def work(task: Task) -> object:
                pace = Pace(task.report, task.cancelled)
                content = report_bytes(report, pace.step)
                return _written(path, content, pace)

            self._begin(f"Saving {shown(path.name, _LONGEST)}…", work, self._wrote)

        self._choose(self._suggested, save)

    def _save_pdf(self) -> None:
        self._choose(self._suggested.with_suffix(".pdf"), self._make_pdf)

    def _make_pdf(self, path: Path) -> None:
        name = f"Saving {shown(path.name, _LONGEST)}…"
        paging = PdfRun(self._pages, self)

        def painted(whole: bool) -> None:
            content = paging.content
            self._end_paging()
            if not whole:
                self._say("Nothing was saved.")
                return

            def work(task: Task) -> object:
                return _written(path, content, Pace(None, task.cancelled))

            self._begin(name, work, self._wrote)

        self._page(paging, name, painted)

    def _choose(self, suggested: Path, save: Callable[[Path], None]) -> None:
        """Ask where to save, and whether to replace what is there."""
        parent = self._dialog

        def chosen(path: Path) -> None:
            if not path.suffix:
                path = path.with_suffix(suggested.suffix)
            if _same(path, self._roster):
                sentence = f"“{shown(path.name, _LONGEST)}” is the roster itself."
                self._prompts.tell(parent, "Not saved", f"{sentence} Choose another name.")
            elif is_taken(path):
                self._prompts.ask(
                    parent, replacing(path), lambda key: save(path) if key == "replace" else None
                )
            else:
                save(path)

        self._prompts.choose_save_file(parent, suggested, chosen)

    def _wrote(self, path: object) -> None:
        if isinstance(path, Path):
            self._saved = path
            self._suggested = path.with_suffix(self._suggested.suffix)
            name, folder = shown(path.name, _LONGEST), shown(str(path.parent), 200)
            self._dialog.end(f"Saved: {name}, in {folder}.", openable=True)

    def _open(self) -> None:
        if self._saved is not None:
            self._prompts.open_file(self._saved)

    # Printing.

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415 - when needed

        pages = self._pages
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(pages.title)
        whole_sheet(printer, pages)
        self._prompts.choose_printer(self._dialog, printer, lambda: self._print_on(printer))

    def _print_on(self, printer: "QPrinter") -> None:
        """Print on what was chosen; where that is another paper, the pages are set for it."""
        pages = self._pages
        chosen = Sheet.of_points(printer.pageLayout().fullRect(QPageLayout.Unit.Point).size())
        if chosen.is_like(pages.sheet):
            self._print_pages(printer, pages)
        else:
            self._set(chosen, lambda set_anew: self._print_pages(printer, set_anew))

    def _print_pages(self, printer: "QPrinter", pages: Pages) -> None:
        printer.setFullPage(True)
        paging = PageRun(pages.between(printer.fromPage(), printer.toPage()), printer, self)

        def printed(whole: bool) -> None:
            self._end_paging()
            self._say(_printed_words(printer.outputFileName(), whole=whole))

        self._page(paging, "Printing…", printed)

    # Work.

    def _page(self, paging: PageRun, what: str, painted: Callable[[bool], None]) -> None:
        if self.busy:
            return
        self._paging = paging
        paging.progressed.connect(self._dialog.progress)
        paging.finished.connect(painted)
        self._dialog.begin(what)
        paging.start()

    def _end_paging(self) -> None:
        if self._paging is not None:
            self._paging.deleteLater()
            self._paging = None

    def _begin(
        self, what: str, work: Callable[[Task], object], done: Callable[[object], None]
    ) -> None:
        if self.busy:
            return
        self._done = done
        self._dialog.begin(what)
        self._run = Run(work, self)
        self._run.progressed.connect(self._dialog.progress)
        self._run.succeeded.connect(self._succeeded)
        self._run.failed.connect(self._failed)
        self._run.start()

    def _succeeded(self, value: object) -> None:
        self._run = None
        self._done(value)

    def _failed(self, error: BaseException) -> None:
        self._run = None
        if isinstance(error, FileProblem):
            self._say("")
            self._prompts.tell(self._dialog, "The report was not saved", str(error))
        elif isinstance(error, ReadCancelled):
            self._say("Cancelled.")
        else:
            self._say("")
            self.crashed.emit(error)

    def _say(self, sentence: str) -> None:
        self._dialog.end(sentence)


def _printed_words(file: str, *, whole: bool) -> str:
    """Say where the pages went: a printer that prints to a file sends nothing anywhere."""
    if not whole:
        return "Not everything was printed."
    if not file:
        return "Sent to the printer."
    path = Path(file)
    return f"Printed to a file: {shown(path.name, _LONGEST)}, in {shown(str(path.parent), 200)}."


def _written(path: Path, content: bytes, pace: Pace) -> Path:
    """Write a report, whole or not at all."""
    replace_file(path, content, overwrite=True, still_wanted=pace.pause)
    return path


def _same(path: Path, other: Path | None) -> bool:
    try:
        return other is not None and (path == other or path.samefile(other))
    except OSError:  # one of them does not exist
        return False


def _ignore(_value: object) -> None:
    """Take a value that nobody waits for."""
