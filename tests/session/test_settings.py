import json
import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from em_desktop.files.preview.how_read import HowRead
from em_desktop.files.source import ReadOptions
from em_desktop.review.answer_keys import USUAL, AnswerKeys
from em_desktop.review.queue_order import QueueOrder
from em_desktop.roster.options import Unit
from em_desktop.session import settings as module
from em_desktop.session.bookmarks import Bookmark
from em_desktop.session.choices import Choice
from em_desktop.session.settings import (
    MAX_BOOKMARKS,
    MAX_CHOICES,
    MAX_RECENT,
    Appearance,
    Pace,
    Settings,
    SettingsStore,
    settings_folder,
)

CHOSEN = Settings(
    missing_words=("", "keine Angabe", "無"),
    appearance=Appearance.DARK,
    pace=Pace.SLOW,
    unsure_below=0.9,
    recent=(Path("/a/class 10A.csv"), Path("/b/c.ods")),
    last_folder=Path("/a"),
    choices=(
        Choice(Path("/a/class 10A.csv"), "0f", (("name", 0),), ("measurement", "group")),
        Choice(Path("/b/c.ods"), "0e", (), (), HowRead(ReadOptions(sheet="two"), Unit.INCH, ",")),
    ),
    bookmarks=(Bookmark(Path("/b/d.ods"), "0d", 30, 4, threshold=0.9),),
    order=QueueOrder.UNSURE_FIRST,
    keys=AnswerKeys(skip="X", back="F11", categories=("1", "2")),
)


@pytest.fixture
def store(tmp_path):
    return SettingsStore(tmp_path / "new folder")


def test_without_a_file_there_are_the_defaults(store):
    assert store.load() == Settings()


def test_what_is_saved_is_loaded(store):
    assert store.save(CHOSEN)
    assert store.load() == CHOSEN


def test_saving_leaves_nothing_else_behind(store):
    store.save(CHOSEN)
    store.save(Settings())
    assert [path.name for path in store.path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"version": 99}',
        b'{"version": "1"}',
        b'{"version": 1, "pace": "hasty"}',
        b'{"version": 1, "unsure_below": 7}',
        b'{"version": 1, "unsure_below": null}',
        b'{"version": 1, "missing_words": "na"}',
        b'{"version": 1, "recent": [1]}',
        b'{"version": 1, "last_folder": 1}',
    ],
)
def test_a_file_that_makes_no_sense_is_set_aside(store, content):
    store.path.parent.mkdir()
    store.path.write_bytes(content)
    assert store.load() == Settings()
    assert not store.path.exists()
    (aside,) = store.path.parent.iterdir()
    assert aside.read_bytes() == content


def test_what_a_file_does_not_say_has_its_default(store):
    store.path.parent.mkdir()
    store.path.write_text('{"version": 1, "pace": "slow", "of another program": 1}')
    assert store.load() == Settings(pace=Pace.SLOW)


def test_keys_that_stand_in_each_others_way_are_not_taken(store):
    store.save(Settings(keys=AnswerKeys(skip="Enter"), receipt=True))
    assert store.load() == Settings(receipt=True)


def test_keys_that_a_file_does_not_name_are_the_usual_ones(store):
    store.save(Settings())
    content = json.loads(store.path.read_text())
    content["keys"] = {"skip": "X"}
    store.path.write_text(json.dumps(content))
    assert store.load().keys == replace(USUAL, skip="X")


def test_an_older_file_is_migrated_step_by_step(store, monkeypatch):
    store.save(CHOSEN)
    monkeypatch.setattr(module, "_VERSION", 4)
    monkeypatch.setattr(
        module,
        "_MIGRATIONS",
        {
            2: lambda old: {**old, "speed": old["pace"]},
            3: lambda old: {**old, "pace": "instant" if old["speed"] == "slow" else "calm"},
        },
    )
    assert store.load() == replace(CHOSEN, pace=Pace.INSTANT)


def test_a_folder_that_cannot_be_made_is_no_catastrophe(tmp_path):
    (tmp_path / "file").write_text("in the way")
    store = SettingsStore(tmp_path / "file")
    assert not store.save(CHOSEN)
    assert store.load() == Settings()


def test_a_disk_that_fills_up_keeps_the_old_file(store, monkeypatch):
    store.save(CHOSEN)

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert not store.save(Settings())
    assert store.load() == CHOSEN
    assert [path.name for path in store.path.parent.iterdir()] == ["settings.json"]


def test_a_path_that_is_no_utf8_is_kept(store):
    path = Path(os.fsdecode(b"/a/Jos\xe9/class.csv"))
    chosen = Settings().with_opened(path)
    assert store.save(chosen)
    assert store.load() == chosen
    assert os.fsencode(store.load().recent[0]) == b"/a/Jos\xe9/class.csv"


def test_a_folder_that_no_system_takes_is_no_catastrophe():
    assert not SettingsStore(Path("a\0b")).save(CHOSEN)


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), KeyboardInterrupt()])
def test_whatever_stops_it_no_half_written_file_stays(store, monkeypatch, error):
    def stop(_descriptor):
        raise error

    monkeypatch.setattr(os, "fsync", stop)
    with suppress(KeyboardInterrupt):
        assert not store.save(CHOSEN)
    assert list(store.path.parent.iterdir()) == []


