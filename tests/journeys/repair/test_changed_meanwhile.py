"""The roster is changed by another program while the command works on it."""

import os
import shutil
from dataclasses import replace

import pytest

from em_desktop.cli.order import Order, RepairError
from em_desktop.cli.repair import repair


@pytest.fixture
def order(sample, tmp_path):
    roster = tmp_path / "edmond.csv"
    shutil.copy(sample("edmond.csv"), roster)
    return Order(roster, roster, 0.95, {}, receipt=tmp_path / "receipt.json", overwrite=True)


def test_a_roster_that_is_to_be_replaced_and_has_changed_is_left_alone(order):
    with pytest.raises(RepairError, match="was changed by another program since it was read"):
        repair(order, before_writing=lambda: order.roster.write_text("theirs"))
    assert order.roster.read_text() == "theirs"
    assert not order.receipt.exists()


def test_a_link_to_the_roster_is_the_roster(order, tmp_path):
    link = tmp_path / "link.csv"
    link.symlink_to(order.roster)
    with pytest.raises(RepairError, match="nothing was written"):
        repair(
            replace(order, output=link), before_writing=lambda: order.roster.write_text("theirs")
        )
    assert order.roster.read_text() == "theirs"


def test_a_touch_and_another_output_are_no_reason(order, tmp_path):
    before = order.roster.read_bytes()
    repair(order, before_writing=lambda: os.utime(order.roster, ns=(1, 1)))
    assert order.roster.read_bytes() != before
    other = replace(order, output=tmp_path / "out.csv")
    repair(other, before_writing=lambda: order.roster.write_text("theirs"))
    assert order.roster.read_text() == "theirs"
    assert other.output.exists()


def test_a_roster_that_is_gone_by_then_is_written(order):
    repair(order, before_writing=order.roster.unlink)
    assert order.roster.exists()
