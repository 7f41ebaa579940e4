"""Processes that work on a roster until they are killed, and write down what they do.

``victim.py`` imports all that is needed once and then forks for each job that it reads, a line of
JSON: that makes a kill cheap. A job's account has a line for each thing that was done:

    S TIME STATE PLACE SAVED   a step was made, undone or done again; the roster is so now
    B TIME SHA256              an export of these bytes begins
    E TIME SHA256              that export has ended
    X TIME WHAT                the job cannot go on
"""

import gc
import hashlib
import json
import os
import random
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a process with threads cannot be forked

from PySide6.QtCore import QObject, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from em_desktop.files.exporting import Manner, prepare
from em_desktop.files.journal.folder import look
from em_desktop.files.replacing import replace_file
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import (
    DeleteRows,
    SetCells,
    SetDecisions,
    Several,
    new_rows,
)
from em_desktop.review.place import Block, Place
from em_desktop.review.resolve import resolve
from em_desktop.roster.options import DEFAULT_MISSING_WORDS
from em_desktop.session.document import Document
from em_desktop.session.loading import Loaded, load
from em_desktop.session.recorder import Recorder
from em_desktop.session.recovery import resume
from em_desktop.session.run import Run
from em_desktop.session.settings import SettingsStore
from em_desktop.ui.main_window import MainWindow
from em_desktop.ui.returning import Whereabouts


def state_of(document: Document) -> str:
    """Return a fingerprint of all that must be there again after a recovery."""
    workspace, stack = document.workspace, document.undo_stack
    decisions = sorted(workspace.decisions.items())
    content = (
        [column.tolist() for column in workspace.roster.columns],
        workspace.roster.row_ids.tolist(),
        workspace.roster.header,
        [(i, d.answer.value, d.text, d.probability, d.threshold, d.fit, d.time)
         for i, d in decisions],
        (workspace.roles, sorted(workspace.evidence), workspace.next_id),
        (stack.index(), stack.count(), stack.cleanIndex()),
        [stack.text(i) for i in range(stack.count())],
    )  # fmt: skip
    return hashlib.sha256(repr(content).encode("utf-8", "surrogatepass")).hexdigest()


def place_text(place: Place) -> str:
    return hashlib.sha256(repr(place).encode()).hexdigest()[:16]


