"""What the interface says where a table is empty."""

from em_desktop.review.show import Show

EMPTY = {
    Show.ALL: "This roster has no rows yet. Type into the line above to add the first.",
    Show.MISSING: "Nothing is missing without a suggestion.",
    Show.SUGGESTED: "No suggestion waits for an answer. Press Infer to get some.",
    Show.UNSURE: "No unsure suggestion waits for an answer.",
    Show.DECIDED: "Nothing is decided yet. Accept or change a suggestion, and it shows up here.",
    Show.FLAGGED: "Nothing looks doubtful.",
    Show.WORTH_A_LOOK: "No recorded row looks wrong.",
}
"""What an empty table says under each filter."""
