"""The question before unsaved work would be lost."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from em_desktop.ui.prompts import CANCEL, Choice, Kind, Prompts, Question

_QUESTION = Question(
    "Changes are not exported",
    "Your changes are not in any file yet. Export them first?",
    "Exporting writes a new file; your original stays as it is.",
    (
        Choice("export", "&Export…", default=True),
        Choice("discard", "&Discard changes", Kind.DESTROY),
        CANCEL,
    ),
)


def ask_about_unsaved(
    prompts: Prompts, window: QWidget, export: Callable[[], None], discard: Callable[[], None]
) -> None:
    """Ask what becomes of unsaved work.

    Args:
        prompts: asks.
        window: that the question belongs to.
        export: called where the user wants to export first.
        discard: called where the user gives the work up.
    """

    def answered(key: str) -> None:
        if key == "export":
            export()
        elif key == "discard":
            discard()

    prompts.ask(window, _QUESTION, answered)
