"""What one page of the synthetic district costs, stage by stage: milliseconds of CPU, the best of some rounds in one process.

    python tests/bench/stages.py

The best round and not the median: what else the machine does only ever adds. The request is the whole of `Door.exchange` over
loopback; opening is what the collect pass does to see whether a look failed; evidence is a unit of 100 pages written to disk.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from measure import serving

from district import PAGES, address_of
from inspector.archive import open_run
from inspector.collect.guard import Guard, GuardedBackend
from inspector.collect.manners import Manners
from inspector.collect.names import Names
from inspector.collect.web import Door, strict_context
from inspector.engine import loop
from inspector.model.capture import Ask, Capture
from inspector.model.exchange import Exchange, unpack
from inspector.pipeline.collect.looking import Openings

_ROUNDS = 6
_AT = "2026-11-26T10:00:00+08:00"
_UNITS = (1, 5)
"""One that sends gzip, one that writes GBK."""


def cost(work: Callable[[], object], pages: int) -> float:
    """Milliseconds of CPU a page."""
    found = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return 1000 * min(found) / pages


def requests(port: int) -> tuple[list[Exchange], float]:
    """Every page of the units, two at a time, again and again over the same connections; the last round's answers."""

    async def work() -> tuple[list[Exchange], float]:
        hosts = [address_of(unit) for unit in _UNITS]
        door = Door(GuardedBackend(Guard.of(hosts, [], ["127.0.0.0/8"]), Names()), strict_context(), 2)
        urls = [f"http://{host}:{port}/zwgk/p{page}.html" for host in hosts for page in range(PAGES)]
        found, best = [], float("inf")
        for _ in range(_ROUNDS):
            begun, found = time.process_time(), []
            for place in range(0, len(urls), 2):
                found += await asyncio.gather(*(exchange(door, url) for url in urls[place : place + 2]))
            best = min(best, time.process_time() - begun)
        await door.aclose()
        return found, 1000 * best / len(urls)

    return loop.run(work())


async def exchange(door: Door, url: str) -> Exchange:
    """One page."""
    headers = Manners(contact="office@example.gov.cn").headers()
    return await door.exchange("GET", url, headers, timeout_s=15, deadline_s=60, limit=20_000_000, at=_AT)


def capture(answer: Exchange) -> Capture:
    """What the collect pass makes of an answer."""
    headers = answer.values()
    body = unpack(answer.payload, headers.get("content-encoding", "")).body
    ask = Ask(answer.url)
    return Capture(ask, answer.url, answer.status, headers, body, _AT, peer=answer.peer, wire=(answer,))


def main() -> None:
    """Measure the three stages and print them."""
    with serving(Path(sys.executable), max(_UNITS), PAGES, 0) as port:
        answers, request = requests(port)
    captures = [capture(answer) for answer in answers]
    openings = Openings()
    opening = cost(lambda: [(openings.failed(one), openings.take(one)) for one in captures], len(captures))
    with tempfile.TemporaryDirectory() as folder:
        run = open_run(Path(folder), "bench", {})
        evidence = cost(lambda: run.write_unit("U1", captures), len(captures))
    for stage, found in (("request", request), ("opening", opening), ("evidence", evidence)):
        print(f"{stage:10}{found:6.2f} ms")  # noqa: T201


if __name__ == "__main__":
    main()
