"""What a person can choose about how a file is read, each choice in plain words."""

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from em_desktop.files.cell_range import CellRange
from em_desktop.files.preview.alternatives import COMMON_ENCODINGS, EncodingChoice
from em_desktop.files.preview.doubts import Aspect
from em_desktop.files.preview.how_read import HowRead
from em_desktop.files.preview.preview import Preview
from em_desktop.files.problem import FileProblem
from em_desktop.review.reading_choices import HIGHEST, LOWEST, MARKS, UNITS
from em_desktop.review.wording import counted
from em_desktop.roster.folding import shown
from em_desktop.roster.options import Unit
from em_desktop.ui.dialogs.histogram_choice import HistogramChoices
from em_desktop.ui.dialogs.parts import paragraph
from em_desktop.ui.style import mark, scale_text

_MOST_ROWS = 1 << 20
_UNIT_NAMES = ("&Centimetres", "&Metres", "Mi&llimetres", "&Inches", "&Feet", "&No unit")
_MARK_NAMES = ("&Point: 172.5", "C&omma: 172,5")
_LONGEST = 28
_EVERYTHING = ""


class Section(QWidget):
    """One choice: its name, the control, and a sentence that explains it."""

    def __init__(self, name: str, control: QWidget, explanation: str = "") -> None:
        super().__init__()
        self.control = control
        self.title = QLabel(name)
        self.title.setBuddy(control)
        scale_text(self.title, bold=True)
        self.explanation = paragraph(explanation, muted=True)
        self.explanation.setVisible(bool(explanation))
        self.doubt = paragraph("Please check this.")
        mark(self.doubt, warning=True)
        self.doubt.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.title, self.doubt, control, self.explanation):
            column.addWidget(widget)

    def explain(self, sentence: str, *, warning: bool = False) -> None:
        """Say what the choice means now."""
        self.explanation.setText(sentence)
        self.explanation.setVisible(bool(sentence))
        mark(self.explanation, muted=not warning, warning=warning)

    def set_doubtful(self, doubtful: bool) -> None:
        """Mark the choice as one to check, or not."""
        self.doubt.setVisible(doubtful)


