"""Settings that are saved whenever they change."""

from dataclasses import replace

from PySide6.QtCore import QObject

from em_desktop.session.settings import SettingsStore
from em_desktop.ui.memory import Memory


def test_what_is_kept_is_there_in_the_next_window(qtbot, tmp_path):
    owner = QObject()
    memory = Memory(SettingsStore(tmp_path), owner)
    with qtbot.waitSignal(memory.changed):
        memory.keep(replace(memory.settings, unsure_below=0.7).with_opened(tmp_path / "a.csv"))
    memory.keep_receipt(True)
    again = Memory(SettingsStore(tmp_path), owner)
    assert again.settings == memory.settings
    assert again.settings.receipt
    again.forget_recent()
    assert SettingsStore(tmp_path).load().recent == ()
    assert SettingsStore(tmp_path).load().unsure_below == 0.7
