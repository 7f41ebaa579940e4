"""Parquet, as a source and as a target."""

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest


@pytest.fixture
def pupils(sample, tmp_path):
    """The sample, as pandas writes it: categories, an index, floats with gaps."""
    frame = pd.read_csv(sample("edmond.csv"), dtype=str)
    heights = pd.to_numeric(frame.iloc[:, 2], errors="coerce")
    recorded = frame.iloc[:, 1].isin(["female", "male"])
    made = pd.DataFrame(
        {
            "name": frame.iloc[:, 0],
            "gender": frame.iloc[:, 1].where(recorded).astype("category"),
            "height": heights.where(heights > 100),
        }
    )
    made.index = range(1000, 1000 + len(made))
    path = tmp_path / "pupils.parquet"
    made.to_parquet(path, row_group_size=100)
    return path, made


def test_the_gaps_are_filled_and_all_else_is_the_same(repair, pupils):
    path, before = pupils
    done = repair(path, "--accept", "0", "--json")
    assert done.code == 0, done.err
    assert done.summary["filled"] > 30
    assert pq.read_schema(done.output).equals(pq.read_schema(path), check_metadata=True)
    after = pd.read_parquet(done.output)
    pd.testing.assert_frame_equal(after.drop(columns="gender"), before.drop(columns="gender"))
    known = before["gender"].notna()
    assert (after["gender"][known] == before["gender"][known]).all()
    assert after["gender"].dtype == before["gender"].dtype
    assert after["gender"].notna().sum() == known.sum() + done.summary["filled"]


def test_it_is_a_target_of_any_file(repair, sample, reading, tmp_path):
    output = tmp_path / "written" / "out.parquet"
    done = repair(sample("edmond.csv"), output=output)
    assert done.code == 0, done.err
    assert pq.read_table(output).schema.field(0).type == pa.string()
    again = repair(output, output=tmp_path / "written" / "back.csv", receipt=False)
    assert again.code == 0, again.err
    assert reading(output)[0] == reading(sample("edmond.csv"))[0]


def test_it_has_no_sheets(repair, pupils):
    repair(pupils[0], "--sheet", "1").refused("has no sheets")


def test_a_torn_file_is_refused(repair, pupils):
    path, _ = pupils
    path.write_bytes(path.read_bytes()[:-9])
    repair(path).refused("Parquet file is damaged")
