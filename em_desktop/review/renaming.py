"""Names of groups in suggestions: given in order when a fit is new, and kept up with renaming."""

from dataclasses import replace

import numpy as np

from em_desktop.em import Inference
from em_desktop.review.encode import Encoding
from em_desktop.review.suggestions import Suggestions
from em_desktop.review.workspace import Workspace


def in_order(suggestions: Suggestions) -> Suggestions:
    """Give the names of groups without a recorded row in ascending order of their means.

    EM starts with its components in that order, but they may change places on the way. A group
    that has recorded rows is known by them.
    """
    encoding = suggestions.encoding
    free = np.flatnonzero(encoding.recorded == 0)
    means = suggestions.fit.parameters.means[free]
    if (np.diff(means) >= 0).all():
        return suggestions
    labels = list(encoding.labels)
    for at, name in zip(free[means.argsort(kind="stable")], free, strict=True):
        labels[at] = encoding.labels[name]
    return _labelled(suggestions, encoding, tuple(labels))


def renamed(suggestions: Suggestions, workspace: Workspace) -> Suggestions:
    """Return suggestions under the names that their groups have now."""
    encoding, now = suggestions.encoding, workspace.clusters
    then = encoding.clusters
    if (
        then is None
        or now is None
        or (then.column, len(then.names)) != (now.column, len(now.names))
        or then.names == now.names
    ):
        return suggestions
    new_name = dict(zip(then.names, now.names, strict=True))
    labels = tuple(new_name[label] for label in encoding.labels)
    return _labelled(suggestions, replace(encoding, clusters=now), labels)


def _labelled(suggestions: Suggestions, encoding: Encoding, labels: tuple[str, ...]) -> Suggestions:
    fit: Inference = replace(suggestions.fit, categories=labels)
    return replace(suggestions, fit=fit, encoding=replace(encoding, labels=labels))
