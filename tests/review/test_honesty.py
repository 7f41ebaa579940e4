import json
from dataclasses import replace

import pytest

from em_desktop.em import infer
from em_desktop.review.accept import accept
from em_desktop.review.edits import SetCells
from em_desktop.review.honesty import Honesty, as_json, honesty
from em_desktop.review.resolve import resolve
from em_desktop.review.suggestions import suggest

GENDER = 1


def told(desk):
    changes = resolve(desk.workspace, desk.reading)
    return honesty(desk.workspace, desk.reading, desk.suggestions, changes)


def test_without_a_fit_nothing_is_claimed(desk):
    assert as_json(told(desk)) == {
        "evidence": [],
        "trust": None,
        "offers": [],
        "worth_a_look": 0,
        "left_out": [],
        "missingness": None,
    }
    assert told(desk) == Honesty()


def test_all_fields_are_numbers_and_words(desk):
    desk.infer()
    desk.do(accept(desk.suggestions, [40, 41], 0.8))
    found = json.loads(json.dumps(as_json(told(desk)), allow_nan=False))
    assert found["evidence"] == ["measurement"]
    trust = found["trust"]
    assert trust["n"] == 40
    low, high = trust["accuracy_interval"]
    assert low < trust["expected_accuracy"] <= high
    assert sum(each["n"] for each in trust["reliability"]) == 40
    assert trust["log_loss"] > 0
    assert trust["brier"] > 0
    assert trust["expected_wrong"]["n"] == 2
    assert trust["expected_wrong"]["level"] == 0.9
    assert found["worth_a_look"] == 0


def test_only_written_suggestions_count(desk):
    desk.infer()
    desk.do(accept(desk.suggestions, [40, 41, 42], 0.5))
    desk.do(SetCells(GENDER, (42,), ("male",)))
    expected = told(desk).expected
    best = [desk.suggestions.of(i).probability for i in (40, 41)]
    assert expected == desk.suggestions.fit.trust.expected_wrong(best, 0.5)


def test_suggestions_accepted_by_hand_are_compared_with_all_hidden_rows(desk):
    desk.infer()
    desk.do(accept(desk.suggestions, [40], 0.9))
    desk.do(accept(desk.suggestions, [41]))
    best = [desk.suggestions.of(i).probability for i in (40, 41)]
    assert told(desk).expected == desk.suggestions.fit.trust.expected_wrong(best, 0.0)


def test_nothing_tested_is_null(desk):
    desk.infer()
    untested = replace(desk.suggestions.fit, trust=None)
    desk.suggestions = replace(desk.suggestions, fit=untested)
    assert as_json(told(desk))["trust"] is None
    assert told(desk).expected is None


def test_offers_carry_what_was_measured(desk_of):
    rows = [
        (("Anna", "Jonas")[i % 2] + f" {i}", ("f", "m")[i % 2], f"{165 + (7 * i) % 11}", "10A")
        for i in range(60)
    ]
    desk = desk_of([*rows, ("Anna X", "", "170", "10A")])
    encoding = desk.infer().encoding
    assert not encoding.design.names, "names are read by the worker, where they are not used"
    assert as_json(told(desk))["offers"] == []

    desk.suggestions = suggest(encoding, infer(encoding.whole_design(), encoding.evidence))
    [names] = as_json(told(desk))["offers"]
    assert (names["source"], names["used"], names["worthwhile"]) == ("name", False, True)
    assert names["accuracy_with"] > names["accuracy_without"]
    assert names["log_loss_with"] == pytest.approx(desk.suggestions.fit.offers[0].log_loss_with)
