from dataclasses import replace

import openpyxl
import pytest

from em_desktop.em.sources import Source
from em_desktop.files.preview.how_read import HowRead
from em_desktop.files.problem import FileProblem, ReadCancelled, SheetNeeded
from em_desktop.files.source import ReadOptions
from em_desktop.review.edits import SetOptions
from em_desktop.roster.options import DEFAULT_MISSING_WORDS, Unit
from em_desktop.roster.roles import Roles
from em_desktop.session.document import Document
from em_desktop.session.loading import NEW_HEADER, NO_LONGER, load, new_roster
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


HOW = HowRead(ReadOptions(delimiter=";", header_row=0), Unit.CENTIMETRE, ",")


def remembered(path, how):
    document = Document(load(path, (), how=how))
    return document.choice


def test_what_a_person_says_is_how_the_file_is_read(roster):
    loaded = load(roster, (), how=HowRead(unit=Unit.INCH, decimal_mark=","))
    assert loaded.how == HowRead(unit=Unit.INCH, decimal_mark=",")
    assert loaded.workspace.options.unit is Unit.INCH
    assert loaded.reading.measurement.decimal_mark == ","
    assert loaded.doubts == ()


def test_the_way_that_was_chosen_is_taken_the_next_time(roster):
    choice = remembered(roster, HOW)
    assert choice.how == HOW
    again = load(roster, (), choices=(choice,))
    assert again.how == HOW
    assert again.opened.options == HOW.options
    assert again.workspace.options.unit is Unit.CENTIMETRE
    assert again.opened.notes == ()


def test_a_doubtful_file_that_a_person_has_looked_at_is_doubted_no_more(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Anna,f,150\nBen,m,151\nCleo,,152\nDan,m,150\n", encoding="utf-8")
    assert load(path, ()).doubts
    assert load(path, ()).how is None
    assert load(path, (), choices=(remembered(path, HowRead()),)).doubts == ()


def test_a_file_that_has_changed_too_much_is_read_anew_and_that_is_said(roster):
    choice = remembered(roster, HOW)
    roster.write_text(PUPILS.replace("Größe", "Alter").replace(";", ","), encoding="utf-8")
    again = load(roster, (), choices=(choice,))
    assert again.opened.roster.header[2] == "Alter"
    assert again.how is None
    assert again.opened.notes[0] == NO_LONGER


def test_a_way_that_is_impossible_by_now_is_passed_over(roster):
    how = HowRead(ReadOptions(header_row=12))
    choice = replace(remembered(roster, HOW), how=how)
    roster.write_text("name;gender\nAbel;m\n", encoding="utf-8")
    assert load(roster, (), choices=(choice,)).opened.notes[0] == NO_LONGER


def test_a_sheet_that_was_chosen_is_opened_the_next_time(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for name in ("one", "two"):
        sheet = book.create_sheet(name)
        sheet.append(["name", "gender", "height"])
        sheet.append([name, "f", 150])
    book.save(path)
    with pytest.raises(SheetNeeded):
        load(path, ())
    choice = remembered(path, HowRead(ReadOptions(sheet="two")))
    assert load(path, (), choices=(choice,)).opened.roster.cell(0, 0) == "two"


def test_a_change_of_unit_is_remembered_for_the_file(roster):
    document = Document(load(roster, ()))
    said = []
    document.choice_made.connect(said.append)
    options = replace(document.workspace.options, unit=Unit.INCH)
    document.do(SetOptions(options), "change of unit")
    assert [choice.how for choice in said] == [HowRead(unit=Unit.INCH)]
    document.undo_stack.undo()
    assert said[-1].how is None
