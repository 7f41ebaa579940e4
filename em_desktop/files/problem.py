"""Problems with a file, told in one sentence a clerk understands."""


class FileProblem(Exception):
    """A file cannot be read or written.

    The message says what is wrong, where, and what to do next; it names no cell's content.
    """


class SheetNeeded(FileProblem):
    """A workbook has several sheets and none was named.

    Attributes:
        sheets: the sheets that hold rows, in order.
    """

    def __init__(self, sheets: tuple[str, ...]) -> None:
        super().__init__(
            f"The workbook has {len(sheets)} sheets: {', '.join(sheets)}. Choose one of them."
        )
        self.sheets = sheets


class ReadCancelled(Exception):
    """The user cancelled the reading."""
