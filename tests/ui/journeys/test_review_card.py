"""The review card in the window: its parts keep their places, whatever row it shows."""

import pytest
from PySide6.QtWidgets import QWidget

from em_desktop.review.card.state import NextStep
from em_desktop.ui.card.why import Room

GENDER = 1


def places(card) -> dict[str, tuple[int, int, int, int]]:
    """Where the parts of a card are, hidden ones too; a doubt takes the place of others."""
    parts = {"head": card.head, "headline": card.headline, "why": card.why}
    parts |= {"sentence": card.why.sentence, "densities": card.why.densities}
    parts |= {"bars": card.why.evidence, "progress": card.progress}
    parts |= {button.answer.key: button for button in card._answers.buttons}
    return {name: part.geometry().getRect() for name, part in parts.items()}


def test_nothing_jumps_from_row_to_row(driver, edmond):
    page = driver.open(edmond)
    driver.window.resize(1280, 800)
    driver.infer()
    card = page.review_card
    page.view.go_to(0, GENDER)
    driver.qtbot.waitUntil(lambda: card.why.room is Room.ALL or card.why.room is Room.BARS)
    before = places(card)
    for row_id in range(page.document.workspace.roster.n_rows):
        page.view.go_to(row_id, GENDER)
        assert places(card) == before
        assert card.why.sentence.is_whole
    driver.qtbot.waitUntil(lambda: places(card) == before)


@pytest.mark.parametrize("size", [(700, 380), (820, 520), (1280, 800)])
def test_the_answers_are_inside_the_card_however_low_the_window(driver, edmond, size):
    page = driver.open(edmond)
    driver.infer()
    driver.window.resize(*size)
    card = page.review_card
    driver.qtbot.waitUntil(lambda: card.height() >= card.minimumSizeHint().height())
    for button in card._answers.buttons:
        corner = button.mapTo(card, button.rect().bottomRight())
        assert card.rect().contains(corner)
    assert card.rect().contains(card.progress.geometry())


def test_the_card_offers_the_next_step(driver, edmond):
    page = driver.open(edmond)
    card = page.review_card
    assert card.progress.step is NextStep.INFER
    with driver.qtbot.waitSignal(page.inference.ended, timeout=20_000):
        card.progress.step_wanted.emit(card.progress.step)
    assert card.progress.step is None
    assert card.button("Enter").answer.is_emphasised


def test_a_screen_reader_hears_the_parts(driver, edmond):
    page = driver.open(edmond)
    driver.infer()
    card = page.review_card
    assert card.headline.accessibleName().startswith(card.headline.text)
    assert card.why.densities.accessibleName().startswith("At ")
    spoken = [button.accessibleName() for button in card._answers.buttons]
    assert "Accept, key Enter" in spoken
    assert all(isinstance(part, QWidget) for part in card._answers.buttons)