class ImportChoices(QWidget):
    """The choices, and what was chosen so far."""

    changed = Signal(object)
    """The new `HowRead`."""
    refused = Signal(str)
    """Why what was typed makes no sense; empty once it does."""

    def __init__(self, how: HowRead) -> None:
        super().__init__()
        self.how = how
        self.problem = ""
        self.sheet = QComboBox()
        self.encoding = QComboBox()
        self.delimiter = QComboBox()
        self.header = QSpinBox()
        self.area = QComboBox()
        self.units = HistogramChoices(_UNIT_NAMES, 3)
        self.marks = HistogramChoices(_MARK_NAMES, 2)
        self._tables: tuple[CellRange, ...] = ()
        self.sections = {
            Aspect.SHEET: Section("&Sheet", self.sheet),
            Aspect.ENCODING: Section("&Letters (encoding)", self.encoding),
            Aspect.DELIMITER: Section("What separates the &cells", self.delimiter),
            Aspect.HEADER: Section(
                "&Line that names the columns",
                self.header,
                "Double-click a line’s number in the table to choose it. 0: no line names them.",
            ),
            Aspect.AREA: Section("&Part that is read", self.area),
            Aspect.UNIT: Section("&Unit of numbers that state none", self.units),
            Aspect.DECIMAL_MARK: Section("&Decimal mark", self.marks),
        }
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for section in self.sections.values():
            column.addWidget(section)
        column.addStretch()
        for box in (self.sheet, self.encoding, self.delimiter, self.area):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(18)
        self.header.setRange(0, _MOST_ROWS)
        self.header.setSpecialValueText("0 – none")
        self.header.setKeyboardTracking(False)
        self.area.setEditable(True)
        self.area.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.sheet.activated.connect(self._sheet_chosen)
        self.encoding.activated.connect(self._encoding_chosen)
        self.delimiter.activated.connect(self._delimiter_chosen)
        self.header.valueChanged.connect(self._header_chosen)
        self.area.activated.connect(self._area_activated)
        self._area_field().editingFinished.connect(self._area_typed)
        self.units.chosen.connect(self._unit_chosen)
        self.marks.chosen.connect(self._mark_chosen)
        for aspect in (Aspect.SHEET, Aspect.ENCODING, Aspect.DELIMITER):
            self.sections[aspect].hide()

    def reset(self) -> None:
        """Choose nothing: all is found out from the file."""
        self._set_problem("")
        self._take(HowRead(replace(HowRead().options, sheet=self.how.options.sheet)))

    def set_header_row(self, row: int) -> None:
        """Choose the line that names the columns, 0-based."""
        self.header.setValue(row + 1)

    def put_first(self, aspects: frozenset[Aspect]) -> None:
        """Put the choices that are to be checked above the others."""
        order = sorted(self.sections, key=lambda aspect: aspect not in aspects)
        for place, aspect in enumerate(order):
            self._column.insertWidget(place, self.sections[aspect])
        for before, after in pairwise(self.sections[aspect].control for aspect in order):
            self.setTabOrder(before, after)

    def go_to_first(self) -> None:
        """Give the first choice that is there the keyboard."""
        for place in range(self._column.count()):
            item = self._column.itemAt(place)
            section = item.widget() if item is not None else None
            if isinstance(section, Section) and not section.isHidden():
                section.control.setFocus()
                return

    def show_doubts(self, aspects: frozenset[Aspect]) -> None:
        """Mark the choices that are to be checked."""
        for aspect, section in self.sections.items():
            section.set_doubtful(aspect in aspects)

    def show_preview(self, preview: Preview) -> None:
        """Show what is taken at present, and what else could be."""
        for each in (self.sheet, self.encoding, self.delimiter, self.header, self.area):
            each.blockSignals(True)
        self._show_sheets(preview)
        self._show_encodings(preview)
        self._show_delimiters(preview)
        self.header.setValue(preview.header_row + 1)
        self._show_areas(preview)
        self._show_measurements(preview)
        for each in (self.sheet, self.encoding, self.delimiter, self.header, self.area):
            each.blockSignals(False)

    def _show_sheets(self, preview: Preview) -> None:
        self.sections[Aspect.SHEET].setVisible(bool(preview.sheets))
        face = preview.opened.face
        taken = face.sheet if face is not None else preview.how.options.sheet or ""
        self.sheet.clear()
        for name in preview.sheets:
            self.sheet.addItem(shown(name, 60), name)
        self.sheet.setCurrentIndex(max(self.sheet.findData(taken), 0))

    def _show_encodings(self, preview: Preview) -> None:
        self.sections[Aspect.ENCODING].setVisible(bool(preview.encodings))
        encoding = preview.encoding
        if encoding is None:
            return
        stood = {self.encoding.itemData(i): i for i in range(self.encoding.count())}
        self.encoding.clear()
        # In the order in which they were first shown: else the arrow keys would go to and fro.
        for choice in sorted(preview.encodings, key=lambda c: stood.get(c.codec, len(stood))):
            self.encoding.addItem(_encoding_words(choice), choice.codec)
        offered = {choice.codec for choice in preview.encodings}
        others = [codec for codec in COMMON_ENCODINGS if codec not in offered]
        self.encoding.insertSeparator(self.encoding.count())
        for codec in others:
            self.encoding.addItem(EncodingChoice(codec).name, codec)
        self.encoding.setCurrentIndex(max(self.encoding.findData(encoding.codec), 0))
        words = next((c.words for c in preview.encodings if c.codec == encoding.codec), ())
        spelt = ", ".join(f"“{shown(word, _LONGEST)}”" for word in words)
        self.sections[Aspect.ENCODING].explain(
            f"Read so: {spelt}. Choose the one that spells them rightly."
            if spelt
            else "All letters here are plain ones, which nearly every encoding reads alike."
        )

    def _show_delimiters(self, preview: Preview) -> None:
        self.sections[Aspect.DELIMITER].setVisible(bool(preview.delimiters))
        self.delimiter.clear()
        for choice in preview.delimiters:
            self.delimiter.addItem(
                f"{choice.name} – {counted(choice.columns, 'column')}", choice.character
            )
        self.delimiter.setCurrentIndex(max(self.delimiter.findData(preview.delimiter), 0))

    def _show_areas(self, preview: Preview) -> None:
        if preview.tables or preview.how.options.area is None:
            self._tables = preview.tables
        self.area.clear()
        whole = "The whole sheet" if preview.encoding is None else "The whole file"
        self.area.addItem(whole, _EVERYTHING)
        for number, table in enumerate(self._tables, start=1):
            self.area.addItem(f"Table {number}: {table}", str(table))
        chosen = preview.how.options.area
        at = self.area.findData(_EVERYTHING if chosen is None else str(chosen))
        if at < 0:
            self.area.addItem(str(chosen), str(chosen))
            at = self.area.count() - 1
        self.area.setCurrentIndex(at)
        if not self.problem:
            self.sections[Aspect.AREA].explain(
                "Or type a range as a spreadsheet names it, such as B3:F200; the lines of a text "
                "file count alike. All else stays in the file as it is."
            )

    def _show_measurements(self, preview: Preview) -> None:
        measured = bool(preview.units)
        for aspect in (Aspect.UNIT, Aspect.DECIMAL_MARK):
            self.sections[aspect].setVisible(measured)
        reading = preview.reading.measurement
        if not measured or reading is None or preview.roles.measurement is None:
            return
        name = shown(preview.opened.roster.header[preview.roles.measurement], _LONGEST)
        unit = preview.how.unit if preview.how.unit is not None else reading.unit
        pictures = [choice.picture for choice in preview.units]
        self.units.show_pictures(pictures, UNITS.index(unit) if unit in UNITS else -1)
        self.sections[Aspect.UNIT].explain(
            f"Each picture shows “{name}” as heights from {LOWEST:g} to {HIGHEST:g} cm. Right "
            "heights make a hill; a wrong unit leaves it empty."
        )
        pictures = [choice.picture for choice in preview.marks]
        self.marks.show_pictures(pictures, MARKS.index(reading.decimal_mark))
        point = reading.decimal_mark == "."
        self.sections[Aspect.DECIMAL_MARK].explain(
            "Thousands may be written 1,234.5 or 1'234.5 or 1\N{NO-BREAK SPACE}234.5."
            if point
            else "Thousands may be written 1.234,5 or 1'234,5 or 1\N{NO-BREAK SPACE}234,5."
        )

    def _sheet_chosen(self) -> None:
        options = replace(HowRead().options, sheet=str(self.sheet.currentData()))
        self._set_problem("")
        self._take(HowRead(options))

    def _encoding_chosen(self) -> None:
        self._with(encoding=str(self.encoding.currentData()))

    def _delimiter_chosen(self) -> None:
        self._with(delimiter=str(self.delimiter.currentData()), header_row=None)

    def _header_chosen(self, value: int) -> None:
        self._with(header_row=value - 1)

    def _area_activated(self) -> None:
        chosen = self.area.currentData()
        self._set_area(self.area.currentText() if chosen is None else str(chosen))

    def _area_typed(self) -> None:
        text = self._area_field().text()
        at = self.area.findText(text)
        self._set_area(text if at < 0 else str(self.area.itemData(at)))

    def _set_area(self, text: str) -> None:
        try:
            area = CellRange.of(text) if text.strip() else None
        except FileProblem as problem:
            self._set_problem(str(problem))
            return
        self._set_problem("")
        if area != self.how.options.area:
            self._with(area=area, header_row=None)

    def _unit_chosen(self, index: int) -> None:
        self._take(replace(self.how, unit=Unit(UNITS[index])))

    def _mark_chosen(self, index: int) -> None:
        self._take(replace(self.how, decimal_mark=MARKS[index]))

    def _area_field(self) -> QLineEdit:
        field = self.area.lineEdit()
        if field is None:
            raise TypeError("an editable box has a field")
        return field

    def _set_problem(self, sentence: str) -> None:
        self.problem = sentence
        if sentence:
            self.sections[Aspect.AREA].explain(sentence, warning=True)
        self.refused.emit(sentence)

    def _with(self, **options: object) -> None:
        self._take(replace(self.how, options=replace(self.how.options, **options)))  # type: ignore[arg-type] # fields of ReadOptions

    def _take(self, how: HowRead) -> None:
        self.how = how
        self.changed.emit(how)


def _encoding_words(choice: EncodingChoice) -> str:
    parts = [choice.name]
    if choice.words:
        parts.append(", ".join(shown(word, 16) for word in choice.words[:2]))
    if choice.undecodable:
        parts.append(f"{counted(choice.undecodable, 'byte')} cannot be read")
    return " – ".join(parts)
