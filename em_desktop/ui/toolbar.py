"""The tool bar: open, export, undo, redo, infer, the state in one line, find."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QToolBar, QToolButton, QWidget

from em_desktop.ui.elided import ElidedLabel
from em_desktop.ui.icon import Icon
from em_desktop.ui.icons import set_icon
from em_desktop.ui.menus.entry import REDO, UNDO
from em_desktop.ui.style import mark
from em_desktop.ui.tips import plain_tip, set_tip

_LINES = 2.6
"""Lines of text that are as high as the bar without its margins."""


class MainToolBar(QToolBar):
    """One primary button: Infer, which says Stop while EM is at work."""

    infer_clicked = Signal()
    find_changed = Signal(str)
    find_next = Signal()

    def __init__(self, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__("Main tool bar", parent)
        self.setMovable(False)
        self.setIconSize(QSize(16, 16))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addWidget(self._edge())
        for name, text in (("open", "Open"), ("export", "Export…")):
            self.addWidget(_text_button(actions[name], text))
        for name, icon in ((UNDO, Icon.UNDO), (REDO, Icon.REDO)):
            self.addWidget(_icon_button(actions[name], icon, name.capitalize()))
        self._infer = QPushButton("Infer")
        mark(self._infer, primary=True)
        width = self._infer.fontMetrics().horizontalAdvance("Infer again") + 48
        self._infer.setMinimumWidth(width)
        self._infer.clicked.connect(self.infer_clicked)
        self.addWidget(self._infer)
        self._state = ElidedLabel()
        mark(self._state, muted=True)
        self._state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(self._state)
        self.find_field = QLineEdit()
        self.find_field.setPlaceholderText("Find a name…")
        self.find_field.setAccessibleName("Find")
        self.find_field.setClearButtonEnabled(True)
        self.find_field.setFixedWidth(self.find_field.fontMetrics().averageCharWidth() * 30)
        self.find_field.textEdited.connect(self.find_changed)
        self.find_field.returnPressed.connect(self.find_next)
        self.addWidget(self.find_field)
        self.addWidget(self._edge())
        self.set_state("", roster_open=False, running=False, inferred=False)

    def set_state(
        self,
        sentence: str,
        *,
        roster_open: bool,
        running: bool,
        inferred: bool,
        wanted: bool = True,
    ) -> None:
        """Show the state of the roster and what the primary button does now.

        Args:
            sentence: the state.
            roster_open: there is something to infer.
            running: EM is at work.
            inferred: there are suggestions.
            wanted: inferring is what is next; else the button does not ask to be pressed.
        """
        self._state.setText(sentence)
        self._state.setToolTip(plain_tip(sentence))
        self._infer.setText("Stop" if running else "Infer again" if inferred else "Infer")
        self._infer.setEnabled(roster_open)
        mark(self._infer, primary=wanted or running)
        self.find_field.setEnabled(roster_open)

    def _edge(self) -> QWidget:
        """Return what keeps buttons from the edges: a style sheet has but one margin for all."""
        edge = QWidget()
        edge.setFixedSize(0, round(_LINES * self.fontMetrics().height()))
        return edge


def _text_button(action: QAction, text: str) -> QToolButton:
    button = QToolButton()
    action.setIconText(text)
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    keys = action.shortcut().toString()
    button.setToolTip(f"{action.text().replace('&', '')} ({keys})")
    return button


def _icon_button(action: QAction, icon: Icon, name: str) -> QToolButton:
    """A button that follows an action's state and words but keeps its icon."""
    button = QToolButton()
    set_icon(button, icon)
    button.setIconSize(QSize(16, 16))
    button.setAccessibleName(name)
    button.clicked.connect(action.trigger)

    def follow() -> None:
        button.setEnabled(action.isEnabled())
        words = f"{action.text().replace('&', '')} ({action.shortcut().toString()})"
        set_tip(button, words)

    action.changed.connect(follow)
    follow()
    return button
