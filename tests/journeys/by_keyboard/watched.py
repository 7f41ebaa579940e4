"""The program, which tells on its standard output what state it is in; nothing drives it here.

A line of JSON for each new state: the window that has the keys, how many rows there are, whether
suggestions are there, how many rows are decided, whether the table has the keys, and whether there
is something that no export has seen.
"""

import json
import sys

import numpy as np
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from em_desktop.app import make_application
from em_desktop.cli.arguments import main
from em_desktop.review.status import DECIDED
from em_desktop.ui.main_window import MainWindow


class Teller(QObject):
    """Looks at the windows often and tells what has changed."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._told: dict[str, object] = {}
        timer = QTimer(self)
        timer.timeout.connect(self._look)
        timer.start(10)

    def _look(self) -> None:
        active = QApplication.activeWindow()
        state: dict[str, object] = {"window": type(active).__name__ if active else ""}
        for window in QApplication.topLevelWidgets():
            if not isinstance(window, MainWindow):
                continue
            page = window.page
            state["rows"] = 0 if page is None else page.document.workspace.roster.n_rows
            if page is not None:
                suggestions = page.document.suggestions
                state["inferred"] = suggestions is not None and not page.inference.running
                state["decided"] = int(np.isin(page.document.status, DECIDED).sum())
                state["in the table"] = page.view.hasFocus()
                state["unsaved"] = page.document.unsaved
        if state != self._told:
            self._told = state
            sys.stdout.write(json.dumps(state) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    teller = Teller(make_application())
    sys.exit(main([]))
