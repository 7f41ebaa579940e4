import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.parquet.text import as_values, column_texts, is_nested, same_values

UTC = dt.UTC
CASES = [
    (pa.array([1, None, -5], pa.int8()), ["1", "", "-5"]),
    (pa.array([2**64 - 1], pa.uint64()), ["18446744073709551615"]),
    (pa.array([172.0, 172.5, None, 0.1]), ["172", "172.5", "", "0.1"]),
    (pa.array([1.7, 0.1], pa.float32()), ["1.7", "0.1"]),
    (pa.array([1.5], pa.float16()), ["1.5"]),
    (pa.array([float("nan"), float("inf")]), ["nan", "inf"]),
    (pa.array([True, None, False]), ["TRUE", "", "FALSE"]),
    (pa.array(["007", None, " x ", ""]), ["007", "", " x ", ""]),
    (pa.array(["a"], pa.large_string()), ["a"]),
    (pa.array(["a", None], pa.string_view()), ["a", ""]),
    (pa.array([Decimal("172.50"), None], pa.decimal128(5, 2)), ["172.50", ""]),
    (pa.array([Decimal("0.0000001")], pa.decimal128(9, 7)), ["0.0000001"]),
    (pa.array([dt.date(2001, 2, 3)]), ["2001-02-03"]),
    (pa.array([dt.date(2001, 2, 3)], pa.date64()), ["2001-02-03"]),
    (pa.array([dt.datetime(2001, 2, 3)], pa.timestamp("ns")), ["2001-02-03"]),  # noqa: DTZ001
    (
        pa.array([dt.datetime(2001, 2, 3, 4, 5, 6)], pa.timestamp("us")),  # noqa: DTZ001
        ["2001-02-03 04:05:06"],
    ),
    (pa.array([981173106_500], pa.timestamp("ms")), ["2001-02-03 04:05:06.5"]),
    (
        pa.array([dt.datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)], pa.timestamp("us", "UTC")),
        ["2001-02-03 04:05:06Z"],
    ),
    (pa.array([dt.time(8, 30)], pa.time32("s")), ["08:30:00"]),
    (pa.array([dt.time(8, 30, 0, 250_000)], pa.time64("us")), ["08:30:00.25"]),
    (pa.array([dt.timedelta(hours=36)], pa.duration("s")), ["36:00:00"]),
    (pa.array([b"Zo\xc3\xab", b"\xff", None]), ["Zoë", "0xff", ""]),
    (pa.array([b"abcd"], pa.binary(4)), ["abcd"]),
    (pa.array(["F", "M", None, "F"]).dictionary_encode(), ["F", "M", "", "F"]),
    (pa.array([None, None]), ["", ""]),
    (pa.array([[1, 2], None]), ["[1, 2]", ""]),
    (pa.array([{"a": "ü"}]), ['{"a": "ü"}']),
]


@pytest.mark.parametrize(
    ("values", "texts"), CASES, ids=lambda case: str(getattr(case, "type", ""))
)
def test_values_become_text_and_the_text_the_same_values(
    values: pa.Array, texts: list[str]
) -> None:
    assert column_texts(values).tolist() == texts
    again, refused = as_values(texts, values.type)
    assert again.type == values.type
    if is_nested(values.type):
        assert refused == [i for i, text in enumerate(texts) if text]
    else:
        assert column_texts(again).tolist() == [
            "" if i in refused else text for i, text in enumerate(texts)
        ]
        assert [texts[i] for i in refused if texts[i] != "0xff"] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("172.5", pa.int64()),
        ("300", pa.int8()),
        ("-1", pa.uint8()),
        ("tall", pa.float64()),
        ("172.50", pa.float64()),
        ("0172", pa.int32()),
        ("true", pa.bool_()),
        ("172.5", pa.decimal128(5, 2)),
        ("3/2/2001", pa.date32()),
        ("2001-02-30", pa.date32()),
        ("25:00:00", pa.time32("s")),
        ("abc", pa.binary(4)),
        ("F", pa.null()),
        ("\ud800", pa.string()),
    ],
)
def test_a_text_that_would_read_back_otherwise_is_refused(text: str, kind: pa.DataType) -> None:
    values, refused = as_values(["", text], kind)
    assert refused == [1]
    assert values.null_count == 2


@given(st.lists(st.floats(width=64) | st.none()))
def test_every_float_comes_back_as_the_same_float(numbers: list[float | None]) -> None:
    values = pa.array(numbers, pa.float64())
    texts = column_texts(values).tolist()
    again, refused = as_values(texts, values.type)
    assert not [texts[i] for i in refused]
    assert column_texts(again).tolist() == texts


@given(st.lists(st.floats(width=32), max_size=20))
def test_every_short_float_is_shown_by_its_shortest_text(numbers: list[float]) -> None:
    values = pa.array(numbers, pa.float32())
    again, refused = as_values(column_texts(values).tolist(), values.type)
    assert not refused
    assert column_texts(again).tolist() == column_texts(values).tolist()


@given(st.lists(st.text() | st.none(), max_size=20))
def test_every_text_is_kept(texts: list[str | None]) -> None:
    values = pa.array(texts, pa.string())
    assert column_texts(values).tolist() == [text or "" for text in texts]


def test_text_that_is_no_text_is_shown_and_not_refused() -> None:
    values = pa.array([b"caf\xe9"]).cast(pa.large_binary()).view(pa.large_string())
    assert column_texts(values).tolist() == ["caf\ufffd"]


def test_columns_are_compared_by_value_and_nan_is_itself() -> None:
    one = pa.chunked_array([[1.0, float("nan"), None]])
    assert same_values(one, pa.chunked_array([[1.0], [float("nan"), None]]))
    assert not same_values(one, pa.chunked_array([[1.0, float("nan"), 2.0]]))
    assert not same_values(one, pa.chunked_array([[1.0, 2.0, None]]))
    assert not same_values(one, pa.chunked_array([["1", "nan", None]]))