def test_only_paths_are_kept_of_recent_files(store, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("Amara,171.5\n")
    store.save(Settings().with_opened(roster))
    assert "Amara" not in store.path.read_text()
    assert json.loads(store.path.read_text())["recent"] == [str(roster)]


def test_recent_files_have_the_newest_first_and_no_twins(tmp_path):
    settings = Settings()
    for number in range(MAX_RECENT + 3):
        settings = settings.with_opened(tmp_path / f"{number}.csv")
    settings = settings.with_opened(tmp_path / "5.csv")
    names = [path.name for path in settings.recent]
    assert names == [f"{n}.csv" for n in (5, 12, 11, 10, 9, 8, 7, 6, 4, 3)]
    assert settings.last_folder == tmp_path
    assert settings.without_recent() == Settings()


def chosen(path, header="0f", *evidence):
    return Choice(Path(path).absolute(), header, (("name", 0),), evidence)


def test_what_was_chosen_for_files_has_the_newest_first_and_no_twins():
    settings = Settings()
    for number in range(MAX_CHOICES + 3):
        settings = settings.with_choice(chosen(f"/{number}.csv"))
    settings = settings.with_choice(chosen("/5.csv", "0f", "name"))
    assert len(settings.choices) == MAX_CHOICES
    assert settings.choices[0] == chosen("/5.csv", "0f", "name")
    assert settings.choices_for(Path("/5.csv")) == settings.choices[:1]
    assert settings.choices_for(Path("/0.csv")) == ()
    assert settings.without_recent() == Settings()


def test_a_file_may_have_had_several_headers():
    settings = Settings().with_choice(chosen("/a.csv", "aa")).with_choice(chosen("/a.csv", "bb"))
    assert [choice.header for choice in settings.choices_for(Path("/a.csv"))] == ["bb", "aa"]


def test_choices_that_make_no_sense_do_not_cost_the_other_settings(store):
    store.save(CHOSEN)
    content = json.loads(store.path.read_text())
    content["choices"].append({"path": 1})
    store.path.write_text(json.dumps(content))
    assert store.load() == CHOSEN
    store.path.write_text(json.dumps({**content, "choices": "none"}))
    assert store.load() == replace(CHOSEN, choices=())


@pytest.mark.parametrize(
    "wrong",
    [
        {"unsure_below": 0.4},
        {"recent": (Path("a"),) * 11},
        {"choices": CHOSEN.choices * (MAX_CHOICES + 1)},
    ],
)
def test_impossible_settings_cannot_be_made(wrong):
    with pytest.raises(ValueError, match=r"unsure_below|recent|choices"):
        Settings(**wrong)


def test_the_environment_names_the_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("EM_DESKTOP_HOME", str(tmp_path))
    assert settings_folder() == tmp_path
    assert SettingsStore().path == tmp_path / "settings.json"
    monkeypatch.delenv("EM_DESKTOP_HOME")
    assert settings_folder().name == "em-desktop"


def test_paces_are_in_seconds():
    assert [pace.seconds for pace in Pace] == [0.0, 1.6, 4.0]


def test_choices_of_the_first_version_say_nothing_of_how_a_file_is_read(store):
    store.save(CHOSEN)
    content = json.loads(store.path.read_text())
    for choice in content["choices"]:
        del choice["how"]
    store.path.write_text(json.dumps({**content, "version": 1}))
    choices = tuple(replace(choice, how=None) for choice in CHOSEN.choices)
    assert store.load() == replace(CHOSEN, choices=choices)
    assert store.save(store.load())
    assert json.loads(store.path.read_text())["version"] == 2
    assert store.load() == replace(CHOSEN, choices=choices)


def test_a_way_of_reading_that_makes_no_sense_is_forgotten_and_the_roles_are_kept(store):
    store.save(CHOSEN)
    content = json.loads(store.path.read_text())
    content["choices"][1]["how"] = {"options": {}, "unit": "league"}
    store.path.write_text(json.dumps(content))
    assert store.load().choices[1] == replace(CHOSEN.choices[1], how=None)


def test_what_is_under_way_lies_apart_from_the_settings(tmp_path, monkeypatch):
    assert SettingsStore(tmp_path).state == tmp_path / "state"
    monkeypatch.setenv("EM_DESKTOP_HOME", str(tmp_path / "home"))
    store = SettingsStore()
    assert store.path.parent == tmp_path / "home"
    assert store.state == tmp_path / "home" / "state"


def test_the_newest_bookmark_of_a_file_counts_and_there_are_not_too_many():
    here = Path("/a.csv")
    settings = Settings().with_bookmark(Bookmark(here, "0", 30, 4))
    settings = settings.with_bookmark(Bookmark(here, "0", 30, 7))
    assert settings.bookmarks == settings.bookmarks_for(here)
    assert settings.left_at(here) == "at row 8 of 30"
    assert settings.left_at(Path("/b.csv")) == ""
    assert settings.without_recent() == Settings()
    for number in range(MAX_BOOKMARKS + 1):
        settings = settings.with_bookmark(Bookmark(Path(f"/{number}.csv"), "0", 30))
    assert len(settings.bookmarks) == MAX_BOOKMARKS
    assert settings.left_at(here) == ""
    with pytest.raises(ValueError, match="bookmarks"):
        replace(settings, bookmarks=settings.bookmarks * 2)


def test_settings_of_before_there_were_bookmarks_are_read(store):
    store.save(CHOSEN)
    content = json.loads(store.path.read_text())
    del content["bookmarks"]
    store.path.write_text(json.dumps(content))
    assert store.load() == replace(CHOSEN, bookmarks=())
    content["version"] = 1
    store.path.write_text(json.dumps(content))
    assert [choice.path for choice in store.load().choices] == [c.path for c in CHOSEN.choices]
    content["bookmarks"] = "x"
    store.path.write_text(json.dumps(content))
    assert store.load().bookmarks == ()
