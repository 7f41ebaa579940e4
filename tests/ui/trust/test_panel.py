import pytest
from PySide6.QtCore import Qt

from em_desktop.em.sources import Source
from em_desktop.review.fit_words import ParameterLine
from em_desktop.review.trust_report import TrustReport
from em_desktop.review.trust_words import Dot, OfferLine
from em_desktop.ui.trust.panel import TrustPanel

REPORT = TrustReport(
    summary="",
    basis="",
    best=None,
    hidden="When the gender of 40 recorded rows was hidden and guessed, 80 % were right (70–90 %).",
    ceiling="",
    dots=(Dot(0.8, 0.8, 40, 0.7, 0.9),),
    offers=(
        OfferLine(Source.NAME, "Height alone 80 %, with first names 90 %.", "Use first names"),
        OfferLine(Source.GROUP, "Without A&B 70 %, with it 80 %.", "Stop using A&B", stops=True),
        OfferLine(Source.AGE, "Age adds nothing that is sure: 80 %, then 80 %."),
    ),
    compared="Compared by a quicker fit.",
    measure="height",
    parameters=(ParameterLine("girl", "50 %", "163 ± 1 cm", "6.0 ± 0.4 cm"),),
    notes=("EM settled after 4 iterations.",),
)


@pytest.fixture
def panel(qtbot, dressed):
    widget = TrustPanel()
    qtbot.addWidget(widget)
    widget.resize(480, 600)
    widget.show_report(REPORT)
    widget.show()
    return widget


def test_each_offer_that_can_be_taken_up_has_a_button(panel):
    assert [button.text() for button in panel.buttons] == ["Use first names", "Stop using A&&B"]


@pytest.mark.parametrize(("which", "asked"), [(0, ["name", True]), (1, ["group", False])])
def test_a_button_asks_for_its_source(panel, qtbot, which, asked):
    with qtbot.waitSignal(panel.evidence_wanted) as signal:
        qtbot.mouseClick(panel.buttons[which], Qt.MouseButton.LeftButton)
    assert signal.args == asked


def test_in_a_narrow_panel_the_buttons_go_under_their_sentences(panel):
    side = panel.buttons[0].x()
    panel.resize(240, 600)
    assert len(panel.buttons) == 2
    panel._offers.activate()
    assert panel.buttons[0].x() < side
    panel.resize(480, 600)
    assert len(panel.buttons) == 2


def test_a_new_report_takes_the_place_of_the_old(panel):
    panel.show_report(REPORT)
    panel.set_expected("95 %", "Accepting these 41 will put about 3 wrong (1 to 6).")
    assert len(panel.buttons) == 2
    assert panel.expected.startswith("Accepting these 41")
