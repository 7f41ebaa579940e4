import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton

from em_desktop.files.obstacles import Kind, Obstacle
from em_desktop.files.source import Format
from em_desktop.review.summary import ExportSummary
from em_desktop.ui.dialogs.export_dialog import ExportChoice, ExportDialog, Target

SUMMARY = ExportSummary("gender", 47, 5, 3, 5, 2, 1, 0)


class Case:
    def __init__(self, dialog):
        self.dialog = dialog
        self.choices = []
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.chosen.connect(self.choices.append)
        dialog.open()

    def click(self, start):
        button = next(b for b in self.dialog.findChildren(QPushButton) if b.text() == start)
        button.click()

    def words(self):
        labels = self.dialog.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if not label.isHidden())

    def choose_format(self, format_):
        box = self.dialog.findChild(QComboBox)
        box.setCurrentIndex(box.findData(format_.value))

    def format(self):
        return Format(self.dialog.findChild(QComboBox).currentData())


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "class.csv").write_text("name\n")
    return tmp_path


@pytest.fixture
def start(qtbot, prompts, folder):
    def start(suggested="class-corrected.csv", summary=SUMMARY, original="class.csv"):
        target = Target(
            folder / suggested,
            tuple(Format),
            folder / original if original else None,
            Format.CSV if original else None,
        )
        dialog = ExportDialog(summary, target, prompts)
        qtbot.addWidget(dialog)
        return Case(dialog)

    return start


def test_the_summary_is_told(start):
    words = start().words()
    assert all(sentence in words for sentence in SUMMARY.sentences)
    assert "Your original file stays as it is." in words


def test_enter_exports_beside_the_original_in_its_own_format(qtbot, start, folder, prompts):
    case = start()
    qtbot.keyClick(case.dialog, Qt.Key.Key_Return)
    assert case.choices == [ExportChoice(folder / "class-corrected.csv", Format.CSV, False)]
    assert prompts.asked == []


def test_escape_exports_nothing(qtbot, start):
    case = start()
    qtbot.keyClick(case.dialog, Qt.Key.Key_Escape)
    assert case.choices == []
    assert not case.dialog.isVisible()


def test_the_tick_box_names_its_columns_and_is_returned(start):
    case = start(summary=ExportSummary("Sex & age"))
    box = case.dialog.findChild(QCheckBox)
    assert "“Sex && age_source”" in box.text()
    box.setChecked(True)
    case.click("&Export")
    assert case.choices[0].provenance


def test_without_a_category_column_there_is_nothing_to_tick(start):
    assert start(summary=ExportSummary()).dialog.findChild(QCheckBox).isHidden()


def test_another_format_changes_the_suffix_and_back(start, folder):
    case = start("class-corrected.txt")
    case.choose_format(Format.XLSX)
    assert case.dialog.path == folder / "class-corrected.xlsx"
    assert "not copied" in case.words()
    case.choose_format(Format.CSV)
    assert case.dialog.path == folder / "class-corrected.txt"
    assert "Only the changed cells differ" in case.words()


def test_a_new_place_is_asked_for_and_its_suffix_chooses_the_format(start, folder, prompts):
    case = start()
    prompts.paths.append(folder / "elsewhere" / "out.ods")
    case.click("C&hange…")
    assert prompts.suggested == [folder / "class-corrected.csv"]
    assert case.dialog.path == folder / "elsewhere" / "out.ods"
    assert case.format() is Format.ODS


def test_an_unknown_suffix_keeps_path_and_format(start, folder, prompts):
    case = start()
    prompts.paths.append(folder / "out.dat")
    case.click("C&hange…")
    assert case.dialog.path == folder / "out.dat"
    assert case.format() is Format.CSV


def test_cancelling_the_file_dialog_changes_nothing(start, folder):
    case = start()
    case.click("C&hange…")
    assert case.dialog.path == folder / "class-corrected.csv"


def test_a_file_that_is_there_is_replaced_only_after_a_yes(start, folder, prompts):
    (folder / "class-corrected.csv").write_text("old")
    case = start()
    assert "is there" in case.words()
    case.click("&Export")
    assert case.choices == []
    assert "is there already" in prompts.asked[0].text
    prompts.answers.append("replace")
    case.click("&Export")
    assert case.choices == [
        ExportChoice(folder / "class-corrected.csv", Format.CSV, False, overwrite=True)
    ]


