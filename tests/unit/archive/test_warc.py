"""Records are what warcio, the library of web archives, would write of the same look."""

from __future__ import annotations

import gzip
import io

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from inspector.archive.warc import Record, exchange_records, plain_record, read_exchange
from inspector.model.exchange import Exchange

AT = "2026-11-26T10:00:00+08:00"


def exchange(**other: object) -> Exchange:
    """A page, or what `other` makes of it."""
    given = {
        "url": "http://qh.gov.cn/指南 1.html?a=b%20c",
        "method": "GET",
        "request": ((b"Host", b"qh.gov.cn"), (b"Accept", b"*/*")),
        "status": 200,
        "reason": b"OK",
        "headers": ((b"Content-Type", b"text/html"), (b"Transfer-Encoding", b"chunked"), (b"X-Odd", b"\xe4\xff")),
        "payload": "公开".encode() * 40,
        "at": AT,
        "peer": "10.0.0.1",
    }
    return Exchange(**{**given, **other})  # type: ignore[arg-type]


RECORDS = [
    *exchange_records(exchange(), 1),
    *exchange_records(exchange(status=404, reason=b"", payload=b"", peer="", truncated="length"), 3),
    *exchange_records(exchange(status=304, payload=b""), 5, exchange()),
    plain_record("resource", "dns:qh.gov.cn?type=MX", AT, b'{"mx": []}', 7),
    plain_record("metadata", "http://qh.gov.cn/\udcff", AT, b"{}", 8),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.kind)
def test_a_record_is_byte_for_byte_what_warcio_writes(record: Record) -> None:
    """Its headers in their order, the block, and the two empty lines after it."""
    plain = gzip.decompress(record.stored)
    head, _, rest = plain.partition(b"\r\n\r\n")
    pairs = [tuple(line.split(": ", 1)) for line in head.decode().split("\r\n")[1:]]
    said = dict(pairs)
    block = rest[: int(said["Content-Length"])]
    own = [pair for pair in pairs if pair[0] not in ("Content-Type", "Content-Length")]
    told = StatusAndHeaders("", own, protocol="WARC/1.1")
    made = ArcWarcRecord("warc", record.kind, told, io.BytesIO(block), None, said["Content-Type"], len(block))
    made.http_headers = _Block(block) if record.kind == "revisit" else None
    out = io.BytesIO()
    WARCWriter(out, gzip=False, warc_version="1.1").write_record(made)

    assert plain == out.getvalue()


class _Block:
    """HTTP headers as warcio wants them where a record has nothing else."""

    def __init__(self, block: bytes) -> None:
        self.headers_buff = block

    def compute_headers_buffer(self, _: object) -> None:
        """There is nothing to compute."""


def test_warcio_reads_every_record_and_finds_its_digests_right() -> None:
    """One gzip member a record, in one file."""
    stored = io.BytesIO(b"".join(record.stored for record in RECORDS))
    found = []
    for record in ArchiveIterator(stored, check_digests="raise"):
        record.content_stream().read()
        found.append(record.rec_type)

    assert found == [record.kind for record in RECORDS]


def test_an_exchange_is_read_back_as_it_was() -> None:
    """Odd bytes of headers too; the address as it stands on a header line."""
    answer, asked = exchange_records(exchange(), 1)

    assert read_exchange(answer.stored, asked.stored) == exchange(
        url="http://qh.gov.cn/%E6%8C%87%E5%8D%97%201.html?a=b%20c"
    )
