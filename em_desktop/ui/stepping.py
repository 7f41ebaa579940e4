"""Going where an undo or a redo has changed something."""

import numpy as np
from PySide6.QtCore import QObject

from em_desktop.session.document import Document
from em_desktop.ui.table.keeping import returned
from em_desktop.ui.table.view import RosterView


class StepFollower(QObject):
    """Shows and selects what an undo or a redo has touched, and nothing besides.

    What stayed selected out of sight would be written into by the next answer.
    """

    def __init__(self, document: Document, view: RosterView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        document.stepped.connect(self._follow)

    def _follow(self, row_ids: frozenset[int]) -> None:
        view = self._view
        model = view.roster_model()
        touched = np.fromiter(row_ids, dtype=np.int64, count=len(row_ids))
        selected = np.array(model.row_ids(view.selected_rows()), dtype=np.int64)
        target = returned(touched, model.ids, selected, view.current_row_id())
        if target is not None:
            view.go_to(target)
        elif len(row_ids):
            view.scrollTo(view.currentIndex())
