import json
import typing
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.em.sources import Source
from em_desktop.review.checks import Check, CheckKind
from em_desktop.review.clusters import Clusters
from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.edit_json import decoded, encoded
from em_desktop.review.edits import (
    AddColumn,
    DeleteRows,
    Edit,
    InsertRows,
    RemoveColumn,
    SetCells,
    SetChecks,
    SetClusters,
    SetDecisions,
    SetEvidence,
    SetNotes,
    SetOptions,
    SetReadings,
    SetRoles,
    Several,
    apply,
)
from em_desktop.review.workspace import Workspace
from em_desktop.roster.cell_reading import CellReading
from em_desktop.roster.options import ReadingOptions, Unit
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

words = st.text(max_size=5)  # lone surrogates too
ids = st.integers(0, 2**63 - 1)
index = st.integers(0, 20)
numbers = st.none() | st.floats(allow_nan=False)
columns = st.none() | index
decisions = st.builds(
    Decision,
    answer=st.sampled_from(Answer),
    text=words,
    probability=numbers,
    threshold=numbers,
    fit=st.none() | index,
    time=numbers,
)
checks = st.builds(
    Check,
    kind=st.sampled_from(CheckKind),
    said=words,
    suggested=words,
    probability=st.floats(allow_nan=False),
    fit=st.none() | index,
    time=numbers,
    threshold=numbers,
    draw=st.none() | index,
)
OF_KIND = {
    SetCells: st.lists(st.tuples(ids, words), max_size=4).flatmap(
        lambda pairs: st.builds(
            SetCells,
            column=index,
            row_ids=st.just(tuple(i for i, _ in pairs)),
            texts=st.just(tuple(text for _, text in pairs)),
        )
    ),
    InsertRows: st.lists(st.tuples(ids, st.tuples(words, words)), max_size=4).map(
        lambda pairs: InsertRows(tuple(i for i, _ in pairs), tuple(row for _, row in pairs))
    ),
    DeleteRows: st.builds(DeleteRows, st.lists(ids, max_size=4).map(tuple)),
    SetDecisions: st.builds(SetDecisions, st.dictionaries(ids, st.none() | decisions, max_size=4)),
    SetChecks: st.builds(SetChecks, st.dictionaries(ids, st.none() | checks, max_size=4)),
    SetRoles: st.builds(
        SetRoles,
        st.builds(
            Roles,
            name=columns,
            category=columns,
            measurement=columns,
            group=columns,
            age=columns,
            further=st.lists(index, max_size=3).map(tuple),
        ),
    ),
    SetOptions: st.builds(
        SetOptions,
        st.builds(
            ReadingOptions,
            unit=st.none() | st.sampled_from(Unit),
            decimal_mark=st.sampled_from([None, ".", ","]),
            missing_words=st.lists(words, max_size=3).map(tuple),
            known=st.lists(words, max_size=3).map(tuple),
        ),
    ),
    SetNotes: st.builds(SetNotes, st.dictionaries(ids, st.none() | words, max_size=4)),
    SetEvidence: st.builds(SetEvidence, st.frozensets(st.sampled_from(Source))),
    AddColumn: st.builds(
        AddColumn, header=words, texts=st.none() | st.lists(words, max_size=4).map(tuple)
    ),
    RemoveColumn: st.just(RemoveColumn()),
    SetClusters: st.builds(
        SetClusters,
        st.none() | st.builds(Clusters, column=index, names=st.lists(words).map(tuple)),
    ),
    SetReadings: st.builds(
        SetReadings,
        column=index,
        readings=st.dictionaries(
            ids,
            st.none()
            | st.builds(
                CellReading,
                text=words,
                number=st.none() | st.floats(allow_nan=False, allow_infinity=False),
                unit=st.none() | st.sampled_from(Unit),
            ),
            max_size=4,
        ),
    ),
}
simple = st.one_of(*OF_KIND.values())
edits = st.recursive(
    simple, lambda parts: st.lists(parts, max_size=3).map(lambda found: Several(tuple(found)))
)


def on_disk(content):
    """What a journal's line gives back."""
    written = json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return json.loads(written.decode("utf-8", "surrogatepass"))


def times(edit):
    """The times of decisions and checks, which two equal ones may differ in."""
    match edit:
        case SetDecisions(made) | SetChecks(made):
            return [None if d is None else d.time for d in made.values()]
        case Several(parts):
            return [times(part) for part in parts]
        case _:
            return None


def test_no_kind_of_edit_is_forgotten():
    assert {*OF_KIND, Several} == set(typing.get_args(Edit))


@given(edits)
def test_every_edit_comes_back_as_it_was(edit):
    again = decoded(on_disk(encoded(edit)))
    assert again == edit
    assert times(again) == times(edit)


@pytest.mark.parametrize("kind", OF_KIND, ids=lambda kind: kind.__name__)
def test_each_kind_comes_back_as_itself(kind):
    @given(OF_KIND[kind])
    def check(edit):
        assert type(decoded(on_disk(encoded(edit)))) is kind

    check()


