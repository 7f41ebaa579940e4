"""What the rows of a fit have to show for themselves, in words."""

import numpy as np
from numpy.typing import NDArray

from em_desktop.em.sources import Source
from em_desktop.review.as_fitted import as_fitted
from em_desktop.review.naming import further_nouns, group_noun, measurement_noun, source_noun
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.workspace import Workspace
from em_desktop.roster.folding import shown
from em_desktop.roster.reading import Reading

MEASUREMENTS = "measurements"
"""What several usable measurements of one row are called together."""


class RowEvidence:
    """Names the evidence of single rows.

    Args:
        suggestions: of the fit.
        workspace: whose headers the nouns come from.
        reading: of the workspace's roster.
    """

    def __init__(self, suggestions: Suggestions, workspace: Workspace, reading: Reading) -> None:
        encoding, used = suggestions.encoding, suggestions.fit.evidence
        design, then = encoding.design, encoding.reading
        workspace, reading = as_fitted(encoding, workspace, reading)
        self._design, self._rows = design, encoding.rows
        n_further = 0 if design.further is None else design.further.shape[1]
        further = (*further_nouns(workspace), *(MEASUREMENTS,) * n_further)[:n_further]
        self._nouns = (measurement_noun(workspace, reading), *further)
        self._group_noun = group_noun(workspace)
        self._age_noun = source_noun(Source.AGE, workspace, reading)
        self._groups = design.groups if Source.GROUP in used and then is not None else None
        self._group_names = then.group_names if then is not None else ()
        self._ages = design.ages if Source.AGE in used else None
        self._codes: tuple[NDArray[np.intp], ...] = ()
        if Source.NAME in used and then is not None:
            self._codes = tuple(codes for _, codes in then.names)

    @property
    def main(self) -> str:
        """What the main measurement is called."""
        return self._nouns[0]

    @property
    def measurement(self) -> str:
        """What the measurements are called that some row may have."""
        return self._nouns[0] if len(self._nouns) == 1 else MEASUREMENTS

    def measured(self, at: int) -> str:
        """Return the noun of what is measured of a row of the design; empty where nothing is."""
        usable = self._usable(at)
        return MEASUREMENTS if len(usable) > 1 else "".join(self._nouns[i] for i in usable)

    def is_main_alone(self, at: int) -> bool:
        """Whether the main measurement is the only one of a row."""
        return self._usable(at) == [0]

    def has_name(self, at: int) -> bool:
        """Whether a first name is known of a row, where names are used."""
        return any(codes[self._rows[at]] >= 0 for codes in self._codes)

    def place(self, at: int) -> str:
        """Return ``in class 7b`` or ``at age 12``, or both; empty where neither counts."""
        words = []
        if self._groups is not None and self._groups[at] >= 0:
            name = shown(self._group_names[int(self._groups[at])])
            noun = self._group_noun
            known = name.casefold().startswith(noun.casefold())
            words.append(f"in {name}" if known else f"in {noun} {name}")
        if self._ages is not None and not np.isnan(self._ages[at]):
            words.append(f"at {self._age_noun} {self._ages[at]:.4g}")
        return " ".join(words)

    def _usable(self, at: int) -> list[int]:
        """Return which measurements of a row are usable; 0 is the main one."""
        values, further = self._design.values, self._design.further
        usable = [] if np.isnan(values[at]) else [0]
        if further is not None:
            usable += [1 + i for i, value in enumerate(further[at].tolist()) if value == value]
        return usable
