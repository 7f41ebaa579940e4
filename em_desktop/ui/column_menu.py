"""The menu of a column's header: what the column means, and sorting."""

from dataclasses import replace

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from em_desktop.review.edits import SetOptions
from em_desktop.review.order import Sorting
from em_desktop.roster.options import Unit
from em_desktop.roster.roles import Role
from em_desktop.session.document import Document
from em_desktop.ui.commands import Commands
from em_desktop.ui.groups import GroupFinder
from em_desktop.ui.table.view import RosterView

_MEANINGS: tuple[tuple[str, Role | None], ...] = (
    ("&Name", Role.NAME),
    ("&To fill in", Role.CATEGORY),
    ("&Measurement", Role.MEASUREMENT),
    ("&Group, such as class or grade", Role.GROUP),
    ("Ag&e", Role.AGE),
    ("Al&so measured, such as weight", Role.FURTHER),
    ("N&o special meaning", None),
)

_UNITS: tuple[tuple[str, Unit | None], ...] = (
    ("&Find from the data", None),
    ("&Centimetres", Unit.CENTIMETRE),
    ("&Metres", Unit.METRE),
    ("Mi&llimetres", Unit.MILLIMETRE),
    ("&Inches", Unit.INCH),
    ("F&eet", Unit.FOOT),
    ("&No unit", Unit.PLAIN),
)


class ColumnMenu(QMenu):
    """Deleted when it closes."""

    def __init__(
        self,
        column: int,
        document: Document,
        view: RosterView,
        commands: Commands,
        groups: GroupFinder,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._column, self._document = column, document
        self._view, self._commands = view, commands
        self.aboutToHide.connect(self.deleteLater)
        roles = document.workspace.roles
        self.addAction("This column is").setEnabled(False)  # styled menus show no section's text
        group = QActionGroup(self)
        for text, role in _MEANINGS:
            action = self._choice(group, text, role, roles.role_of(column) is role)
            action.triggered.connect(self._assign)
        if roles.role_of(column) is Role.MEASUREMENT:
            units = self.addMenu("&Unit")
            unit_group = QActionGroup(self)
            for text, unit in _UNITS:
                chosen = document.workspace.options.unit is unit
                action = self._choice(unit_group, text, unit, chosen, units)
                action.triggered.connect(self._set_unit)
        self.addSeparator()
        sorting = view.roster_model().sorting
        order_group = QActionGroup(self)
        for text, order in (
            ("Sort &ascending", Sorting(column)),
            ("Sort &descending", Sorting(column, descending=True)),
            ("Order of the &file", None),
        ):
            action = self._choice(order_group, text, order, sorting == order)
            action.triggered.connect(self._sort)
        self.addSeparator()
        self.addAction("&Find groups…").triggered.connect(groups.start)
        clusters = document.workspace.clusters
        if clusters is not None and clusters.column == column:
            self.addAction("&Rename groups…").triggered.connect(groups.rename)
            added = column >= document.workspace.original.n_columns
            remove = "R&emove this column" if added else "R&emove the groups"
            self.addAction(remove).triggered.connect(groups.remove)

    def _choice(
        self,
        group: QActionGroup,
        text: str,
        value: object,
        chosen: bool,
        menu: QMenu | None = None,
    ) -> QAction:
        action = QAction(text, self)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.setData(_Held(value))
        group.addAction(action)
        (menu or self).addAction(action)
        return action

    def _held(self) -> object:
        action = self.sender()
        held = action.data() if isinstance(action, QAction) else None
        return held.value if isinstance(held, _Held) else None

    def _assign(self) -> None:
        role = self._held()
        self._commands.assign_role(self._column, role if isinstance(role, Role) else None)

    def _set_unit(self) -> None:
        unit = self._held()
        self._view.commit_editor()
        options = self._document.workspace.options
        chosen = replace(options, unit=unit if isinstance(unit, Unit) else None)
        self._document.do(SetOptions(chosen), "change of unit")

    def _sort(self) -> None:
        order = self._held()
        self._view.sort_by(order if isinstance(order, Sorting) else None)


class _Held:
    """Keeps a value whole inside an action: Qt would turn an enumeration into a string."""

    def __init__(self, value: object) -> None:
        self.value = value
