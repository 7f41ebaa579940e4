"""How a Parquet column's values become text, and when text may become a value again.

As in a workbook, a text may stand in a column of another type only if its value there would be
read as exactly this text again. Nothing is shown for a value that is missing.
"""

import json
import re
from datetime import time

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from em_desktop.files.workbook.cell_text import clock_text, number_text
from em_desktop.roster.table import Texts

_FRACTION = re.compile(r"(?<=:\d\d)\.(\d*?)0*(?=$|[Z+-])")
_MIDNIGHT = re.compile(r" 00:00:00$")
_PARTS = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_DAY = re.compile(r"-?\d{4,}-\d\d-\d\d")


def column_texts(values: pa.Array) -> Texts:
    """Return the texts of a column or a part of it; equal ones are one object.

    Args:
        values: of any type; nested values become JSON.
    """
    while isinstance(values, pa.ExtensionArray):
        values = values.storage
    kind = values.type
    if pa.types.is_null(kind):
        return _filled(np.full(len(values), -1, dtype=np.int64), [])
    if is_nested(kind):
        return _filled(np.arange(len(values)), [_json(value) for value in values.to_pylist()])
    if not pa.types.is_dictionary(kind):
        values = _plain(values).dictionary_encode()
    texts = _distinct(values.dictionary)
    places = values.indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
    return _filled(places, texts)


def is_nested(kind: pa.DataType) -> bool:
    """Return whether one cell holds several values."""
    if pa.types.is_dictionary(kind):
        return is_nested(kind.value_type)
    return bool(pa.types.is_nested(kind))


def as_values(texts: list[str], kind: pa.DataType) -> tuple[pa.Array, list[int]]:
    """Return texts as values of a column's type; an empty text is a missing value.

    Args:
        texts: what is to stand in the column.
        kind: its type.

    Returns:
        The values, and the positions of texts that the type cannot hold as they are written
        (their values are missing).
    """
    if isinstance(kind, pa.BaseExtensionType):
        values, refused = as_values(texts, kind.storage_type)
        return pa.ExtensionArray.from_storage(kind, values), refused
    if pa.types.is_dictionary(kind):
        values, refused = as_values(texts, kind.value_type)
        return _encoded(values, kind), refused
    if pa.types.is_null(kind) or is_nested(kind):
        return pa.nulls(len(texts), kind), [i for i, text in enumerate(texts) if text]
    known = {text: _value(text, kind) for text in set(texts) if text}
    refused = [i for i, text in enumerate(texts) if text and known[text] is None]
    held = {text: value for text, value in known.items() if value is not None}
    places = {text: at for at, text in enumerate(held, start=1)}
    pool = pa.concat_arrays([pa.nulls(1, kind), *held.values()])
    return taken(pool, pa.array([places.get(text, 0) for text in texts], pa.int64())), refused


def taken(values: pa.Array, places: pa.Array) -> pa.Array:
    """Return the values at these places; for a ``ChunkedArray`` too."""
    kind = values.type
    if str(kind) in {"string_view", "binary_view"}:  # which Arrow cannot take from yet
        wide = pa.large_string() if str(kind) == "string_view" else pa.large_binary()
        return values.cast(wide).take(places).cast(kind)
    return values.take(places)


def _value(text: str, kind: pa.DataType) -> pa.Array | None:
    """Return the value, as an array of one, that is read as exactly this text."""
    try:
        if pa.types.is_fixed_size_binary(kind) or _is_bytes(kind):
            value = pa.array([text.encode("utf-8")], kind)
        elif _is_text(kind):
            value = pa.array([text], kind)
        elif pa.types.is_time(kind):
            value = pa.array([time.fromisoformat(text)], kind)
        elif pa.types.is_duration(kind):
            value = pa.array([_span_value(text, kind.unit)], pa.int64()).cast(kind)
        else:
            value = pa.array([text]).cast(kind)
    except (pa.ArrowException, ValueError, OverflowError):
        return None
    return value if column_texts(value)[0] == text else None


def _encoded(values: pa.Array, kind: pa.DictionaryType) -> pa.Array:
    plain = values.dictionary_encode()
    return pa.DictionaryArray.from_arrays(
        plain.indices.cast(kind.index_type), plain.dictionary, ordered=kind.ordered
    )


def _plain(values: pa.Array) -> pa.Array:
    """Return values in a type that can be encoded as a dictionary."""
    kind = values.type
    if str(kind) == "string_view":
        return values.cast(pa.large_string())
    if str(kind) == "binary_view":
        return values.cast(pa.large_binary())
    if pa.types.is_float16(kind):
        return values.cast(pa.float32())
    return values


