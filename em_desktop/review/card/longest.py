"""The longest sentences that the rows of a fit may need, so that room can be kept for them."""

from itertools import product

from em_desktop.em.sources import Source
from em_desktop.review.card.known import Known
from em_desktop.review.naming import group_noun, source_noun
from em_desktop.review.reasons import Case, Voice, reason
from em_desktop.review.row_evidence import RowEvidence
from em_desktop.review.suggestions import Suggestions
from em_desktop.roster.folding import shown

_LEANS = (-3.0, 0.1, 1.0, 3.0)
"""Log odds of which each makes another sentence."""

_LOOKED_AT = 20
"""Rows worth a look whose words are tried."""


def longest_sentences(known: Known) -> tuple[str, ...]:
    """Return sentences of which one is about as long as any that a card of this fit shows.

    The words of categories and of groups are the longest that the fit has.
    """
    suggestions = known.suggestions
    if suggestions is None:
        return ()
    best, rival = (sorted(map(shown, suggestions.labels), key=len)[::-1] * 2)[:2]
    place = _longest_place(known, suggestions)
    evidence = RowEvidence(suggestions, known.workspace, known.reading)
    measured = evidence.measurement
    note = (
        f" The curves over the bars are of all rows, not of {place.split(' ', 1)[1]}."
        if place
        else ""
    )
    said = []
    for height, name, share in product(_LEANS, (None, *_LEANS), (-0.5, 0.0, 2.0)):
        voices = [Voice(measured, height, f"this {measured}")]
        if name is not None:
            if Source.NAME not in suggestions.fit.evidence:
                continue
            voices.append(Voice("first name", name))
        case = Case(tuple(voices), share, best, rival, place)
        said.append(f"{reason(case)}.{note}")
    ids = known.worth_a_look.row_ids[:_LOOKED_AT].tolist()
    return (*said, *(known.look_words(row_id) for row_id in ids))


def _longest_place(known: Known, suggestions: Suggestions) -> str:
    """Return the place of a row in the group with the longest name: ``in class 7b at age 12``."""
    used, then, words = suggestions.fit.evidence, suggestions.encoding.reading, []
    if Source.GROUP in used and then is not None:
        name = max(map(shown, then.group_names), key=len, default="")
        words.append(f"in {group_noun(known.workspace)} {name}")
    if Source.AGE in used:
        words.append(f"at {source_noun(Source.AGE, known.workspace, known.reading)} 12.25")
    return " ".join(words)
