import io
import random
import struct
import zipfile
import zlib

import pytest

from em_desktop.files.problem import FileProblem
from em_desktop.files.workbook.archive import MAX_MEMBERS, Archive


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, part in members.items():
            archive.writestr(name, part)
    return content.getvalue()


def raw_members(content: bytes) -> dict[str, bytes]:
    """Local header and data of every member, as they lie in the file."""
    infos = sorted(zipfile.ZipFile(io.BytesIO(content)).infolist(), key=lambda i: i.header_offset)
    directory = struct.unpack_from("<L", content, content.rindex(b"PK\5\6") + 16)[0]
    ends = [info.header_offset for info in infos[1:]] + [directory]
    return {i.filename: content[i.header_offset : e] for i, e in zip(infos, ends, strict=True)}


def test_reads_members_and_finds_names_whatever_their_case():
    archive = Archive(packed({"a.xml": b"hello", "Dir/B.xml": b"x" * 5000}))
    assert archive.names == ("a.xml", "Dir/B.xml")
    assert archive.find("dir/b.XML") == "Dir/B.xml"
    assert archive.find("missing") is None
    assert archive.read("Dir/B.xml") == b"x" * 5000


def test_replacing_nothing_gives_the_same_bytes():
    content = packed({"a": b"1" * 100, "b": b"2", "c/": b""})
    assert Archive(content).replaced({}) == content


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_a_replaced_member_leaves_the_others_byte_for_byte(method):
    content = packed({"a": b"1" * 1000, "b": b"2" * 1000, "c": b"3" * 1000}, method)
    written = Archive(content).replaced({"b": b"new content"})
    before, after = raw_members(content), raw_members(written)
    assert list(before) == list(after)
    assert before["a"] == after["a"]
    assert before["c"] == after["c"]
    archive = zipfile.ZipFile(io.BytesIO(written))
    assert archive.testzip() is None
    assert archive.read("b") == b"new content"
    assert archive.getinfo("b").compress_type == method


def test_extra_fields_comments_dates_and_attributes_survive():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.comment = b"made by hand"
        for name in ("a", "b"):
            info = zipfile.ZipInfo(name, (2011, 12, 13, 14, 15, 16))
            info.extra = struct.pack("<HH4s", 0x9999, 4, b"abcd")
            info.comment = b"about " + name.encode()
            info.external_attr = 0o640 << 16
            info.create_system = 3
            archive.writestr(info, b"old")
    after = zipfile.ZipFile(io.BytesIO(Archive(content.getvalue()).replaced({"b": b"newer"})))
    assert after.comment == b"made by hand"
    for name in ("a", "b"):
        info = after.getinfo(name)
        assert info.date_time == (2011, 12, 13, 14, 15, 16)
        assert info.extra == struct.pack("<HH4s", 0x9999, 4, b"abcd")
        assert info.comment == b"about " + name.encode()
        assert info.external_attr == 0o640 << 16


class Unseekable(io.RawIOBase):
    """A stream, for which zipfile writes data descriptors behind the members."""

    def __init__(self) -> None:
        self.content = b""

    def writable(self) -> bool:
        return True

    def write(self, piece) -> int:
        self.content += bytes(piece)
        return len(piece)


def test_members_with_data_descriptors_and_wide_sizes():
    stream = Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a", "b", "c"):
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(name.encode() * 300)
    before = raw_members(stream.content)
    archive = Archive(stream.content)
    assert archive.read("b") == b"b" * 300
    written = archive.replaced({"b": b"other"})
    assert raw_members(written)["c"] == before["c"]
    opened = zipfile.ZipFile(io.BytesIO(written))
    assert opened.testzip() is None
    assert opened.read("b") == b"other"
    assert Archive(written).read("c") == b"c" * 300


def wide_directory(content: bytes) -> bytes:
    """The archive with its first member's offset and the directory told in 64 bits."""
    end = content.rindex(b"PK\5\6")
    count, size, start = struct.unpack_from("<HLL", content, end + 10)
    record = bytearray(content[start : start + size])
    name_size, extra_size = struct.unpack_from("<2H", record, 28)
    (offset,) = struct.unpack_from("<L", record, 42)
    struct.pack_into("<L", record, 42, 0xFFFFFFFF)
    struct.pack_into("<H", record, 30, extra_size + 12)
    at = 46 + name_size
    record[at:at] = struct.pack("<HHQ", 1, 8, offset)
    wide_end = struct.pack(
        "<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(record), start
    )
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, start + len(record), 1)
    narrow_end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return content[:start] + bytes(record) + wide_end + locator + narrow_end


