"""A receipt as the bytes of a file: JSON, or CSV where the name says so."""

import json
import os
import re
from pathlib import Path

from em_desktop.review.receipt import Receipt, as_json
from em_desktop.review.receipt_changes import changes_as_csv

_SURROGATES = re.compile("[\ud800-\udfff]")


def receipt_bytes(receipt: Receipt, path: Path) -> bytes:
    """Return a receipt's bytes.

    Args:
        receipt: what changed.
        path: ``.csv`` asks for one line a change, all else for JSON with everything.
    """
    if path.suffix.lower() == ".csv":
        made, said = receipt.changes, receipt.remarks
        text = changes_as_csv(made, said, file=receipt.file, exported=receipt.time)
        return _SURROGATES.sub("\ufffd", text).encode("utf-8-sig")
    text = json.dumps(as_json(receipt), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    # A name that is not UTF-8 has lone surrogates, which no file in UTF-8 can hold.
    return _SURROGATES.sub("\ufffd", text).encode("utf-8")


def receipt_path(path: Path) -> Path:
    """Return ``NAME-receipt.csv`` beside a corrected file."""
    return path.with_name(f"{path.stem}-receipt.csv")


def free_receipt_path(path: Path) -> Path:
    """Return the same, with a number where that name is taken: each export has its receipt."""
    first = receipt_path(path)
    paths = (first.with_name(f"{first.stem}-{i}.csv") for i in range(2, 10_000))
    return next((each for each in (first, *paths) if not os.path.lexists(each)), first)
