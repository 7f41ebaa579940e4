import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from em_desktop.ui.prompts import CANCEL, Choice, Kind, Prompts, Question, QuestionBox, replacing

SAVE = Question(
    "Close",
    "Save the changes to <b>class.csv</b>?",
    "They are lost otherwise.",
    (Choice("save", "&Save", default=True), Choice("drop", "&Discard", Kind.DESTROY), CANCEL),
)


@pytest.fixture
def window(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def the_box(window):
    (box,) = window.findChildren(QuestionBox)
    return box


def test_ask_returns_at_once_and_the_answer_comes_later(window):
    answers = []
    Prompts().ask(window, SAVE, answers.append)
    assert answers == []
    the_box(window).press("drop")
    assert answers == ["drop"]


def test_enter_is_the_default(qtbot, window):
    answers = []
    Prompts().ask(window, SAVE, answers.append)
    qtbot.keyClick(the_box(window), Qt.Key.Key_Return)
    assert answers == ["save"]


def test_escape_is_the_way_out(qtbot, window):
    answers = []
    Prompts().ask(window, SAVE, answers.append)
    qtbot.keyClick(the_box(window), Qt.Key.Key_Escape)
    assert answers == ["cancel"]


def test_closing_the_window_is_the_way_out(window):
    answers = []
    Prompts().ask(window, SAVE, answers.append)
    the_box(window).close()
    assert answers == ["cancel"]


def test_names_of_files_are_never_read_as_html(window):
    Prompts().ask(window, SAVE, lambda _key: None)
    labels = the_box(window).findChildren(QLabel)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def test_telling_opens_one_box_that_closes_by_enter(qtbot, window):
    Prompts().tell(window, "Export", "Saved.", "In the folder beside the original.")
    box = the_box(window)
    assert box.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert not box.isVisible()


@pytest.mark.parametrize(
    "choices",
    [
        (),
        (Choice("save", "&Save"),),
        (CANCEL, Choice("no", "&No", Kind.CANCEL)),
        (CANCEL, Choice("cancel", "&Other")),
        (Choice("a", "&A", default=True), Choice("b", "&B", default=True), CANCEL),
    ],
)
def test_a_question_without_a_clear_way_out_cannot_be_made(choices):
    with pytest.raises(ValueError, match=r"way out|same key|default"):
        Question("Title", "Text?", "", choices)


@pytest.fixture
def qt_file_dialogs(qapp):
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    yield
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)


@pytest.mark.usefixtures("qt_file_dialogs")
def test_a_file_is_chosen_to_open(qtbot, window, tmp_path):
    roster = tmp_path / "class 10A.csv"
    roster.write_text("name\n")
    chosen = []
    Prompts().choose_open_file(window, tmp_path, chosen.append)
    (dialog,) = window.findChildren(QFileDialog)
    dialog.selectFile(str(roster))
    with qtbot.waitSignal(dialog.finished):
        dialog.accept()
    assert chosen == [roster]


@pytest.mark.usefixtures("qt_file_dialogs")
def test_cancelling_a_file_dialog_calls_nobody(window, tmp_path):
    chosen = []
    Prompts().choose_save_file(window, tmp_path / "out.csv", chosen.append)
    (dialog,) = window.findChildren(QFileDialog)
    dialog.reject()
    assert chosen == []


@pytest.mark.usefixtures("qt_file_dialogs")
def test_saving_starts_from_the_suggested_path_and_does_not_ask_twice(window, tmp_path):
    (tmp_path / "out.csv").write_text("old")
    chosen = []
    Prompts().choose_save_file(window, tmp_path / "out.csv", chosen.append)
    (dialog,) = window.findChildren(QFileDialog)
    dialog.accept()
    assert chosen == [tmp_path / "out.csv"]


def test_a_printer_is_chosen_without_waiting(qtbot, window):
    printer, chosen = QPrinter(QPrinter.PrinterMode.HighResolution), []
    Prompts().choose_printer(window, printer, lambda: chosen.append(printer))
    [dialog] = window.findChildren(QPrintDialog)
    assert dialog.isVisible()
    dialog.reject()
    assert chosen == []


def test_a_file_of_this_computer_is_opened(monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    Prompts().open_file(tmp_path / "a #1.html")
    [url] = opened
    assert url.isLocalFile()
    assert url.toLocalFile() == str(tmp_path / "a #1.html")


def test_the_question_before_a_file_is_replaced_names_it(tmp_path):
    question = replacing(tmp_path / "a.html")
    assert question.text == "“a.html” is there already. Replace it?"
    assert str(tmp_path) in question.detail
    assert question.way_out.key == "cancel"


def test_without_a_folder_a_file_is_looked_for_among_ones_own(window, monkeypatch, tmp_path):
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _where: str(tmp_path))
    Prompts().choose_open_file(window, None, lambda _path: None)
    (dialog,) = window.findChildren(QFileDialog)
    assert dialog.directory().absolutePath() == str(tmp_path)
    dialog.reject()