def _distinct(values: pa.Array) -> list[str]:
    """Return the text of each value, none of which is compared with another."""
    values = _plain(values)
    kind = values.type
    if _is_text(kind):
        return _strings(values)
    if pa.types.is_boolean(kind):
        return ["" if v is None else "TRUE" if v else "FALSE" for v in values.to_pylist()]
    if pa.types.is_float32(kind):  # the shortest text that gives the same 32 bits
        return [
            "" if v is None else number_text(float(str(np.float32(v)))) for v in values.to_pylist()
        ]
    if pa.types.is_floating(kind):
        return ["" if v is None else number_text(v) for v in values.to_pylist()]
    if pa.types.is_decimal(kind):
        return ["" if v is None else format(v, "f") for v in values.to_pylist()]
    if pa.types.is_timestamp(kind) or pa.types.is_time(kind):
        return ["" if v is None else _moment(v) for v in _moments(values)]
    if pa.types.is_date(kind):
        days = values.cast(pa.date32()).cast(pa.string())
        return ["" if v is None else v for v in days.to_pylist()]
    if pa.types.is_duration(kind):
        return [
            "" if v is None else _span(v, kind.unit) for v in values.cast(pa.int64()).to_pylist()
        ]
    if pa.types.is_fixed_size_binary(kind) or _is_bytes(kind):
        return ["" if v is None else _bytes_text(v) for v in values.to_pylist()]
    return ["" if v is None else str(v) for v in values.to_pylist()]


def _strings(values: pa.Array) -> list[str]:
    try:
        return ["" if v is None else v for v in values.to_pylist()]
    except UnicodeDecodeError:
        binary = values.cast(pa.large_binary()).to_pylist()
        return ["" if v is None else v.decode("utf-8", "replace") for v in binary]


def _moments(values: pa.Array) -> list[str | None]:
    """Return points in time as Arrow writes them, in their own zone where the system knows it."""
    kind = values.type
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        try:
            return values.cast(pa.string()).to_pylist()  # type: ignore[no-any-return]
        except pa.ArrowException:
            plain = values.cast(pa.timestamp(kind.unit)).cast(pa.string()).to_pylist()
            return [None if v is None else f"{v}Z" for v in plain]
    return values.cast(pa.string()).to_pylist()  # type: ignore[no-any-return]


def _moment(text: str) -> str:
    """Return a point in time without the zeros that say nothing."""
    short = _FRACTION.sub(lambda found: f".{found[1]}" if found[1] else "", text)
    return _MIDNIGHT.sub("", short) if _DAY.match(short) else short


def _span(value: int, unit: str) -> str:
    parts = _PARTS[unit]
    seconds, rest = divmod(value, parts)
    return clock_text(seconds) if seconds >= 0 and not rest else f"{value / parts} s"


def _span_value(text: str, unit: str) -> int:
    hours, minutes, seconds = map(int, text.split(":"))
    return ((hours * 60 + minutes) * 60 + seconds) * _PARTS[unit]


def _bytes_text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return f"0x{value.hex()}"


def _json(value: object) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, default=str)


def _is_text(kind: pa.DataType) -> bool:
    return str(kind) in {"string", "large_string", "string_view"}


def _is_bytes(kind: pa.DataType) -> bool:
    return str(kind) in {"binary", "large_binary", "binary_view"}


def _filled(places: NDArray[np.int64], texts: list[str]) -> Texts:
    """Return the texts at these places; nothing where a place is -1."""
    held = np.empty(len(texts) + 1, dtype=object)
    held[:-1] = texts
    held[-1] = ""
    found: Texts = held[places]
    return found


def same_values(one: pa.ChunkedArray, other: pa.ChunkedArray) -> bool:
    """Return whether two columns hold the same values, NaN being the same as itself."""
    if one.type != other.type or len(one) != len(other):
        return False
    if one.equals(other):
        return True
    if not pa.types.is_floating(one.type):
        return bool(pa.types.is_nested(one.type)) and repr(one.to_pylist()) == repr(
            other.to_pylist()
        )
    both = pc.and_(pc.is_nan(one), pc.is_nan(other))
    same = pc.fill_null(pc.or_(both, pc.equal(one, other)), True)
    return bool(one.is_null().equals(other.is_null()) and pc.all(same).as_py())
