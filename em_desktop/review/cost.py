"""What accepting all above a threshold will cost, in the few words that a bar has room for."""

from dataclasses import dataclass

from em_desktop.review.accept import Forecast

_TESTED = (
    "Expected number of wrong rows among these, from recorded rows that were hidden and guessed; "
    "in brackets the range that it stays in 9 times out of 10."
)
_BELIEVED = (
    "Expected number of wrong rows among these, if the fitted curves are right; "
    "in brackets the range that it stays in 9 times out of 10."
)
_GROUPED = (
    "These groups were found, not recorded, so there is no right answer: the percentages say how "
    "clearly a row lies in its group."
)


@dataclass(frozen=True)
class Cost:
    """The words of one forecast.

    Attributes:
        button: of the button that accepts; it ends in … where a question comes first.
        cost: how many will be wrong.
        why: what that number comes from.
        risky: so many will be wrong that it should strike the eye.
    """

    button: str
    cost: str
    why: str
    risky: bool = False


def cost_words(forecast: Forecast | None) -> Cost:
    """Return the words of a forecast; None while there are no suggestions."""
    if forecast is None:
        return Cost("Accept", "", _TESTED)
    why = _TESTED if forecast.tested else _BELIEVED
    if not forecast.rows:
        none = "no waiting row is that sure" if forecast.left else "nothing left to accept"
        return Cost("Accept 0", none, why)
    dots = "…" if forecast.asked else ""
    if forecast.grouped:
        clear = "clearly in one group" if forecast.clear else "some between groups"
        return Cost(f"Accept {forecast.rows:,}{dots}", clear, _GROUPED, forecast.risky)
    wrong = round(forecast.wrong)
    about = "under 1" if wrong == 0 else f"about {wrong:,}"
    return Cost(
        f"Accept {forecast.rows:,}{dots}",
        f"expect {about} wrong ({forecast.low:,}–{forecast.high:,})",
        why,
        forecast.risky,
    )
