"""Other ways to read a text file's bytes that are worth offering: encodings and delimiters."""

import codecs
import re
from dataclasses import dataclass

import chardet
from chardet import EncodingEra

from em_desktop.files.problem import FileProblem
from em_desktop.files.text.detection import common_width, delimiter_scores, first_records
from em_desktop.files.text.encoding import WESTERN, TextEncoding

SEARCHED = 1 << 22
"""Bytes at the start of a file in which letters beyond ASCII are looked for."""

DELIMITERS = {
    ",": "Comma",
    ";": "Semicolon",
    "\t": "Tab",
    "|": "Vertical bar",
    " ": "Space",
    ":": "Colon",
}
"""The usual delimiters, and what a person calls them."""

COMMON_ENCODINGS = (
    *("utf-8", "cp1252", "iso8859-15", "mac-roman", "cp850", "cp437"),
    *("cp1250", "iso8859-2", "cp852", "cp1251", "koi8-r", "cp1253", "cp1254", "cp1255", "cp1256"),
    *("cp1257", "cp1258", "cp874", "cp932", "euc_jp", "gb18030", "big5", "cp949"),
    *("utf-16-le", "utf-16-be"),
)
"""Encodings that a person may need, the likeliest first."""

_SAMPLE_BYTES = 60_000
_MOST_WORDS = 4
_MOST_OFFERED = 7
_ALIKE = 0.5
_WESTERN_ALIKE = 0.6
_USUAL_WESTERN = ("cp1252", "iso8859-1", "iso8859-15")
_WORD = re.compile(rb"[^\s,;|\"\x80-\xff]{0,12}[\x80-\xff][^\s,;|\"]{0,16}")


@dataclass(frozen=True)
class EncodingChoice:
    """One encoding that a file may be in.

    Attributes:
        codec: Python's name.
        words: a few words with letters beyond ASCII, as this encoding reads them.
        undecodable: bytes of the sample that mean nothing in it.
    """

    codec: str
    words: tuple[str, ...] = ()
    undecodable: int = 0

    @property
    def name(self) -> str:
        """What a person calls it."""
        return TextEncoding(self.codec).name


@dataclass(frozen=True)
class DelimiterChoice:
    """One character that may separate the cells.

    Attributes:
        character: the delimiter.
        columns: cells of most lines.
        regular: share of the lines that have so many, 0 to 1.
    """

    character: str
    columns: int
    regular: float

    @property
    def name(self) -> str:
        """What a person calls it."""
        return DELIMITERS.get(self.character, f"“{self.character}”")


def beyond_ascii(content: bytes) -> bytes:
    """Return the lines of a text that hold more than ASCII, up to a sensible size."""
    sample: list[bytes] = []
    size = 0
    if content[:SEARCHED].isascii():
        return b""
    for line in content[:SEARCHED].splitlines(keepends=True):
        if not line.isascii():
            sample.append(line[: _SAMPLE_BYTES - size])
            size += len(sample[-1])
            if size >= _SAMPLE_BYTES:
                break
    return b"".join(sample)


def encoding_choices(content: bytes, found: TextEncoding) -> tuple[EncodingChoice, ...]:
    """Return the encodings worth offering, the one that was found first.

    Those that read every letter like an earlier one are left out; the others follow as chardet
    ranks them, then UTF-8 and Windows-1252 where they are not among them.

    Args:
        content: of the file, or its beginning.
        found: the encoding in which the file is read.
    """
    if found.mark or b"\0" in content[:SEARCHED]:
        return (EncodingChoice(found.codec),)
    sample = beyond_ascii(content)
    if not sample:
        return (EncodingChoice(found.codec),)
    guesses = [codec for codec, _ in ranked(sample)][:_MOST_OFFERED]
    codecs_by_text: dict[str, str] = {}
    for codec in (found.codec, *guesses, "utf-8", "cp1252"):
        codecs_by_text.setdefault(sample.decode(codec, "replace"), codec)
    offered = tuple(codecs_by_text.values())
    words = _telling_words(sample, offered)
    genuine = sample.count("\ufffd".encode())
    return tuple(
        EncodingChoice(
            codec,
            tuple(word.decode(codec, "replace").strip() for word in words),
            max(text.count("\ufffd") - genuine, 0),
        )
        for text, codec in codecs_by_text.items()
    )


