"""Where a chain of Tabs began: Enter goes back to that column, one row below. No Qt."""


class TabChain:
    """Remembers the column of the first Tab until the chain is ended."""

    def __init__(self) -> None:
        self._column: int | None = None

    def go_on(self, column: int) -> None:
        """Take a Tab in a column; the first of a chain is remembered."""
        if self._column is None:
            self._column = column

    def end(self) -> int | None:
        """Forget the chain; return the column where it began, None where there was none."""
        column, self._column = self._column, None
        return column
