"""The menus of recent files and samples."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from em_desktop.roster.folding import shown
from em_desktop.ui.files.samples import read_samples


class FileMenus(QObject):
    """Fills two menus with files; a click says which."""

    chosen = Signal(object)
    """The path."""
    forgotten = Signal()
    """The user wants the recent files forgotten."""

    def __init__(self, recent: QMenu, samples: QMenu, parent: QObject) -> None:
        super().__init__(parent)
        self._recent = recent
        for sample in read_samples():
            self._add(samples, sample.title, sample.path)

    def set_recent(self, paths: tuple[Path, ...]) -> None:
        """Show the recent files."""
        self._recent.clear()
        for path in paths:
            self._add(
                self._recent, f"{shown(path.name, 80)}   ({shown(path.parent.name, 80)})", path
            )
        self._recent.setEnabled(bool(paths))
        self._recent.addSeparator()
        forget = self._recent.addAction("&Forget these")
        forget.triggered.connect(self.forgotten)

    def _add(self, menu: QMenu, text: str, path: Path) -> None:
        action = menu.addAction(text.replace("&", "&&"))
        action.setData(str(path))
        action.triggered.connect(self._chosen)

    def _chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(Path(str(action.data())))
