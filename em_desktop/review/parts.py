"""What each source of evidence says of one row, as a number, in a word and in a sentence."""

from dataclasses import dataclass

import numpy as np

from em_desktop.em.missingness import MissingnessKind
from em_desktop.review.duels import CAUTION, Duels
from em_desktop.review.row_evidence import MEASUREMENTS, RowEvidence
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.wording import FAR_MORE, MORE, odds, ratio

FEW = 400
"""With fewer recorded rows these are why a suggestion is cautious."""


@dataclass(frozen=True)
class Part:
    """What one source of evidence says of a row.

    Attributes:
        key: ``share``, ``measurement``, ``name`` or ``caution``: what weighing other models as well
            changes, which makes a row less sure or surer.
        title: what it is called, in a word or two.
        log_odds: for the likeliest category against the next; negative speaks for the next.
        favours: index of the category that it speaks for; None where it makes no difference.
        value: as number and word: ``20 to 1 girl``.
        sentence: the same in a sentence.
    """

    key: str
    title: str
    log_odds: float
    favours: int | None
    value: str
    sentence: str

    @property
    def details(self) -> str:
        """The sentence, and the number that adds up."""
        return f"{self.sentence} (log odds {self.log_odds:+.2f})"


class Parts:
    """Puts what is known of one suggestion into words.

    Args:
        suggestions: of a fit.
        duel: of this suggestion alone.
        at: its row in the design.
        evidence: of the rows of the design.
    """

    def __init__(
        self, suggestions: Suggestions, duel: Duels, at: int, evidence: RowEvidence
    ) -> None:
        self._suggestions, self._duel, self._at, self._evidence = suggestions, duel, at, evidence
        self._best, self._rival = (
            suggestions.labels[int(k)] for k in (duel.best[0], duel.rival[0])
        )

    def each(self) -> tuple[Part, ...]:
        """Return how frequent the categories are, what each source says, and caution."""
        pairs = zip(self._duel.parts, self._duel.log_odds[:, 0].tolist(), strict=True)
        return tuple(self._part(key, says) for key, says in pairs)

    def together(self) -> Part:
        """Return what they come to."""
        says = float(self._duel.total[0])
        text = self._favoured(says)
        if not text:
            return self._made("together", "together", says, "All together make no difference.")
        sentence = f"All together speak for {text}: {odds(says)}."
        return self._made("together", "together", says, sentence)

    def _part(self, key: str, says: float) -> Part:
        match key:
            case "share":
                return self._made(key, "how frequent", says, self._of_frequency(says))
            case "caution":
                return self._of_caution(says)
            case "measurement":
                noun = self._evidence.measured(self._at)
                return self._of_source(key, self._evidence.measurement, noun, says)
            case _:
                noun = "first name" if self._evidence.has_name(self._at) else ""
                return self._of_source(key, "first name", noun, says)

    def _of_source(self, key: str, title: str, noun: str, says: float) -> Part:
        if not noun:
            sentence = f"No {title.removesuffix('s')} is known of this row."
            return Part(key, title, 0.0, None, "not known", sentence)
        several, text = noun == MEASUREMENTS, self._favoured(says)
        if not text:
            return self._made(
                key, noun, says, f"The {noun} {'say' if several else 'says'} nothing."
            )
        verb = "lean to" if abs(says) < np.log(MORE) else "speak for"
        verb = verb if several else verb.replace(" ", "s ")
        return self._made(key, noun, says, f"The {noun} {verb} {text}: {odds(says)}.")

    def _of_frequency(self, says: float) -> str:
        text = self._favoured(says)
        if not text:
            return f"{self._best} and {self._rival} are equally frequent {self._here}."
        much = ""
        if abs(says) < np.log(MORE):
            much = "a little "
        elif abs(says) >= np.log(FAR_MORE):
            much = "far "
        return f"{text} is {much}more frequent {self._here}: {odds(says)}."

    @property
    def _here(self) -> str:
        place, missingness = self._evidence.place(self._at), self._suggestions.fit.missingness
        if place or missingness is None or missingness.kind is not MissingnessKind.BY_CATEGORY:
            return place or "here"
        return "among the rows to fill in"

    def _of_caution(self, says: float) -> Part:
        few = int(self._suggestions.encoding.recorded.sum()) < FEW
        why = "few rows are recorded" if few else "no single model is certain"
        times = ratio(says)
        title = "other models"
        if not times:
            value, sentence = "no difference", "The other models make no difference here."
        elif says < 0:
            title, value = "caution", f"{times} times less sure"
            sentence = f"Caution, because {why}: {value}."
        else:
            value = f"{times} times surer"
            sentence = f"The other models, weighed with this one: {value}."
        return Part(CAUTION, title, says, self._index(says), value, sentence)

    def _made(self, key: str, title: str, says: float, sentence: str) -> Part:
        text = self._favoured(says)
        value = f"{odds(says)} {text}" if text else "even"
        return Part(key, title, says, self._index(says), value, sentence)

    def _index(self, says: float) -> int | None:
        if not ratio(says):
            return None
        return int((self._duel.best if says > 0 else self._duel.rival)[0])

    def _favoured(self, says: float) -> str:
        """Return the text of the category that is spoken for; empty where none is."""
        index = self._index(says)
        return "" if index is None else self._suggestions.labels[index]