@given(st.text(st.characters(categories=["Cs"]), min_size=1, max_size=4))
def test_two_halves_of_a_character_side_by_side_stay_two(text):
    edit = SetCells(0, (0,), (text + "😀",))
    assert decoded(on_disk(encoded(edit))) == edit


def test_an_edit_that_was_read_does_the_same_and_is_undone():
    roster = Roster.from_rows(("name", "gender"), [("A", ""), ("B", "f"), ("C", "?")])
    workspace = Workspace.of(roster, Roles(name=0, category=1))
    made = Several(
        (
            SetDecisions({0: Decision(Answer.ACCEPTED, "f", 0.9, None, 1, 5.0)}),
            SetCells(1, (0, 2), ("m", "f")),
            DeleteRows((1,)),
            AddColumn("type"),
        )
    )
    again = decoded(on_disk(encoded(made)))
    (now, back), (now_again, back_again) = apply(made, workspace), apply(again, workspace)
    assert back == back_again
    for one, other in zip(now.roster.columns, now_again.roster.columns, strict=True):
        assert list(one) == list(other)
    assert list(apply(back_again, now_again)[0].roster.columns[1]) == ["", "f", "?"]


def test_numbers_of_an_array_are_written_as_numbers():
    edit = SetCells(0, tuple(np.arange(2)), ("a", "b"))
    decision = Decision(Answer.ACCEPTED, "f", np.float64(0.5), None, np.int64(2))
    assert decoded(on_disk(encoded(edit))) == SetCells(0, (0, 1), ("a", "b"))
    made = SetDecisions({np.int64(3): decision})
    assert decoded(on_disk(encoded(made))) == SetDecisions({3: replace(decision, fit=2)})


GOOD = encoded(SetCells(0, (1, 2), ("a", "b")))
DECIDED = encoded(SetDecisions({1: Decision(Answer.DEFERRED)}))
CHECKED = encoded(SetChecks({1: Check(CheckKind.BLIND, "f", "m", 0.75, 2, 5.0)}))
ROLES = encoded(SetRoles(Roles(name=0)))
READ = encoded(SetReadings(2, {1: CellReading("68", 68.0, Unit.INCH)}))
NOTED = encoded(SetNotes({1: "ask"}))
OPTIONS = encoded(SetOptions(ReadingOptions()))


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {},
        {"kind": "dance"},
        {"kind": ["cells"]},
        GOOD | {"more": 1},
        {key: value for key, value in GOOD.items() if key != "ids"},
        GOOD | {"column": -1},
        GOOD | {"column": True},
        GOOD | {"column": 1.0},
        GOOD | {"ids": "12"},
        GOOD | {"ids": [1, -2]},
        GOOD | {"ids": [1, 2**63]},
        GOOD | {"ids": [1]},
        GOOD | {"texts": ["a", 2]},
        {"kind": "insert", "ids": [1], "rows": [["a", None]]},
        {"kind": "insert", "ids": [1], "rows": []},
        DECIDED | {"answers": ["perhaps"]},
        DECIDED | {"probabilities": ["0.5"]},
        DECIDED | {"fits": [1.5]},
        DECIDED | {"ids": [1, 2]},
        CHECKED | {"kinds": ["peeped"]},
        CHECKED | {"probabilities": [None]},
        CHECKED | {"said": [None]},
        CHECKED | {"ids": [1, 2]},
        {key: value * 2 if key != "kind" else value for key, value in CHECKED.items()},
        NOTED | {"ids": [1, 2]},
        NOTED | {"ids": [1, 1], "texts": ["a", "b"]},
        NOTED | {"texts": [1]},
        READ | {"ids": [1, 2]},
        READ | {"units": ["cubits"]},
        READ | {"numbers": [float("nan")]},
        READ | {"column": None},
        {key: value * 2 if key != "kind" else value for key, value in DECIDED.items()},
        ROLES | {"roles": {"name": [0]}},
        ROLES | {"roles": ROLES["roles"] | {"name": [0, 1]}},
        OPTIONS | {"options": OPTIONS["options"] | {"unit": "ell"}},
        OPTIONS | {"options": OPTIONS["options"] | {"decimal_mark": "x"}},
        {"kind": "evidence", "evidence": ["stars"]},
        {"kind": "clusters", "column": 1, "names": "AB"},
        {"kind": "several", "edits": [GOOD, None]},
    ],
)
def test_what_is_no_edit_is_refused(content):
    with pytest.raises(
        ValueError, match=r"expected|unknown|other|different|several|two|word|valid"
    ):
        decoded(content)


def test_edits_within_edits_have_an_end():
    content = encoded(RemoveColumn())
    for _ in range(60):
        content = {"kind": "several", "edits": [content]}
    with pytest.raises(ValueError, match="without end"):
        decoded(content)
