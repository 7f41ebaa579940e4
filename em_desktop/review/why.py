"""Why a missing cell was filled or stays blank, in one plain sentence."""

import numpy as np

from em_desktop.review.decisions import Answer, Decision
from em_desktop.review.duels import case_of, duels
from em_desktop.review.encode import evidence_noun
from em_desktop.review.naming import measurement_noun
from em_desktop.review.readings import beside
from em_desktop.review.reasons import reason
from em_desktop.review.row_evidence import RowEvidence
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.wording import exact_percent, percent, percent_below
from em_desktop.review.workspace import Workspace
from em_desktop.roster.measurements import Problem
from em_desktop.roster.reading import Reading

_PROBLEMS = {
    Problem.MISSING: "no {measure}, no suggestion",
    Problem.UNREADABLE: "the {measure} cannot be read, no suggestion",
    Problem.IMPLAUSIBLE: "the {measure} is implausible, no suggestion",
    Problem.UNIT_DOUBT: "the {measure} is probably in another unit, no suggestion",
    Problem.DATE: "the {measure} was turned into a date, no suggestion",
    Problem.SWAPPED: "the {measure} is probably swapped with another column, no suggestion",
}


class Explainer:
    """Puts the reasons for the rows of one export into words.

    Args:
        workspace: as exported.
        reading: of the workspace's roster.
        suggestions: of the newest fit, None where there was none.
        accept: the threshold from which suggestions were taken in bulk.
    """

    def __init__(
        self,
        workspace: Workspace,
        reading: Reading,
        suggestions: Suggestions | None,
        accept: float | None,
    ) -> None:
        self._workspace = workspace
        self._reading = reading
        self._suggestions = suggestions
        self._accept = accept
        self._measure = measurement_noun(workspace, reading)
        if suggestions is not None:
            self._duels = duels(suggestions)
            self._evidence = RowEvidence(suggestions, workspace, reading)
            encoding = suggestions.encoding
            self._in_design = np.searchsorted(encoding.row_ids, suggestions.row_ids)

    def why_blank(self, row_id: int, at: int) -> str:
        """Say why the cell of a row stays as it is; ``at`` is its suggestion's index, or -1."""
        decision = self._workspace.decisions.get(row_id)
        if decision is not None and decision.answer is Answer.LEFT_BLANK:
            return "left blank by hand"
        if self._suggestions is None or at < 0:
            return self._why_nothing(row_id)
        best, text = _best(self._suggestions, at)
        if self._accept is not None and best < self._accept:
            sure = percent_below(best, self._accept)
            return f"{sure} is below the threshold {exact_percent(self._accept)}"
        return f"{percent(best)} {text}, not accepted"

    def why_filled(self, decision: Decision, row_id: int, at: int) -> str:
        """Say why a suggestion was written."""
        sure = "" if decision.probability is None else f"{percent(decision.probability)} "
        by = "" if decision.threshold is not None else ", accepted by hand"
        if not self._speaks_of(decision, at):
            return f"{sure}{decision.text}, by an earlier fit{by}"
        return f"{sure}{decision.text}: {self.because(decision, row_id, at)}{by}"

    def because(self, decision: Decision, row_id: int, at: int) -> str:
        """Return what decided for a suggestion that was accepted, in a few words."""
        suggestions = self._suggestions
        if suggestions is None or not self._speaks_of(decision, at):
            return "by an earlier fit"
        written = f"the {self._measure} {self._written(row_id)}"
        in_design = int(self._in_design[at])
        case = case_of(self._duels, at, in_design, suggestions.labels, self._evidence, written)
        return reason(case)

    def _speaks_of(self, decision: Decision, at: int) -> bool:
        """Whether the newest fit suggests what was accepted."""
        found = self._suggestions
        return found is not None and at >= 0 and _best(found, at)[1] == decision.text

    def evidence(self, at: int) -> dict[str, float]:
        """Return the log odds that each part gives the suggestion against the next likeliest.

        Args:
            at: index of the suggestion, or -1.
        """
        if self._suggestions is None or at < 0:
            return {}
        said = self._duels.log_odds[:, at].tolist()
        return {part: round(says, 3) for part, says in zip(self._duels.parts, said, strict=True)}

    def _why_nothing(self, row_id: int) -> str:
        measurement = self._reading.measurement
        if self._suggestions is None or measurement is None:
            return "nothing was inferred"
        noun = evidence_noun(self._workspace, self._reading)
        if noun != self._measure:
            return f"no usable {noun}, no suggestion"
        problem = Problem(int(measurement.problems[self._position(row_id)]))
        return _PROBLEMS.get(problem, "no suggestion").format(measure=self._measure)

    def _written(self, row_id: int) -> str:
        """Return the measurement as written, with its unit where the text is a bare number."""
        column = self._workspace.roles.measurement
        if column is None:
            return ""
        position = self._position(row_id)
        text = self._workspace.roster.cell(position, column).strip()
        said = self._reading.measurement and beside(self._reading.measurement, position)
        if said:
            return f"{text} ({said.removeprefix('→ ')})"
        unit = str(self._reading.measurement.unit) if self._reading.measurement else ""
        bare = text.replace(",", ".").replace(".", "", 1).isdigit()
        return f"{text} {unit}" if unit and bare else text

    def _position(self, row_id: int) -> int:
        return int(np.searchsorted(self._workspace.roster.row_ids, row_id))


def _best(suggestions: Suggestions, at: int) -> tuple[float, str]:
    chances = suggestions.probabilities[at]
    k = int(chances.argmax())
    return float(chances[k]), suggestions.labels[k]
