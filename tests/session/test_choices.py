import json
from pathlib import Path

import pytest

from em_desktop.session.choices import Choice, decoded, encoded, fingerprint

CHOICE = Choice(
    Path("/a/class.csv"), "0123", (("name", 0), ("further", 4)), ("measurement", "name")
)


def test_what_is_written_is_read():
    written = json.loads(json.dumps([encoded(CHOICE)]))
    assert decoded(written) == (CHOICE,)


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        7,
        {},
        {**encoded(CHOICE), "path": 1},
        {**encoded(CHOICE), "header": None},
        {**encoded(CHOICE), "roles": "name"},
        {**encoded(CHOICE), "roles": [["name"]]},
        {**encoded(CHOICE), "roles": [[0, "name"]]},
        {**encoded(CHOICE), "evidence": "name"},
    ],
)
def test_what_makes_no_sense_is_passed_over(nonsense):
    assert decoded([nonsense, encoded(CHOICE)]) == (CHOICE,)
    assert decoded(nonsense) == ()


def test_a_fingerprint_tells_headers_apart_and_does_not_give_them_away():
    header = ("name", "gender")
    assert fingerprint(header) == fingerprint(list(header))
    assert fingerprint(header) != fingerprint(("name gender",))
    assert fingerprint(header) != fingerprint(("gender", "name"))
    assert "name" not in fingerprint(header)
    assert fingerprint(("\ud800",)) != fingerprint(("?",))