def test_a_directory_in_64_bits():
    content = wide_directory(packed({"a": b"1" * 50, "b": b"2" * 50}))
    assert zipfile.ZipFile(io.BytesIO(content)).read("b") == b"2" * 50
    written = Archive(content).replaced({"a": b"much longer than before" * 9})
    opened = zipfile.ZipFile(io.BytesIO(written))
    assert opened.testzip() is None
    assert opened.read("b") == b"2" * 50


def test_a_bomb_is_noticed_while_unpacking_whatever_it_says_of_its_size():
    content = bytearray(packed({"bomb": b"\0" * (64 << 20)}))
    assert len(content) < 100_000
    start = content.rindex(b"PK\1\2")
    struct.pack_into("<L", content, start + 24, 10)
    struct.pack_into("<L", content, 22, 10)
    with pytest.raises(FileProblem, match="far more than a roster can hold"):
        Archive(bytes(content)).read("bomb")


def test_well_packed_parts_that_are_not_huge_are_read():
    assert len(Archive(packed({"a": b" " * (7 << 20)})).read("a")) == 7 << 20


def test_too_many_members():
    content = packed({str(i): b"" for i in range(MAX_MEMBERS + 1)}, zipfile.ZIP_STORED)
    with pytest.raises(FileProblem, match="parts"):
        Archive(content)


@pytest.mark.parametrize("name", ["../evil", "a/../../evil", "/etc/passwd", "C:/x", "..\\evil"])
def test_names_that_point_elsewhere_are_refused(name):
    with pytest.raises(FileProblem, match="another folder"):
        Archive(packed({"ok": b"", name: b"x"}))


def test_encrypted_member():
    content = bytearray(packed({"a": b"secret"}))
    content[6] |= 1
    content[content.rindex(b"PK\1\2") + 8] |= 1
    with pytest.raises(FileProblem, match="protected by a password"):
        Archive(bytes(content)).read("a")


def test_encrypted_office_container_and_old_workbooks():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
    with pytest.raises(FileProblem, match="protected by a password"):
        Archive(ole + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(FileProblem, match=r"old kind \(\.xls\)"):
        Archive(ole + "Workbook".encode("utf-16-le"))


def test_encrypted_package_of_a_newer_libreoffice():
    with pytest.raises(FileProblem, match="protected by a password"):
        Archive(packed({"mimetype": b"x", "encrypted-package": b"y", "META-INF/manifest.xml": b""}))


def test_unknown_compression():
    content = packed({"a": b"hello" * 50}, zipfile.ZIP_LZMA)
    with pytest.raises(FileProblem, match="packed in a way"):
        Archive(content).read("a")


def test_wrong_checksum_overlap_and_twins():
    content = bytearray(packed({"a": b"hello" * 50}, zipfile.ZIP_STORED))
    content[content.index(b"hello")] ^= 1
    with pytest.raises(FileProblem, match="damaged"):
        Archive(bytes(content)).read("a")
    twins = bytearray(packed({"a": b"1", "b": b"2"}))
    second = twins.rindex(b"PK\1\2")
    struct.pack_into("<L", twins, second + 42, 0)
    with pytest.raises(FileProblem, match="damaged"):
        Archive(bytes(twins))
    named = packed({"a": b"1", "b": b"2"}).replace(b"b", b"a")
    with pytest.raises(FileProblem, match="two parts have one name"):
        Archive(named)


def test_every_truncation_is_a_sentence():
    content = packed({"a": b"hello" * 20, "b": b"2" * 20})
    for size in range(len(content)):
        with pytest.raises(FileProblem):
            Archive(content[:size])


def test_damage_anywhere_is_a_sentence_or_harmless():
    content = packed({"a": zlib.crc32(b"x").to_bytes(4, "big") * 50, "b": b"2" * 20})
    chance = random.Random(7)
    outcomes = set()
    for _ in range(3000):
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            archive = Archive(bytes(damaged))
            for name in archive.names:
                archive.read(name)
            archive.replaced({archive.names[0]: b"new"} if archive.names else {})
            outcomes.add("read")
        except FileProblem:
            outcomes.add("refused")
    assert outcomes == {"read", "refused"}
