"""The user's choices: words for missing, light or dark, pace, what counts as unsure, and keys."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QWidget,
)

from em_desktop.roster.options import DEFAULT_MISSING_WORDS
from em_desktop.session.settings import Appearance, Pace, Settings
from em_desktop.ui.dialogs.keys_card import KeysCard
from em_desktop.ui.dialogs.parts import (
    accept_buttons,
    add_buttons,
    card,
    dialog_layout,
    fit,
    paragraph,
)
from em_desktop.ui.style import scale_text

_APPEARANCES = (
    (Appearance.SYSTEM, "As the system"),
    (Appearance.LIGHT, "Light"),
    (Appearance.DARK, "Dark"),
)
_PACES = (
    (Pace.INSTANT, "At once"),
    (Pace.CALM, "Calm, about 1.6 seconds"),
    (Pace.SLOW, "Slow, about 4 seconds"),
)


class SettingsDialog(QDialog):
    """Takes settings and returns them changed.

    Attributes:
        chosen: the new ``Settings``; not emitted when the user cancels.
    """

    chosen = Signal(object)

    def __init__(
        self,
        settings: Settings,
        parent: QWidget | None = None,
        taken: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Show settings.

        Args:
            settings: as they are.
            parent: Qt's.
            taken: what keys of the menus do, by their names.
        """
        super().__init__(parent)
        self._settings = settings
        self._words = QPlainTextEdit("\n".join(word for word in settings.missing_words if word))
        self._appearance = _choices(_APPEARANCES, settings.appearance)
        self._pace = _choices(_PACES, settings.pace)
        self._unsure = QSlider(Qt.Orientation.Horizontal)
        self._unsure_shown = QLabel()

        layout = dialog_layout(self, "Settings")
        layout.addWidget(self._words_card())
        layout.addWidget(self._review_card())
        self.keys_card = KeysCard(settings.keys, taken)
        layout.addWidget(self.keys_card)
        buttons, primary = accept_buttons(self, "&Save")
        primary.clicked.connect(self._save)
        self._primary = primary
        self.keys_card.changed.connect(self._follow_keys)
        add_buttons(self, buttons)
        fit(self, 80)

    def _words_card(self) -> QWidget:
        frame, inside = card()
        label = QLabel("&Words that mean “missing”")
        label.setBuddy(self._words)
        scale_text(label, bold=True)
        inside.addWidget(label)
        inside.addWidget(
            paragraph(
                "One on each line. Capitals do not matter. Empty cells always count as missing.",
                muted=True,
            )
        )
        self._words.setTabChangesFocus(True)
        self._words.setFixedHeight(self.fontMetrics().lineSpacing() * 6 + 18)
        inside.addWidget(self._words)
        usual = QPushButton("&Usual words")
        usual.setAccessibleDescription("Put back the list that the program came with")
        usual.setAutoDefault(False)
        usual.clicked.connect(self._put_usual)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(usual)
        inside.addLayout(row)
        return frame

    def _review_card(self) -> QWidget:
        frame, inside = card()
        inside.setSpacing(8)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._appearance.setMinimumWidth(self._pace.sizeHint().width())
        form.addRow("&Appearance", self._appearance)
        form.addRow("&Pace of the curves", self._pace)
        self._unsure.setRange(50, 99)
        self._unsure.setPageStep(5)
        self._unsure.setValue(round(self._settings.unsure_below * 100))
        self._unsure.valueChanged.connect(self._show_unsure)
        width = self._unsure_shown.fontMetrics().horizontalAdvance("100 %")
        self._unsure_shown.setMinimumWidth(width)
        self._show_unsure(self._unsure.value())
        slide = QHBoxLayout()
        slide.setSpacing(12)
        slide.addWidget(self._unsure, 1)
        slide.addWidget(self._unsure_shown)
        label = QLabel("U&nsure below")
        label.setBuddy(self._unsure)
        form.addRow(label, slide)
        inside.addLayout(form)
        inside.addWidget(
            paragraph(
                "The pace changes only the picture: EM itself always runs as fast as it can. "
                "Unsure suggestions get a sign and a filter of their own.",
                muted=True,
            )
        )
        return frame

    def _put_usual(self) -> None:
        self._words.setPlainText("\n".join(DEFAULT_MISSING_WORDS))
        self._words.setFocus()

    def _show_unsure(self, value: int) -> None:
        self._unsure_shown.setText(f"{value} %")

    def _follow_keys(self) -> None:
        self._primary.setEnabled(not self.keys_card.conflicts)

    def _save(self) -> None:
        threshold = self._unsure.value() / 100
        if round(self._settings.unsure_below * 100) == self._unsure.value():
            threshold = self._settings.unsure_below
        self.chosen.emit(
            replace(
                self._settings,
                missing_words=_words(self._words.toPlainText()),
                appearance=Appearance(self._appearance.currentData()),
                pace=Pace(self._pace.currentData()),
                unsure_below=threshold,
                keys=self.keys_card.keys,
            )
        )
        self.accept()


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a list with one on each line, without twins."""
    first: dict[str, str] = {}
    for line in text.splitlines():
        word = line.strip()
        if word:
            first.setdefault(word.casefold(), word)
    return tuple(first.values())


def _choices(
    choices: tuple[tuple[Appearance, str], ...] | tuple[tuple[Pace, str], ...],
    current: Appearance | Pace,
) -> QComboBox:
    box = QComboBox()
    for value, label in choices:
        box.addItem(label, value.value)
    box.setCurrentIndex(box.findData(current.value))
    return box