def test_a_no_leaves_the_dialog_open(start, folder, prompts):
    (folder / "class-corrected.csv").write_text("old")
    case = start()
    prompts.answers.append("cancel")
    case.click("&Export")
    assert case.choices == []
    assert case.dialog.isVisible()


def test_another_name_may_be_chosen_instead(start, folder, prompts):
    (folder / "class-corrected.csv").write_text("old")
    case = start()
    prompts.answers.append("change")
    prompts.paths.append(folder / "second.csv")
    case.click("&Export")
    case.click("&Export")
    assert case.choices == [ExportChoice(folder / "second.csv", Format.CSV, False)]


def test_replacing_the_original_is_named_as_such(start, prompts):
    case = start("class.csv")
    assert "Your original file" not in case.words()
    case.click("&Export")
    assert "the file that you opened" in prompts.asked[0].text


def test_enter_in_the_question_does_not_destroy(start, folder, prompts):
    (folder / "class-corrected.csv").write_text("old")
    case = start()
    case.click("&Export")
    (default,) = [c.key for c in prompts.asked[0].choices if c.default]
    assert default == "change"


def test_an_untitled_roster_has_no_original_format(start, folder):
    case = start("roster.csv", original=None)
    assert "Keep the original" not in case.dialog.findChild(QComboBox).itemText(0)
    case.click("&Export")
    assert case.choices == [ExportChoice(folder / "roster.csv", Format.CSV, False)]


def test_a_file_that_can_only_be_made_anew_is_named_as_such(qtbot, prompts, folder):
    target = Target(
        folder / "old-corrected.xlsx",
        tuple(Format),
        folder / "old.xls",
        Format.XLSX,
        splices=False,
        keeps="The text and numbers of one sheet.",
    )
    dialog = ExportDialog(SUMMARY, target, prompts)
    qtbot.addWidget(dialog)
    case = Case(dialog)
    assert case.dialog.findChild(QComboBox).currentText() == "Excel workbook (XLSX)"
    assert "The text and numbers of one sheet." in case.words()


ROWS = Obstacle(Kind.ROWS, (), ("row 3",), "Rows cannot be deleted from this sheet.")


@pytest.fixture
def macros(qtbot, prompts, folder):
    target = Target(
        folder / "class-corrected.xlsm",
        tuple(Format),
        folder / "class.xlsm",
        Format.XLSX,
        extras=("the formulas", "1 chart"),
        obstacles=(ROWS,),
        cells_only="Only the changed cells are written: 1 deleted row stays.",
    )
    dialog = ExportDialog(SUMMARY, target, prompts)
    qtbot.addWidget(dialog)
    return Case(dialog)


def test_where_rows_may_not_go_both_ways_out_say_what_differs(macros, folder):
    words = macros.words()
    assert "Only the changed cells are written: 1 deleted row stays." in words
    assert "It lacks the formulas and 1 chart." in words
    macros.click("&New workbook")
    assert "Rows cannot be deleted" not in macros.words()
    macros.click("&Export")
    (choice,) = macros.choices
    assert (choice.anew, choice.format) == (True, Format.XLSX)
    assert choice.path == folder / "class-corrected.xlsx"  # it holds no macros any more


def test_a_new_workbook_stays_chosen_where_another_place_is(macros, folder, prompts):
    macros.click("&New workbook")
    prompts.paths.append(folder / "there.xlsx")
    macros.click("C&hange…")
    macros.click("&Export")
    assert macros.choices[0].anew
    assert macros.choices[0].path == folder / "there.xlsx"


def test_what_the_ticked_columns_cannot_be_written_for_is_told_before(qtbot, prompts, folder):
    heading = Obstacle(Kind.ROWS, ((-1, 3),), (), "The sheet has no room for more columns.")
    target = Target(
        folder / "class-corrected.csv", tuple(Format), folder / "class.csv", Format.CSV,
        with_provenance=((heading,), ()),
    )  # fmt: skip
    dialog = ExportDialog(SUMMARY, target, prompts)
    qtbot.addWidget(dialog)
    case = Case(dialog)
    assert "no room" not in case.words()
    dialog.findChild(QCheckBox).setChecked(True)
    assert "no room" in "".join(label.text() for label in dialog.findChildren(QLabel))
    dialog.findChild(QCheckBox).setChecked(False)
    assert "no room" not in case.words()


def test_a_name_that_no_disk_takes_is_left_to_the_writing(start):
    case = start(suggested=f"{'n' * 300}.csv")
    case.click("&Export")
    assert len(case.choices) == 1