class Account:
    """What a job did, written at once and past every buffer."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, tag: str, *words: str) -> None:
        line = " ".join((tag, f"{time.monotonic():.6f}", *words))
        os.write(self._descriptor, f"{line}\n".encode())


def begin(job: dict[str, str]) -> Loaded:
    """Go on with what the process before has left behind, or open the roster."""
    journals = Path(job["state"]) / "journals"
    left = look(journals).unfinished
    if left:
        return resume(left[0])
    return load(Path(job["roster"]), DEFAULT_MISSING_WORDS)


class Worker(QObject):
    """Does one random thing after the other to a document."""

    def __init__(self, document: Document, job: dict[str, str], account: Account) -> None:
        super().__init__()
        self.document, self.job, self.account = document, job, account
        self.random = random.Random(job["seed"])
        self._run: Run[str] | None = None
        self._n = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.step)

    def place(self) -> Place:
        raise NotImplementedError

    def start(self) -> None:
        self.tell()
        self._timer.start(0)

    def tell(self) -> None:
        saved = "unsaved" if self.document.unsaved else "saved"
        self.account.write("S", state_of(self.document), place_text(self.place()), saved)

    def step(self) -> None:
        self.act()
        self.tell()
        self._timer.start(self.random.choice((0, 1, 3, 10, 30)))

    def act(self) -> None:
        """Do one thing."""
        document, choose = self.document, self.random
        workspace, stack = document.workspace, document.undo_stack
        ids = workspace.roster.row_ids.tolist()
        some = sorted(choose.sample(ids, min(len(ids), choose.choice((1, 1, 2, 5, 200)))))
        self._n += 1
        text = f"step {self._n}"
        match choose.randrange(12):
            case 0 | 1 | 2:
                texts = tuple(choose.choice(("f", "m", "", 'Zoë;\n"&')) for _ in some)
                document.do(SetCells(choose.randrange(3), tuple(some), texts), text)
            case 3 | 4:
                answer = choose.choice(list(Answer))
                made = Decision(answer, "f", choose.random(), 0.5, choose.randrange(1, 5))
                edit = SetDecisions(dict.fromkeys(some, made))
                document.do(
                    Several((edit, SetCells(0, tuple(some[:1]), ("A",)[: len(some)]))), text
                )
            case 5:
                document.do(DeleteRows(tuple(some[:3])), text)
            case 6:
                rows = [("New", "", "170")] * 2 if workspace.roster.n_columns == 3 else []
                document.do(new_rows(workspace, rows), text)
            case 7 | 8:
                stack.undo()
            case 9:
                stack.redo()
            case 10:
                for _ in range(choose.randrange(6)):
                    stack.undo()
                    self.tell()
            case _:
                self.export()

    def export(self) -> None:
        """Write the roster on a worker, as the window does."""
        if self._run is not None:
            return
        document, account, target = self.document, self.account, Path(self.job["target"])
        workspace, reading, opened = document.workspace, document.reading, document.opened

        def work(_task: object) -> str:
            changes = resolve(workspace, reading)
            content = prepare(opened, workspace, changes, Manner(opened.source.format)).content
            digest = hashlib.sha256(content).hexdigest()
            account.write("B", digest)
            replace_file(target, content, overwrite=True)
            return digest

        self._written = workspace
        self._run = Run(work, self)
        self._run.succeeded.connect(self._exported)
        self._run.failed.connect(self._failed)
        self._run.start()

    def _exported(self, digest: str) -> None:
        self._run = None
        self.account.write("E", digest)
        self.document.saved(self._written)
        self.tell()

    def _failed(self, error: BaseException) -> None:
        self._run = None
        self.account.write("X", type(error).__name__)


class WithoutWindow(Worker):
    """Works on a document alone; the place is made up."""

    def __init__(self, loaded: Loaded, job: dict[str, str], account: Account) -> None:
        document = Document(loaded)
        super().__init__(document, job, account)
        self._place = Place() if loaded.past is None else loaded.past.place
        folder = Path(job["state"]) / "journals"
        self._recorder = Recorder(document, folder, self.place, self, loaded.past)
        self._recorder.crashed.connect(self._failed)

    def place(self) -> Place:
        return self._place

    def act(self) -> None:
        if self.random.random() < 0.3:
            row = self.random.randrange(100)
            self._place = Place(row, row % 3, (Block(row, row + 3, 0, 1),))
            self._recorder.moved()
        else:
            super().act()


class InWindow(Worker):
    """Works in the real window, which opens the roster and goes on by itself."""

    def __init__(self, window: MainWindow, job: dict[str, str], account: Account) -> None:
        page = window.page
        assert page is not None
        super().__init__(page.document, job, account)
        self._page, self._where = page, Whereabouts(page)

    def place(self) -> Place:
        return self._where.now()

    def act(self) -> None:
        if self.random.random() < 0.3:
            model = self._page.model
            row = self.random.randrange(max(1, model.rowCount()))
            self._page.view.go_to_cell(row, self.random.randrange(3))
        else:
            super().act()


def without_window(job: dict[str, str], account: Account) -> None:
    app = QApplication([])
    loaded = begin(job)
    worker = WithoutWindow(loaded, job, account)
    worker.start()
    app.exec()


def in_window(job: dict[str, str], account: Account) -> None:
    app = QApplication([])
    window = MainWindow(SettingsStore(Path(job["state"]).parent))
    window.show()
    workers = []

    def opened() -> None:
        if window.page is not None:
            workers.append(InWindow(window, job, account))
            workers[0].start()

    window.opener.ended.connect(opened)
    left = look(Path(job["state"]) / "journals").unfinished
    if left:
        window.opener.resume(left[0])
    else:
        window.open_path(Path(job["roster"]))
    app.exec()


def main() -> None:
    """Read jobs, fork for each, say who works on it, and when that has ended."""
    qInstallMessageHandler(lambda *_: None)
    gc.freeze()
    work = {"session": without_window, "window": in_window}
    for line in sys.stdin:
        job = json.loads(line)
        pid = os.fork()
        if pid == 0:
            try:
                work[job["kind"]](job, Account(Path(job["account"])))
            finally:
                os._exit(1)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
