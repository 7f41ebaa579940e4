"""Who looks on while suggestions are answered, and measures them by the answers."""

from collections.abc import Sequence

from em_desktop.review.edits import Edit


class Examiner:
    """Lets every answer pass; whoever measures does more."""

    def refusal(self, row_ids: Sequence[int]) -> str:
        """Say why the suggestions of these rows cannot be accepted; empty where they can."""
        del row_ids
        return ""

    def examined(self, edit: Edit, row_ids: Sequence[int], said: str | None) -> Edit:
        """Return an answer with what it measures, as one edit.

        Args:
            edit: the answer.
            row_ids: of the rows that it answers.
            said: the category; empty where they are left blank, None where each gets what is
                suggested for it.
        """
        del row_ids, said
        return edit

    def puts_off(self, row_ids: Sequence[int]) -> bool:
        """Whether these rows come again by themselves when they are skipped."""
        del row_ids
        return False

    def following(self, answered: Sequence[int]) -> int | None:
        """Return the id of the row to answer next; None for the next that waits.

        Args:
            answered: rows that are being answered.
        """
        del answered
        return None
