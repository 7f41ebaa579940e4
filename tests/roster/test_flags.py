import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.roster.flags import FlagKind, Flags
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.reading import read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

ROLES = Roles(name=0, category=1, measurement=2)
PLAIN = [
    *((f"Ann {chr(97 + i)}", "female", str(155 + i)) for i in range(12)),
    *((f"Ben {chr(97 + i)}", "male", str(170 + i)) for i in range(12)),
]


def flags_of(
    *rows: tuple[str, ...], header: tuple[str, ...] = ("name", "gender", "height")
) -> Flags:
    roster = Roster.from_rows(header, [*rows, *PLAIN])
    return read(roster, ROLES, ReadingOptions()).flags


@pytest.mark.parametrize(
    ("row", "kind", "short", "words"),
    [
        (("Zoe", "", "165"), FlagKind.CATEGORY_MISSING, "missing", "The gender is missing."),
        (("Zoe", "female", ""), FlagKind.MEASUREMENT_MISSING, "missing", "The height is missing."),
        (
            ("Zoe", "female", "tall"),
            FlagKind.UNREADABLE,
            "unreadable",
            "The height “tall” cannot be read as a number.",
        ),
        (
            ("Zoe", "female", "999"),
            FlagKind.IMPLAUSIBLE,
            "implausible",
            "The height 999 is far from all the others. Is it right?",
        ),
        (
            ("Zoe", "female", "1.62"),
            FlagKind.UNIT_DOUBT,
            "metres?",
            "The height 1.62 looks like metres; the others are in centimetres. "
            "Was 1.62 m (162 cm) meant?",
        ),
        (
            ("Zoe", "femal", "165"),
            FlagKind.UNKNOWN_SPELLING,
            "female?",
            "“femal” is not a usual spelling in this column. Was “female” meant?",
        ),
        (
            ("ANN  A", "female", "165"),
            FlagKind.DUPLICATE_NAME,
            "twice",
            "The name ANN A stands in more than one row. Are they two people?",
        ),
        (
            ("Zoe", "female"),
            FlagKind.RAGGED,
            "ragged",
            "This row has more or fewer cells in the file than the header.",
        ),
    ],
)
def test_each_kind_is_told_in_a_sentence(
    row: tuple[str, ...], kind: FlagKind, short: str, words: str
) -> None:
    flags = flags_of(row)
    (flag,) = (flag for flag in flags.at(0) if flag.kind is kind)
    assert (flag.short, flag.words) == (short, words)
    assert flags.has(kind)[0]


def test_a_swapped_value_is_told() -> None:
    rows = [
        ("Zoe", "F", "57", "166"),
        *((n, g, h, str(50 + i)) for i, (n, g, h) in enumerate(PLAIN)),
    ]
    roster = Roster.from_rows(("name", "gender", "height", "weight"), rows)
    (flag,) = read(roster, ROLES, ReadingOptions()).flags.at(0)
    assert (flag.kind, flag.column, flag.short) == (FlagKind.SWAPPED, 2, "swapped?")
    assert flag.words == "The height 57 fits another column of this row. Were the two swapped?"


def test_flags_know_their_column() -> None:
    columns = {flag.kind: flag.column for flag in flags_of(("Ann a", "", "")).at(0)}
    assert columns == {
        FlagKind.CATEGORY_MISSING: 1,
        FlagKind.MEASUREMENT_MISSING: 2,
        FlagKind.DUPLICATE_NAME: 0,
    }


def test_counts_and_bits() -> None:
    flags = flags_of(("Zoe", "", "165"), ("Yan", "", "tall"))
    counts = flags.counts()
    assert set(counts) == set(FlagKind)
    assert (counts[FlagKind.CATEGORY_MISSING], counts[FlagKind.UNREADABLE]) == (2, 1)
    assert flags.bits.dtype == np.uint16
    assert flags.bits[:3].tolist() == [1, 1 | 1 << FlagKind.UNREADABLE, 0]
    assert flags.at(2) == ()


def test_titles_use_the_rosters_own_words() -> None:
    flags = flags_of(header=("Name", "Geschlecht", "Größe\u202e"))
    assert flags.title(FlagKind.CATEGORY_MISSING) == "Geschlecht missing"
    assert flags.title(FlagKind.UNIT_DOUBT) == "Größe probably in another unit"
    assert flags_of(header=("", "", "")).title(FlagKind.UNREADABLE) == "measurement unreadable"
    assert len({flags.title(kind) for kind in FlagKind}) == len(FlagKind)


def test_a_roster_without_roles_has_only_ragged_rows() -> None:
    roster = Roster.from_rows(("a", "b"), [("1", "2"), ("1",), ("1", "2", "3")])
    flags = read(roster, Roles(), ReadingOptions()).flags
    assert flags.bits.tolist() == [0, 1 << FlagKind.RAGGED, 1 << FlagKind.RAGGED]


def test_hostile_cells_are_shown_safely() -> None:
    flags = flags_of(("Zoe", "female", "tall\u202e\n" + "x" * 1_000_000))
    (flag,) = flags.at(0)
    assert len(flag.words) < 100
    assert flag.words.isprintable()


CELL = st.text(st.characters(), max_size=5) | st.sampled_from(["", "F", "172", "1.7", "5'7\""])


@given(st.lists(st.lists(CELL, max_size=4), max_size=8))
def test_any_row_can_be_told(rows: list[list[str]]) -> None:
    roster = Roster.from_rows(("name", "sex", "height"), rows)
    flags = read(roster, ROLES, ReadingOptions()).flags
    for position in range(roster.n_rows):
        told = flags.at(position)
        assert sum(1 << flag.kind for flag in told) == flags.bits[position]
        assert all(flag.words.isprintable() and flag.words[-1] in ".?" for flag in told)
