"""Where and how to write the corrected file, after a summary of what it will say."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from em_desktop.files.formats import SPLICED, WRITTEN_ANEW
from em_desktop.files.obstacles import Obstacle, new_file_words
from em_desktop.files.replacing import backup_path, is_taken
from em_desktop.files.source import Format
from em_desktop.review.summary import ExportSummary
from em_desktop.review.wording import joined
from em_desktop.roster.folding import shown
from em_desktop.ui.dialogs.obstacles_card import ObstaclesCard
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
_KEPT_TEXT = {Format.CSV: "text table", Format.TSV: "text table with tabs"}
"""The original may have semicolons, and another suffix than the format's."""

_RECODED = "The file is written in UTF-8. Only the changed cells say something else than before."
_WORKBOOKS = (Format.XLSX, Format.ODS)
_ANEW = "new"
"""Before the suffix in the list of formats: a new file in the original's format."""


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
        extras: what a new file with the table's text would lack, such as ``the formulas``.
        obstacles: what stands in the way of writing the file itself.
        text_obstacles: what stands in the way of writing a new CSV or TSV file.
        with_provenance: the same two where the columns are added that tell where entries come from.
        cells_only: what the file keeps and lacks where rows may neither go nor come.
        receipt: whether a receipt was wanted the last time.
    """

    suggested: Path
    formats: tuple[Format, ...]
    original: Path | None = None
    original_format: Format | None = None
    splices: bool = True
    keeps: str = SPLICED
    extras: tuple[str, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    text_obstacles: tuple[Obstacle, ...] = ()
    with_provenance: tuple[tuple[Obstacle, ...], tuple[Obstacle, ...]] | None = None
    cells_only: str = ""
    receipt: bool = False


@dataclass(frozen=True)
class ExportChoice:
    """What the user chose.

    Attributes:
        path: where to write.
        format: of the new file; the original's means: splice only the changed cells.
        provenance: append the columns that tell where each entry comes from.
        overwrite: the user has agreed to replace the file that is there.
        backup: keep a file that is replaced as ``NAME.bak``.
        receipt: save a receipt beside it.
        utf8: write a delimited text in UTF-8, since its encoding lacks a character.
        anew: write a new file, though the format is the original's.
    """

    path: Path
    format: Format
    provenance: bool
    overwrite: bool = False
    backup: bool = False
    receipt: bool = False
    utf8: bool = False
    anew: bool = False


class ExportDialog(QDialog):
    """Shows what an export changes and asks where, in which format and with which columns.

    Attributes:
        chosen: an ``ExportChoice``; not emitted when the user cancels.
        changes_wanted: the user wants to see the changes; the dialog stays.
        cell_wanted: row id and column of a cell that the user wants to change first; the dialog
            closes.
    """

    chosen = Signal(object)
    changes_wanted = Signal()
    cell_wanted = Signal(int, int)

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
        self._was_there: bool | None = None
        layout = dialog_layout(self, "Export")
        layout.addWidget(heading("Export the corrected roster"))
        self._untouched = paragraph("Your original file stays as it is.", muted=True)
        layout.addWidget(self._summary_card(summary))
        self._obstacles = ObstaclesCard()
        self._obstacles.wanted.connect(self._go)
        self._obstacles.answered.connect(self._show)
        self._obstacles.anew_wanted.connect(self._choose_anew)
        layout.addWidget(self._obstacles)

        self._name = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        scale_text(self._name, bold=True)
        self._folder = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._folder.setProperty("muted", True)
        self._warning = paragraph("A file of this name is there. You will be asked first.")
        self._warning.setProperty("warning", True)
        self._format = QComboBox()
        self._format_note = paragraph("", muted=True)
        self._provenance = QCheckBox(_provenance_words(summary.category))
        self._backup = QCheckBox()
        self._receipt = QCheckBox("Save a &receipt beside it: every change, who decided, how sure")
        self._receipt.setChecked(target.receipt)
        layout.addLayout(self._form())
        for box in (self._provenance, self._receipt, self._backup):
            layout.addWidget(box)
        layout.addStretch()

        buttons, primary = accept_buttons(self, "&Export")
        primary.clicked.connect(self._export)
        see = buttons.addButton("&Show changes…", QDialogButtonBox.ButtonRole.ActionRole)
        see.setAutoDefault(False)
        see.setEnabled(not summary.unchanged)
        see.clicked.connect(self.changes_wanted)
        add_buttons(self, buttons)
        self._fill_formats()
        if self._may_be_anew:
            self._obstacles.set_words(target.cells_only, new_file_words(target.extras))
        self._provenance.setVisible(bool(summary.category))
        self._provenance.toggled.connect(self._show)
        self._show()
        self._primary = primary
        primary.setFocus()

    def resume(self, _result: int = 0) -> None:
        """Let Enter export again: a dialog in front of this one has taken the default button."""
        self._primary.setDefault(True)
        self._primary.setFocus()

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
            words = f"Keep the original format: {_KEPT_TEXT.get(kept, _NAMES[kept])}"
            self._format.addItem(words if self._target.splices else _title(kept), kept.value)
        for format_ in self._target.formats:
            if format_ is not kept:
                self._format.addItem(_title(format_), format_.value)
        if self._may_be_anew and kept is not None:
            self._format.addItem(f"New {_NAMES[kept]}, with the table only", f"{_ANEW}{kept.value}")
        self._format.currentIndexChanged.connect(self._format_changed)

    @property
    def _may_be_anew(self) -> bool:
        """Whether a new file in the original's format is another way out."""
        return self._target.splices and self._target.original_format in _WORKBOOKS

    def _choose_anew(self) -> None:
        kept = self._target.original_format
        self._format.setCurrentIndex(self._format.findData(f"{_ANEW}{kept.value if kept else ''}"))
        self._format.setFocus()  # the button that was pressed is gone

    def _chosen_format(self) -> Format:
        return Format(str(self._format.currentData()).removeprefix(_ANEW))

    @property
    def _anew(self) -> bool:
        """Whether a new file is wanted in the original's format."""
        return str(self._format.currentData()).startswith(_ANEW)

    @property
    def _kept(self) -> bool:
        """Whether the original is written again, with the changes made."""
        return self._chosen_format() is self._target.original_format and not self._anew

    def _format_changed(self) -> None:
        format_ = self._chosen_format()
        suffix = self._target.suggested.suffix if self._kept else format_.value
        if self._path.suffix.lower() != suffix.lower():
            self._path = self._path.with_suffix(suffix)
        self._show()

    def _change(self) -> None:
        self._prompts.choose_save_file(self, self._path, self._take)

    def _take(self, path: Path) -> None:
        """Take a path from the file dialog; a known suffix chooses its format."""
        self._path = path
        suffix = path.suffix.lower()
        if self._anew and suffix == self._chosen_format().value:
            pass  # another place for the new file that was chosen
        elif suffix != self._target.suggested.suffix.lower():
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
        there = is_taken(self._path)
        self._warning.setVisible(there)
        self._backup.setVisible(there)
        self._backup.setText(f"&Keep the old file as {_shortened(backup_path(self._path).name)}")
        self._backup.setToolTip(plain_tip(f"in {backup_path(self._path).parent}"))
        if there != self._was_there:
            self._backup.setChecked(there and self._is_original())
            self._was_there = there
        self._untouched.setVisible(self._target.original is not None and not self._is_original())
        self._obstacles.set_obstacles(self._in_the_way())
        kept = _RECODED if self._obstacles.utf8 else self._target.keeps
        self._format_note.setText(kept if self._kept else self._anew_words())
        fit(self, 92)

    def _anew_words(self) -> str:
        extras = self._target.extras
        return f"{WRITTEN_ANEW} It will lack {joined(extras)}." if extras else WRITTEN_ANEW

    def _in_the_way(self) -> tuple[Obstacle, ...]:
        target = self._target
        own, text = target.obstacles, target.text_obstacles
        if target.with_provenance is not None and self._provenance.isChecked():
            own, text = target.with_provenance
        if self._kept:
            return own
        return text if self._chosen_format() in (Format.CSV, Format.TSV) else ()

    def _go(self, row_id: int, column: int) -> None:
        self.reject()
        self.cell_wanted.emit(row_id, column)

    def _export(self) -> None:
        if not is_taken(self._path):
            self._finish(overwrite=False)
            return
        question = _may_replace(
            self._path, original=self._is_original(), kept=self._backup.isChecked()
        )
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
            self._path,
            self._chosen_format(),
            self._provenance.isChecked(),
            overwrite,
            backup=overwrite and self._backup.isChecked(),
            receipt=self._receipt.isChecked(),
            utf8=self._kept and self._obstacles.utf8,
            anew=self._anew,
        )
        self.chosen.emit(choice)
        self.accept()


def _title(format_: Format) -> str:
    return _NAMES[format_][:1].upper() + _NAMES[format_][1:]


def _provenance_words(category: str) -> str:
    header = category.replace("&", "&&")
    return f"&Add columns “{header}_source” and “{header}_probability”"


def _shortened(name: str) -> str:
    """Return a file's name fit for a tick box: short, and without a mnemonic."""
    return shown(name, 40).replace("&", "&&")


def _may_replace(path: Path, *, original: bool, kept: bool = False) -> Question:
    name = shown(path.name, 120)
    if original:
        text = f"“{name}” is the file that you opened. Replace it?"
        detail = "The roster as it was before will be gone. A new name keeps both."
    else:
        text = f"“{name}” is there already. Replace it?"
        detail = f"It lies in {shown(str(path.parent), 240)}. What is in it now will be gone."
    if kept:
        detail = f"What is in it now is kept as “{shown(backup_path(path).name, 60)}”."
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
