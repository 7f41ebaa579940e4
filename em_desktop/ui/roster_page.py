"""The page of one open roster: chips, table, threshold, picture and review card."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from em_desktop.review.card.state import NextStep
from em_desktop.review.edits import Edit, SetOptions
from em_desktop.review.empty import SHOWS, Next
from em_desktop.review.evidence import EvidenceChoice, evidence_choices
from em_desktop.review.marks import marks
from em_desktop.review.order import counts
from em_desktop.review.readings import many_doubted
from em_desktop.review.sentences import state
from em_desktop.review.show import Show
from em_desktop.session.document import Document
from em_desktop.session.inference import Inference
from em_desktop.session.settings import Settings
from em_desktop.ui.afterwards import Afterwards
from em_desktop.ui.card.review_card import ReviewCard
from em_desktop.ui.chips import Chips
from em_desktop.ui.column_menu import ColumnMenu
from em_desktop.ui.commands import Commands
from em_desktop.ui.copying import TableCopier
from em_desktop.ui.fit_presenter import FitPresenter
from em_desktop.ui.flag_walk import FlagWalk
from em_desktop.ui.groups import NO_CATEGORY, GroupFinder
from em_desktop.ui.history.presenter import HistoryPresenter
from em_desktop.ui.inferring import Inferring
from em_desktop.ui.linked.linked_plot import LinkedPlot
from em_desktop.ui.linked.linking import Linking
from em_desktop.ui.linked.selecting import Selecting
from em_desktop.ui.notice import Notice
from em_desktop.ui.page_layout import LeftColumn, PageLayout, RightSide
from em_desktop.ui.plot.fit_panel import FitPanel
from em_desktop.ui.prompts import Prompts
from em_desktop.ui.put_aside import PutAside
from em_desktop.ui.review.bulk import BulkAcceptor
from em_desktop.ui.review.checking import Checker
from em_desktop.ui.review.review_ways import ReviewWays
from em_desktop.ui.review.reviewing import Reviewer
from em_desktop.ui.review.settling import Settler
from em_desktop.ui.side import Side
from em_desktop.ui.stepping import StepFollower
from em_desktop.ui.table.empty_state import EmptyState
from em_desktop.ui.table.model import RosterModel
from em_desktop.ui.table.view import RosterView
from em_desktop.ui.threshold.bulk_bar import BulkBar
from em_desktop.ui.threshold.threshold_plot import ThresholdPlot
from em_desktop.ui.threshold.thresholding import Thresholding
from em_desktop.ui.trust.presenter import TrustPresenter

SUGGESTED_BEFORE = "There were suggestions when you left this file."


class RosterPage(QWidget):
    """Shows a document; all its parts follow `Document.changed`."""

    state_changed = Signal()
    """The sentence, the running fit or the view has changed."""
    crashed = Signal(object)
    """An unexpected exception from a fit."""
    export_wanted = Signal()
    """The user wants the corrected file, as the review card offers."""
    picture_wanted = Signal()
    """The user wants the picture as a file."""

    def __init__(
        self,
        document: Document,
        settings: Settings,
        prompts: Prompts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.inference = Inference(document, self)
        self.view = RosterView()
        self.model = RosterModel(document, self)
        self.commands = Commands(document, self.view, self)
        self.copier = TableCopier(document, self.view.commit_editor, self)
        self.bulk = BulkAcceptor(document, self.view, self)
        self.reviewer = Reviewer(document, self.view, self.bulk, self)
        self.checker = Checker(document, self.bulk, self)
        self.model.examiner = self.reviewer.examiner = self.checker
        StepFollower(document, self.view, self)
        self.groups = GroupFinder(document, self)
        self.chips = Chips()
        self.disk_notice = Notice()
        self.notice = Notice()
        self.bulk_bar = BulkBar()
        self.threshold_bar = self.bulk_bar.threshold
        self.fit_panel = FitPanel()
        self.review_card = ReviewCard(document, lambda: self.reviewer.course)
        says = document, self.view, self.reviewer, self.review_card
        self.ways = ReviewWays(*says, self.show_only, self.notice.say, self)
        self.settler = Settler(document, self.view, self.review_card.doubt_strip, self)
        doubts = self.commands, self.settler, self.notice
        self.flag_walk = FlagWalk(document, self.view, *doubts, self)
        self.presenter = FitPresenter(document, self.fit_panel, self)
        self.thresholding = Thresholding(document, self.bulk, self.checker, self.bulk_bar)
        self.trust = TrustPresenter(document, self.bulk, self.bulk_bar, prompts)
        self.history = HistoryPresenter(document, self.view, self)
        self.inferring = Inferring(
            *(document, self.inference, self.view, self.commands, self.reviewer),
            *(self.groups, self.presenter, self.notice, self),
        )
        self.empty_state = EmptyState(self.view)
        self._settings, self._prompts = settings, prompts
        self.linking = Linking(self.view, self)
        self.linked_plot = LinkedPlot(document, self.linking, self.view, self.fit_panel, self)
        self.threshold_plot = ThresholdPlot(
            document, self.bulk, self.thresholding, self.linked_plot, self.fit_panel
        )
        self.selecting = Selecting(document, self.linking, self.reviewer, self.show_only, self)
        PutAside(document, self.notice, self)
        self._following = Afterwards(self._follow, self)
        self._layout = self._lay_out()
        self._connect()
        self.view.set_roster(self.model)
        self.linking.follow_table()
        self.empty_state.follow(self.model)
        self.use_settings(settings)
        self._refresh()

    # What the window asks for.

    @property
    def sentence(self) -> str:
        """Rows, missing rows and the state of the fit, in one line."""
        if self.inference.running:
            return "EM at work…"
        d = self.document
        only_evidence = d.only_evidence_changed
        said = state(d.workspace, d.status, d.suggestions, d.freshness, only_evidence=only_evidence)
        last = self.inferring.last_outcome
        return f"{said} · {last}" if last else said

    @property
    def is_behind(self) -> bool:
        """Whether a row was answered a moment ago, and all but table and card follow soon."""
        return self._following.is_due

    def catch_up(self) -> None:
        """Let everything follow at once."""
        if self.is_behind:
            self._following.now()

    @property
    def evidence_choices(self) -> tuple[EvidenceChoice, ...]:
        """Each source of evidence as a person chooses it."""
        return evidence_choices(self.document.workspace, self.document.reading)

    def welcome(self, *notes: str, again: bool = False) -> None:
        """Say what is worth knowing of a file that was just opened.

        Args:
            notes: of the file.
            again: there were suggestions when it was left.
        """
        offer = self.groups.offer
        if again and offer is None:
            notes, offer = (*notes, SUGGESTED_BEFORE), ("Infer again", self.infer)
        doubted = many_doubted(self.document.workspace, self.document.reading)
        category = (NO_CATEGORY,) if self.groups.offer else ()
        said = (*notes, *category, *((doubted,) if doubted else ()))
        self.notice.say(*said, offer=offer)

    def begin(self, edit: Edit | None) -> None:
        """Take the rows of a table from the clipboard, if the roster begins with one."""
        if edit is not None:
            self.document.do(edit, "table from the clipboard")
            self.view.size_columns(again=True)

    def use_settings(self, settings: Settings) -> None:
        """Follow the user's choices; only what was changed touches the roster."""
        before, self._settings = self._settings, settings
        if settings.missing_words != before.missing_words:
            options = self.document.workspace.options
            words = replace(options, missing_words=settings.missing_words)
            self.document.do(SetOptions(words), "change of the words for missing")
        self.document.set_unsure_below(settings.unsure_below)
        self.reviewer.use(settings.keys, settings.order)
        self.presenter.use_settings(settings)

    def infer(self) -> None:
        """Start a fit, or say why there cannot be one."""
        self.inferring.start()

    def show_side(self, side: Side) -> None:
        """Show a page on the right; the curves are what it goes back to."""
        if side is Side.TRUST and self.document.suggestions is None:
            self.notice.say("Press Infer first: then recorded rows are hidden to test it.")
            return
        self._right.show_side(side)
        self._side_changed()

    @property
    def side(self) -> Side:
        """What is shown on the right."""
        return self._right.shown

    def toggle_side(self, side: Side) -> None:
        """Show a page on the right, or the curves again where it is shown."""
        self.show_side(Side.CURVES if self.side is side else side)

    def accept_above_threshold(self) -> None:
        """Accept all suggestions that the slider takes in."""
        self.bulk.accept_above(self.bulk.threshold)

    def set_blind(self, on: bool) -> None:
        """Hide the suggestions until a row is answered, or show them again."""
        if on and self.document.suggestions is None and not self.inference.running:
            self.notice.say("Press Infer first: then there are suggestions to be hidden.")
            return
        if on and self.model.show is Show.UNSURE:
            self.show_only(Show.ALL)  # how sure EM is would be given away
        self.document.set_blind(on)
        if on:
            self.reviewer.begin()
            if self.checker.has_shown(self.view.current_row_id()):
                self.reviewer.go_on()

    def show_agreement(self) -> None:
        """Say how often the person and the suggestions said the same."""
        self.thresholding.show_agreement(self._prompts)

    def show_only(self, show: Show) -> None:
        """Filter the table."""
        self.view.show_only(show)
        self.chips.set_shown(show)
        if show is Show.WORTH_A_LOOK:
            self.reviewer.begin()
        self.state_changed.emit()

    def open_column_menu(self, column: int | None = None) -> None:
        """Open the menu of a column, by default of the current one."""
        at = column if column is not None else self.view.currentIndex().column()
        if not 0 <= at < self.model.columnCount():
            return
        menu = ColumnMenu(at, self.document, self.view, self.commands, self.groups, self)
        header = self.view.column_header
        place = QPoint(max(header.sectionViewportPosition(at), 0), header.height())
        menu.popup(header.mapToGlobal(place))

    def close_down(self) -> None:
        """Stop a running fit and wait for its thread."""
        self._following.drop()
        self.inference.close()
        self.groups.close_down()
        self.copier.close_down()
        self.fit_panel.clear_fit()

    # Inside.

    def _lay_out(self) -> PageLayout:
        notices = (self.disk_notice, self.history.notice, self.notice)
        left = LeftColumn(self.chips, notices, self.view, self.bulk_bar)
        strip, panel = self.trust.strip, self.trust.panel
        self._right = RightSide(self.fit_panel, self.review_card, strip)
        self._right.add(Side.TRUST, panel)
        self._right.add(Side.HISTORY, self.history.panel)
        return PageLayout(self, left, self._right, strip)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the line about trust into a low window."""
        super().resizeEvent(event)
        self._layout.place_trust()

    def _connect(self) -> None:
        self.document.changed.connect(self._refresh)
        self.document.undo_stack.cleanChanged.connect(self._show_current_row)
        self.groups.refused.connect(self.notice.say)
        self.groups.crashed.connect(self.crashed)
        self.inference.iterated.connect(self.fit_panel.follow)
        self.inferring.changed.connect(self.state_changed)
        self.inferring.crashed.connect(self.crashed)
        self.commands.refused.connect(self.notice.say)
        self.bulk.refused.connect(self.thresholding.tell)
        self.reviewer.refused.connect(self.thresholding.tell)
        self.thresholding.agreement_wanted.connect(self.show_agreement)
        self.checker.changed.connect(self._sample_changed)
        self.checker.row_wanted.connect(self._look_at)
        self.copier.told.connect(self.notice.say)
        self.copier.crashed.connect(self.crashed)
        self.settler.refused.connect(self.notice.say)
        self.settler.settled.connect(self.notice.clear)
        self.chips.chosen.connect(self.show_only)
        self.trust.evidence_wanted.connect(self.inferring.use_evidence)
        self.trust.strip.details_wanted.connect(self._open_trust)
        self.trust.panel.closed.connect(self._close_side)
        self.history.panel.closed.connect(self._close_side)
        self._right.left.connect(self._side_changed)
        self.view.current_changed.connect(self._show_row)
        self.view.current_changed.connect(self.notice.leave)
        self.view.column_header.menu_wanted.connect(self.open_column_menu)
        self.review_card.step_wanted.connect(self._take_step)
        self.empty_state.wanted.connect(self._go_on)
        self.selecting.refused.connect(self.notice.say)
        self.linking.selected.connect(self._show_current_row)
        self.reviewer.went_on.connect(self._show_current_row)
        self.fit_panel.save_wanted.connect(self.picture_wanted)

    def _refresh(self, _scope: object = None) -> None:
        """Follow the document; where a row is answered, once the next one's card is painted."""
        if self.reviewer.is_going_on:
            self._following.soon()
            return
        self._following.now()
        self._layout.place_trust()

    def _follow(self) -> None:
        document = self.document
        marked = marks(document.workspace, document.worth_a_look)
        self.chips.set_counts(counts(document.status, document.reading, marked))
        self.thresholding.refresh()
        self.trust.refresh()
        if document.suggestions is None and self.side is Side.TRUST:
            self._right.show_side(Side.CURVES)
        self.presenter.refresh()
        self.linked_plot.refresh(self.presenter.picture)
        self.threshold_plot.refresh()
        self.selecting.refresh()
        self._show_current_row()
        self.state_changed.emit()

    def _sample_changed(self) -> None:
        """Say in the card which row of the sample is looked at.

        The rest of the window follows where a row is answered: once the next one's card is painted.
        """
        self.review_card.set_lead(self.checker.place)
        if not self.reviewer.is_going_on:
            self.state_changed.emit()

    def _look_at(self, row_id: int) -> None:
        """Go to a row of the sample, which the filter may hide."""
        if row_id not in self.model.ids:
            self.show_only(Show.ALL)
        self.view.go_to(row_id, self.document.workspace.roles.category or 0)
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave a sample by Escape, where nothing else takes the key."""
        if event.key() == Qt.Key.Key_Escape and self.checker.running is not None:
            self.checker.leave()
            return
        super().keyPressEvent(event)

    def _open_trust(self) -> None:
        self.show_side(Side.TRUST)

    def _close_side(self) -> None:
        self.show_side(Side.CURVES)

    def _side_changed(self) -> None:
        """Keep the keys somewhere: the page that had them may be hidden by now."""
        if self.side is Side.HISTORY:
            self.history.panel.setFocus()
        elif self.side is Side.CURVES:
            self.view.setFocus()
        self.state_changed.emit()

    def _show_current_row(self) -> None:
        self._show_row(self.view.current_row_id())

    def _show_row(self, row_id: int | None) -> None:
        self.checker.saw(row_id)
        self.review_card.show_row(row_id, len(self.linking.ids))
        if not self.is_behind:
            self.presenter.mark(row_id)

    def _take_step(self, step: NextStep) -> None:
        if step is NextStep.EXPORT:
            self.export_wanted.emit()
        else:
            self.infer()

    def _go_on(self, step: Next) -> None:
        """Do what an empty table offers."""
        if step in SHOWS:
            self.show_only(SHOWS[step])
        elif step is Next.EXPORT:
            self.export_wanted.emit()
        elif step is Next.FIND_GROUPS:
            self.groups.start()
        else:
            self.infer()
        self.view.setFocus()
