"""A workbook's zip archive: opened with care, copied member by member as it is.

We read the directory ourselves, because a faithful copy needs the raw bytes of every
member (header, extra fields, data, descriptor), and because nothing that an archive says
about itself can be trusted: sizes are counted while inflating, never believed.
"""

import io
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from em_desktop.files.problem import FileProblem

MAX_MEMBERS = 20_000
"""More parts than any real workbook has."""
MAX_PART_BYTES = 1 << 30
"""A part that unpacks to more than this is not read (a million rows need about half)."""
MAX_RATIO = 400
"""A part that unpacks to more than this many times its packed size is not read…"""
RATIO_FREE_BYTES = 8 << 20
"""…unless it is smaller than this."""
MAX_ARCHIVE_BYTES = 0xFFFF_FFFF
_CHUNK = 1 << 20

DAMAGED = (
    "The workbook is damaged{where}. Open it in your spreadsheet program, save a copy, "
    "and open the copy here."
)
PROTECTED = (
    "The workbook is protected by a password. Open it in your spreadsheet program, remove "
    "the password, save a copy, and open the copy here."
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8


def damaged(where: str = "") -> FileProblem:
    """Return the problem of a damaged workbook; ``where`` names the part, if known."""
    return FileProblem(DAMAGED.format(where=f" ({where})" if where else ""))


@dataclass(frozen=True, slots=True)
class _Member:
    """One directory entry; offsets are into the archive's bytes."""

    name: str
    flags: int
    method: int
    crc: int
    packed_size: int
    start: int
    """Where its local header begins."""
    payload: int
    """Where its packed bytes begin."""
    end: int
    """Where the next member or the directory begins."""
    record: bytes
    """Its directory record as written."""


class Archive:
    """The members of a zip archive held in memory."""

    def __init__(self, content: bytes) -> None:
        """Read the directory.

        Args:
            content: the whole file.

        Raises:
            FileProblem: no zip archive, damaged, or with more members than is sane.
        """
        self._content = content
        if content.startswith(_OLE):
            raise _ole_problem(content)
        directory, self._directory_end, count, self._comment = _find_directory(content)
        self._directory = directory
        members = _read_directory(content, directory, self._directory_end, count)
        if not members:
            raise FileProblem("This is an archive that holds nothing. Choose another file.")
        self._members = _with_ends(content, members, directory)
        self._by_name = {member.name: member for member in self._members}
        self._by_folded = {member.name.casefold(): member for member in self._members}
        if len(self._by_name) != len(self._members):
            raise damaged("two parts have one name")
        if "encrypted-package" in self._by_name:  # how LibreOffice 24.8 and later encrypt
            raise FileProblem(PROTECTED)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all members, in the directory's order."""
        return tuple(self._by_name)

    def find(self, name: str) -> str | None:
        """Return the member's name as the archive spells it (case may differ)."""
        member = self._by_name.get(name) or self._by_folded.get(name.casefold())
        return member.name if member else None

    def read(self, name: str, tick: Callable[[float], None] | None = None) -> bytes:
        """Return the unpacked bytes of a member.

        Args:
            name: as in ``names``.
            tick: called with the share of packed bytes that is done; may raise to stop.

        Raises:
            FileProblem: missing, damaged, encrypted, or suspiciously large.
        """
        member = self._by_name.get(name)
        if member is None:
            raise damaged(f"the part {name} is missing")
        if member.flags & 1:
            raise FileProblem(PROTECTED)
        unpacked = io.BytesIO()  # never holds the part twice, as joined chunks would
        size = crc = 0
        for chunk in self._unpack(member, tick):
            size += len(chunk)
            crc = zlib.crc32(chunk, crc)
            if size > MAX_PART_BYTES or (
                size > RATIO_FREE_BYTES and size > MAX_RATIO * member.packed_size
            ):
                raise FileProblem(
                    "The workbook unpacks to far more than a roster can hold, as files made to "
                    "do harm do. It was not opened. If you trust it, save a copy of the one "
                    "sheet as CSV and open that."
                )
            unpacked.write(chunk)
        if crc != member.crc:
            raise damaged(f"the part {name}")
        return unpacked.getvalue()

    def _unpack(
        self, member: _Member, tick: Callable[[float], None] | None
    ) -> "list[bytes] | _Chunks":
        packed = memoryview(self._content)[member.payload : member.payload + member.packed_size]
        if member.method == _STORED:
            return [bytes(packed)]
        if member.method == _DEFLATED:
            return _Chunks(packed, member.name, tick)
        raise FileProblem(
            "The workbook is packed in a way that this program does not know. Open it in your "
            "spreadsheet program, save a copy, and open the copy here."
        )

    def replaced(self, parts: Mapping[str, bytes]) -> bytes:
        """Return the archive with some members' content replaced.

        Every other member is copied byte for byte, in its place; a replaced one keeps its
        name, date, method, extra fields and comment.

        Args:
            parts: new unpacked content by name (as in ``names``).
        """
        content = self._content
        by_start = sorted(self._members, key=lambda member: member.start)
        first = by_start[0].start if by_start else self._directory
        pieces = [content[:first]]
        position = first
        moved: dict[str, bytes] = {}
        for member in by_start:
            if member.name in parts:
                piece, record = _packed_anew(content, member, parts[member.name])
            else:
                piece, record = content[member.start : member.end], member.record
            moved[member.name] = _at_offset(record, position)
            pieces.append(piece)
            position += len(piece)
        directory = b"".join(moved[member.name] for member in self._members)
        if position + len(directory) > MAX_ARCHIVE_BYTES:
            raise FileProblem("The workbook is larger than 4 GB, which cannot be written.")
        n = len(self._members)
        end = _END.pack(b"PK\5\6", 0, 0, n, n, len(directory), position, len(self._comment))
        return b"".join([*pieces, directory, end, self._comment])


class _Chunks:
    """Unpacked chunks of a deflated member, never more than a megabyte at a time."""

    def __init__(self, packed: memoryview, name: str, tick: Callable[[float], None] | None) -> None:
        self._packed = packed
        self._name = name
        self._tick = tick
        self._inflate = zlib.decompressobj(-15)
        self._pending: bytes | memoryview = b""
        self._at = 0

    def __iter__(self) -> "_Chunks":
        return self

    def __next__(self) -> bytes:
        while not self._inflate.eof:
            if not self._pending:
                if self._at >= len(self._packed):
                    raise damaged(f"the part {self._name} is cut off")
                self._pending = self._packed[self._at : self._at + _CHUNK]
                self._at += _CHUNK
            if self._tick:
                self._tick(min(1.0, self._at / len(self._packed)))
            try:
                chunk = self._inflate.decompress(self._pending, _CHUNK)
            except zlib.error:
                raise damaged(f"the part {self._name}") from None
            self._pending = self._inflate.unconsumed_tail
            if chunk:
                return chunk
        raise StopIteration


def _ole_problem(content: bytes) -> FileProblem:
    """Return what an OLE container is: an encrypted workbook or one of an old kind."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return FileProblem(PROTECTED)
    return FileProblem(
        "This is a workbook of the old kind (.xls). Open it in your spreadsheet program, save "
        "it as .xlsx, and open that file here."
    )


def _find_directory(content: bytes) -> tuple[int, int, int, bytes]:
    """Return start, end and entry count of the directory, and the archive's comment."""
    at = content.rfind(b"PK\5\6", max(0, len(content) - _END.size - 0xFFFF))
    if at < 0 or at + _END.size > len(content):
        raise damaged("its end is missing; it may not have been copied or saved completely")
    _, disk, _, _, count, size, start, comment_size = _unpacked_end(content, at)
    comment = content[at + _END.size : at + _END.size + comment_size]
    end = at
    locator = at - 20
    if locator >= 0 and content[locator : locator + 4] == b"PK\6\7":
        (record,) = struct.unpack_from("<Q", content, locator + 8)
        if content[record : record + 4] != b"PK\6\6" or record + 56 > len(content):
            raise damaged()
        count, size, start = struct.unpack_from("<QQQ", content, record + 32)
        end = record
    if disk not in (0, 0xFFFF) or start + size > end:
        raise damaged()
    if count > MAX_MEMBERS:
        raise FileProblem(
            f"The workbook has more than {MAX_MEMBERS:,} parts, which no roster needs. "
            "It was not opened."
        )
    return start, start + size, count, comment


def _unpacked_end(content: bytes, at: int) -> tuple[bytes, int, int, int, int, int, int, int]:
    signature, disk, other, here, count, size, start, comment = struct.unpack_from(
        "<4s4H2LH", content, at
    )
    return signature, disk, other, here, count, size, start, comment


def _read_directory(content: bytes, start: int, end: int, count: int) -> list[_Member]:
    """Return the directory's members; their ``end`` is not known yet."""
    members = []
    at = start
    for _ in range(count):
        if at + _CENTRAL.size > end or content[at : at + 4] != b"PK\1\2":
            raise damaged("its directory")
        fields = _CENTRAL.unpack_from(content, at)
        flags, method = fields[3], fields[4]
        crc, packed, unpacked = fields[7:10]
        name_size, extra_size, comment_size = fields[10:13]
        offset = fields[16]
        length = _CENTRAL.size + name_size + extra_size + comment_size
        if at + length > end:
            raise damaged("its directory")
        raw = content[at + _CENTRAL.size : at + _CENTRAL.size + name_size]
        record = content[at : at + length]
        wide = _wide_fields(record, [unpacked, packed, offset])
        name = raw.decode("utf-8" if flags & 0x800 else "cp437", "replace")
        _check_name(name)
        members.append(_Member(name, flags, method, crc, wide[1], wide[2], 0, 0, record))
        at += length
    return members


def _check_name(name: str) -> None:
    """Refuse names that point out of the archive; we never unpack to disk, but such a file lies."""
    steps = name.replace("\\", "/").split("/")
    if ".." in steps or name.startswith(("/", "\\")) or "\0" in name or ":" in steps[0]:
        raise FileProblem(
            "The workbook has a part whose name points to another folder, as files made to do "
            "harm have. It was not opened."
        )


def _with_ends(content: bytes, members: list[_Member], directory: int) -> tuple[_Member, ...]:
    """Return the members with the places of their bytes; overlapping ones are refused."""
    starts = sorted(member.start for member in members)
    if len(set(starts)) != len(starts):
        raise damaged("its parts overlap or are missing")
    following = dict(zip(starts, [*starts[1:], directory], strict=True))
    placed = []
    for member in members:
        end = following[member.start]
        if member.start + _LOCAL.size > end or not content.startswith(b"PK\3\4", member.start):
            raise damaged("its parts overlap or are missing")
        fields = _LOCAL.unpack_from(content, member.start)
        payload = member.start + _LOCAL.size + fields[9] + fields[10]
        if payload + member.packed_size > end:
            raise damaged("its parts overlap or are cut off")
        placed.append(replace(member, payload=payload, end=end))
    return tuple(placed)


def _extras(record: bytes) -> list[tuple[int, int, int]]:
    """Return ``(identifier, start, end)`` of a directory record's extra fields."""
    name_size, extra_size = struct.unpack_from("<2H", record, 28)
    at = _CENTRAL.size + name_size
    end = at + extra_size
    found = []
    while at + 4 <= end:
        identifier, size = struct.unpack_from("<2H", record, at)
        found.append((identifier, at + 4, min(end, at + 4 + size)))
        at += 4 + size
    return found


def _wide_fields(record: bytes, narrow: list[int]) -> list[int]:
    """Return sizes and offset, taken from the 64-bit extra field where the narrow ones say so."""
    if 0xFFFF_FFFF not in narrow:
        return narrow
    for identifier, start, end in _extras(record):
        if identifier == 1:
            n_wide = min(narrow.count(0xFFFF_FFFF), (end - start) // 8)
            wide = iter(struct.unpack_from(f"<{n_wide}Q", record, start))
            return [next(wide, value) if value == 0xFFFF_FFFF else value for value in narrow]
    return narrow


def _at_offset(record: bytes, offset: int) -> bytes:
    """Return a directory record that points to another place."""
    patched = bytearray(record)
    sizes = struct.unpack_from("<2L", record, 20)
    (old,) = struct.unpack_from("<L", record, 42)
    if old != 0xFFFF_FFFF:
        struct.pack_into("<L", patched, 42, offset)
        return bytes(patched)
    for identifier, start, _ in _extras(record):
        if identifier == 1:
            struct.pack_into("<Q", patched, start + 8 * sizes.count(0xFFFF_FFFF), offset)
    return bytes(patched)


def _without_wide(extra: bytes) -> bytes:
    """Return extra fields without the 64-bit one."""
    kept = b""
    at = 0
    while at + 4 <= len(extra):
        identifier, size = struct.unpack_from("<2H", extra, at)
        if identifier != 1:
            kept += extra[at : at + 4 + size]
        at += 4 + size
    return kept + extra[at:] if at <= len(extra) else kept


def _packed_anew(content: bytes, member: _Member, unpacked: bytes) -> tuple[bytes, bytes]:
    """Return local header with data, and directory record, of a member with new content."""
    packed = unpacked
    if member.method == _DEFLATED:
        deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = deflate.compress(unpacked) + deflate.flush()
    crc = zlib.crc32(unpacked)
    flags = member.flags & ~8  # sizes stand in the header, not behind the data
    local = list(_LOCAL.unpack_from(content, member.start))
    name_end = member.start + _LOCAL.size + local[9]
    extra = _without_wide(content[name_end : name_end + local[10]])
    local[2], local[6:9], local[10] = flags, [crc, len(packed), len(unpacked)], len(extra)
    name = content[member.start + _LOCAL.size : name_end]
    central = list(_CENTRAL.unpack_from(member.record))
    central_name_end = _CENTRAL.size + central[10]
    central_extra_end = central_name_end + central[11]
    central_extra = _without_wide(member.record[central_name_end:central_extra_end])
    central[3], central[7:10] = flags, [crc, len(packed), len(unpacked)]
    central[11], central[16] = len(central_extra), 0
    record = b"".join(
        [
            _CENTRAL.pack(*central),
            member.record[_CENTRAL.size : central_name_end],
            central_extra,
            member.record[central_extra_end:],
        ]
    )
    return _LOCAL.pack(*local) + name + extra + packed, record
