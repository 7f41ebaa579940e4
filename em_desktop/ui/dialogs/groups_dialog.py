"""Which groups to find: how many, told by what, and what they are called."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from em_desktop.em.components import Chosen
from em_desktop.review.clusters import (
    FEWEST,
    LONGEST_NAME,
    MOST,
    problem_of_header,
    problem_of_names,
)
from em_desktop.review.finding import Finding
from em_desktop.roster.options import ReadingOptions
from em_desktop.ui.dialogs.group_names import NamesEditor, problem_line
from em_desktop.ui.dialogs.parts import (
    accept_buttons,
    add_buttons,
    card,
    dialog_layout,
    fit,
    paragraph,
)
from em_desktop.ui.elided import ElidedLabel

_AUTOMATIC = 0
_ACROSS = 3
"""Columns of tick boxes beside each other."""


@dataclass(frozen=True)
class GroupsQuestion:
    """What the dialog starts from.

    Attributes:
        columns: those that may tell groups apart, each with its name.
        ticked: those to begin with, the main one first.
        header: name of the column for the groups.
        taken: names of the columns that there are; None where the column for the groups is there.
        names: of the groups, where there are some already.
        options: how text is read.
    """

    columns: tuple[tuple[int, str], ...]
    ticked: tuple[int, ...]
    header: str
    taken: tuple[str, ...] | None
    names: tuple[str, ...]
    options: ReadingOptions


class GroupsDialog(QDialog):
    """Takes a question and returns a ``Finding``.

    Attributes:
        chosen: the ``Finding``; not emitted when the user cancels.
        measurements_changed: other columns are ticked (a tuple, the main one first); for the owner
            to compare numbers of groups anew.
    """

    chosen = Signal(object)
    measurements_changed = Signal(object)

    def __init__(self, question: GroupsQuestion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._compared: Chosen | None = None
        self._why_not = ""
        self._boxes = {column: QCheckBox(_plain(name)) for column, name in question.columns}
        self._number = QComboBox()
        self._header = QLineEdit(question.header)
        self._names = NamesEditor(question.names, hinted=True)

        layout = dialog_layout(self, "Find groups")
        layout.addWidget(
            paragraph(
                "EM looks for groups of rows whose measurements lie together, without an example. "
                "Each row gets a suggestion that you review as usual."
            )
        )
        layout.addWidget(self._columns_card())
        layout.addWidget(self._groups_card())
        self._problem = problem_line()
        layout.addWidget(self._problem)
        buttons, self._primary = accept_buttons(self, "&Find groups")
        self._primary.clicked.connect(self._choose)
        add_buttons(self, buttons)
        self._names.set_count(FEWEST if not question.names else len(question.names))
        self._refresh()
        fit(self, 90)
        self._number.setFocus()

    @property
    def measurements(self) -> tuple[int, ...]:
        """The columns that are ticked, the main one first."""
        ticked = [column for column, box in self._boxes.items() if box.isChecked()]
        main = [column for column in self._question.ticked[:1] if column in ticked]
        return (*main, *(column for column in ticked if column not in main))

    def set_compared(self, compared: Chosen | None, why_not: str = "") -> None:
        """Show what numbers of groups fit, or None while they are compared.

        Args:
            compared: the fits.
            why_not: a sentence where nothing could be compared.
        """
        self._compared, self._why_not = compared, why_not
        self._refresh()

    def _columns_card(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(paragraph("Tell the groups apart by"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        for at, (column, box) in enumerate(self._boxes.items()):
            box.setChecked(column in self._question.ticked)
            box.toggled.connect(self._tick)
            grid.addWidget(box, at // _ACROSS, at % _ACROSS, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(_ACROSS, 1)
        inside.addLayout(grid)
        return frame

    def _groups_card(self) -> QWidget:
        frame, inside = card()
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._number.addItem("", _AUTOMATIC)
        for number in range(FEWEST, MOST + 1):
            self._number.addItem(str(number), number)
        if self._question.names:
            self._number.setCurrentIndex(self._number.findData(len(self._question.names)))
        self._number.currentIndexChanged.connect(self._refresh)
        form.addRow("&Number of groups", self._number)
        if self._question.taken is None:
            there = ElidedLabel(self._question.header)
            there.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            form.addRow("Column", there)
        else:
            self._header.setMaxLength(LONGEST_NAME)
            self._header.textEdited.connect(self._refresh)
            form.addRow("New &column", self._header)
        label = QLabel("Na&mes, from low to high")
        label.setBuddy(self._names)
        self._names.edited.connect(self._refresh)
        form.addRow(label, self._names)
        inside.addLayout(form)
        return frame

    @property
    def _k(self) -> int | None:
        """The number of groups; None while it is looked for."""
        wanted = int(self._number.currentData())
        if wanted != _AUTOMATIC:
            return wanted
        return self._compared.k if self._compared is not None else None

    def _tick(self) -> None:
        self.set_compared(None)
        if self.measurements:
            self.measurements_changed.emit(self.measurements)

    def _refresh(self, _changed: object = None) -> None:
        compared, k = self._compared, self._k
        best = "looking…" if compared is None and not self._why_not else ""
        if compared is not None:
            best = f"{compared.k} {'fits' if compared.k == 1 else 'fit'} best"
        self._number.setItemText(0, f"Automatic: {best}" if best else "Automatic")
        if k is not None and k >= FEWEST:
            self._names.set_count(k)
        names = dict(self._question.columns)
        main = "".join(names[column] for column in self.measurements[:1])
        self._names.set_hints(_hints(compared, k, main))
        problem, waiting = self._in_the_way(k)
        self._problem.setText(problem)
        self._primary.setEnabled(not problem and not waiting)
        if self.isVisible():
            fit(self, 90)

    def _in_the_way(self, k: int | None) -> tuple[str, bool]:
        """Return what is wrong, in a sentence, and whether something is still looked for."""
        question = self._question
        if not self.measurements:
            return "Tick at least one column.", False
        if self._why_not:
            return self._why_not, False
        if k is None:
            return "", True
        if k < FEWEST:
            return "All rows fit into one group. Choose a number to split them all the same.", False
        header = self._header.text()
        if question.taken is not None:
            problem = problem_of_header(header, question.taken)
            if problem:
                return problem, False
        return problem_of_names(self._names.names, question.options, header), False

    def _choose(self) -> None:
        if self.result() != QDialog.DialogCode.Accepted:
            header = self._header.text().strip()
            self.chosen.emit(Finding(header, self._names.names, self.measurements))
            self.accept()


def _hints(compared: Chosen | None, k: int | None, main: str) -> tuple[str, ...]:
    """Return where the groups lie by the main measurement, as far as it is known."""
    if compared is None or k not in compared.fits:
        return ()
    found = compared.components(k)
    return tuple(
        f"{100 * share:.0f} %: {main} around {mean:.3g}"
        for mean, share in zip(found.means, found.shares, strict=True)
    )


def _plain(text: str) -> str:
    """Return a text as one that has no mnemonic."""
    return text.replace("&", "&&")
