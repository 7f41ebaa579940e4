import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QPushButton, QTextBrowser, QWidget

from em_desktop import __version__
from em_desktop.ui.dialogs.about import AboutDialog
from em_desktop.ui.dialogs.help_dialog import HelpDialog, HelpPage, show_help
from em_desktop.ui.status_look import LOOKS


@pytest.fixture
def window(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def text(dialog):
    return dialog.findChild(QTextBrowser).toPlainText()


@pytest.mark.parametrize(
    ("topic", "title"),
    [
        ("guide", "Guide"),
        ("signs", "What the signs mean"),
        ("how-em-works", "How EM works"),
        ("changes", "What is new"),
    ],
)
def test_each_page_is_shown(window, topic, title):
    dialog = show_help(window, topic)
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert text(dialog).startswith(title)


def test_a_help_that_is_open_is_used_again(window):
    first = show_help(window, "guide")
    first.close()
    assert show_help(window, "changes") is first
    assert first.isVisible()


def test_the_tabs_lead_from_page_to_page(window):
    dialog = show_help(window)
    next(b for b in dialog.findChildren(QPushButton) if "How EM" in b.text()).click()
    assert dialog.page is HelpPage.HOW
    assert text(dialog).startswith("How EM works")


def test_each_sign_is_drawn_on_its_page(window):
    browser = show_help(window, "signs").findChild(QTextBrowser)
    wanted = QTextDocument.ResourceType.ImageResource.value
    for look in LOOKS.values():
        picture = browser.loadResource(wanted, QUrl(f"icon:{look.icon.value}"))
        assert not picture.isNull()
        assert look.meaning in text(browser.window())
    assert browser.loadResource(wanted, QUrl("file:///etc/passwd")) is None


def test_a_link_inside_the_help_is_followed(window):
    dialog = show_help(window)
    dialog.findChild(QTextBrowser).anchorClicked.emit(QUrl("how-em-works.md"))
    assert dialog.page is HelpPage.HOW


@pytest.mark.parametrize("link", ["https://example.org/guide.md", "file:///etc/passwd", "no.md"])
def test_any_other_link_is_shown_and_not_followed(window, link):
    dialog = show_help(window)
    before = text(dialog)
    dialog.findChild(QTextBrowser).anchorClicked.emit(QUrl(link))
    assert text(dialog) == before
    assert any(link in label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_every_link_of_the_help_leads_to_a_page(window):
    dialog = show_help(window)
    for page in HelpPage:
        dialog.show_page(page)
        block = dialog.findChild(QTextBrowser).document().begin()
        while block.isValid():
            for span in block.textFormats():
                link = span.format.anchorHref()
                assert not link or link.removesuffix(".md") in list(HelpPage)
            block = block.next()


def test_escape_closes_it(qtbot, window):
    dialog = show_help(window)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_about_tells_version_and_licence(qtbot):
    dialog = AboutDialog()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    words = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert __version__ in words
    assert "MIT" in words
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_a_help_dialog_without_a_window_works(qtbot):
    dialog = HelpDialog()
    qtbot.addWidget(dialog)
    assert dialog.page is HelpPage.GUIDE
