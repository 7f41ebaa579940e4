"""What decided between the two likeliest categories, as part of a sentence."""

from dataclasses import dataclass
from math import exp, log

from em_desktop.review.wording import EVEN, FAR_MORE, MORE, MORE_USUAL, Bearing, bearing

_SOME, _SPEAKS, _CLEARLY = log(EVEN), log(MORE), log(FAR_MORE)


@dataclass(frozen=True)
class Voice:
    """One source of evidence that says something of a row.

    Attributes:
        noun: what it is called: ``height``, ``first name``.
        log_odds: natural logarithm of how much likelier it makes the likeliest category than the
            next; negative where it speaks against it.
        written: of a measurement, how the row's own is spoken of: ``this height``.
        is_plural: whether noun and ``written`` are plural.
    """

    noun: str
    log_odds: float
    written: str = ""
    is_plural: bool = False

    @property
    def the(self) -> str:
        """The noun with its article."""
        return f"the {self.noun}"


@dataclass(frozen=True)
class Case:
    """A suggestion that is to be given a reason.

    Attributes:
        voices: the evidence that says something of the row: measurement, name, both or none.
        share: log odds from how frequent the two categories are.
        best: text of the likeliest category.
        rival: text of the next.
        place: ``in class 7b``, where that is looked at; else empty.
        is_brief: whether what goes without saying beside the row is left out.
    """

    voices: tuple[Voice, ...]
    share: float
    best: str
    rival: str
    place: str = ""
    is_brief: bool = False

    @property
    def here(self) -> str:
        """Where the categories are as frequent as they are, with a space before it."""
        where = self.place or ("" if self.is_brief else "here")
        return f" {where}" if where else ""

    @property
    def at(self) -> str:
        """How a sentence about a measurement begins."""
        return f"{self.place} " if self.place else ""


def reason(case: Case) -> str:
    """Return what decided, without a full stop and beginning with a small letter."""
    voices = sorted(case.voices, key=lambda voice: -voice.log_odds)
    if case.share + sum(voice.log_odds for voice in voices) < -_SOME:
        return f"too little is known to say {case.rival}"
    if not voices:
        return _of_frequency(case)
    return _of_one(case, voices[0]) if len(voices) == 1 else _of_two(case, *voices[:2])


def _of_one(case: Case, voice: Voice) -> str:
    decided = bearing(_times(voice.log_odds), _times(case.share))
    if decided is Bearing.AGAINST:
        return _outweighed(case, voice)
    if decided is Bearing.LITTLE:
        return (
            f"{voice.written or voice.the} {_verb('say', voice)} little, and {_of_frequency(case)}"
        )
    if decided is Bearing.NOTHING and (case.is_brief or not voice.written):
        return f"{voice.the} cannot tell"
    if not voice.written:
        return _speaks(case, voice)
    usual = f"{case.at}{voice.written} {'are' if voice.is_plural else 'is'}"
    if decided is Bearing.NOTHING:
        return f"{usual} as usual among {case.best} as among {case.rival}"
    than = "" if case.is_brief else f" than among {case.rival}"
    return f"{usual} {MORE_USUAL[decided]} among {case.best}{than}"


def _of_two(case: Case, first: Voice, other: Voice) -> str:
    against = other.log_odds <= -_SPEAKS
    if first.log_odds < _SPEAKS and against:
        return _outweighed(case, other)
    if first.log_odds < _SPEAKS and case.share > first.log_odds:
        return f"{first.the} and {other.the} say little, and {_of_frequency(case)}"
    if first.log_odds < _SOME:
        return f"{first.the} and {other.the} cannot tell"
    said = (case.at if first.written else "") + _speaks(case, first)
    if against and first.log_odds + other.log_odds < 0:
        return f"{said}, {other.the} for {case.rival}, and {case.best} is the more frequent"
    if against:
        return f"{said}, more than {other.the} {_verb('do', other)} for {case.rival}"
    if other.log_odds >= _SPEAKS:
        return f"{said}, and {other.the} {_verb('agree', other)}"
    return f"{said}, and {other.the} {_verb('say', other)} little"


def _of_frequency(case: Case) -> str:
    return f"{case.best} is the more frequent{case.here}"


def _outweighed(case: Case, voice: Voice) -> str:
    return f"{case.best} is so frequent{case.here} that it outweighs {voice.the}"


def _speaks(case: Case, voice: Voice) -> str:
    if voice.log_odds < _SPEAKS:
        return f"{voice.the} {_verb('lean', voice)} to {case.best}"
    clearly = "clearly " if voice.log_odds >= _CLEARLY else ""
    return f"{voice.the} {_verb('speak', voice)} {clearly}for {case.best}"


def _verb(verb: str, voice: Voice) -> str:
    if voice.is_plural:
        return verb
    return f"{verb}es" if verb == "do" else f"{verb}s"


def _times(log_odds: float) -> float:
    return exp(min(log_odds, 700.0))
