"""Everything the user can undo, in one immutable value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Self

from em_desktop.em.sources import Source
from em_desktop.review.checks import Check
from em_desktop.review.clusters import Clusters
from em_desktop.review.decisions import Decision
from em_desktop.roster.cell_reading import NO_READINGS, CellReadings
from em_desktop.roster.options import ReadingOptions
from em_desktop.roster.roles import Roles
from em_desktop.roster.table import Roster


@dataclass(frozen=True, eq=False)
class Workspace:
    """A roster with the user's edits, choices and decisions.

    Attributes:
        original: the roster as the file has it.
        roster: the roster with the user's edits; columns that were added are the last ones.
        roles: which column means what.
        options: how text is read.
        decisions: answers by row id, for rows whose category cell is missing.
        evidence: the sources that are to tell the categories apart, as far as there is a column
            for them; `Source.GROUP` means to compare within groups.
        clusters: the groups that a person has named before any row had one; None where there are
            none.
        next_id: the id of the next row to be added; it never goes back, so that no id is
            given twice.
        readings: how a person says that single measurements are meant, by row id and column; each
            counts only while its cell holds the text that it was said of.
        checks: what a person said of rows by which the suggestions are measured, by row id.
        notes: what a person noted of rows, by row id; never written to the file.
    """

    original: Roster
    roster: Roster
    roles: Roles
    options: ReadingOptions = field(default_factory=ReadingOptions)
    decisions: Mapping[int, Decision] = field(default_factory=lambda: MappingProxyType({}))
    evidence: frozenset[Source] = frozenset({Source.MEASUREMENT})
    clusters: Clusters | None = None
    next_id: int = 0
    readings: CellReadings = field(default_factory=lambda: NO_READINGS)
    checks: Mapping[int, Check] = field(default_factory=lambda: MappingProxyType({}))
    notes: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, roster: Roster, roles: Roles, options: ReadingOptions | None = None) -> Self:
        """Return the workspace of a file that was just read."""
        return cls(roster, roster, roles, options or ReadingOptions(), next_id=roster.n_rows)

    @property
    def reading_options(self) -> ReadingOptions:
        """How the roster is read: the options, and the names of groups in the column to fill in."""
        if self.clusters is None or self.clusters.column != self.roles.category:
            return self.options
        return replace(self.options, known=self.clusters.names)
