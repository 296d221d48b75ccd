"""The head of an answer that breaks the grammar, as browsers read it: the strict parser hears it a second time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspector import lazy

_END = lazy.pattern(rb"\r?\n\r?\n")
_BREAK = lazy.pattern(rb"\r?\n")
_STATUS = lazy.pattern(rb"(?:HTTP|ICY)(?:/(\d)(?:\.(\d))?)?[ \t]+([1-9]\d\d)(?!\d)[ \t]*(.*)", re.IGNORECASE)
_NAME = lazy.pattern(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROLS = lazy.pattern(rb"[\0\r\n\x0b\x0c]")
_SLOP = 4
"""Signs that browsers pass over in front of an answer."""
_LENGTH, _TRANSFER = b"content-length", b"transfer-encoding"


def mended(raw: bytes) -> bytes | None:
    """`raw`, which begins with an answer, with a head that keeps to the grammar; None where the head has not ended yet.

    Lines that are no headers, lengths that are no numbers and transfer codings that are none are left out, what is said twice is said
    once. Empty where no browser reads it either: it is no status line, lengths differ, or a transfer coding is not chunks.
    """
    start = re.search(rb"http|icy", raw[: _SLOP + 4], re.IGNORECASE)
    raw = raw[start.start() :] if start else raw
    end = _END.search(raw)
    if end is None:
        return None
    line, *rest = _BREAK.split(raw[: end.start()])
    status, headers = _STATUS.fullmatch(line), list(_headers(rest))
    lengths, codings = _told(headers, _LENGTH), _told(headers, _TRANSFER)
    lengths = {one for one in lengths if one.isdigit()}
    if status is None or len(lengths) > 1 or not codings <= {b"", b"identity", b"chunked"}:
        return b""
    kept = [(name, value) for name, value in headers if name.lower() not in (_LENGTH, _TRANSFER)]
    kept += [(b"Transfer-Encoding", b"chunked")] if b"chunked" in codings else [(b"Content-Length", n) for n in lengths]
    told = b"HTTP/1.%b %b %b" % (
        b"0" if status[1] == b"1" and status[2] == b"0" else b"1",
        status[3],
        _clean(status[4]),
    )
    return b"\r\n".join([told, *(b"%b: %b" % pair for pair in kept), b"", raw[end.end() :]])


def _headers(lines: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Name and value of each line that is a header; a line that begins with a blank goes on with the one before."""
    unfolded: list[bytes] = []
    for line in lines:
        if line[:1] in (b" ", b"\t"):
            unfolded[-1:] = [one + b" " + line.strip() for one in unfolded[-1:]]
        else:
            unfolded.append(line)
    for line in unfolded:
        name, colon, value = line.partition(b":")
        if colon and _NAME.fullmatch(name.strip()):
            yield name.strip(), _clean(value)


def _told(headers: list[tuple[bytes, bytes]], name: bytes) -> set[bytes]:
    """The values of one header, wherever it stands."""
    return {part.strip().lower() for key, value in headers if key.lower() == name for part in value.split(b",")}


def _clean(value: bytes) -> bytes:
    return _CONTROLS.sub(b" ", value).strip()
