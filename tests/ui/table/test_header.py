from em_desktop.review.edits import SetCells
from em_desktop.ui.icon import Icon
from em_desktop.ui.table import header
from em_desktop.ui.table.model import RosterModel
from em_desktop.ui.table.view import RosterView


def test_a_doubtful_row_has_a_mark_whatever_its_status(document, infer, qtbot, monkeypatch):
    infer(document)
    document.do(SetCells(0, (12,), ("High",)), "a name twice")  # 12 and 13 wait
    view = RosterView()
    qtbot.addWidget(view)
    view.set_roster(RosterModel(document, view))
    view.resize(700, 900)
    drawn = []
    monkeypatch.setattr(header, "paint_icon", lambda painter, place, icon: drawn.append(icon))
    view.grab()
    assert drawn.count(Icon.WARNING) == 4  # 12 and 13; 15 has no height, 16 one in metres
    assert sum(i in (Icon.SUGGESTED, Icon.UNSURE) for i in drawn) == 3
