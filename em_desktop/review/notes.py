"""What is worth knowing of an inference that has just been made, a sentence each."""

from dataclasses import replace

from em_desktop.em import Inference, Source
from em_desktop.review.encode import Encoding
from em_desktop.review.fit_words import left_out_words
from em_desktop.review.missing_words import missingness_sentence
from em_desktop.review.workspace import Workspace
from em_desktop.roster.reading import Reading


def notes(
    encoding: Encoding, fit: Inference, workspace: Workspace, reading: Reading
) -> tuple[str, ...]:
    """Return why categories are missing, and which evidence that was wanted could not be used.

    Of a group for each row the encoding warns already.

    Args:
        encoding: what the fit saw.
        fit: of it.
        workspace: whose headers say what things are called.
        reading: of the workspace's roster.
    """
    why = missingness_sentence(encoding, fit, workspace, reading)
    wanted = encoding.evidence - {Source.GROUP}
    left_out = tuple(out for out in fit.left_out if out.source in wanted)
    unused = left_out_words(replace(fit, left_out=left_out), workspace, reading)
    return (*((why,) if why else ()), *unused)
