"""What each filter on rows shows, for its chip and its entry in the menu."""

from em_desktop.review.show import Show

OF_FILTERS = {
    Show.ALL: "Every row",
    Show.MISSING: "Rows without an entry and without a suggestion",
    Show.SUGGESTED: "Suggestions that wait for an answer",
    Show.UNSURE: "Suggestions that wait and are little better than a guess",
    Show.DECIDED: "Rows that you accepted, entered or left blank",
    Show.FLAGGED: "Rows in which a rule found something odd, or which you noted",
    Show.WORTH_A_LOOK: "Recorded rows that look unlikely; only some of them are wrong",
}
