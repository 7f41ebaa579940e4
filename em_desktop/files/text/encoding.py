"""Which encoding a text file is in, and how its bytes can be taken apart.

Separators are searched in bytes, so that what nobody changed is never encoded again. That is
right where no byte below 128 is ever a part of another character: in UTF-8, in the single-byte
code pages, in EUC. Other encodings (UTF-16, UTF-32, a few East Asian ones) are searched in a
UTF-8 copy instead, after a proof that the copy turns back into the very same bytes.
"""

import codecs
from dataclasses import dataclass

import chardet
from chardet import EncodingEra

from em_desktop.files.formats import CHOOSE
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem
from em_desktop.files.text.grammar import line_number

_CHUNK = 1 << 19
_SAMPLE = 100_000

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_GENERAL = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le", "ascii": "utf-8"}
"""Codecs that handle a mark themselves (we do), and ASCII, which UTF-8 extends."""

_SEARCHABLE = frozenset({"utf-8", "euc_jp", "euc_kr", "gb2312"})
"""Multi-byte codecs all of whose characters beyond ASCII use bytes above 127 only."""

_ALMOST_SEARCHABLE = frozenset({"shift_jis", "cp932", "gbk", "big5", "cp949", "cp950", "johab"})
"""Multi-byte codecs whose second bytes may be 0x31 and above, but no comma, tab or quote."""

WESTERN = frozenset(
    "àâäáãåæçèéêëìíîïñòóôöõøùúûüýÿœšžßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØÙÚÛÜÝŒŠŽ’‘“”–—€«»°²\xa0"
)
_UNSURE = 0.035
"""Below this confidence chardet is hardly better than a guess (its scale is peculiar)."""


@dataclass(frozen=True)
class TextEncoding:
    """How a text file's bytes stand for characters.

    Attributes:
        codec: Python's name of the codec; never one that writes a byte order mark.
        mark: the byte order mark at the start of the file, or nothing.
        errors: ``replace`` where a few bytes are damaged (they are shown as U+FFFD and kept).
        guessed: True where only the look of the text speaks for it.
    """

    codec: str
    mark: bytes = b""
    errors: str = "strict"
    guessed: bool = False

    @property
    def name(self) -> str:
        """What a person would call it, such as ``UTF-8`` or ``Windows-1252``."""
        if self.codec.startswith("cp125"):
            return f"Windows-{self.codec[2:]}"
        return {"iso8859-1": "Latin-1"}.get(self.codec, self.codec.upper().replace("_", "-"))


def searchable(codec: str, delimiter: str) -> bool:
    """Return whether separators can be searched in the bytes of this encoding."""
    if codec in _SEARCHABLE:
        return codec == "utf-8" or delimiter.isascii()
    if codec in _ALMOST_SEARCHABLE:
        return delimiter < "0"
    try:
        ascii_same = bytes(range(128)).decode(codec) == "".join(map(chr, range(128)))
        upper = bytes(range(128, 256)).decode(codec, "replace")
        single = len(upper) == 128 and upper.count("\ufffd") < 64
        return ascii_same and single and len(delimiter.encode(codec)) == 1
    except UnicodeError:
        return False


def detect_encoding(content: bytes, wanted: str | None, pace: Pace) -> TextEncoding:
    """Find out how the text is encoded: mark, strict UTF-8, UTF-16 by its zeros, chardet.

    Args:
        content: the whole file.
        wanted: the codec that the user chose, or None.
        pace: told about progress.

    Raises:
        FileProblem: the content is no text, or not in the encoding that the user chose.
    """
    if wanted is not None:
        return _chosen(content, wanted, pace)
    for mark, codec in _BOMS:
        if content.startswith(mark):
            found = TextEncoding(codec, mark)
            if not decodes(content, found, pace):
                raise FileProblem(
                    f"The file begins as {found.name} text but is damaged further on. Open it "
                    "in the program that made it and save it again as CSV in UTF-8."
                )
            return found
    if b"\0" in content:
        return _with_zeros(content, pace)
    _refuse_binary(content)
    if decodes(content, TextEncoding("utf-8"), pace):
        return TextEncoding("utf-8")
    if _mostly_utf8(content):
        return TextEncoding("utf-8", errors="replace")
    guess = _guess(content)
    for likely in filter(None, (guess, "cp1252")):
        if decodes(content, TextEncoding(likely), pace):
            return TextEncoding(likely, guessed=True)
    return TextEncoding("iso8859-1", guessed=True)  # never fails


