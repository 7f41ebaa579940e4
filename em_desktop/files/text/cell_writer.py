"""A cell's text as the bytes that stand for it in a delimited file."""

from collections.abc import Iterable, Sequence

from em_desktop.files.problem import FileProblem
from em_desktop.files.text.encoding import TextEncoding, holds
from em_desktop.files.text.grammar import Grammar
from em_desktop.roster.folding import shown

_DOS_END = "\x1a"


class CellWriter:
    """Writes cells; a text that comes again is not encoded again.

    Args:
        grammar: of the bytes.
        encoding: of the file; each text must fit into it.
    """

    def __init__(self, grammar: Grammar, encoding: TextEncoding) -> None:
        self._grammar = grammar
        self._encoding = encoding
        self._delimiter = grammar.decode(grammar.delimiter)
        self._written: tuple[dict[str, bytes], dict[str, bytes]] = ({}, {})  # as is, quoted

    def cell(self, text: str, place: str | int, name: str, *, quoted: bool = False) -> bytes:
        """Return a cell's bytes, in quotes where it must be or shall be.

        Args:
            text: of the cell.
            place: where it stands, for a message; a number is the id of a row.
            name: of the column, for a message.
            quoted: whether it shall be.

        Raises:
            FileProblem: the text cannot be written.
        """
        raw = self._written[quoted].get(text)
        if raw is None:
            where = f"row {place + 1}" if isinstance(place, int) else place
            raw = self._written[quoted][text] = self._write(text, where, name, quoted=quoted)
        return raw

    def cells(
        self,
        texts: Sequence[str],
        quoted: Sequence[bool],
        places: Iterable[tuple[int, int]],
        header: Sequence[str],
    ) -> list[bytes]:
        """Return the bytes of many cells, most of which are equal.

        Args:
            texts: of the cells.
            quoted: whether each shall be in quotes.
            places: their rows' ids and their columns.
            header: names of the columns.

        Raises:
            FileProblem: a text cannot be written.
        """
        written = self._written
        for text, how, (row, column) in zip(texts, quoted, places, strict=True):
            if text not in written[how]:
                self.cell(text, row, header[column], quoted=how)
        return [written[how][text] for text, how in zip(texts, quoted, strict=True)]

    def _write(self, text: str, place: str, name: str, *, quoted: bool) -> bytes:
        where = f"In {place}, column “{shown(name)}”, the text"
        if "\0" in text:
            raise FileProblem(
                f"{where} holds a NUL character, which a text file cannot hold. Type the cell "
                "again."
            )
        if not (holds(self._encoding.codec, text) and holds(self._grammar.codec, text)):
            raise FileProblem(self._unwritable(where))
        raw = text.encode(self._grammar.codec)
        if quoted or self._must_quote(text):
            return b'"' + raw.replace(b'"', b'""') + b'"'
        return raw

    def _must_quote(self, text: str) -> bool:
        return (
            self._delimiter in text
            or '"' in text
            or "\n" in text
            or "\r" in text
            or text.startswith("\ufeff")  # would be taken for a byte order mark
            or text.endswith(_DOS_END)  # would be taken for the end of the text
        )

    def _unwritable(self, where: str) -> str:
        if self._encoding.codec.startswith("utf"):
            return f"{where} holds half a character. Type the cell again."
        return (
            f"{where} holds a character that the file’s encoding, {self._encoding.name}, lacks. "
            "Change the cell, or export to a new file, which is written in UTF-8."
        )