def _telling_words(sample: bytes, offered: tuple[str, ...]) -> list[bytes]:
    """Return a few words that the encodings read differently, the most different first."""
    words = dict.fromkeys(_WORD.findall(sample))
    told = [(len({word.decode(codec, "replace") for codec in offered}), word) for word in words]
    return [word for _, word in sorted(told, key=lambda pair: -pair[0])[:_MOST_WORDS]]


def ranked(sample: bytes) -> list[tuple[str, float]]:
    """Return the encodings that chardet thinks of, the likeliest first, with its confidence."""
    if not sample:
        return []
    found = []
    for guess in chardet.detect_all(sample, encoding_era=EncodingEra.ALL):
        try:
            codec = codecs.lookup(guess["encoding"] or "").name
            sample.decode(codec)
        except (LookupError, UnicodeError):
            continue
        found.append((codec, float(guess["confidence"])))
    return found


def encoding_is_doubtful(content: bytes, found: TextEncoding) -> bool:
    """Tell whether names may be spelt wrongly because the encoding had to be guessed.

    Western letters are doubted where another reading is much likelier to chardet, and always where
    they would be those of DOS or of an old Mac: these are rare, and taken for each other with much
    confidence. Others are doubted already where another reading is half as likely. (The figures
    are from lists of 1 to 16 names in eight languages: right readings as Western letters had 0.6 of
    the best confidence or more, wrong ones of Czech and Hungarian names 0.2 to 0.65.)

    Args:
        content: of the file, or its beginning.
        found: the encoding in which the file is read.
    """
    sample = beyond_ascii(content)
    if not found.guessed or not sample or b"\0" in sample:
        return False
    text = sample.decode(found.codec, "replace")
    ranks = [(sample.decode(codec), confidence) for codec, confidence in ranked(sample)]
    best = max((confidence for _, confidence in ranks), default=0.0)
    mine = max((confidence for other, confidence in ranks if other == text), default=0.0)
    if all(c in WESTERN for c in text if c > "\x7f"):
        return found.codec not in _USUAL_WESTERN or mine < _WESTERN_ALIKE * best
    rival = max((confidence for other, confidence in ranks if other != text), default=0.0)
    return rival >= _ALIKE * mine


def delimiter_choices(body: bytes, codec: str, chosen: str) -> tuple[DelimiterChoice, ...]:
    """Return the delimiters worth offering, the chosen one first.

    Args:
        body: the text's bytes without a mark, as the tokeniser searches them.
        codec: their encoding.
        chosen: the one with which the file is read.
    """
    scores = delimiter_scores(body, codec, tuple(DELIMITERS))
    others = sorted(scores, key=lambda c: -scores[c])
    return tuple(_delimiter(body, codec, c) for c in dict.fromkeys((chosen, *others, *DELIMITERS)))


def rival_delimiters(body: bytes, codec: str, chosen: str) -> tuple[str, ...]:
    """Return the delimiters that make lines as regular as the chosen one does."""
    scores = delimiter_scores(body, codec, (",", ";", "\t", "|"))
    best = scores.get(chosen, 0.0)
    return tuple(c for c in scores if c != chosen and scores[c] >= best - 0.05)


def _delimiter(body: bytes, codec: str, character: str) -> DelimiterChoice:
    try:
        records = first_records(body, character.encode(codec), codec)
    except (FileProblem, UnicodeEncodeError):
        return DelimiterChoice(character, 1, 0.0)
    filled = [record for record in records if len(record) > 1 or record[0]]
    width = common_width(filled)
    share = sum(len(record) == width for record in filled) / max(len(filled), 1)
    return DelimiterChoice(character, width, share)
