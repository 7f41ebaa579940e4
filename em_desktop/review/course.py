"""How the review goes on just now, besides what is known of its rows."""

from dataclasses import dataclass

from em_desktop.review.answer_keys import USUAL, AnswerKeys
from em_desktop.review.queue_order import QueueOrder


@dataclass(frozen=True)
class Course:
    """How the review goes on.

    Attributes:
        keys: that answer a row.
        order: in which suggestions come.
        time_left: in words, such as ``about 3 minutes left``; empty where nothing can be said.
        can_go_back: some row was answered before.
        can_go_on: some row waits, so that a row with nothing to answer need not be the end.
        looking: recorded rows that look odd are the queue.
        reopened: the current row was answered, and is to be answered anew.
    """

    keys: AnswerKeys = USUAL
    order: QueueOrder = QueueOrder.FILE
    time_left: str = ""
    can_go_back: bool = False
    can_go_on: bool = False
    looking: bool = False
    reopened: bool = False
