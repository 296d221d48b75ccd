"""Heads that break the grammar, mended: whatever comes, it is one that the strict parser reads, or none."""

from __future__ import annotations

from random import Random

import h11

from inspector.collect.mend import mended

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\tmore\r\nContent-Length: 5\r\nTransfer-Encoding: identity\r\nX A: 1\r\n\r\nhello"
_JUNK = (
    b"",
    b"\0",
    b"\r",
    b"\n",
    b"\r\n",
    b" ",
    b":",
    b"\t",
    b"\xff",
    b"2",
    b"chunked",
    b",",
    b"Content-Length: 7\r\n",
)


def test_what_is_mended_is_read() -> None:
    """Thousands of heads with bytes put in, left out and changed by chance."""
    chance, read = Random(4), 0
    for _ in range(3_000):
        head = bytearray(_HEAD)
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(head))
            head[place : place + chance.randint(0, 2)] = chance.choice(_JUNK)
        if again := mended(bytes(head)):
            parser = h11.Connection(h11.CLIENT)
            parser.send(h11.Request(method="GET", target="/", headers=[("Host", "x")]))
            parser.send(h11.EndOfMessage())
            parser.receive_data(again)
            assert isinstance(parser.next_event(), h11.Response | h11.InformationalResponse), head
            read += 1
    assert read > 1_000


def test_what_no_browser_reads_is_not_mended() -> None:
    """Two lengths, another coding, another protocol; and what has not ended is waited for."""
    lengths = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"
    other = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"

    assert [mended(one) for one in (lengths, other, b"220 ftp ready\r\n\r\n", b"HTTP/1.1 OK\r\n\r\n")] == [b""] * 4
    assert mended(b"HTTP/1.1 200 OK\r\nX-A: 1\r\n") is None
