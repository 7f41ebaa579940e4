"""The help: short texts that come with the program. No link ever opens the network."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTextBrowser,
    QWidget,
)

from em_desktop.assets import resource
from em_desktop.ui.dialogs.parts import add_buttons, close_button, dialog_layout, fit, paragraph
from em_desktop.ui.dialogs.signs_page import SCHEME, signs_page
from em_desktop.ui.icon import Icon
from em_desktop.ui.icons import icon
from em_desktop.ui.style import mark, text_width
from em_desktop.ui.theme import current_theme


class HelpPage(StrEnum):
    """The pages; the value is the name of the text in ``resources/help``, if it has one."""

    GUIDE = "guide"
    SIGNS = "signs"
    """Made from the table of all signs."""
    HOW = "how-em-works"
    CHANGES = "changes"


_TITLES = {
    HelpPage.GUIDE: "&Guide",
    HelpPage.SIGNS: "What the &signs mean",
    HelpPage.HOW: "&How EM works",
    HelpPage.CHANGES: "&What is new",
}


class _Page(QTextBrowser):
    """A text whose pictures are the icons of signs."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """Return an icon as a picture; nothing else is ever loaded."""
        name = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value or name.scheme() != SCHEME:
            return None
        side = round(self.fontMetrics().height() * 1.1)
        return icon(Icon(name.path())).pixmap(QSize(side, side), self.devicePixelRatioF())


class HelpDialog(QDialog):
    """Shows one page at a time, beside the window: it need not be closed to go on working."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = HelpPage.GUIDE
        layout = dialog_layout(self, "EM Desktop help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # it is shown again
        layout.setContentsMargins(24, 16, 24, 4)
        tabs = QHBoxLayout()
        tabs.setSpacing(8)
        self._tabs = QButtonGroup(self)
        for number, page in enumerate(HelpPage):
            tab = QPushButton(_TITLES[page])
            tab.setCheckable(True)
            tab.setAutoDefault(False)
            mark(tab, chip=True)
            self._tabs.addButton(tab, number)
            tabs.addWidget(tab)
        tabs.addStretch()
        self._tabs.idClicked.connect(self._tab_clicked)
        layout.addLayout(tabs)
        self._browser = _Page()
        self._browser.setOpenLinks(False)
        self._browser.setAccessibleName("Help text")
        self._browser.document().setDocumentMargin(text_width(self, 2))
        self._browser.anchorClicked.connect(self._link_clicked)
        layout.addWidget(self._browser, 1)
        self._link = paragraph("", muted=True)
        self._link.hide()
        layout.addWidget(self._link)
        add_buttons(self, close_button(self))
        self._browser.setMinimumHeight(self.fontMetrics().lineSpacing() * 8)
        fit(self, 96)
        free = self.screen().availableSize().height()
        self.resize(self.width(), min(self.fontMetrics().lineSpacing() * 40, free - 60))
        self.show_page(HelpPage.GUIDE)

    def show_page(self, page: HelpPage) -> None:
        """Show a page from its beginning."""
        self.page = page
        self._link.hide()
        self._tabs.button(list(HelpPage).index(page)).setChecked(True)
        self._browser.setMarkdown(_text(page))
        self._space_out()
        self._browser.verticalScrollBar().setValue(0)
        self._browser.setFocus()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Set the text again in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_browser"):
            self.show_page(self.page)

    def _tab_clicked(self, number: int) -> None:
        self.show_page(list(HelpPage)[number])

    def _link_clicked(self, url: QUrl) -> None:
        """Go to a page of the help; an outside link is only shown."""
        name = url.path().removesuffix(".md")
        if url.isRelative() and name in list(HelpPage):
            self.show_page(HelpPage(name))
            return
        self._link.setText(
            f"This link leads to the Internet, so EM Desktop does not open it: {url.toString()}"
        )
        self._link.show()

    def _space_out(self) -> None:
        """Give lines, headings and tables the room that Markdown leaves to the viewer."""
        document = self._browser.document()
        space = self.fontMetrics().lineSpacing()
        cursor = QTextCursor(document)
        block = document.begin()
        while block.isValid():
            cursor.setPosition(block.position())
            spacing = block.blockFormat()
            spacing.setLineHeight(120, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            if spacing.headingLevel() > 1:
                spacing.setTopMargin(space * 1.2)
            cursor.setBlockFormat(spacing)
            block = block.next()
        for table in document.rootFrame().childFrames():
            if isinstance(table, QTextTable):
                look = table.format()
                look.setBorder(1)
                look.setBorderCollapse(True)
                look.setBorderBrush(QBrush(QColor(current_theme().line)))
                look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                look.setCellPadding(space / 3)
                look.setTopMargin(space / 2)
                look.setBottomMargin(space * 0.8)
                table.setFormat(look)


def show_help(window: QWidget, topic: str = HelpPage.GUIDE) -> HelpDialog:
    """Show the help beside a window; one that is open already is reused.

    Args:
        window: that the help belongs to.
        topic: ``guide``, ``signs``, ``how-em-works`` or ``changes``.
    """
    found = window.findChild(HelpDialog)
    dialog = found if isinstance(found, HelpDialog) else HelpDialog(window)
    dialog.show_page(HelpPage(topic))
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog


def _text(page: HelpPage) -> str:
    if page is HelpPage.SIGNS:
        return signs_page()
    try:
        return resource(f"help/{page}.md").read_text(encoding="utf-8")
    except OSError:
        return "This page of the help is missing from the installation."
