"""The menu Review: answers to suggestions and to doubtful cells."""

from em_desktop.ui.menus.entry import Entry, Line, on_page

REVIEW: tuple[Line, ...] = (
    Entry("accept", "&Accept suggestion", on_page(lambda p: p.reviewer.accept()), ("F9",)),
    Entry("blank", "&Leave blank", on_page(lambda p: p.reviewer.leave_blank())),
    Entry("skip", "&Skip", on_page(lambda p: p.reviewer.skip())),
    Entry("withdraw", "&Take back answer", on_page(lambda p: p.reviewer.withdraw())),
    None,
    Entry(
        "accept_all",
        "Accept all a&bove the threshold",
        on_page(lambda p: p.accept_above_threshold()),
        ("Ctrl+Shift+A",),
    ),
    Entry(
        "check_sample",
        "&Check a sample first",
        on_page(lambda p: p.checker.start()),
        ("Ctrl+Shift+S",),
        free=lambda p: p.threshold_bar.check_button.isEnabled(),
    ),
    Entry(
        "raise_threshold",
        "Raise the t&hreshold",
        on_page(lambda p: p.bulk.step_threshold(1)),
        ("Alt+Up",),
        free=lambda p: p.document.suggestions is not None,
    ),
    Entry(
        "lower_threshold",
        "Lower the thresh&old",
        on_page(lambda p: p.bulk.step_threshold(-1)),
        ("Alt+Down",),
        free=lambda p: p.document.suggestions is not None,
    ),
    None,
    Entry(
        "blind",
        "Blind &mode",
        on_page(lambda p: p.set_blind(not p.document.is_blind)),
        ("Ctrl+B",),
        ticked=lambda p: p.document.is_blind,
    ),
    Entry(
        "agreement",
        "How often &you agree…",
        on_page(lambda p: p.show_agreement()),
        ("Ctrl+Shift+B",),
    ),
    None,
    Entry("read", "&Read as proposed", on_page(lambda p: p.settler.accept()), ("Ctrl+R",)),
    Entry(
        "read_alike",
        "Read all ali&ke as proposed",
        on_page(lambda p: p.settler.accept_alike()),
        ("Ctrl+Shift+R",),
    ),
    Entry("keep", "Right as &it is", on_page(lambda p: p.settler.keep()), ("Ctrl+K",)),
    Entry(
        "read_again",
        "Take back readin&g",
        on_page(lambda p: p.settler.take_back()),
        ("Ctrl+Shift+K",),
    ),
    None,
    Entry(
        "review_these",
        "Re&view only the selected rows",
        on_page(lambda p: p.selecting.review_these()),
        ("Shift+F6",),
    ),
    Entry(
        "review_all",
        "Revie&w all rows again",
        on_page(lambda p: p.selecting.review_all()),
        ("Ctrl+F6",),
    ),
    Entry("next", "&Next to review", on_page(lambda p: p.reviewer.go_on()), ("F6",)),
)
