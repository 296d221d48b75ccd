"""One request and its answer as they went over the wire: what the archive keeps of a look."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

Headers = tuple[tuple[bytes, bytes], ...]

_WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 47}
"""zlib's window bits: gzip only, or zlib and gzip alike."""
_PLAIN = ("", "identity", "none", "utf-8")
_LAYERS, _MEMBERS = 2, 16
_LAST = 1000
"""Bytes in which the end of a page is looked for, behind which there may be blanks."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and the answer to it, unjudged.

    `request` and `headers` are in the order and spelling of the wire. `payload` is the answer's content without
    transfer coding but still content-encoded. `at` is ISO 8601 with offset +08:00, to the second. `truncated` says why
    the payload is not whole (`length`: larger than permitted; `unspecified`: not read; `disconnect`: the page has ended, but more
    was promised), and is empty where it is.
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

    `strange` where that is for want of a decoder: others may have it.
    """

    body: bytes
    fault: str = ""
    too_large: bool = False
    strange: bool = False


def ends(page: bytes) -> bool:
    """Whether the markup of a page has come to its end."""
    return page[-_LAST:].rstrip(b"\0 \t\r\n").lower().endswith(b"</html>")


def unpack(payload: bytes, encoding: str, limit: int = 0) -> Content:
    """`payload` freed from its `Content-Encoding`, never more than `limit` bytes of it (0: as much as there is)."""
    body, whole = payload, True
    names = [name for part in encoding.split(",") if (name := part.strip().lower()) not in _PLAIN]
    if len(names) > _LAYERS:
        return Content(b"", f"{len(names)} content encodings one upon the other")
    for name in reversed(names):
        if name not in _WINDOW:
            return Content(b"", f"content encoding {name[:20]!r} was not asked for", strange=True)
        if name != "deflate" and not body.startswith(b"\x1f\x8b"):
            continue  # says gzip, sends plain text: browsers show it
        try:
            body, whole = _inflate(body, _WINDOW[name], limit)
        except zlib.error as fault:
            return Content(b"", f"broken {name}: {fault}")
        if not whole:
            break
    return Content(b"", "", too_large=True) if not whole or (limit and len(body) > limit) else Content(body)


def _inflate(data: bytes, window: int, limit: int) -> tuple[bytes, bool]:
    """What `data` holds, and whether that fits into `limit`. Gzip may have several members and a cut end."""
    parts: list[bytes] = []
    room = limit + 1 if limit else 0
    while data and len(parts) < _MEMBERS:
        reader = zlib.decompressobj(_raw(data, window))
        part = reader.decompress(data, room)
        parts.append(part)
        if limit and (room := room - len(part)) <= 0:
            return b"", False
        if reader.unconsumed_tail or not reader.eof:
            break
        data = reader.unused_data if reader.unused_data.startswith(b"\x1f\x8b") else b""
    return b"".join(parts), True


def _raw(data: bytes, window: int) -> int:
    """Some servers call a bare deflate stream `deflate`: it lacks zlib's two header bytes."""
    headed = len(data) > 1 and (data[0] & 0x0F) == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return -zlib.MAX_WBITS if window == _WINDOW["deflate"] and not headed else window


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
