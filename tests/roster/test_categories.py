import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.categories import CategoryReading, read_categories
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.table import texts


def read(cells: list[str], header: str = "") -> CategoryReading:
    return read_categories(texts(cells), ReadingOptions(), header)


def spellings(cells: list[str], header: str = "") -> set[tuple[str, ...]]:
    return {category.spellings for category in read(cells, header).categories}


def test_spellings_of_one_gender_are_one_category() -> None:
    cells = ["F", "female", "F", "Girl", "weiblich", " f.", "M", "male", "Boy", "männlich"]
    assert spellings(cells) == {
        ("F", "female", "Girl", "weiblich", " f."),
        ("M", "male", "Boy", "männlich"),
    }


def test_the_label_is_the_spelling_the_file_uses_most() -> None:
    assert [c.label for c in read(["female", "F", "F", "m", "Male"]).categories] == ["F", "m"]
    assert [c.label for c in read(["男", "男性", "女性", "女性"]).categories] == ["女性", "男"]


def test_codes_counts_and_order() -> None:
    reading = read(["male", "", "female", "Female", "NA", "FEMALE", "x"])
    assert [c.label for c in reading.categories] == ["female", "male", "x"]
    assert reading.counts.tolist() == [3, 1, 1]
    assert reading.codes.tolist() == [1, -1, 0, 0, -1, 0, 2]
    assert reading.codes.dtype == np.int32


@pytest.mark.parametrize(
    ("cells", "header"),
    [
        (["0", "1"], "male"),
        (["1", "2"], "sex"),
        (["1", "1.0"], "sex"),
        (["H", "M"], "sexo"),
        (["X", "non-binary", "divers", "other", "female", "male"], "gender"),
        (["F", "M", "W", "T"], "weekday"),
        (["mujer", "M"], "sexo"),
        (["Adelie", "Gentoo", "Chinstrap"], "species"),
        (["masculine", "feminine", "none"], "gender"),
        (["+", "++"], "result"),
    ],
)
def test_what_is_not_the_same_is_not_merged(cells: list[str], header: str) -> None:
    assert spellings(cells, header) == {(cell,) for cell in cells}


def test_in_any_column_case_and_space_are_one() -> None:
    assert spellings(["Adelie", "ADELIE ", "Gentoo"]) == {("Adelie", "ADELIE "), ("Gentoo",)}
    assert spellings(["non-binary", "Nonbinary", "male", "female"]) >= {("non-binary", "Nonbinary")}


def test_gender_words_in_a_column_of_something_else_are_left_alone() -> None:
    shops = ["Lady", "Woman", "Bakery", "Butcher", "Cobbler", "Barber"]
    assert spellings(shops) == {(shop,) for shop in shops}


@pytest.mark.parametrize(
    "answer",
    ["declined", "Prefer not to say", "keine Angabe", "k.A.", "No answer", "回答しない", "Отказ"],
)
def test_refusals_are_kept_and_marked(answer: str) -> None:
    reading = read(["F", "M", answer, "F"])
    assert dict(zip((c.label for c in reading.categories), reading.declined, strict=True)) == {
        "F": False,
        "M": False,
        answer: True,
    }


def test_mistakes_are_flagged_with_a_proposal_and_not_merged() -> None:
    reading = read(["female"] * 12 + ["male"] * 12 + ["femal", "mael", "X", "nonbinary"])
    labels = [c.label for c in reading.categories]
    assert {labels[a]: labels[b] for a, b in reading.proposals.items()} == {
        "femal": "female",
        "mael": "male",
    }
    assert reading.unknown.tolist() == [False] * 24 + [True, True, False, False]


def test_a_mistake_in_a_word_where_the_file_uses_letters() -> None:
    reading = read(["F"] * 12 + ["M"] * 12 + ["femal"], "gender")
    labels = [c.label for c in reading.categories]
    assert {labels[a]: labels[b] for a, b in reading.proposals.items()} == {"femal": "F"}


def test_nothing_to_read() -> None:
    for cells in ([], ["", "?"]):
        reading = read(cells)
        assert reading.categories == ()
        assert reading.codes.tolist() == [-1] * len(cells)
        assert not reading.unknown.any()


def test_a_column_of_names_is_read_all_the_same() -> None:
    reading = read([f"Name {i}" for i in range(3000)])
    assert len(reading.categories) == 3000
    assert not reading.unknown.any()


CELLS = st.lists(
    st.text(st.characters(), max_size=6)
    | st.sampled_from(
        ["F", "f", "female", "M", "male", "boy", "X", "", "NA", "femal", "w", "divers"]
    ),
    max_size=30,
)


@given(CELLS, st.sampled_from(["gender", "", "species"]))
def test_any_column_is_read_whole(cells: list[str], header: str) -> None:
    reading = read(cells, header)
    together = [text for category in reading.categories for text in category.spellings]
    assert len(together) == len(set(together))
    for cell, code in zip(cells, reading.codes, strict=True):
        assert code == -1 or cell in reading.categories[code].spellings
    assert (
        reading.counts.tolist()
        == np.bincount(
            reading.codes[reading.codes >= 0], minlength=len(reading.categories)
        ).tolist()
    )


@given(CELLS, st.sampled_from(["gender", ""]))
def test_merging_twice_changes_nothing_more(cells: list[str], header: str) -> None:
    reading = read(cells, header)
    labels = [c.label for c in reading.categories]
    merged = [cells[i] if code < 0 else labels[code] for i, code in enumerate(reading.codes)]
    again = read(merged, header)
    assert [(c.label, n) for c, n in zip(again.categories, again.counts, strict=True)] == list(
        zip(labels, reading.counts, strict=True)
    )


def known(cells: list[str], *names: str, header: str = "") -> CategoryReading:
    return read_categories(texts(cells), ReadingOptions(known=names), header)


def test_known_categories_are_there_without_a_row() -> None:
    reading = known(["", "", "?"], "short", "long")
    assert [reading.categories[k].label for k in reading.known] == ["short", "long"]
    assert reading.counts.tolist() == [0, 0]
    assert reading.codes.tolist() == [-1, -1, -1]


def test_known_categories_take_in_their_spellings_and_keep_their_name() -> None:
    reading = known(["LONG", "LONG", "", "other", " long"], "short", "long")
    short, long = reading.known
    assert reading.categories[long].label == "long"
    assert reading.categories[long].spellings == ("long", "LONG", " long")
    assert reading.codes.tolist() == [long, long, -1, 3 - short - long, long]
    assert reading.counts[[short, long]].tolist() == [0, 3]


def test_what_is_known_is_no_misspelling() -> None:
    cells = ["longer"] * 40 + ["longed"]
    assert known(cells).proposals
    assert not known(cells, "short", "longed").proposals


def test_without_known_names_nothing_is_known() -> None:
    assert read(["a", "b"]).known == ()
