"""Saying where answers went when another column became the one to fill in."""

from PySide6.QtCore import QObject

from em_desktop.review.wording import counted
from em_desktop.session.document import Document
from em_desktop.ui.notice import Notice


class PutAside(QObject):
    """Follows a document, and tells once its answers belong to another column."""

    def __init__(self, document: Document, notice: Notice, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._notice = document, notice
        self._before = (document.workspace.roles.category, document.workspace.decisions)
        document.changed.connect(self._refresh)

    def _refresh(self, _scope: object = None) -> None:
        workspace = self._document.workspace
        (category, decisions) = self._before
        self._before = (workspace.roles.category, workspace.decisions)
        if category != workspace.roles.category and decisions and not workspace.decisions:
            answers = counted(len(decisions), "answer")
            self._notice.say(f"{answers} for the former column put aside. Undo brings them back.")
