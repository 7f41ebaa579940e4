"""Running EM on the open document."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from em_desktop.em import Inference as Inferred
from em_desktop.em import Options, Outcome
from em_desktop.em import infer as infer_categories
from em_desktop.review.encode import Encoding, encode
from em_desktop.review.renaming import in_order
from em_desktop.review.suggestions import Suggestions, suggest
from em_desktop.session.document import Document
from em_desktop.session.run import Run, Task


@dataclass(frozen=True, eq=False)
class Finished:
    """The end of a run: its fit, and suggestions where the fit is usable."""

    encoding: Encoding
    fit: Inferred
    suggestions: Suggestions | None


def infer(encoding: Encoding, number: int, task: Task, options: Options | None = None) -> Finished:
    """Fit and suggest; runs on a worker."""
    result = infer_categories(
        encoding.whole_design(),
        encoding.evidence,
        options or Options(accelerate=True),
        cancelled=task.cancelled,
        report=task.report,
    )
    usable = result.outcome in (Outcome.CONVERGED, Outcome.ITERATION_LIMIT)
    if not usable:
        return Finished(encoding, result, None)
    suggestions = in_order(suggest(encoding, result, number))
    return Finished(suggestions.encoding, suggestions.fit, suggestions)


class Inference(QObject):
    """At most one fit at a time for one document.

    A cancelled or failed fit leaves the earlier suggestions as they are.
    """

    started = Signal()
    iterated = Signal(object)
    """The newest `Iteration`, at most once each 16 ms."""
    ended = Signal(object)
    """The `Finished` run."""
    crashed = Signal(object)
    """An unexpected exception."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._run: Run[Finished] | None = None

    @property
    def running(self) -> bool:
        """Whether a fit is under way."""
        return self._run is not None

    def start(self) -> None:
        """Encode the document and start a fit, unless one is under way.

        Raises:
            CannotInfer: there is not enough to go on.
        """
        if self._run is not None:
            return
        encoding = encode(self._document.workspace, self._document.reading)
        number = self._document.next_fit

        def work(task: Task) -> Finished:
            return infer(encoding, number, task)

        self._run = Run(work, self)
        self._run.progressed.connect(self.iterated)
        self._run.succeeded.connect(self._succeeded)
        self._run.failed.connect(self._failed)
        self.started.emit()
        self._run.start()

    def cancel(self) -> None:
        """Ask the fit to stop."""
        if self._run is not None:
            self._run.cancel()

    def close(self) -> None:
        """Cancel and wait; nothing is announced."""
        if self._run is not None:
            self._run.close()
            self._run = None

    def _succeeded(self, finished: Finished) -> None:
        self._run = None
        if finished.suggestions is not None:
            self._document.set_suggestions(finished.suggestions)
        self.ended.emit(finished)

    def _failed(self, error: BaseException) -> None:
        self._run = None
        self.crashed.emit(error)
