"""What the command says of how far its suggestions can be trusted."""

import pytest

ERRORS = {"share", "mean", "standard_deviation"}


def test_the_summary_says_how_far_to_trust_it(repair, sample):
    done = repair(sample("edmond.csv"), "--accept", "0.8", "--json")
    assert done.code == 0, done.err
    summary = done.summary
    assert summary["evidence"] == ["measurement"]
    trust = summary["trust"]
    assert trust["n"] == sum(part["n"] for part in trust["reliability"])
    assert trust["accuracy_interval"][0] < trust["expected_accuracy"]
    wrong = trust["expected_wrong"]
    assert wrong["n"] == summary["filled"]
    assert wrong["low"] <= wrong["wrong"] <= wrong["high"]
    assert {offer["source"] for offer in summary["offers"]} >= {"name"}
    assert summary["worth_a_look"] >= 0
    assert summary["left_out"] == []
    assert all(set(c["standard_errors"]) == ERRORS for c in summary["components"])
    fields = ("evidence", "trust", "offers", "worth_a_look", "left_out", "components")
    assert all(done.receipt[field] == summary[field] for field in fields)


def test_the_text_says_what_would_help_and_how_to_ask_for_it(repair, sample):
    said = repair(sample("whole_school.csv"), "--accept", "0").out
    assert "Expect about " in said
    assert " wrong among the 135 filled (" in said
    assert "of 765 recorded rows that were hidden and guessed" in said.casefold()
    assert "Height alone 5" in said
    assert ": add --evidence height,name." in said
    more = repair(
        sample("whole_school.csv"), "--accept", "0", "--evidence", "height,name", "--overwrite"
    )
    assert "--evidence height,name." not in more.out


def test_evidence_that_could_not_be_used_is_said(repair, tmp_path):
    path = tmp_path / "alike.csv"
    rows = [f"Ann,{'fm'[i % 2]},{160 + 15 * (i % 2) + i % 7},10A" for i in range(40)]
    path.write_text("\n".join(["name,gender,height,form", *rows, "Ann,,171,10A", ""]))
    done = repair(path, "--evidence", "height,name,group", "--json")
    assert done.code == 0, done.err
    assert done.summary["evidence"] == ["measurement"]
    assert any("so it was not used" in sentence for sentence in done.summary["left_out"])
    text = repair(path, "--evidence", "height,name,group", "--overwrite").out
    assert all(sentence in text for sentence in done.summary["left_out"])


@pytest.mark.parametrize("rows", [3, 4])
def test_few_recorded_rows_are_no_reason_to_be_silent(repair, tmp_path, rows):
    path = tmp_path / "few.csv"
    lines = [f"P{i},{'fm'[i % 2]},{160 + 15 * (i % 2) + i}" for i in range(2 * rows)]
    path.write_text("\n".join(["name,gender,height", *lines, "X,,171", ""]))
    done = repair(path, "--json")
    assert done.code == 0, done.err
    assert done.summary["trust"] is None or done.summary["trust"]["n"] == 2 * rows
