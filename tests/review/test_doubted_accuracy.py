"""What a few inches among centimetres do to the suggestions, whatever is done about them."""

from dataclasses import dataclass

import numpy as np
import pytest

from em_desktop.em import infer
from em_desktop.review.edits import apply
from em_desktop.review.encode import encode
from em_desktop.review.readings import accept, keep, proposed_rows
from em_desktop.review.suggestions import suggest
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading, read
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster

N = 300


@dataclass(frozen=True)
class Made:
    """A roster whose truth is known."""

    workspace: Workspace
    clean: Workspace
    is_m: np.ndarray
    in_inches: np.ndarray

    def score(self, workspace: Workspace) -> tuple[float, float]:
        """Accuracy and log loss of the suggestions, for hidden rows written in centimetres."""
        encoding = encode(workspace, seen(workspace))
        made = suggest(encoding, infer(encoding.design, encoding.evidence))
        asked = ~self.in_inches[made.row_ids]
        sure = made.probabilities[asked, made.labels.index("m")]
        right = self.is_m[made.row_ids][asked]
        chance = np.clip(np.where(right, sure, 1 - sure), 1e-12, 1)
        return float((chance > 0.5).mean()), float(-np.log(chance).mean())


def made(seed: int, share: float = 0.02) -> Made:
    rng = np.random.default_rng(seed)
    is_m = rng.random(N) < 0.5
    heights = np.where(is_m, rng.normal(177, 7, N), rng.normal(163, 6.5, N))
    known = rng.random(N) < 0.5
    in_inches = np.zeros(N, dtype=bool)
    in_inches[rng.choice(N, round(share * N), replace=False)] = True

    def workspace(texts: list[str]) -> Workspace:
        rows = [
            (f"P {i}", ("m" if is_m[i] else "f") if known[i] else "", text)
            for i, text in enumerate(texts)
        ]
        roster = Roster.from_rows(("name", "gender", "height"), rows)
        return Workspace.of(roster, Roles(name=0, category=1, measurement=2))

    centimetres = [f"{height:.0f}" for height in heights]
    mixed = [
        f"{height / 2.54:.0f}" if inches else text
        for height, inches, text in zip(heights, in_inches, centimetres, strict=True)
    ]
    return Made(workspace(mixed), workspace(centimetres), is_m, in_inches)


def seen(workspace: Workspace) -> Reading:
    return read(workspace.roster, workspace.roles, workspace.options, readings=workspace.readings)


def as_proposed(workspace: Workspace) -> Workspace:
    reading = seen(workspace)
    return apply(accept(workspace, reading, proposed_rows(workspace, reading)), workspace)[0]


def as_written(workspace: Workspace) -> Workspace:
    reading = seen(workspace)
    return apply(keep(workspace, reading, proposed_rows(workspace, reading)), workspace)[0]


@pytest.mark.parametrize("seed", [1, 2])
def test_inches_cost_nothing_left_out_or_read_as_proposed(seed: int) -> None:
    table = made(seed)
    accuracy, loss = table.score(table.clean)
    for workspace in (table.workspace, as_proposed(table.workspace)):
        assert table.score(workspace)[0] == pytest.approx(accuracy, abs=0.03)
        assert table.score(workspace)[1] == pytest.approx(loss, abs=0.03)


def test_every_row_in_inches_is_found_and_none_other() -> None:
    table = made(3)
    reading = seen(table.workspace)
    assert set(proposed_rows(table.workspace, reading)) == set(np.flatnonzero(table.in_inches))
    back = seen(as_proposed(table.workspace)).measurement
    assert back.values == pytest.approx(seen(table.clean).measurement.values, abs=1.5)
    literal = seen(as_written(table.workspace)).measurement
    assert literal.usable.all()
    assert (literal.values[table.in_inches] < 80).all()
