from dataclasses import replace

import openpyxl
import pytest

from em_desktop.em.sources import Source
from em_desktop.files.problem import FileProblem, ReadCancelled, SheetNeeded
from em_desktop.files.source import ReadOptions
from em_desktop.roster.options import DEFAULT_MISSING_WORDS, Unit
from em_desktop.roster.roles import Roles
from em_desktop.session.document import Document
from em_desktop.session.loading import NEW_HEADER, load, new_roster
from em_desktop.session.remembering import choice_of

PUPILS = "Nachname;Geschlecht;Größe\nAbel;w;164,5\nBock;m;178\nCohn;fehlt;170\n" + "".join(
    f"N{i};{'wm'[i % 2]};{160 + i}\n" for i in range(12)
)


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "klasse.csv"
    path.write_text(PUPILS, encoding="utf-8")
    return path


def test_a_file_is_read_and_its_columns_are_understood(roster):
    shares = []
    loaded = load(roster, DEFAULT_MISSING_WORDS, progress=shares.append)
    assert loaded.workspace.roles == Roles(name=0, category=1, measurement=2)
    assert loaded.opened.path == roster
    assert loaded.workspace.original is loaded.workspace.roster is loaded.opened.roster
    assert loaded.reading.measurement.values[:3].tolist() == [164.5, 178, 170]
    assert loaded.reading.measurement.unit is Unit.CENTIMETRE
    assert loaded.reading.categories.codes[2] == -1
    assert all(0 <= share <= 1 for share in shares)


def test_what_was_chosen_for_the_file_comes_before_the_guess(roster):
    guessed = load(roster, DEFAULT_MISSING_WORDS).workspace
    chosen = replace(guessed, roles=Roles(category=1, measurement=2), evidence=frozenset(Source))
    choice = choice_of(chosen, roster)
    other = replace(choice, header="of another day")
    again = load(roster, DEFAULT_MISSING_WORDS, choices=(other, choice))
    assert again.workspace.roles == chosen.roles
    assert again.workspace.evidence == set(Source)
    assert again.reading.name_column is None
    assert load(roster, DEFAULT_MISSING_WORDS, choices=(other,)).workspace.roles == guessed.roles


def test_the_users_words_for_missing_are_used(roster):
    loaded = load(roster, ("m",))
    assert loaded.workspace.options.missing_words == ("m",)
    codes = loaded.reading.categories.codes
    assert codes[1] == -1
    assert codes[2] >= 0


def test_reading_options_are_passed_on(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    loaded = load(path, (), ReadOptions(delimiter=","))
    assert loaded.opened.roster.header == ("a;b",)


def test_a_cancelled_reading(roster):
    with pytest.raises(ReadCancelled):
        load(roster, (), cancelled=lambda: True)


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(FileProblem):
        load(tmp_path / "none.csv", ())


def test_a_workbook_with_several_sheets_needs_a_choice(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["name", "gender"])
    book.create_sheet("second").append(["name", "gender"])
    path = tmp_path / "book.xlsx"
    book.save(path)
    with pytest.raises(SheetNeeded):
        load(path, ())


def test_a_new_roster_waits_for_typing(qapp):
    loaded = new_roster(DEFAULT_MISSING_WORDS)
    assert loaded.opened.path is None
    assert loaded.workspace.roster.header == NEW_HEADER
    assert loaded.workspace.roster.n_rows == 0
    assert loaded.workspace.roles == Roles(name=0, category=1, measurement=2, group=3)
    assert loaded.workspace.options.missing_words == DEFAULT_MISSING_WORDS
    assert Document(loaded).status.tolist() == []
