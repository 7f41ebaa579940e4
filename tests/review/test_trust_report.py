from dataclasses import replace

from em_desktop.em.missingness import Missingness, MissingnessKind
from em_desktop.review.trust_report import trust_report


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
    assert found.notes[-1].startswith("EM converged after ")
    assert "Which gender is missing seems to be chance." in found.notes


def test_why_rows_are_missing_is_among_the_notes(desk):
    desk.infer()
    fit = desk.suggestions.fit
    desk.suggestions = replace(desk.suggestions, fit=replace(fit, missingness=None))
    assert not any("missing" in note and "chance" in note for note in report(desk).notes)
    by_height = Missingness(MissingnessKind.BY_MEASUREMENT, {}, slope=1.0)
    desk.suggestions = replace(desk.suggestions, fit=replace(fit, missingness=by_height))
    assert any(note.startswith("The gender is missing ") for note in report(desk).notes)


def test_untested_fits_have_no_dots(desk):
    desk.infer()
    untested = replace(desk.suggestions.fit, trust=None)
    desk.suggestions = replace(desk.suggestions, fit=untested)
    found = report(desk)
    assert (found.basis, found.dots) == ("", ())
    assert found.summary == found.hidden
