import sys
import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from em_desktop import __version__
from em_desktop.ui.crash import install, report, report_text
from em_desktop.ui.dialogs.report_dialog import ReportDialog

SECRET = "Amara Okafor"


def fail(cell):
    """Fail as a parser would: with the cell in the message, in a local variable and a cause."""
    try:
        float(cell)
    except ValueError as error:
        raise LookupError(cell) from error


def caught(cell=SECRET):
    with pytest.raises(LookupError) as info:
        fail(cell)
    return info.value


@pytest.fixture
def window(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.fixture
def reporter(window):
    made = install(window)
    yield made
    made.uninstall()


def dialogs(window):
    return window.findChildren(ReportDialog)


def test_the_report_tells_where_and_nothing_of_the_roster():
    text = report_text(caught())
    assert __version__ in text
    assert "LookupError" in text
    assert "after ValueError" in text
    assert "in fail" in text
    assert SECRET not in text
    assert "float(cell)" not in text


def test_paths_of_the_report_name_no_persons_folder():
    assert str(sys.prefix) not in report_text(caught())
    assert "  /" not in report_text(caught())


def test_an_error_that_reaches_nobody_is_shown(qtbot, window, reporter):
    error = caught()
    sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    assert "LookupError" in reporter.dialog.report


def test_an_error_of_a_thread_is_shown_on_the_interface_thread(qtbot, window, reporter):
    thread = threading.Thread(target=fail, args=(SECRET,))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    assert "in fail" in reporter.dialog.report


def test_an_error_that_was_caught_can_be_shown(qtbot, window):
    report(caught(), window)
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1)


def test_there_is_one_dialog_at_a_time(qtbot, window, reporter):
    reporter.take(caught())
    reporter.take(KeyError())
    qtbot.waitUntil(lambda: reporter.dialog is not None and "KeyError" in reporter.dialog.report)
    assert len(dialogs(window)) == 1


def test_the_same_error_is_shown_once(qtbot, window, reporter):
    error = caught()
    reporter.take(error)
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    reporter.dialog.close()
    assert reporter.dialog is None
    reporter.take(error)
    reporter.take(KeyError())
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    assert "LookupError" not in reporter.dialog.report


def test_the_log_holds_nothing_of_the_roster(caplog, reporter):
    reporter.take(caught())
    assert "LookupError" in caplog.text
    assert SECRET not in caplog.text


def test_the_report_can_be_copied(qtbot):
    dialog = ReportDialog("where it happened")
    qtbot.addWidget(dialog)
    next(b for b in dialog.findChildren(QPushButton) if "Copy" in b.text()).click()
    assert QGuiApplication.clipboard().text() == "where it happened"


def test_the_hooks_are_given_back(window):
    before = (sys.excepthook, threading.excepthook)
    made = install(window)
    assert sys.excepthook != before[0]
    made.uninstall()
    assert (sys.excepthook, threading.excepthook) == before
