"""Damage of many kinds, the same for the same number."""

import io
import re
import warnings
import zipfile
from random import Random

from seeds import members

_TOKENS = (
    *(b'"', b'""', b"\0", b"\r", b"\n", b"\r\n", b",", b";", b"\t", b"|", b"\x1a", b"'"),
    *(b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x80"),
    *("\u202e".encode(), "\u2028".encode(), "\ufffd".encode(), b"#", b"=", b"@", b" ", b"\x1b[2J"),
    *(b"-1", b"0", b"4294967296", b"99999999999999999999", b"1e308", b"nan", b"1e999"),
)
_XML_TOKENS = (
    *(
        b"<",
        b">",
        b"</row>",
        b"<row>",
        b"<c/>",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"-->",
        b"&",
        b"&#0;",
    ),
    *(b"&#xD800;", b"&lt;", b"<?x", b"</", b"/>", b'r="XFD1048576"', b'r="A0"', b'r=""', b't="s"'),
    *(b't="e"', b't="b"', b't="str"', b't="inlineStr"', b't="n"', b't="d"', b't="nosuch"'),
    *(b'spans="1:16384"', b'ref="A1:XFD1048576"', b'table:number-rows-repeated="2147483647"'),
    *(b'table:number-columns-repeated="1073741824"', b'table:number-columns-repeated="-3"'),
    b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/hostname">]>',
    b'<mergeCell ref="A1:XFD1048576"/>',
)
_NUMBER = re.compile(rb'"-?\d+"')
_ELEMENT = re.compile(rb"<(\w[\w:.-]*)[^<>]*?(?:/>|>[^<]*</\1>)")
_TELLING = re.compile(r"sheet|content|workbook|Strings|styles|rels|Types")
_WILD = (
    b"0",
    b"-1",
    b"1",
    b"1048576",
    b"1048577",
    b"16384",
    b"2147483648",
    b"9" * 40,
    b"1.5",
    b"x",
)


def damaged(seeds: dict[str, bytes], seed: int, number: int) -> tuple[str, bytes]:
    """Return a file's name and its damaged bytes."""
    random = Random(f"{seed} {number}")
    name = random.choice(sorted(seeds))
    content = seeds[name]
    parts = members(content)
    if parts is None or random.random() < 0.25:
        return name, _bytes_damaged(content, random, _TOKENS)
    return name, _archive_damaged(parts, random)


def _bytes_damaged(content: bytes, random: Random, tokens: tuple[bytes, ...]) -> bytes:
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        at = random.randrange(len(content) + 1)
        length = min(random.choice((1, 1, 2, 8, 64, 1000)), len(content) - at)
        kind = random.randrange(8)
        if kind == 0:
            content = content[:at] + random.choice(tokens) + content[at:]
        elif kind == 1:
            content = content[:at] + random.choice(tokens) + content[at + length :]
        elif kind == 2:
            content = content[:at] + content[at + length :]
        elif kind == 3:
            piece = content[at : at + length]
            content = content[:at] + piece * random.choice((2, 3, 100)) + content[at + length :]
        elif kind == 4:
            content = content[: max(at, 1)]
        elif kind == 5:
            content = content[:at] + random.randbytes(length) + content[at + length :]
        elif kind == 6 and at < len(content):
            content = (
                content[:at] + bytes([content[at] ^ 1 << random.randrange(8)]) + content[at + 1 :]
            )
        else:
            other = random.randrange(len(content) + 1)
            content = content[:at] + content[other : other + length] + content[at:]
    return content


def _archive_damaged(parts: dict[str, bytes], random: Random) -> bytes:
    """Damage a part and pack it again, so that no checksum gives the damage away."""
    parts = dict(parts)
    telling = [
        n for n in parts if re.search(r"sheet|content|workbook|Strings|styles|rels|Types", n)
    ]
    for _ in range(random.choice((1, 1, 2))):
        name = random.choice(telling if telling and random.random() < 0.9 else sorted(parts))
        if name not in parts:
            continue
        kind = random.randrange(12)
        if kind == 0:
            del parts[name]
        elif kind == 1:
            other = random.choice(sorted(parts))
            parts[name] = parts[other]
        elif kind == 2:
            parts[random.choice(("../", "/", "C:\\", "x/../", "\u202e")) + name] = parts.pop(name)
        else:
            parts[name] = _xml_damaged(parts[name], random)
        if not parts:
            break
    output = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that occur twice
        with zipfile.ZipFile(output, "w", random.choice((0, 8, 8, 8, 12))) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
            if random.random() < 0.03 and parts:
                name = random.choice(sorted(parts))
                archive.writestr(name, _xml_damaged(parts[name], random))
    return output.getvalue()


def _xml_damaged(content: bytes, random: Random) -> bytes:
    kind = random.randrange(6)
    numbers = list(_NUMBER.finditer(content)) if kind == 0 else []
    elements = list(_ELEMENT.finditer(content)) if kind in {1, 2, 3} else []
    if numbers:
        found = random.choice(numbers)
        wild = b'"' + random.choice(_WILD) + b'"'
        return content[: found.start()] + wild + content[found.end() :]
    if elements:
        found = random.choice(elements)
        if kind == 1:
            return content[: found.start()] + content[found.end() :]
        if kind == 2:
            again = found[0] * random.choice((2, 50))
            return content[: found.start()] + again + content[found.end() :]
        at = random.choice(elements).start()
        return content[:at] + found[0] + content[at:]
    if kind == 4 and b">" in content:
        depth = random.choice((50, 2000, 20_000))
        at = content.index(b">", random.randrange(content.rindex(b">") + 1)) + 1
        closing = b"</d>" * (depth if random.random() < 0.5 else 0)
        return content[:at] + b"<d>" * depth + closing + content[at:]
    return _bytes_damaged(content, random, (*_TOKENS, *_XML_TOKENS))
