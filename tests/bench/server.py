"""The synthetic district as a process of its own on loopback: a host for every unit (`address_of`), one port for all.

`python tests/bench/server.py --port 8500 --latency-ms 100` prints `ready` and serves until its standard input closes.
`GET /_counts` on 127.0.0.1 tells requests, bytes and the most requests that one host had at the same time, and forgets them.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import cast

sys.path.insert(0, str(Path(__file__).parent))
from district import PAGES, UNITS, Reply, Synthetic, address_of, unit_at

_ASKED = re.compile(r"(GET|HEAD) /zwgk/p(\d+)\.html(?:\?\S*)? ")
_PACKED = re.compile(r"^accept-encoding:.*\bgzip\b", re.IGNORECASE | re.MULTILINE)
_MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class Counts:
    """What all hosts saw since it was last asked for."""

    def __init__(self) -> None:
        self.requests = self.sent = self.unchanged = 0
        self.now: Counter[int] = Counter()
        self.most: Counter[int] = Counter()

    def json(self) -> bytes:
        """The figures as JSON."""
        most = max(self.most.values(), default=0)
        said = {"requests": self.requests, "bytes": self.sent, "not_modified": self.unchanged, "most_at_once": most}
        return json.dumps(said).encode()


class Host(asyncio.Protocol):
    """One connection. An answer leaves `latency` seconds after its request; requests on one connection are answered in order."""

    def __init__(self, served: Served) -> None:
        self._served, self._unit, self._data = served, 0, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The address that was connected to tells the unit."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's transports are no subclasses
        address = transport.get_extra_info("sockname")[0]
        self._counted = not address.startswith("127.0.0.")
        self._unit = unit_at(address) if self._counted else 0

    def data_received(self, data: bytes) -> None:
        """Every whole request in what has come in."""
        self._data += data
        while (end := self._data.find(b"\r\n\r\n")) >= 0:
            head, self._data = self._data[:end].decode("latin-1"), self._data[end + 4 :]
            self._request(head)

    def _request(self, head: str) -> None:
        if not self._counted:
            body, self._served.counts = self._served.counts.json(), Counts()
            self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))
            return
        counts = self._served.counts
        counts.requests += 1
        counts.now[self._unit] += 1
        counts.most[self._unit] = max(counts.most[self._unit], counts.now[self._unit])
        answer = self._served.answer(self._unit, head)
        asyncio.get_running_loop().call_later(self._served.latency_s, self._send, counts, answer)

    def _send(self, counts: Counts, answer: bytes) -> None:
        counts.now[self._unit] -= 1
        counts.sent += len(answer)
        counts.unchanged += answer.startswith(b"HTTP/1.1 304")
        if not self._transport.is_closing():
            self._transport.write(answer)


class Served:
    """What is answered, how fast, and what was counted. All answers are made before the first is asked for: serving is cheap then."""

    def __init__(self, district: Synthetic, units: int, latency_s: float) -> None:
        self.latency_s, self.counts = latency_s, Counts()
        self._pages = {
            (unit, page): _Page.of(district, unit, page)
            for unit in range(1, units + 1)
            for page in range(district.pages)
        }

    def answer(self, unit: int, head: str) -> bytes:
        """The whole answer to one request."""
        asked = _ASKED.match(head)
        page = self._pages.get((unit, int(asked.group(2)))) if asked else None
        if asked is None or page is None:
            return _MISSING
        if page.etag in head:
            return page.unchanged
        answer = page.packed if _PACKED.search(head) else page.plain
        return answer if asked.group(1) == "GET" else answer.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class _Page:
    """Every answer to be had of one page."""

    etag: str
    plain: bytes
    packed: bytes
    unchanged: bytes

    @classmethod
    def of(cls, district: Synthetic, unit: int, page: int) -> _Page:
        """The answers of page number `page` of unit number `unit`."""
        plain, packed = (district.reply(unit, page, gzip_accepted=taken) for taken in (False, True))
        whole = _head(plain) + plain.body
        unchanged = b'HTTP/1.1 304 Not Modified\r\nETag: "%b"\r\n\r\n' % plain.etag.encode()
        return cls(f'"{plain.etag}"', whole, _head(packed) + packed.body if packed.packed else whole, unchanged)


def _head(reply: Reply) -> bytes:
    packed = "Content-Encoding: gzip\r\n" if reply.packed else ""
    return (
        f'HTTP/1.1 200 OK\r\nContent-Type: {reply.content_type}\r\nETag: "{reply.etag}"\r\n'
        f"{packed}Content-Length: {len(reply.body)}\r\n\r\n"
    ).encode()


async def serve(units: int, pages: int, port: int, latency_s: float) -> None:
    """Serve until standard input closes."""
    served = Served(Synthetic(pages), units, latency_s)
    addresses = ["127.0.0.1", *map(address_of, range(1, units + 1))]
    server = await asyncio.get_running_loop().create_server(lambda: Host(served), addresses, port, backlog=512)
    print("ready", flush=True)  # noqa: T201 - the one word that whoever started this process waits for
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.to_thread(sys.stdin.read)
    server.close()


def main() -> None:
    """Read the command line and serve."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--units", type=int, default=UNITS)
    asked.add_argument("--pages", type=int, default=PAGES)
    asked.add_argument("--port", type=int, required=True)
    asked.add_argument("--latency-ms", type=float, default=100)
    given = asked.parse_args()
    with contextlib.suppress(ImportError):
        import uvloop  # noqa: PLC0415 - there in the benchmark's environment, not needed elsewhere

        uvloop.install()
    asyncio.run(serve(given.units, given.pages, given.port, given.latency_ms / 1000))


if __name__ == "__main__":
    main()
