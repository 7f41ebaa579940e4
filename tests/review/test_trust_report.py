from dataclasses import replace

from em_desktop.em.missingness import Missingness, MissingnessKind
from em_desktop.review.accept import forecast
from em_desktop.review.edits import SetRoles
from em_desktop.review.explain import explain
from em_desktop.review.finding import Finding, find_groups
from em_desktop.review.trust_report import trust_report
from em_desktop.roster.roles import Roles


def report(desk):
    return trust_report(desk.suggestions, desk.workspace, desk.reading)


def test_it_gathers_what_is_known(desk):
    desk.infer()
    found = report(desk)
    assert found.summary.startswith("Height alone ")
    assert found.basis == "tested on 40 recorded rows"
    assert found.hidden.startswith("When the gender of 40 recorded rows was hidden")
    assert found.ceiling == ""
    assert sum(dot.n for dot in found.dots) == 40
    assert found.measure == "height"
    assert [line.category for line in found.parameters] == ["female", "male"]
    assert found.best is None
    assert found.notes[-1].startswith("EM settled after ")
    assert "Which gender is missing seems to be chance." in found.notes


def test_why_rows_are_missing_is_among_the_notes(desk):
    desk.infer()
    fit = desk.suggestions.fit
    desk.suggestions = replace(desk.suggestions, fit=replace(fit, missingness=None))
    assert not any("missing" in note and "chance" in note for note in report(desk).notes)
    by_height = Missingness(MissingnessKind.BY_MEASUREMENT, {}, slope=1.0)
    desk.suggestions = replace(desk.suggestions, fit=replace(fit, missingness=by_height))
    assert any(note.startswith("The gender is missing ") for note in report(desk).notes)


def test_where_rows_are_missing_for_a_reason_the_suggestions_have_a_figure_of_their_own(desk):
    desk.infer()
    assert "suggestions" not in report(desk).summary
    for why in (
        Missingness(MissingnessKind.BY_MEASUREMENT, {}, slope=1.0),
        Missingness(MissingnessKind.AT_RANDOM, {}, weight=0.2),
    ):
        fit = replace(desk.suggestions.fit, missingness=why)
        desk.suggestions = replace(desk.suggestions, fit=fit)
        found = report(desk)
        assert " of hidden recorded rows right" in found.summary
        assert "Of the 3 suggestions about " in found.summary
        assert "of the 3 suggestions about " in found.hidden


def test_an_old_fit_keeps_the_nouns_of_what_it_was_made_of(desk):
    desk.infer()
    before = report(desk)
    roles = desk.workspace.roles
    desk.do(SetRoles(replace(roles, further=(3,))))
    assert report(desk) == before
    for row_id, noun in ((40, "height"), (41, "height")):
        parts = explain(desk.suggestions, row_id, desk.workspace, desk.reading).parts
        assert noun in [part.title for part in parts]


def test_groups_that_were_found_list_the_mean_of_each_measurement(desk_of):
    rows = [(f"r{i}", "", str(20 * (i % 2) + i % 5), str(300 * (i % 2) + i % 7)) for i in range(60)]
    desk = desk_of(rows, Roles(measurement=2), ("no", "kind", "length", "weight"))
    desk.do(find_groups(desk.workspace, desk.reading, Finding("", ("a", "b"), (2, 3))))
    desk.infer()
    found = report(desk)
    assert found.measure == "length"
    [line] = found.further
    assert line.startswith(("mean weight: a 3", "mean weight: a 2"))
    assert ", b 30" in line
    assert "no right answer" in found.summary
    assert forecast(desk.suggestions, desk.suggestions.row_ids).grouped


def test_untested_fits_have_no_dots(desk):
    desk.infer()
    untested = replace(desk.suggestions.fit, trust=None)
    desk.suggestions = replace(desk.suggestions, fit=untested)
    found = report(desk)
    assert (found.basis, found.dots) == ("", ())
    assert found.summary == found.hidden
