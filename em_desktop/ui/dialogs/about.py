"""What the program is, which version, whose work it builds on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from em_desktop import __version__
from em_desktop.ui.dialogs.parts import (
    add_buttons,
    close_button,
    dialog_layout,
    fit,
    heading,
    paragraph,
)
from em_desktop.ui.icons import program_pixmap

_WHAT = "Fills the gaps of a roster by expectation-maximisation: easy, honest, lossless."
_PRIVACY = "It works on this computer only. It has no account and never uses the network."
_THANKS = (
    "Free software under the MIT licence. It stands on the work of others: Python, Qt and PySide6 "
    "(LGPL), NumPy, pyqtgraph, CleverCSV, chardet, XlsxWriter and platformdirs. The method is by "
    "Dempster, Laird and Rubin (1977)."
)


class AboutDialog(QDialog):
    """Shows name, version, licence and thanks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = dialog_layout(self, "About EM Desktop")
        picture = QLabel()
        picture.setPixmap(program_pixmap(72, self.devicePixelRatioF()))
        version = paragraph(f"Version {__version__}", muted=True)
        version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(heading("EM Desktop"))
        words.addWidget(version)
        words.addWidget(paragraph(_WHAT))
        words.addWidget(paragraph(_PRIVACY))
        words.addWidget(paragraph(_THANKS, muted=True))
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        layout.addLayout(row)
        add_buttons(self, close_button(self))
        fit(self, 84)