def decodes(content: bytes, encoding: TextEncoding, pace: Pace) -> bool:
    """Return whether all of the content is valid in this encoding."""
    decoder = codecs.getincrementaldecoder(encoding.codec)(encoding.errors)
    start = len(encoding.mark)
    try:
        for at in range(start, len(content), _CHUNK):
            decoder.decode(content[at : at + _CHUNK])
            pace.step(at / len(content))
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def holds(codec: str, text: str) -> bool:
    """Return whether a text can be written in an encoding and be read again.

    In the encodings of ISO 2022 an escape character announces another set of characters, and
    makes nonsense of what follows where it stands as text.
    """
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return not ("\x1b" in text and codec.startswith("iso2022"))


def to_utf8(content: bytes, encoding: TextEncoding, pace: Pace) -> bytes:
    """Return the text after the mark as UTF-8, with a proof that it turns back unchanged.

    Raises:
        FileProblem: writing the text again would not give the same bytes.
    """
    decoder = codecs.getincrementaldecoder(encoding.codec)()
    encoder = codecs.getincrementalencoder(encoding.codec)()
    pieces: list[bytes] = []
    proven = len(encoding.mark)
    for at in range(proven, len(content), _CHUNK):
        text = decoder.decode(content[at : at + _CHUNK], at + _CHUNK >= len(content))
        pieces.append(text.encode("utf-8"))
        again = encoder.encode(text, at + _CHUNK >= len(content))
        if content[proven : proven + len(again)] != again:
            break
        proven += len(again)
        pace.step(at / len(content))
    if proven != len(content):
        raise FileProblem(
            f"The text is {encoding.name} of a kind that cannot be written back unchanged. Open "
            "it in the program that made it and save it as CSV in UTF-8."
        )
    return b"".join(pieces)


def _chosen(content: bytes, wanted: str, pace: Pace) -> TextEncoding:
    try:
        codec = codecs.lookup(wanted).name
        codecs.getincrementaldecoder(codec)().decode(b"")
        "".encode(codec)
    except (LookupError, ValueError, TypeError) as error:
        raise FileProblem(
            "There is no text encoding of that name. Choose one from the list, such as UTF-8."
        ) from error
    codec = _GENERAL.get(codec, codec)
    mark = b""
    for known, family in _BOMS:
        if content.startswith(known) and family[:6] == codec[:6]:
            mark, codec = known, family
            break
    found = TextEncoding(codec, mark)
    if not decodes(content, found, pace):
        raise FileProblem(
            f"The file is not written in {found.name}. Choose another encoding, or let it be "
            "found automatically."
        )
    return found


def _with_zeros(content: bytes, pace: Pace) -> TextEncoding:
    """Tell UTF-16 without a mark from a file that is no text."""
    sample = content[: _SAMPLE // 2 * 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(content) % 2 == 0 and (even == 0) != (odd == 0):
        found = TextEncoding("utf-16-be" if even else "utf-16-le", guessed=True)
        text = sample.decode(found.codec, "replace")
        strange = sum(c < " " and c not in "\t\r\n" for c in text)
        if strange == 0 and any(c in text for c in "\r\n\t,;") and decodes(content, found, pace):
            return found
    _refuse_binary(content)
    raise nul_problem(line_number(content, content.index(b"\0")))


def nul_problem(line: int) -> FileProblem:
    """Return the problem of a line that holds a NUL character."""
    return FileProblem(
        f"Line {line} holds a NUL character, which no table of text has. Open the file in the "
        "program that made it and save it again as CSV in UTF-8."
    )


def _refuse_binary(content: bytes) -> None:
    sample = content[:_SAMPLE]
    allowed = b"\t\n\v\f\r\x1a\x1b"
    control = sum(sample.count(bytes([b])) for b in range(32) if b not in allowed)
    if control > max(3, len(sample) // 50):
        raise FileProblem(
            f"This is not a table of text: most likely a picture, a document or a program. {CHOOSE}"
        )


def _mostly_utf8(content: bytes) -> bool:
    """Return whether a few damaged bytes stand in text that is clearly UTF-8."""
    text = content[: 1 << 20].decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore")) - damaged
    return damaged > 0 and damaged * 4 <= beyond_ascii


def _guess(content: bytes) -> str | None:
    """Ask chardet about the lines that hold more than ASCII; None where it has no idea."""
    lines = (line for line in content[: 1 << 22].splitlines(keepends=True) if not line.isascii())
    sample = b""
    for line in lines:
        sample += line[: _SAMPLE - len(sample)]
        if len(sample) >= _SAMPLE:
            break
    if not sample:  # plain ASCII at first, something else far down
        return None
    found = chardet.detect(content[:2000] + sample, encoding_era=EncodingEra.ALL)
    if found["encoding"] is None or (found["confidence"] < _UNSURE and _looks_western(sample)):
        return None
    try:
        codec = codecs.lookup(found["encoding"]).name
    except LookupError:
        return None
    return _GENERAL.get(codec, codec)


def _looks_western(sample: bytes) -> bool:
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return all(c in WESTERN for c in text if c > "\x7f")
