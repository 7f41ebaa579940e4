"""What each source of evidence adds, by hiding recorded rows and predicting them.

The comparison learns from the recorded rows alone, which needs no EM and is nearly what a fit says:
it takes milliseconds, so that it can be made for every source at each fit.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from em_desktop.em.arrays import Floats, Integers
from em_desktop.em.cancelling import Cancelled
from em_desktop.em.canonical import order_of_rows
from em_desktop.em.crossval import Folds, predict
from em_desktop.em.design import Design
from em_desktop.em.evidence.letters import build_features
from em_desktop.em.evidence.names import TEMPER
from em_desktop.em.evidence.names_held_out import (
    choose_reading,
    choose_temper,
    held_out_log_densities,
)
from em_desktop.em.model import build
from em_desktop.em.options import Options
from em_desktop.em.sources import Source, in_order
from em_desktop.em.stacking import SHRINKAGE, TAILS, temper
from em_desktop.em.trust import Offer

_ENOUGH_ROWS = 1_500
_FOLDS = 5
_LEAST_GAIN = 0.005  # of the mean log loss, in nats
_STANDARD_ERRORS = 1.0
_BOUNDED = 1e-6
_FEWEST_IN_ORDER = 4


@dataclass(frozen=True)
class Naming:
    """How names are used.

    Attributes:
        reading: which of the design's readings.
        temper: weight of what they say.
    """

    reading: int
    temper: float


@dataclass(eq=False)
class Comparison:
    """Recorded rows of a design, predicted by any set of sources.

    Attributes:
        design: the recorded rows, or a sample of them.
        options: of the fits.
        cancelled: whether to stop.
    """

    design: Design
    options: Options
    cancelled: Cancelled
    _folds: Integers = field(init=False)
    _logs: dict[frozenset[Source], Floats] = field(default_factory=dict, init=False)
    _ordered: dict[frozenset[Source], bool] = field(default_factory=dict, init=False)
    _names: Floats | None = field(default=None, init=False)
    _reading: int | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        order = order_of_rows(self.design)
        self._folds = np.empty(self.design.n_rows, dtype=np.intp)
        for k in range(self.design.n_categories):
            own = order[self.design.labels[order] == k]
            random = np.random.default_rng(self.options.seed)  # the same for each category
            self._folds[random.permutation(own)] = np.arange(len(own)) % _FOLDS
        if self.design.names:
            names, labels = self.design.names, self.design.labels
            k = self.design.n_categories
            self._reading = choose_reading(names, labels, self._folds, k)

    @classmethod
    def of(cls, design: Design, options: Options, cancelled: Cancelled) -> "Comparison":
        """Take the recorded rows of a design, or as many as are enough."""
        recorded = np.flatnonzero(design.labels >= 0)
        if len(recorded) > _ENOUGH_ROWS:
            random = np.random.default_rng(options.seed)
            recorded = recorded[order_of_rows(design.take(recorded))]
            some = random.choice(len(recorded), _ENOUGH_ROWS, replace=False, shuffle=False)
            recorded = recorded[np.sort(some)]
        common = replace(
            options,
            missing_weight=0.0,
            tails=TAILS,
            shrinkage=SHRINKAGE,
            apart=False,
            tolerance=1e-5,
            max_iterations=25,
        )
        return cls(design.take(recorded), common, cancelled)

    @property
    def available(self) -> frozenset[Source]:
        """The sources that could be used."""
        design = self.design
        found = set()
        if (~np.isnan(design.values)).any():
            found.add(Source.MEASUREMENT)
        if self._reading is not None:
            found.add(Source.NAME)
        if design.groups is not None:
            found.add(Source.GROUP)
        if design.ages is not None:
            found.add(Source.AGE)
        return frozenset(found)

    def naming(self, evidence: frozenset[Source]) -> Naming | None:
        """Return how names are used best beside the other evidence; None if they are not."""
        names = self._names_said()
        if Source.NAME not in evidence or names is None or self._reading is None:
            return None
        others = self._others(evidence - {Source.NAME})
        weight, _ = choose_temper(others, names, self.design.labels)
        return Naming(self._reading, weight or TEMPER / 10)

    def probabilities(self, evidence: frozenset[Source]) -> Floats:
        """Return what each row is taken for by models that did not see it, (n, K)."""
        logs = self._others(evidence - {Source.NAME})
        naming, names = self.naming(evidence), self._names_said()
        if naming is not None and names is not None:
            logs = logs + naming.temper * names
        return temper(np.exp(logs - logs.max(axis=1, keepdims=True)), 1.0)

    def losses(self, evidence: frozenset[Source]) -> Floats:
        """Return the log loss of each row, (n,)."""
        chances = self.probabilities(evidence)[self._own]
        return np.asarray(-np.log(np.maximum(chances, _BOUNDED)))

    def accuracy(self, evidence: frozenset[Source]) -> float:
        """Return the part of the rows that is taken for what it is."""
        return float((self.probabilities(evidence).argmax(axis=1) == self.design.labels).mean())

    def offer(self, source: Source, used: frozenset[Source]) -> Offer:
        """Return what one source adds to the others that are used."""
        without, together = used - {source}, used | {source}
        before, after = self.losses(without), self.losses(together)
        gain = before - after
        noise = _STANDARD_ERRORS * float(gain.std()) / np.sqrt(max(len(gain), 1))
        return Offer(
            source=source,
            used=source in used,
            n=self.design.n_rows,
            accuracy_without=self.accuracy(without),
            accuracy_with=self.accuracy(together),
            log_loss_without=float(before.mean()),
            log_loss_with=float(after.mean()),
            worthwhile=bool(float(gain.mean()) > max(_LEAST_GAIN, noise)),
        )

    def best(self) -> frozenset[Source]:
        """Return the evidence that is worth using: the measurement, and what clearly adds to it.

        The simpler set is preferred: a source must gain more than a standard error.
        """
        available = self.available
        used = available & {Source.MEASUREMENT} or available & {Source.NAME}
        while True:
            offers = [
                self.offer(source, used)
                for source in in_order(available - used)
                if used or source is Source.NAME
            ]
            good = [offer for offer in offers if offer.worthwhile]
            if not good:
                return used
            used = used | {min(good, key=lambda offer: offer.log_loss_with).source}

    def _others(self, evidence: frozenset[Source]) -> Floats:
        """Return log probabilities by evidence other than names, (n, K)."""
        if evidence not in self._logs:
            if evidence & {Source.MEASUREMENT, Source.GROUP}:
                found = self._fitted(evidence, ordered=self.ordered(evidence))
                self._logs[evidence] = np.log(np.maximum(found, 1e-300))
            else:
                rows = np.bincount(self.design.labels, minlength=self.design.n_categories) + 1.0
                logs = np.log(rows / rows.sum())
                self._logs[evidence] = np.broadcast_to(logs, (self.design.n_rows, len(logs)))
        return self._logs[evidence]

    def ordered(self, evidence: frozenset[Source]) -> bool:
        """Return whether a trend along the order of the groups tells more than none."""
        if (
            not {Source.MEASUREMENT, Source.GROUP} <= evidence
            or Source.AGE in evidence
            or self.design.n_groups < _FEWEST_IN_ORDER
        ):
            return False
        evidence = evidence - {Source.NAME}
        if evidence not in self._ordered:
            losses = [
                float(-np.log(np.maximum(found[self._own], _BOUNDED)).sum())
                for found in (self._fitted(evidence, ordered=o) for o in (False, True))
            ]
            self._ordered[evidence] = losses[1] < losses[0]
        return self._ordered[evidence]

    @property
    def _own(self) -> tuple[Integers, Integers]:
        return np.arange(self.design.n_rows), self.design.labels

    def _fitted(self, evidence: frozenset[Source], *, ordered: bool) -> Floats:
        options = replace(self.options, evidence=evidence, ordered=ordered)
        model, collapsed = build(self.design, options, self.cancelled, with_rows=True)
        cell = collapsed.cell_of_row
        cells = np.arange(self.design.n_rows) if cell is None else cell
        held = np.zeros((model.cells.n_cells, _FOLDS))
        np.add.at(held, (cells, self._folds), 1.0)
        pairs, folds = np.nonzero(held)
        own = Folds(held, pairs, folds, model.cells.labels[pairs], held[pairs, folds])
        found = predict(model, options, own, self.cancelled)
        place = np.full(held.shape, -1, dtype=np.intp)
        place[pairs, folds] = np.arange(len(pairs))
        return found[place[cells, self._folds]]

    def _names_said(self) -> Floats | None:
        if self._names is None and self._reading is not None:
            reading = self.design.names[self._reading]
            self._names = held_out_log_densities(
                build_features(reading),
                reading.codes,
                self.design.labels,
                self._folds,
                self.design.n_categories,
            )
        return self._names
