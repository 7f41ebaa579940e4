"""Every question and file dialog of the program, asked without a nested event loop.

A test replaces the one ``Prompts`` object by a recording one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from em_desktop.files.formats import PARQUET_SUFFIXES, SUFFIXES, TEXT_SUFFIXES, WORKBOOK_SUFFIXES
from em_desktop.ui.entering import EnterPresses
from em_desktop.ui.style import mark, scale_text, text_width

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

OPEN_FILTERS = (
    *(
        f"{name} ({' '.join(f'*{suffix}' for suffix in suffixes)})"
        for name, suffixes in (
            ("Rosters", SUFFIXES),
            ("Text", TEXT_SUFFIXES),
            ("Workbooks", WORKBOOK_SUFFIXES),
            ("Parquet", PARQUET_SUFFIXES),
        )
    ),
    "All files (*)",
)


class Kind(StrEnum):
    """What a choice does, which decides its place and its key."""

    ACCEPT = "accept"
    DESTROY = "destroy"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Choice:
    """One button of a question.

    Attributes:
        key: what the answer is called in code.
        label: the button's text, with a mnemonic (``&Save``).
        kind: the choice of kind CANCEL is also what Esc and closing the window mean.
        default: pressed by Enter.
    """

    key: str
    label: str
    kind: Kind = Kind.ACCEPT
    default: bool = False


CANCEL = Choice("cancel", "&Cancel", Kind.CANCEL)
"""The usual way out of a question."""


@dataclass(frozen=True)
class Question:
    """A question with its possible answers.

    Attributes:
        title: of the window.
        text: the question in one sentence.
        detail: what happens then; may be empty.
        choices: the buttons; one of them, and only one, has the kind CANCEL.
    """

    title: str
    text: str
    detail: str
    choices: tuple[Choice, ...]

    def __post_init__(self) -> None:
        keys = [choice.key for choice in self.choices]
        if len(set(keys)) != len(keys):
            raise ValueError("two choices have the same key")
        if sum(choice.kind is Kind.CANCEL for choice in self.choices) != 1:
            raise ValueError("a question needs one way out, and only one")
        if sum(choice.default for choice in self.choices) > 1:
            raise ValueError("only one choice can be the default")

    @property
    def way_out(self) -> Choice:
        """The choice that Esc and closing the window mean."""
        return next(choice for choice in self.choices if choice.kind is Kind.CANCEL)


def replacing(path: Path) -> Question:
    """Return the question whether a file is to be replaced; its answer is then ``replace``."""
    return Question(
        "Replace a file",
        f"“{path.name}” is there already. Replace it?",
        f"It lies in {path.parent}. What is in it now will be gone.",
        (Choice("replace", "&Replace", Kind.DESTROY), CANCEL),
    )


_ROLES = {
    Kind.ACCEPT: QDialogButtonBox.ButtonRole.AcceptRole,
    Kind.DESTROY: QDialogButtonBox.ButtonRole.DestructiveRole,
    Kind.CANCEL: QDialogButtonBox.ButtonRole.RejectRole,
}


class QuestionBox(QDialog):
    """A question on the screen: sentence, detail, buttons.

    All text is plain: a file's name is never read as HTML.
    """

    def __init__(
        self, parent: QWidget | None, question: Question, answered: Callable[[str], None]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(question.title)
        self._answered = answered
        self._key = question.way_out.key
        self._keys: list[tuple[QPushButton, str]] = []

        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 18)
        layout.setSpacing(10)
        width = text_width(self, 64)
        sentence = _paragraph(question.text, width)
        scale_text(sentence, 1.1, bold=True)
        layout.addWidget(sentence)
        if question.detail:
            layout.addWidget(_paragraph(question.detail, width))
        layout.addSpacing(10)
        layout.addStretch()
        buttons = QDialogButtonBox()
        for choice in question.choices:
            button = buttons.addButton(choice.label, _ROLES[choice.kind])
            button.setAutoDefault(choice.default)
            button.setDefault(choice.default)
            if choice.default:
                button.setFocus()
                mark(button, primary=choice.kind is not Kind.DESTROY)
            self._keys.append((button, choice.key))
        buttons.clicked.connect(self._clicked)
        layout.addWidget(buttons)
        if not any(choice.default for choice in question.choices):  # Enter then changes nothing
            next(b for b, key in self._keys if key == question.way_out.key).setFocus()
        self.setAccessibleName(question.title)
        self.setAccessibleDescription(f"{question.text} {question.detail}".strip())
        self.finished.connect(self._finish)
        EnterPresses(self)

    def press(self, key: str) -> None:
        """Press the button of the choice with this key.

        Raises:
            KeyError: the question has no such choice.
        """
        {name: button for button, name in self._keys}[key].click()

    def _clicked(self, clicked: QAbstractButton) -> None:
        self._key = next(key for button, key in self._keys if button is clicked)
        self.done(QDialog.DialogCode.Accepted)

    def _finish(self, _result: int) -> None:
        self._answered(self._key)


def _paragraph(text: str, width: int) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    label.setMinimumWidth(width)
    return label


class _Chosen(QObject):
    """Hands the chosen path of a file dialog on; says nothing when it was cancelled."""

    def __init__(self, dialog: QFileDialog, chosen: Callable[[Path], None]) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._chosen = chosen
        dialog.finished.connect(self._finished)

    def _finished(self, result: int) -> None:
        files = self._dialog.selectedFiles()
        if result == QDialog.DialogCode.Accepted and files and files[0]:
            self._chosen(Path(files[0]))


class Prompts:
    """Asks the user; each method returns at once and the answer comes by a call."""

    def ask(
        self, parent: QWidget | None, question: Question, answered: Callable[[str], None]
    ) -> None:
        """Ask a question.

        Args:
            parent: the window that waits for the answer; others stay usable.
            question: what to ask.
            answered: called once, with the key of the choice.
        """
        QuestionBox(parent, question, answered).open()

    def tell(self, parent: QWidget | None, title: str, sentence: str, detail: str = "") -> None:
        """Tell something that needs no answer.

        Args:
            parent: the window that it is about.
            title: of the message's window.
            sentence: what happened and what to do next.
            detail: more, in smaller words; may be empty.
        """
        okay = Choice("ok", "&OK", Kind.CANCEL, default=True)
        QuestionBox(parent, Question(title, sentence, detail, (okay,)), _ignore).open()

    def choose_open_file(
        self, parent: QWidget | None, folder: Path | None, chosen: Callable[[Path], None]
    ) -> None:
        """Let the user choose a roster to open.

        Args:
            parent: the window that opens it.
            folder: where to start; None for the person's own documents.
            chosen: called with the path; not called when the user cancels.
        """
        dialog = _file_dialog(parent, "Open a roster", folder or _documents())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(OPEN_FILTERS)
        _Chosen(dialog, chosen)
        dialog.open()

    def choose_save_file(
        self, parent: QWidget | None, suggested: Path, chosen: Callable[[Path], None]
    ) -> None:
        """Let the user choose where to save.

        The dialog does not ask about an existing file; whoever saves does, with ``ask``.

        Args:
            parent: the window that saves.
            suggested: the path to start from; its suffix is kept where none is typed.
            chosen: called with the path; not called when the user cancels.
        """
        dialog = _file_dialog(parent, "Save as", suggested.parent)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
        if suggested.suffix:
            dialog.setNameFilters((f"*{suggested.suffix}", "All files (*)"))
        dialog.selectFile(suggested.name)
        _Chosen(dialog, chosen)
        dialog.open()

    def choose_printer(
        self, parent: QWidget | None, printer: "QPrinter", chosen: Callable[[], None]
    ) -> None:
        """Let the user choose where and how to print.

        Args:
            parent: the window that prints.
            printer: with what is proposed; holds what was chosen then.
            chosen: called where the user goes on; not called when the user cancels.
        """
        from PySide6.QtPrintSupport import QPrintDialog  # noqa: PLC0415 - when needed

        dialog = QPrintDialog(printer, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(chosen)
        dialog.show()

    def open_file(self, path: Path) -> None:
        """Show a file of this computer in the program that the desktop has for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def open_folder(self, folder: Path) -> None:
        """Show a folder in the desktop's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _ignore(_key: str) -> None:
    """Take the answer to something that was only told."""


def _documents() -> Path:
    """Where a person's files lie; the folder in which the program was started says nothing."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    found = Path(QStandardPaths.writableLocation(place))
    return found if found.is_dir() else Path.home()


def _file_dialog(parent: QWidget | None, title: str, folder: Path | None) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if folder is not None:
        dialog.setDirectory(str(folder if folder.is_dir() else Path.home()))
    return dialog
