from em_desktop.review.checks import Check, CheckKind
from em_desktop.review.receipt_checks import checks_as_json


def test_each_check_is_told_with_what_they_add_up_to():
    blind = Check(CheckKind.BLIND, "", "f", 0.62, 1, 0.0)
    sampled = Check(CheckKind.SAMPLE, "m", "m", 0.97, 1, None, 0.95, 7)
    told = checks_as_json({5: sampled, 2: blind})
    assert [row["record"] for row in told["rows"]] == [3, 6]
    first, second = told["rows"]
    assert (first["kind"], first["said"], first["suggested"]) == ("blind", None, "f")
    assert first["time"] is not None
    assert (second["threshold"], second["probability"]) == (0.95, 0.97)
    assert (told["sample"]["n"], told["sample"]["agreed"], told["sample"]["level"]) == (1, 1, 0.9)
    assert (told["blind"]["n"], told["blind"]["untold"]) == (0, 1)


def test_nobody_was_asked():
    assert checks_as_json({}) == {"blind": None, "sample": None, "rows": []}
