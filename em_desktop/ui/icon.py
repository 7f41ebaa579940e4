"""The names of the icons; no Qt."""

from enum import StrEnum


class Icon(StrEnum):
    """What an icon shows or means."""

    RECORDED = "recorded"
    MISSING = "missing"
    SUGGESTED = "suggested"
    UNSURE = "unsure"
    STALE = "stale"
    LATER = "later"
    ACCEPTED = "accepted"
    SEVERAL = "several"
    YOU = "you"
    BLANK = "blank"
    CONFIRMED = "confirmed"
    WARNING = "warning"
    LOOK = "look"
    NOTE = "note"
    UNDO = "undo"
    REDO = "redo"
    OPEN = "open"
    EXPORT = "export"
    PLAY = "play"
    PAUSE = "pause"
    PASTE = "paste"
    ROWS = "rows"
    COLUMNS = "columns"
    READING = "reading"
    EVIDENCE = "evidence"
    SAID = "said"
