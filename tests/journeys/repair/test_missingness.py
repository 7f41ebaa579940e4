"""Why categories are missing, told by the command."""

from random import Random

import pytest


@pytest.fixture
def roster(tmp_path):
    """A roster in which the gender of most boys is missing, and of few girls."""
    random = Random(4)
    lines = ["name,gender,height"]
    for i in range(600):
        boy = random.random() < 0.5
        missing = random.random() < (0.8 if boy else 0.2)
        height = random.gauss(177 if boy else 163, 6.5)
        lines.append(f"P{i},{'' if missing else 'boy' if boy else 'girl'},{height:.1f}")
    path = tmp_path / "roster.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_it_is_noted_that_boys_are_missing(roster, repair):
    done = repair(roster)
    assert done.code == 0, done.err
    [sentence] = [w for w in done.receipt["warnings"] if "missing" in w]
    assert sentence.startswith("The gender is missing far more often for “boy” (about ")
    assert sentence in done.out


def test_the_receipt_tells_what_the_evidence_says(roster, repair):
    done = repair(roster, "--accept", "0")
    entry = done.receipt["missing_rows"][0]
    assert list(entry["evidence"]) == ["share", "measurement", "caution"]
    high, low = sorted(entry["probabilities"].values(), reverse=True)
    assert 2.718281828 ** sum(entry["evidence"].values()) == pytest.approx(high / low, rel=0.01)
