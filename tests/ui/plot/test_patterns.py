from PySide6.QtCore import Qt

from em_desktop.ui.plot.layers import pattern
from em_desktop.ui.theme import LIGHT


def test_from_the_third_category_on_colour_is_not_the_only_sign_of_a_curve():
    drawn = [(LIGHT.category(i).name(), pattern(i)) for i in range(14)]
    assert len(set(drawn)) == 14
    assert [style for _, style in drawn[:2]] == [Qt.PenStyle.SolidLine] * 2
    others = {style for _, style in drawn[2:]}
    assert len(others) == 3
    assert not others & {Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine}  # dashes: the sum of all
