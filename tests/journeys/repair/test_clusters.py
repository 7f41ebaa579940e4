"""Groups in a table without categories, from file to file."""

import json

import pytest

NAMED = ("--clusters", "auto", "--cluster-names", "short,long", "--category", "kind")


def test_the_geyser_has_two_kinds_of_eruptions(repair, sample):
    path = sample("geyser.csv")
    done = repair(path, *NAMED, "--accept", "0", "--json")
    assert done.code == 0, done.err
    summary = done.summary
    assert (summary["rows"], summary["missing"], summary["filled"]) == (250, 250, 250)
    found = summary["clusters"]
    assert (found["column"], found["number"], found["names"]) == ("kind", 2, ["short", "long"])
    assert min(found["bic"], key=found["bic"].get) == "2"
    assert list(found["bic"]) == [str(k) for k in range(1, 10)]
    short, long = summary["components"]
    assert (short["category"], short["recorded"]) == ("short", 0)
    assert short["mean"] == pytest.approx(2.0, abs=0.1)
    assert long["mean"] == pytest.approx(4.3, abs=0.1)
    before = path.read_bytes().splitlines()
    after = done.output.read_bytes().splitlines()
    assert after[0] == before[0] + b",kind"
    for old, new in zip(before[1:], after[1:], strict=True):
        assert new == old + (b",short" if float(old.split(b",")[0]) < 3 else b",long")
    assert done.receipt["roles"]["category"] == "kind"
    assert done.receipt["roles"]["further"] == ["waiting_min"]
    assert len(done.receipt["missing_rows"]) == 250


def test_rows_between_the_groups_stay_blank(repair, sample, reading):
    done = repair(sample("geyser.csv"), "--clusters", "2", "--measurement", "waiting_min")
    header, rows = reading(done.output)
    assert header == ["eruption_min", "waiting_min", "type"]
    assert {row[2] for row in rows} == {"A", "B", ""}
    assert done.receipt["roles"]["measurement"] == "waiting_min"
    assert done.receipt["roles"]["further"] == []


def test_as_many_groups_as_are_asked_for(repair, sample):
    done = repair(sample("geyser.csv"), "--clusters", "3", "--json")
    assert [c["category"] for c in done.summary["components"]] == ["A", "B", "C"]
    means = [c["mean"] for c in done.summary["components"]]
    assert means == sorted(means)
    assert list(done.summary["clusters"]["bic"]) == ["1", "2", "3"]


@pytest.mark.parametrize("kind", ["tsv", "xlsx", "ods"])
def test_another_format_has_the_column_too(repair, sample, reading, tmp_path, kind):
    expected = repair(sample("geyser.csv"), *NAMED, receipt=False).output
    output = tmp_path / "written" / f"other.{kind}"
    done = repair(sample("geyser.csv"), *NAMED, output=output, receipt=False)
    assert done.code == 0, done.err
    assert reading(output) == reading(expected)


def test_a_category_column_does_not_stand_in_the_way(repair, sample, reading):
    done = repair(sample("edmond.csv"), "--clusters", "2", "--measurement", "height", "--json")
    assert done.code == 0, done.err
    header, rows = reading(done.output)
    assert header == ["name", "gender", "height", "class", "type"]
    _, before = reading(sample("edmond.csv"))
    assert [row[:4] for row in rows] == before


def test_a_blank_column_is_filled(repair, tmp_path, reading):
    path = tmp_path / "blank.csv"
    lines = [f"{i % 7 + (30 if i % 2 else 0)}.5,,x" for i in range(60)]
    path.write_text("\n".join(["size,Kind,note", *lines]) + "\n", encoding="utf-8")
    done = repair(path, "--clusters", "2", "--category", "kind", "--accept", "0")
    assert done.code == 0, done.err
    header, rows = reading(done.output)
    assert header == ["size", "Kind", "note"]
    assert [row[1] for row in rows] == ["A", "B"] * 30


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--clusters", "auto", "--cluster-names", "a,b,c"), ("2 groups", "3 names")),
        (("--clusters", "2", "--cluster-names", "a,A"), ("same name",)),
        (("--clusters", "2", "--cluster-names", "a,?"), ("missing",)),
        (("--clusters", "2", "--category", "waiting_min"), ("already",)),
        (("--clusters", "2", "--category", ""), ("needs a name",)),
        (("--clusters", "2", "--measurement", "height"), ("height",)),
    ],
)
def test_what_cannot_be_is_told(repair, sample, options, words):
    repair(sample("geyser.csv"), *options).refused(*words)


def test_one_group_is_told(repair, tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("\n".join(["x", *(f"{50 + i % 11 + i % 13}" for i in range(200))]))
    repair(path, "--clusters", "auto").refused("One group", "--clusters")


def test_words_alone_are_told(repair, tmp_path):
    path = tmp_path / "words.csv"
    path.write_text("a,b\nx,y\nz,w\n", encoding="utf-8")
    repair(path, "--clusters", "2").refused("--measurement", "1 a, 2 b")


def test_without_groups_the_summary_says_so(repair, sample):
    assert repair(sample("edmond.csv"), "--json").summary["clusters"] is None


@pytest.mark.parametrize(
    ("options", "word"),
    [(("--clusters", wrong), "2 to 9") for wrong in ("1", "10", "two", "")]
    + [(("--cluster-names", "a,b"), "needs --clusters")],
)
def test_wrong_use_is_told(repair, sample, options, word):
    done = repair(sample("geyser.csv"), *options)
    assert done.code == 2
    assert word in done.err
    assert not done.output.exists()


def test_a_name_with_a_comma_stands_in_quotation_marks(repair, sample):
    done = repair(sample("geyser.csv"), "--clusters", "2", "--cluster-names", 'a,"b, c"')
    assert done.code == 0, done.err
    assert {c["category"] for c in json.loads(done.receipt_path.read_text())["components"]} == {
        "a",
        "b, c",
    }
