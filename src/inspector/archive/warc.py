"""WARC/1.1 records of what was seen, and back. The same look always gives the same bytes."""

from __future__ import annotations

import gzip
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote, urlsplit

from isal import igzip

from inspector.model.exchange import Exchange, Headers

_CHINA = timezone(timedelta(hours=8))
_JSON = "application/json"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_LEVEL = 1
"""Of ISA-L: a third of the time that zlib's own level 1 takes, for the same space."""
_VISIBLE = "".join(map(chr, range(0x21, 0x7F)))
_OF_NOTHING = sha256(b"").hexdigest()
_MOVED = b"X-Orig-"
"""The payload is stored without transfer coding, so the header that announced it is set aside under this name."""


@dataclass(frozen=True, slots=True)
class Record:
    """One WARC record: its kind, the address it is about, its bytes as stored (one gzip member), its WARC-Record-ID."""

    kind: str
    url: str
    stored: bytes
    id: str


def exchange_records(
    exchange: Exchange, number: int, unchanged: Exchange | None = None, digest: str = ""
) -> list[Record]:
    """A response record and the request it answers. `number` counts all records of a file, to tell repeats apart.

    Where the answer is that a page has not changed (304) since the exchange `unchanged`, the record is a `revisit` of it.
    `digest` is that of the payload (SHA-256, hex) where it is known: a page's takes as long as packing it.
    """
    kind = "revisit" if unchanged is not None else "response"
    answer, asked = _response(exchange), _request(exchange)
    extra = [("WARC-IP-Address", exchange.peer)] if exchange.peer else []
    cut = [("WARC-Truncated", exchange.truncated)] if exchange.truncated else []
    payload = exchange.payload if unchanged is None else unchanged.payload
    digest = digest or sha256(payload).hexdigest()
    refers = _refers(unchanged) if unchanged is not None else []
    answered = _record(kind, exchange.url, exchange.at, answer, digest, number, [*extra, *cut, *refers])
    concurrent = ("WARC-Concurrent-To", answered.id)
    return [
        answered,
        _record("request", exchange.url, exchange.at, asked, _OF_NOTHING, number + 1, [concurrent, *extra]),
    ]


def _refers(unchanged: Exchange) -> list[tuple[str, str]]:
    return [
        ("WARC-Profile", _NOT_MODIFIED),
        ("WARC-Refers-To-Target-URI", _uri(unchanged.url)),
        ("WARC-Refers-To-Date", _utc(unchanged.at)),
    ]


def plain_record(kind: str, url: str, at: str, body: bytes, number: int, content_type: str = _JSON) -> Record:
    """A `resource` (what was found by other means than HTTP) or `metadata` (why nothing was found) record."""
    return _record(kind, url, at, body, "", number, [], content_type)


def read_block(stored: bytes) -> tuple[dict[str, str], bytes]:
    """The WARC headers (lower-case names) and the block of a stored record."""
    head, _, rest = gzip.decompress(stored).partition(b"\r\n\r\n")
    lines = head.decode("utf-8").split("\r\n")[1:]
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return headers, rest[: int(headers["content-length"])]


def read_exchange(response: bytes, request: bytes) -> Exchange:
    """The exchange that a stored response record and its request record came from."""
    headers, block = read_block(response)
    head, _, payload = block.partition(b"\r\n\r\n")
    status_line, *lines = head.split(b"\r\n")
    version, status, reason = (*status_line.split(b" ", 2), b"", b"")[:3]
    _, asked = read_block(request)
    asked_line, *asked_lines = asked.removesuffix(b"\r\n\r\n").split(b"\r\n")
    return Exchange(
        url=headers["warc-target-uri"],
        method=asked_line.split(b" ")[0].decode("ascii"),
        request=_fields(asked_lines),
        status=int(status),
        reason=reason,
        headers=_fields(lines),
        payload=payload,
        at=datetime.fromisoformat(headers["warc-date"]).astimezone(_CHINA).isoformat(timespec="seconds"),
        peer=headers.get("warc-ip-address", ""),
        truncated=headers.get("warc-truncated", ""),
        version=version.decode("ascii"),
    )


def _record(
    kind: str,
    url: str,
    at: str,
    block: bytes,
    payload_digest: str,
    number: int,
    extra: Sequence[tuple[str, str]],
    content_type: str = "",
) -> Record:
    """A record; where `payload_digest` is empty, the payload is the block."""
    digest = sha256(block).hexdigest()
    target = _uri(url)
    record_id = _id(f"{number} {kind} {target} {at} {digest}")
    headers = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", record_id),
        ("WARC-Target-URI", target),
        ("WARC-Date", _utc(at)),
        ("WARC-Payload-Digest", f"sha256:{payload_digest or digest}"),
        ("WARC-Block-Digest", f"sha256:{digest}"),
        *extra,
        ("Content-Type", content_type or f"application/http; msgtype={'request' if kind == 'request' else 'response'}"),
        ("Content-Length", str(len(block))),
    ]
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    # the whole record at once: warcio's writer costs as much as packing does, and writes these same bytes
    record = b"".join([f"WARC/1.1\r\n{head}\r\n".encode(), block, b"\r\n\r\n"])
    return Record(kind, url, igzip.compress(record, _LEVEL, mtime=0), record_id)


@lru_cache(maxsize=1024)
def _utc(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _response(exchange: Exchange) -> bytes:
    line = b" ".join([exchange.version.encode(), str(exchange.status).encode(), exchange.reason])
    headers = tuple((_MOVED + name if _transfer(name) else name, value) for name, value in exchange.headers)
    return _head(line, headers) + exchange.payload


def _request(exchange: Exchange) -> bytes:
    parts = urlsplit(_uri(exchange.url))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _head(f"{exchange.method} {target} HTTP/1.1".encode(), exchange.request)


def _head(line: bytes, headers: Headers) -> bytes:
    return b"\r\n".join([line, *(name + b": " + value for name, value in headers)]) + b"\r\n\r\n"


def _fields(lines: Sequence[bytes]) -> Headers:
    pairs = (line.partition(b": ") for line in lines)
    return tuple(
        (name.removeprefix(_MOVED) if _transfer(name.removeprefix(_MOVED)) else name, value) for name, _, value in pairs
    )


def _transfer(name: bytes) -> bool:
    return name.lower() == b"transfer-encoding"


def _uri(url: str) -> str:
    """The address without white space, control or non-ASCII characters: it stands on a header line."""
    return quote(url.encode("utf-8", "surrogatepass"), safe=_VISIBLE)


def _id(seed: str) -> str:
    """A record id that follows from the content, so that writing twice gives the same bytes."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, seed)}>"
