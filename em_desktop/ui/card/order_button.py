"""A quiet button that says in which order the rows come, and opens the other orders."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from em_desktop.review.queue_order import QueueOrder
from em_desktop.ui.style import keep_room, mark
from em_desktop.ui.tips import plain_tip


class OrderButton(QPushButton):
    """Shows the order of the queue; its room stays where the queue has but one."""

    order_chosen = Signal(object)
    """The `QueueOrder` that was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, flat=True, compact=True)
        keep_room(self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(plain_tip("Which row comes next"))
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._actions = {order: menu.addAction(order.value) for order in QueueOrder}
        for order, action in self._actions.items():
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(partial(self._chosen, order))
        self.setMenu(menu)

    def show_order(self, order: QueueOrder | None) -> None:
        """Show an order; None where the queue has but one."""
        self.setVisible(order is not None)
        if order is not None:
            self.setText(order.value)
            self.setAccessibleName(f"Order of the review: {order.value}")
            self._actions[order].setChecked(True)

    def _chosen(self, order: QueueOrder) -> None:
        self.order_chosen.emit(order)
