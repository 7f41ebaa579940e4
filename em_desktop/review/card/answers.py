"""The answers that a card offers, with their keys."""

from dataclasses import dataclass

from em_desktop.review.answer_keys import USUAL, Act, AnswerKeys

_CAPS = {"Backspace": "⌫", "Shift+Backspace": "⇧ ⌫", "Shift+Space": "⇧ Space"}
_TIPS = {
    Act.ACCEPT: "Accept the suggestion",
    Act.BLANK: "Leave this row blank",
    Act.SKIP: "Answer later: the row comes again at the end",
    Act.BACK: "Go to the row that you answered before this one",
    Act.NOTE: "Note something of this row",
}
_RIGHT = "Right as it is"


@dataclass(frozen=True)
class CardAnswer:
    """One answer.

    Attributes:
        act: what it does.
        key: name of its key, which is also what an answer is called inside the program.
        words: what it does, in a word or two.
        cap: what stands on the key.
        is_offered: it fits the row.
        category: place of the category that it writes; None for another answer.
        tip: what it does, in a sentence, and by which key.
    """

    act: Act
    key: str
    words: str
    cap: str
    is_offered: bool
    category: int | None = None
    tip: str = ""

    @property
    def is_emphasised(self) -> bool:
        """Whether it is what the program itself would say."""
        return self.is_offered and self.act is Act.ACCEPT

    @property
    def spoken(self) -> str:
        """The same for a screen reader."""
        return f"{self.words}, key {self.key}"


def answers(
    labels: tuple[str, ...],
    acts: frozenset[Act],
    keys: AnswerKeys = USUAL,
    *,
    odd: bool = False,
    note: str = "",
) -> tuple[CardAnswer, ...]:
    """Return the answers to a row: always the same ones, so that none changes its place.

    Args:
        labels: categories to choose from.
        acts: that fit the row.
        keys: of the answers.
        odd: the row is recorded and looks odd, so that accepting means that it is right.
        note: what a person has noted of the row.
    """
    fixed = keys.fixed()

    def answer(act: Act, words: str = "") -> CardAnswer:
        tip = _RIGHT if odd and act is Act.ACCEPT else _TIPS[act]
        if note and act is Act.NOTE:
            tip = f"Your note: {note}. Change or remove it"
        return _made(act, fixed[act], words or str(act), act in acts, tip=tip)

    chosen = (
        _made(Act.CATEGORY, key, label, Act.CATEGORY in acts, labels.index(label), f"Enter {label}")
        for key, label in keys.letters(labels).items()
    )
    return (
        answer(Act.ACCEPT, "Right" if odd else ""),
        *chosen,
        *(answer(act) for act in (Act.BLANK, Act.SKIP, Act.BACK)),
        answer(Act.NOTE, "Noted" if note else ""),
    )


def _made(
    act: Act, key: str, words: str, offered: bool, place: int | None = None, tip: str = ""
) -> CardAnswer:
    return CardAnswer(act, key, words, _CAPS.get(key, key), offered, place, f"{tip}: press {key}")
