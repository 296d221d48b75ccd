"""WARC/1.1 records of what was seen, and back. The same look always gives the same bytes."""

from __future__ import annotations

import gzip
import hashlib
import io
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import quote, urlsplit

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from inspector.model.exchange import Exchange, Headers

_CHINA = timezone(timedelta(hours=8))
_JSON = "application/json"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_LEVEL = 1
"""A quarter of the time that level 6 takes, for a few hundredths to a fifth more space; warcio's own is 9."""
_MOVED = b"X-Orig-"
"""The payload is stored without transfer coding, so the header that announced it is set aside under this name."""


@dataclass(frozen=True, slots=True)
class Record:
    """One WARC record: its kind, the address it is about, and its bytes as stored (one gzip member)."""

    kind: str
    url: str
    stored: bytes


class _Head:
    """HTTP headers for warcio as the very bytes that went over the wire."""

    def __init__(self, block: bytes) -> None:
        self.headers_buff = block

    def compute_headers_buffer(self, _header_filter: object) -> None:
        """There is nothing to compute."""


def exchange_records(exchange: Exchange, number: int, unchanged: Exchange | None = None) -> list[Record]:
    """A response record and the request it answers. `number` counts all records of a file, to tell repeats apart.

    Where the answer is that a page has not changed (304) since the exchange `unchanged`, the record is a `revisit` of it.
    """
    kind = "revisit" if unchanged is not None else "response"
    answer, asked = _response(exchange), _request(exchange)
    extra = [("WARC-IP-Address", exchange.peer)] if exchange.peer else []
    cut = [("WARC-Truncated", exchange.truncated)] if exchange.truncated else []
    answered = ("WARC-Concurrent-To", _id(kind, exchange.url, exchange.at, answer, number))
    payload = exchange.payload if unchanged is None else unchanged.payload
    refers = _refers(unchanged) if unchanged is not None else []
    return [
        _record(kind, exchange.url, exchange.at, answer, payload, number, [*extra, *cut, *refers]),
        _record("request", exchange.url, exchange.at, asked, b"", number + 1, [answered, *extra]),
    ]


def _refers(unchanged: Exchange) -> list[tuple[str, str]]:
    return [
        ("WARC-Profile", _NOT_MODIFIED),
        ("WARC-Refers-To-Target-URI", _uri(unchanged.url)),
        ("WARC-Refers-To-Date", _utc(unchanged.at)),
    ]


def plain_record(kind: str, url: str, at: str, body: bytes, number: int, content_type: str = _JSON) -> Record:
    """A `resource` (what was found by other means than HTTP) or `metadata` (why nothing was found) record."""
    return _record(kind, url, at, body, body, number, [], content_type)


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
    payload: bytes,
    number: int,
    extra: Sequence[tuple[str, str]],
    content_type: str = "",
) -> Record:
    content_type = content_type or f"application/http; msgtype={'request' if kind == 'request' else 'response'}"
    headers = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", _id(kind, url, at, block, number)),
        ("WARC-Target-URI", _uri(url)),
        ("WARC-Date", _utc(at)),
        ("WARC-Payload-Digest", f"sha256:{hashlib.sha256(payload).hexdigest()}"),
        ("WARC-Block-Digest", f"sha256:{hashlib.sha256(block).hexdigest()}"),
        *extra,
    ]
    record = ArcWarcRecord(
        "warc",
        kind,
        StatusAndHeaders("", headers, protocol="WARC/1.1"),
        io.BytesIO(block),
        # the HTTP headers stay bytes of the block, warcio would write them anew; of a revisit it writes nothing else
        _Head(block) if kind == "revisit" else None,
        content_type,
        len(block),
        payload_length=len(block),
    )
    out = io.BytesIO()
    WARCWriter(out, gzip=False, warc_version="1.1").write_record(record)
    return Record(kind, url, gzip.compress(out.getvalue(), _LEVEL, mtime=0))


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
    return quote(url.encode("utf-8", "surrogatepass"), safe="".join(map(chr, range(0x21, 0x7F))))


def _id(kind: str, url: str, at: str, block: bytes, number: int) -> str:
    """A record id that follows from the content, so that writing twice gives the same bytes."""
    seed = f"{number} {kind} {_uri(url)} {at} {hashlib.sha256(block).hexdigest()}"
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, seed)}>"
