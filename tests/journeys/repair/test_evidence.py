"""Evidence besides one measurement, from file to file."""

import json
from random import Random

import pytest

GIRLS = ("Anna", "Maria", "Julia", "Lena", "Emma", "Clara", "Nina", "Laura")
BOYS = ("Peter", "Mark", "Jonas", "Erik", "Oskar", "Simon", "Lukas", "Viktor")
HEADER = "name,gender,height,grade,age,weight\n"
FAMILY = ("Berg", "Stein", "Holm", "Frisk", "Lund", "Dahl")


@pytest.fixture
def school(tmp_path):
    """Names tell well and heights little; every third gender is missing, two rows lack a height."""
    dice = Random(7)
    lines, truth = [], {}
    for i in range(240):
        sex = dice.choice("fm")
        age = dice.randrange(11, 17)
        height = 100 + 4.5 * age + (3 if sex == "m" else 0) + dice.gauss(0, 6)
        weight = 0.9 * (height - 100) + dice.gauss(0, 4) + (2 if sex == "m" else 0)
        name = f"{dice.choice(GIRLS if sex == 'f' else BOYS)} {dice.choice(FAMILY)}"
        gender = "" if i % 3 == 0 else sex
        tall = "" if i in (0, 3) else f"{height:.0f}"
        truth[i + 1] = sex
        lines.append(f"{name},{gender},{tall},{age - 5},{age},{weight:.1f}\n")
    path = tmp_path / "school.csv"
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    return path, truth


def right(done, truth):
    entries = done.receipt["missing_rows"]
    told = [e for e in entries if e["suggestion"]]
    return sum(e["suggestion"] == truth[e["record"]] for e in told) / len(told)


def test_names_tell_what_heights_cannot(repair, school):
    path, truth = school
    plain = repair(path, "--accept", "0", output=path.with_name("plain.csv"))
    assert plain.code == 0, plain.err
    assert plain.receipt["missing_rows"][0]["suggestion"] is None
    named = repair(path, "--accept", "0", "--evidence", "height,name", "--overwrite")
    assert named.code == 0, named.err
    assert right(named, truth) > max(right(plain, truth), 0.9)
    assert named.receipt["missing_rows"][0]["suggestion"] is not None  # by the name alone


@pytest.mark.parametrize(
    ("options", "roles"),
    [
        ([], {"group": None, "age": None, "further": []}),
        (["--age", "age"], {"group": None, "age": "age", "further": []}),
        (["--group", "grade"], {"group": "grade", "age": None, "further": []}),
        (["--evidence", "height,age,group"], {"group": "grade", "age": "age", "further": []}),
        (["--measurement", "height", "--measurement", "weight"], {"further": ["weight"]}),
    ],
)
def test_the_receipt_says_what_was_used(repair, school, options, roles):
    path, _ = school
    done = repair(path, *options)
    assert done.code == 0, done.err
    assert done.receipt["roles"] == {**done.receipt["roles"], **roles}


def test_auto_uses_what_helps(repair, school):
    path, truth = school
    done = repair(path, "--accept", "0", "--evidence", "auto")
    assert done.code == 0, done.err
    assert right(done, truth) > 0.9
    json.dumps(done.receipt, allow_nan=False)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--evidence", "smell"], "“smell” is no evidence"),
        (["--evidence", "height,name", "--name", ""], "Name it with --name"),
        (["--evidence", "name,age"], "name the height too"),
        (["--age", "name"], "holds no ages in years"),
        (["--measurement", "height", "--measurement", "waist"], "no column “waist”"),
    ],
)
def test_evidence_that_is_not_there_is_a_sentence(repair, school, options, words):
    path, _ = school
    refused = repair(path, *options)
    assert refused.code == 2
    assert words in refused.err
    assert refused.err.count("\n") == 1
    assert not refused.output.exists()
