"""Importing the heavy modules behind the first paint."""

from importlib import import_module

from PySide6.QtCore import QObject

from em_desktop.session.run import Run, Task

_HEAVY = ("em_desktop.session.loading", "em_desktop.ui.roster_page", "em_desktop.ui.exporting")


def preload(parent: QObject) -> Run[None]:
    """Start to import what the page of a roster needs, on a worker; nothing is built there."""
    run = Run(_import, parent)
    run.start()
    return run


def _import(task: Task) -> None:
    for name in _HEAVY:
        if task.cancelled():
            return
        import_module(name)
