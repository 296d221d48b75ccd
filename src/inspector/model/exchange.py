"""One request and its answer as they went over the wire: what the archive keeps of a look."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from inspector import lazy

Headers = tuple[tuple[bytes, bytes], ...]

_WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 47}
"""zlib's window bits: gzip only, or zlib and gzip alike."""
_FOREIGN = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})
"""Codings that browsers may know and we do not. What neither knows (`utf-8`, `binary`) is no coding: browsers show what was sent."""
_LAYERS, _MEMBERS = 2, 256
_GZIP = b"\x1f\x8b"
_LAST = 1000
"""Bytes in which the end of a page is looked for, behind which there may be blanks."""
_FIRST, _SOME = 64 * 1024, 100
"""Bytes of a page that are looked through for words, and how many of those make a page that people read."""
_NO_WORDS = lazy.pattern(rb"<(script|style)\b.*?(?:</\1|$)|<[^>]*>?|\s+", re.IGNORECASE | re.DOTALL)
_OPENED, _CLOSED = lazy.pattern(rb"<(?:html|body)\b", re.IGNORECASE), lazy.pattern(rb"</(?:html|body)\b", re.IGNORECASE)

_IN_A_TAG = lazy.pattern(rb"<[A-Za-z/!][^<>]*\Z")
_HELD_OPEN = lazy.pattern(rb"<(/?)(table|td|th|div|a|span|font|h[1-6]|strong|script|style|title)\b", re.IGNORECASE)
"""Elements that have to be ended; most that may be left open (`p`, `li`) say nothing of where a page ends."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and the answer to it, unjudged.

    `request` and `headers` are in the order and spelling of the wire. `payload` is the answer's content without
    transfer coding but still content-encoded. `at` is ISO 8601 with offset +08:00, to the second. `truncated` says why
    the payload is not whole (`length`: larger than permitted; `unspecified`: not read; `disconnect`: less or more came than was
    promised), and is empty where it is.
    """

    url: str
    method: str
    request: Headers
    status: int
    reason: bytes
    headers: Headers
    payload: bytes
    at: str
    peer: str = ""
    truncated: str = ""
    version: str = "HTTP/1.1"

    def values(self) -> dict[str, str]:
        """The answer's headers by lower-case name; what was sent twice is joined by a comma."""
        found: dict[str, str] = {}
        for name, value in self.headers:
            key = name.decode("latin-1").lower()
            found[key] = f"{found[key]}, {_text(value)}" if key in found else _text(value)
        return found


@dataclass(frozen=True, slots=True)
class Content:
    """A payload after content decoding. `fault` says in words why it could not be decoded; `body` is empty then.

    `strange` where that is for want of a decoder: others may have it. `cut` where the coding breaks off: `body` is what came before.
    """

    body: bytes
    fault: str = ""
    too_large: bool = False
    strange: bool = False
    cut: bool = False


def ends(page: bytes) -> bool:
    """Whether the markup of a page has come to its end."""
    return page[-_LAST:].rstrip(b"\0 \t\r\n").lower().endswith(b"</html>")


def unended(page: bytes) -> bool:
    """Whether the markup of a page has begun and comes to no end."""
    return not ends(page) and bool(_OPENED.search(page[:_FIRST])) and not _CLOSED.search(page)


def torn(page: bytes) -> bool:
    """Whether the markup of a page proves that it was cut: it has no end, and stops in a tag or in an element to be ended."""
    if not unended(page):
        return False
    end = page[-_LAST:]
    held = _HELD_OPEN.findall(end)
    return bool(_IN_A_TAG.search(end)) or bool(held and not held[-1][0])


def markup(page: bytes) -> bool:
    """Whether a page begins as markup does."""
    return page[:_LAST].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def shows(page: bytes) -> bool:
    """Whether so much of a page is there that a browser shows something to read, however it ends."""
    return markup(page) and len(_NO_WORDS.sub(b"", page[:_FIRST])) >= _SOME


def unpack(payload: bytes, encoding: str, limit: int = 0) -> Content:
    """`payload` freed from its `Content-Encoding`, never more than `limit` bytes of it (0: as much as there is)."""
    body, whole, cut = payload, True, False
    told = [part.strip().lower() for part in encoding.split(",")]
    names = [name for name in told if name in _WINDOW or name in _FOREIGN]
    if len(names) > _LAYERS:
        return Content(b"", f"{len(names)} content encodings one upon the other")
    for name in reversed(names):
        if name in _FOREIGN:
            return Content(b"", f"content encoding {name!r} was not asked for", strange=True)
        if name != "deflate" and not body.startswith(_GZIP):
            continue  # says gzip, sends plain text: browsers show it
        try:
            body, whole, broken = _inflate(body, _WINDOW[name], limit)
            cut = cut or broken
        except zlib.error as fault:
            return Content(b"", f"broken {name}: {fault}")
        if not whole:
            break
    return Content(b"", "", too_large=True) if not whole or (limit and len(body) > limit) else Content(body, cut=cut)


def _inflate(data: bytes, window: int, limit: int) -> tuple[bytes, bool, bool]:
    """What `data` holds, whether that fits into `limit`, and whether it breaks off, or goes on. Gzip may have several members."""
    parts: list[bytes] = []
    cut = False
    room = limit + 1 if limit else 0
    while data and len(parts) < _MEMBERS:
        reader = zlib.decompressobj(_raw(data, window))
        part = reader.decompress(data, room)
        parts.append(part)
        if limit and (room := room - len(part)) <= 0:
            return b"", False, False
        if reader.unconsumed_tail or not reader.eof:
            cut = not reader.eof
            break
        data = reader.unused_data if reader.unused_data.startswith(_GZIP) else b""
    return b"".join(parts), True, cut or (len(parts) == _MEMBERS and bool(data))


def _raw(data: bytes, window: int) -> int:
    """Some servers call a bare deflate stream `deflate`: it lacks zlib's two header bytes."""
    headed = len(data) > 1 and (data[0] & 0x0F) == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    bare = window == _WINDOW["deflate"] and not headed and not data.startswith(_GZIP)
    return -zlib.MAX_WBITS if bare else window


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
