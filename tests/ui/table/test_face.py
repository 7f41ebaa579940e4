import pytest

from em_desktop.review.accept import accept, leave_blank
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edits import SetCells, SetDecisions, SetRoles
from em_desktop.review.wording import percent
from em_desktop.roster.flags import FlagKind
from em_desktop.roster.roles import Roles
from em_desktop.ui.table.face import Face, Tone, face, one_line

NAME, GENDER, HEIGHT, CLASS = range(4)
LOW, HIGH, MIDDLE, EMPTY, METRES = range(12, 17)


def of(document, row, column=GENDER):
    return face(document, row, column)


def test_a_recorded_value_is_shown_as_it_is(document):
    assert of(document, 0) == Face("female")
    assert of(document, 0, NAME) == Face("Pupil 0")
    assert of(document, 0, HEIGHT) == Face("158", numeric=True)


def test_a_gap_says_why_nothing_is_suggested(document):
    assert (of(document, LOW).text, of(document, LOW).tag) == ("", "missing")
    assert (of(document, HIGH).text, of(document, HIGH).tag) == ("?", "missing")
    for row in (EMPTY, METRES):
        assert of(document, row).tag == "no usable height"
    document.do(SetRoles(Roles(category=GENDER)), "no measurement")
    assert of(document, EMPTY).tag == "missing"


def test_a_suggestion_looks_like_none_of_the_files_values(document, infer):
    infer(document)
    found = of(document, LOW)
    p = document.suggestions.of(LOW).probability
    assert (found.text, found.tag, found.tone) == ("female", percent(p), Tone.MUTED)
    assert found.suggested
    assert (found.share, found.category, found.stale) == (p, 0, False)
    assert of(document, HIGH).category == 1
    assert not of(document, 0).suggested


def test_a_suggestion_from_before_an_edit_is_stale(document, infer):
    infer(document)
    document.do(SetCells(HEIGHT, (0,), ("150",)), "edit")
    assert of(document, LOW).stale
    document.undo_stack.undo()
    assert not of(document, LOW).stale


def test_answers_are_shown_as_such(document, infer):
    infer(document)
    p = percent(document.suggestions.of(LOW).probability)
    document.do(accept(document.suggestions, [LOW]), "accepting")
    document.do(leave_blank([HIGH]), "leaving")
    document.do(SetCells(GENDER, (MIDDLE,), ("male",)), "entering")
    found = of(document, LOW)
    assert (found.text, found.tag, found.tone) == ("female", f"accepted {p}", Tone.GOOD)
    assert not found.suggested
    assert (of(document, HIGH).text, of(document, HIGH).tag) == ("?", "left blank")
    assert (of(document, MIDDLE).text, of(document, MIDDLE).tag) == ("male", "you")


def test_a_row_put_off_says_so(document, infer):
    infer(document)
    document.do(SetDecisions({LOW: Decision(Answer.DEFERRED)}), "later")
    assert of(document, LOW).tag.endswith(" · later")
    assert of(document, LOW).suggested


@pytest.mark.parametrize(
    ("row", "column", "text", "tag", "kind"),
    [
        (0, HEIGHT, "tall", "unreadable", FlagKind.UNREADABLE),
        (0, HEIGHT, "17", "implausible", FlagKind.IMPLAUSIBLE),
        (0, HEIGHT, "1.62", "metres?", FlagKind.UNIT_DOUBT),
        (0, NAME, "Pupil 1", "twice", FlagKind.DUPLICATE_NAME),
    ],
)
def test_a_doubtful_cell_has_a_tag_in_words(document, row, column, text, tag, kind):
    document.do(SetCells(column, (row,), (text,)), "edit")
    found = of(document, row, column)
    assert (found.text, found.tag, found.tone) == (text, tag, Tone.WARNING)
    assert [flag.kind for flag in found.flags] == [kind]


def test_a_misspelt_category_has_a_tag(document_of):
    rows = [("", word, "", "") for word in ["female"] * 20 + ["male"] * 20 + ["femle"]]
    assert of(document_of(rows), 40).tag == "female?"


def test_a_missing_height_is_tagged_and_spoken(document):
    found = of(document, EMPTY, HEIGHT)
    assert (found.text, found.tag, found.tone) == ("", "missing", Tone.WARNING)
    assert found.spoken == "empty, missing, The height is missing."


def test_a_ragged_row_is_tagged_beside_its_name(document_of):
    document = document_of([("Ann", "female", "160"), ("Bob", "male", "172", "10A")])
    assert [flag.kind for flag in of(document, 0, NAME).flags] == [FlagKind.RAGGED]
    assert of(document, 0, NAME).tag == "ragged"
    assert of(document, 0, HEIGHT).tag == of(document, 1, NAME).tag == ""
    document.do(SetRoles(Roles(category=GENDER)), "nobody has a name")
    assert of(document, 0, NAME).tag == "ragged"


def test_a_face_is_spoken_in_words(document, infer):
    infer(document)
    assert of(document, 0).spoken == "female"
    p = percent(document.suggestions.of(LOW).probability)
    assert of(document, LOW).spoken == f"female, suggested, {p}, The gender is missing."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zoë 張 🙂", "Zoë 張 🙂"),
        ("two\nlines", "two↵lines"),
        ("two\r\nlines", "two↵lines"),
        ("a\tb\u00a0c", "a b c"),
        ("\u202eevil\u202c", "evil"),
        ("a\x00b", "a\ufffdb"),
        ("\ufeffBOM", "BOM"),
        ("می\u200cخواهم 👩\u200d👧", "می\u200cخواهم 👩\u200d👧"),
    ],
)
def test_nothing_in_a_cell_can_disturb_the_line(text, shown):
    assert one_line(text) == shown
