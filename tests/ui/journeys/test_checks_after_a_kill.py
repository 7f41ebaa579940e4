"""What was measured is there again after a kill, and a sample goes on where it was."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from em_desktop.review.checks import CheckKind
from em_desktop.session.settings import SettingsStore
from em_desktop.ui.main_window import MainWindow

VICTIM = """
import json, os, signal, sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from em_desktop.files.journal.record import Did, read_journal
from em_desktop.session.settings import Pace, SettingsStore
from em_desktop.ui.main_window import MainWindow

app = QApplication([])
store = SettingsStore(Path(sys.argv[1]))
store.save(replace(store.load(), pace=Pace.INSTANT))
window = MainWindow(store)
window.show()
loop = QEventLoop()
window.opener.ended.connect(loop.quit)
window.open_path(Path(sys.argv[2]))
loop.exec()
page = window.page
page.inference.ended.connect(loop.quit)
page.infer()
loop.exec()
page.bulk.set_threshold(0.8)
page.set_blind(True)
for key in "FMFM":
    page.reviewer.answer_key(key)
page.set_blind(False)
page.checker.start()
for _ in range(3):
    page.reviewer.answer_key("Enter")
sample = page.checker.running
journals = Path(sys.argv[1]) / "state" / "journals"

def noted():
    kept = [read_journal(path.read_bytes()) for path in journals.glob("*") if path.is_file()]
    return sum(isinstance(r, Did) for each in kept if each for r in each.records)

while noted() < 7:
    app.processEvents()
said = {"checked": sample.checked, "waiting": sample.waiting}
said["blind"] = page.checker.last_blind
print(json.dumps(said), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def killed(tmp_path: Path, edmond: Path) -> dict:
    """A process that was killed in the midst of a sample, after four blind answers."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", VICTIM, str(tmp_path / "left"), str(edmond)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def again(driver, qtbot, prompts, tmp_path):
    window = MainWindow(SettingsStore(tmp_path / "left"), prompts)
    qtbot.addWidget(window)
    window.show()
    yield type(driver)(window, qtbot)
    if window.page is not None:
        window.page.document.saved()
    window.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_kill_takes_nothing_that_was_measured(killed, again, qtbot):
    card = again.window.start_page.unfinished
    qtbot.waitUntil(lambda: not card.isHidden(), timeout=20_000)
    with qtbot.waitSignal(again.window.opener.ended, timeout=20_000):
        buttons = card.findChildren(QPushButton)
        next(b for b in buttons if b.text() == "Go on").click()
    page = again.page
    qtbot.waitUntil(lambda: page.document.suggestions is not None, timeout=20_000)
    kinds = [check.kind for check in page.document.workspace.checks.values()]
    assert kinds.count(CheckKind.BLIND) == 4
    assert kinds.count(CheckKind.SAMPLE) == 3
    assert page.checker.last_blind == killed["blind"]
    page.bulk.set_threshold(0.8)
    assert page.threshold_bar.check_button.text() == "Go on: 3 of 10"
    page.checker.start()
    sample = page.checker.running
    assert list(sample.checked) == killed["checked"]
    assert sample.size == 10
    # The new fit has learnt from the four answers; whoever is still that sure is still drawn.
    assert sample.waiting[0] in killed["waiting"]
    again.trigger("undo")
    assert page.checker.running.size == 10
    assert len(page.checker.running.checked) == 2
    again.trigger("redo")
    assert list(page.checker.running.checked) == killed["checked"]
