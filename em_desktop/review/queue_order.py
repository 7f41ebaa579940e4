"""The orders in which rows come up for review, by name."""

from enum import StrEnum


class QueueOrder(StrEnum):
    """Which row of those that wait comes next."""

    UNSURE_FIRST = "Unsure first"
    SURE_FIRST = "Sure first"
    FILE = "Order of the table"
    """As the table shows them, however it is sorted."""
    GROUP = "By group"
    """Group after group, as a person would name them; as the table shows them within a group."""
