"""Where and how to write the corrected file, after a summary of what it will say."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from em_desktop.files.formats import SPLICED, WRITTEN_ANEW
from em_desktop.files.source import Format
from em_desktop.review.summary import ExportSummary
from em_desktop.ui.dialogs.parts import (
    accept_buttons,
    add_buttons,
    card,
    dialog_layout,
    fit,
    heading,
    paragraph,
)
from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.prompts import CANCEL, Choice, Kind, Prompts, Question
from em_desktop.ui.style import scale_text
from em_desktop.ui.tips import plain_tip

_NAMES = {
    Format.CSV: "comma-separated text (CSV)",
    Format.TSV: "tab-separated text (TSV)",
    Format.XLSX: "Excel workbook (XLSX)",
    Format.ODS: "LibreOffice spreadsheet (ODS)",
    Format.PARQUET: "Parquet table",
}


@dataclass(frozen=True)
class Target:
    """What the dialog starts from.

    Attributes:
        suggested: path to write to, beside the original.
        formats: that can be written.
        original: the file that was opened; None for an untitled roster.
        original_format: what its export is written as; None for an untitled roster.
        splices: whether that is the file itself with some cells changed, not a new file.
        keeps: what such an export keeps of the file, in a sentence.
    """

    suggested: Path
    formats: tuple[Format, ...]
    original: Path | None = None
    original_format: Format | None = None
    splices: bool = True
    keeps: str = SPLICED


@dataclass(frozen=True)
class ExportChoice:
    """What the user chose.

    Attributes:
        path: where to write.
        format: of the new file; the original's means: splice only the changed cells.
        provenance: append the columns that tell where each entry comes from.
        overwrite: the user has agreed to replace the file that is there.
    """

    path: Path
    format: Format
    provenance: bool
    overwrite: bool = False


class ExportDialog(QDialog):
    """Shows what an export changes and asks where, in which format and with which columns.

    Attributes:
        chosen: an ``ExportChoice``; not emitted when the user cancels.
    """

    chosen = Signal(object)

    def __init__(
        self,
        summary: ExportSummary,
        target: Target,
        prompts: Prompts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._target = target
        self._prompts = prompts
        self._path = target.suggested
        layout = dialog_layout(self, "Export")
        layout.addWidget(heading("Export the corrected roster"))
        self._untouched = paragraph("Your original file stays as it is.", muted=True)
        layout.addWidget(self._summary_card(summary))

        self._name = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        scale_text(self._name, bold=True)
        self._folder = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._folder.setProperty("muted", True)
        self._warning = paragraph("A file of this name is there. You will be asked first.")
        self._warning.setProperty("warning", True)
        self._format = QComboBox()
        self._format_note = paragraph("", muted=True)
        self._provenance = QCheckBox(_provenance_words(summary.category))
        layout.addLayout(self._form())
        layout.addWidget(self._provenance)
        layout.addStretch()

        buttons, primary = accept_buttons(self, "&Export")
        primary.clicked.connect(self._export)
        add_buttons(self, buttons)
        self._fill_formats()
        self._provenance.setVisible(bool(summary.category))
        self._show()
        primary.setFocus()

    @property
    def path(self) -> Path:
        """The path as it stands."""
        return self._path

    def _summary_card(self, summary: ExportSummary) -> QWidget:
        frame, inside = card()
        for i, sentence in enumerate(summary.sentences):
            label = paragraph(sentence)
            if i == 0:
                scale_text(label, bold=True)
            inside.addWidget(label)
        inside.addWidget(self._untouched)
        return frame

    def _form(self) -> QGridLayout:
        change = QPushButton("C&hange…")
        change.setAccessibleDescription("Choose another place or name")
        change.setAutoDefault(False)
        change.clicked.connect(self._change)
        format_label = QLabel("&Format")
        format_label.setBuddy(self._format)
        names = QVBoxLayout()
        names.setSpacing(1)
        for label in (self._name, self._folder, self._warning):
            names.addWidget(label)
        form = QGridLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(6)
        form.setColumnStretch(1, 1)
        form.addWidget(QLabel("New file"), 0, 0, Qt.AlignmentFlag.AlignTop)
        form.addLayout(names, 0, 1)
        form.addWidget(change, 0, 2, Qt.AlignmentFlag.AlignTop)
        form.setRowMinimumHeight(1, 6)
        form.addWidget(format_label, 2, 0)
        form.addWidget(self._format, 2, 1, 1, 2)
        form.addWidget(self._format_note, 3, 1, 1, 2)
        return form

    def _fill_formats(self) -> None:
        kept = self._target.original_format
        if kept is not None:
            words = f"Keep the original format: {_NAMES[kept]}"
            self._format.addItem(words if self._target.splices else _title(kept), kept.value)
        for format_ in self._target.formats:
            if format_ is not kept:
                self._format.addItem(_title(format_), format_.value)
        self._format.currentIndexChanged.connect(self._format_changed)

    def _chosen_format(self) -> Format:
        return Format(self._format.currentData())

    def _format_changed(self) -> None:
        format_ = self._chosen_format()
        kept = format_ is self._target.original_format
        suffix = self._target.suggested.suffix if kept else format_.value
        if self._path.suffix.lower() != suffix.lower():
            self._path = self._path.with_suffix(suffix)
        self._show()

    def _change(self) -> None:
        self._prompts.choose_save_file(self, self._path, self._take)

    def _take(self, path: Path) -> None:
        """Take a path from the file dialog; a known suffix chooses its format."""
        self._path = path
        suffix = path.suffix.lower()
        if suffix != self._target.suggested.suffix.lower():
            index = self._format.findData(suffix)
            if index >= 0:
                self._format.setCurrentIndex(index)
        elif self._target.original_format is not None:
            self._format.setCurrentIndex(0)
        self._show()

    def _show(self) -> None:
        self._name.setText(self._path.name)
        self._folder.setText(f"in {self._path.parent}")
        self._folder.setToolTip(plain_tip(str(self._path)))
        self._warning.setVisible(self._path.exists())
        self._untouched.setVisible(self._target.original is not None and not self._is_original())
        kept = self._chosen_format() is self._target.original_format
        self._format_note.setText(self._target.keeps if kept else WRITTEN_ANEW)
        fit(self, 92)

    def _export(self) -> None:
        if not self._path.exists():
            self._finish(overwrite=False)
            return
        question = _may_replace(self._path, original=self._is_original())
        self._prompts.ask(self, question, self._answered)

    def _is_original(self) -> bool:
        original = self._target.original
        if original is None:
            return False
        try:
            return self._path.samefile(original)
        except OSError:
            return False

    def _answered(self, key: str) -> None:
        if key == "replace":
            self._finish(overwrite=True)
        elif key == "change":
            self._change()

    def _finish(self, *, overwrite: bool) -> None:
        choice = ExportChoice(
            self._path, self._chosen_format(), self._provenance.isChecked(), overwrite
        )
        self.chosen.emit(choice)
        self.accept()


def _title(format_: Format) -> str:
    return _NAMES[format_][:1].upper() + _NAMES[format_][1:]


def _provenance_words(category: str) -> str:
    header = category.replace("&", "&&")
    return f"&Add columns “{header}_source” and “{header}_probability”"


def _may_replace(path: Path, *, original: bool) -> Question:
    if original:
        text = f"“{path.name}” is the file that you opened. Replace it?"
        detail = "The roster as it was before will be gone. A new name keeps both."
    else:
        text = f"“{path.name}” is there already. Replace it?"
        detail = f"It lies in {path.parent}. What is in it now will be gone."
    return Question(
        "Replace a file",
        text,
        detail,
        (
            Choice("change", "&Another name…", default=True),
            Choice("replace", "&Replace", Kind.DESTROY),
            CANCEL,
        ),
    )
