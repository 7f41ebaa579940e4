"""Which character separates the cells, and which line is the header."""

import re
from collections import Counter
from collections.abc import Sequence

import clevercsv

from em_desktop.files.problem import FileProblem
from em_desktop.files.text.grammar import after_line_end, record_cells, unquoted
from em_desktop.roster.headers import (
    CATEGORY_WORDS,
    GROUP_WORDS,
    HEIGHT_WORDS,
    NAME_WORDS,
    header_words,
    mentions,
    vocabulary,
)

Records = Sequence[Sequence[str]]
"""The first records of a file, blank lines as one empty cell."""

SAMPLE_BYTES = 100_000
_LONGEST_SAMPLE = 10 * SAMPLE_BYTES
_SAMPLE_RECORDS = 300
_CANDIDATES = (",", ";", "\t", "|")
_RARE_CANDIDATES = (":", "^", "~", "§", "¦")
_CLEVER_SAMPLE = 20_000
_TITLES = 30
"""At most this many title and comment lines are looked through for the header."""

_NUMBER = re.compile(
    r"""[-+]?[0-9]+(?:[.,'\ \u00a0\u202f][0-9]+)*   # 172  1.72  1,234.5
        (?:[eE][-+]?[0-9]+)?\s*
        (?:%|cm|mm|m|in|ft|kg|"|'|feet|inch|inches)?
      | [0-9]+\s*(?:'|’|′|ft|feet|foot)\s*[0-9.]+\s*(?:"|”|″|''|in|inches)?   # 5'7"
      | [0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}     # a date
      | \.[0-9]+
    """,
    re.VERBOSE,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NO_ANSWER = frozenset({"", "na", "n/a", "nan", "null", "none", "?", "-", "–", ".", "unknown"})
_TELLING = (HEIGHT_WORDS | CATEGORY_WORDS | NAME_WORDS | GROUP_WORDS) - vocabulary(
    "male female boy"
)
_WHOLE = 3
_TOLD = 200
"""The first columns tell enough; there may be thousands."""
_COMMENT = ("#", "//", "%")
_DECIMAL_PAIR = re.compile(r"\s*[-+]?[0-9]+,[0-9]+\s*(?:cm|m|in|kg)?\s*")


def first_records(
    body: bytes,
    delimiter: bytes,
    codec: str,
    *,
    limit: int = _SAMPLE_RECORDS,
    start: int = 0,
    stop: int | None = None,
) -> list[list[str]]:
    """Return the first records as text; damaged bytes do not matter here.

    Args:
        body: the text's bytes without a mark, as the tokeniser searches them.
        delimiter: in the same encoding.
        codec: the encoding.
        limit: how many records, and ``SAMPLE_BYTES`` of content, at most.
        start: where the first of them begins.
        stop: where they end at the latest; None for the end of the body.
    """
    records: list[list[str]] = []
    end_of_sample = min(len(body) if stop is None else stop, start + SAMPLE_BYTES) - start
    sample = body[start : start + _LONGEST_SAMPLE]  # a quote may be closed hundreds of MB below
    at = 0
    while at < end_of_sample and len(records) < limit:
        try:
            spans, end = record_cells(sample, at, delimiter)
        except FileProblem:
            if records and start + len(sample) < len(body):
                break
            spans, end = record_cells(sample := body[start:], at, delimiter)
        raw = (sample[begin:after].decode(codec, "replace") for begin, after in spans)
        records.append([unquoted(text) for text in raw])
        at = after_line_end(sample, end)
    return records


def common_width(records: Records) -> int:
    """Return how many cells most records have; blank lines are not counted."""
    widths = Counter(len(record) for record in records if len(record) > 1 or record[0])
    return max(widths, key=lambda width: (widths[width], width)) if widths else 1


def detect_delimiter(body: bytes, codec: str, *, tabs_likely: bool = False) -> str:
    """Return the character that separates the cells.

    The candidates are tried on the first records: the right one gives rows of equal length.
    Where two do, clevercsv judges a sample. A file of one column gets a delimiter that it
    does not contain.

    Args:
        body: the text's bytes without a mark.
        codec: their encoding.
        tabs_likely: True where the file's name says so (``.tsv``).
    """
    scores = delimiter_scores(body, codec, _CANDIDATES)
    if not scores:
        scores = delimiter_scores(body, codec, _RARE_CANDIDATES)
    if tabs_likely and "\t" in scores:
        return "\t"
    if not scores:
        text = body[:SAMPLE_BYTES].decode(codec, "replace")
        return next((c for c in _CANDIDATES if c not in text), ",")
    best = max(scores, key=lambda c: scores[c])
    rivals = [c for c in scores if scores[c] >= scores[best] - 0.05]
    if len(rivals) > 1:
        best = _clever_choice(body, codec, rivals) or best
    return best


def delimiter_scores(body: bytes, codec: str, candidates: Sequence[str]) -> dict[str, float]:
    """Return by candidate the share of records that have the common width, if it is above one."""
    scores: dict[str, float] = {}
    for candidate in candidates:
        try:
            records = first_records(body, candidate.encode(codec), codec)
        except (FileProblem, UnicodeEncodeError):
            continue
        filled = [record for record in records if len(record) > 1 or record[0]]
        width = common_width(filled)
        regular = [len(record) == width for record in filled]
        if width < 2 or not filled:
            continue
        if candidate == "," and _decimal_commas(filled, width):
            continue
        first = regular.index(True)  # what stands before it may be titles
        share = sum(regular[first:]) / len(regular[first:])
        scores[candidate] = share - 0.1 * (first / len(regular))
        if sum(regular) == 1 and len(regular) > 2:
            del scores[candidate]
    return scores


def _decimal_commas(records: Records, width: int) -> bool:
    """Return whether the only commas are those of numbers like 172,5 in a single column."""
    pairs = [",".join(record) for record in records if len(record) == width]
    return (
        width == 2
        and len(records[0]) == 1
        and all(_DECIMAL_PAIR.fullmatch(pair) is not None for pair in pairs)
    )


def _clever_choice(body: bytes, codec: str, rivals: list[str]) -> str | None:
    sample = body[:_CLEVER_SAMPLE].decode(codec, "replace")
    try:
        found = clevercsv.Detector().detect(sample, delimiters=rivals)
    except clevercsv.exceptions.Error:
        return None
    return found.delimiter if found is not None and found.delimiter in rivals else None


def detect_header(records: Records) -> int:
    """Return which record is the header, -1 where the table begins with its first row.

    Titles and comments before the header are passed over: lines that are shorter than the
    table, lines that have text in their first cell alone, lines that begin with ``#``.

    Args:
        records: the first records of the file.
    """
    width = common_width(records)
    candidate = _first_full(records, width)
    if candidate is None:
        return -1
    names, rows = header_evidence(records, candidate, width)
    if names >= rows:
        return candidate
    # R leaves out the name above its row names; some rows end with a superfluous delimiter.
    short = next((i for i in range(candidate - 1, -1, -1) if any(records[i])), None)
    if short is not None and len(records[short]) >= max(2, width / 2):
        cells = [cell.strip() for cell in records[short]]
        if all(cells) and not any(map(_numeric, cells)):
            return short
    # A header whose names somebody has emptied is still no row.
    return 0 if width > 1 and len(records[0]) == width and not any(records[0]) else -1


def _first_full(records: Records, width: int) -> int | None:
    """Return the first record that is neither blank nor a title nor a comment."""
    for index, record in enumerate(records[:_TITLES]):
        full = len(record) >= width and any(cell.strip() for cell in record)
        if full and not _is_title(records, index, width):
            return index
    return next((i for i, r in enumerate(records) if any(c.strip() for c in r)), None)


def _is_title(records: Records, index: int, width: int) -> bool:
    """Return whether a record of full length is a title or comment above the header."""
    record = records[index]
    following = next(
        (i for i in range(index + 1, len(records)) if any(c.strip() for c in records[i])), None
    )
    if following is None or len(records[following]) != width:
        return False
    if len(record) > width:
        names, rows = header_evidence(records, following, width)
        return names > 0 and rows == 0
    if any(map(_numeric, records[following])):
        return False
    lonely = bool(record[0].strip()) and not any(cell.strip() for cell in record[1:])
    fuller = sum(bool(cell.strip()) for cell in records[following]) > 1
    return (lonely and fuller) or record[0].startswith(_COMMENT)


def header_evidence(records: Records, index: int, width: int) -> tuple[int, int]:
    """Count the columns that a record seems to name, and those that it seems to belong to.

    Text above numbers is a name. A number above numbers, or a text that comes again below,
    is a row; years above other numbers say nothing, nor do words for "missing". Two cells that
    are words for a name, a gender, a height or a class settle it.
    """
    top = records[index]
    if sum(mentions(header_words(cell), _TELLING) == _WHOLE for cell in top[:_TOLD]) > 1:
        return width, 0
    below = [r for r in records[index + 1 :] if len(r) == width and r != top]
    names = rows = 0
    for column, cell in enumerate(top[: min(width, _TOLD)]):
        text = cell.strip()
        if text.casefold() in _NO_ANSWER:
            continue
        under = [row[column].strip() for row in below]
        under = [value for value in under if value.casefold() not in _NO_ANSWER]
        numbers = sum(map(_numeric, under))
        if _numeric(text):
            year = _YEAR.fullmatch(text) and not all(map(_YEAR.fullmatch, under))
            rows += not year and numbers >= 0.5 * len(under)
        elif under and numbers >= 0.8 * len(under):
            names += 1
        elif text.casefold() in {value.casefold() for value in under}:
            rows += 1
    return names, rows


def _numeric(text: str) -> bool:
    return _NUMBER.fullmatch(text.strip()) is not None
