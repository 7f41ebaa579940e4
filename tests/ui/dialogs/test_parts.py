import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea

from em_desktop.ui.dialogs.parts import (
    accept_buttons,
    add_buttons,
    close_button,
    dialog_layout,
    fit,
    paragraph,
)


@pytest.fixture
def make(qtbot):
    def make(n_paragraphs):
        dialog = QDialog()
        qtbot.addWidget(dialog)
        layout = dialog_layout(dialog, "Title")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        for _ in range(n_paragraphs):
            layout.addWidget(paragraph("A sentence that a teacher would say. " * 5))
        buttons = close_button(dialog)
        add_buttons(dialog, buttons)
        fit(dialog, 60)
        dialog.show()
        return dialog, buttons

    return make


def scroll_bar(dialog):
    return dialog.findChild(QScrollArea).verticalScrollBar()


def test_a_dialog_is_as_high_as_its_text_needs(make):
    dialog, _ = make(3)
    assert scroll_bar(dialog).maximum() == 0


def test_a_dialog_never_outgrows_the_screen_and_its_buttons_stay_in_sight(make):
    dialog, buttons = make(200)
    assert dialog.height() < dialog.screen().availableSize().height()
    assert scroll_bar(dialog).maximum() > 0
    assert dialog.rect().contains(buttons.geometry())


def test_a_dialog_grows_with_its_text_and_does_not_shrink(make):
    dialog, _ = make(2)
    before = dialog.height()
    extra = paragraph("More. " * 60)
    dialog.findChild(QScrollArea).widget().layout().addWidget(extra)
    extra.show()
    fit(dialog, 60)
    grown = dialog.height()
    assert grown > before
    extra.hide()
    fit(dialog, 60)
    assert dialog.height() == grown


def test_the_primary_button_is_the_default_and_cancel_rejects(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    box, primary = accept_buttons(dialog, "&Export")
    assert primary.isDefault()
    with qtbot.waitSignal(dialog.rejected):
        box.rejected.emit()


def test_paragraphs_are_plain_text(qtbot):
    label = paragraph("<b>class.csv</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
