"""The menus against what the guide says of their keys."""

from em_desktop.assets import resource
from em_desktop.review.show import Show
from em_desktop.ui.menus.bar import entries


def test_the_guide_names_every_function_key_and_filter():
    _, table = resource("help/guide.md").read_text(encoding="utf-8").split("## Keys")
    named = {key for line in table.split("##")[0].splitlines() for key in words(line)}
    keys = {key for each in entries() for key in each.keys}
    assert {key for key in keys if key[0] == "F"} | {f"Alt+{len(Show)}"} <= named


def words(line):
    """Return what the first cell of a table's line names."""
    first = line.split("|")[1] if "|" in line else ""
    return first.replace(",", " ").split()
