import pytest

from em_desktop.files.preview.how_read import HowRead
from em_desktop.files.source import ReadOptions
from em_desktop.roster.options import Unit
from em_desktop.session.previewing import Previewing


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "a.csv"
    made.write_text("name,gender,height\nAnna,f,60\nBen,,61\n", encoding="utf-8")
    return made


@pytest.fixture
def previewing(path, qtbot):
    made = Previewing(path, ())
    yield made
    made.close_down()


def test_the_file_is_shown(previewing, qtbot):
    with qtbot.waitSignal(previewing.ready) as ready:
        previewing.show(HowRead())
    assert ready.args[0].opened.roster.n_rows == 2
    assert not previewing.running


def test_only_the_newest_choices_are_shown(previewing, qtbot):
    shown = []
    previewing.ready.connect(shown.append)
    for delimiter in ";|\t":
        previewing.show(HowRead(ReadOptions(delimiter=delimiter)))
    qtbot.waitUntil(lambda: not previewing.running)
    assert [preview.delimiter for preview in shown] == ["\t"]


def test_the_bytes_are_read_once_and_the_cells_where_they_must_be(previewing, qtbot, path):
    with qtbot.waitSignal(previewing.ready) as first:
        previewing.show(HowRead())
    path.unlink()
    with qtbot.waitSignal(previewing.ready) as second:
        previewing.show(HowRead(unit=Unit.INCH))
    assert second.args[0].opened is first.args[0].opened
    assert second.args[0].reading.measurement.unit is Unit.INCH
    with qtbot.waitSignal(previewing.ready) as third:
        previewing.show(HowRead(ReadOptions(header_row=-1)))
    assert third.args[0].opened.roster.n_rows == 3


def test_what_cannot_be_read_is_told_and_the_next_choice_is_tried(previewing, qtbot):
    with qtbot.waitSignal(previewing.refused) as refused:
        previewing.show(HowRead(ReadOptions(header_row=90)))
    assert "fewer than" in refused.args[0]
    with qtbot.waitSignal(previewing.ready):
        previewing.show(HowRead())


def test_a_file_that_is_gone_is_told(tmp_path, qtbot):
    previewing = Previewing(tmp_path / "gone.csv", ())
    with qtbot.waitSignal(previewing.refused):
        previewing.show(HowRead())


def test_closing_announces_nothing(previewing, qtbot):
    shown = []
    previewing.ready.connect(shown.append)
    previewing.show(HowRead())
    previewing.show(HowRead(unit=Unit.INCH))
    previewing.close_down()
    assert not previewing.running
    assert shown == []
