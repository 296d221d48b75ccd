"""Hosts on loopback that count who visits them at the same time."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import Counter
from collections.abc import Iterator

import pytest


class Hosts:
    """Servers in a thread of their own, one port a host; each answer takes `answer_s`."""

    def __init__(self, names: list[str], answer_s: float) -> None:
        self.names, self.answer_s = names, answer_s
        self.ports: dict[str, int] = {}
        self.asked: Counter[str] = Counter()
        self.overlaps = 0
        self._now: Counter[str] = Counter()
        self._servers: list[asyncio.Server] = []

    async def open(self) -> None:
        """Listen on one port for each host."""
        for name in self.names:
            server = await asyncio.start_server(lambda r, w, name=name: self._serve(name, r, w), "127.0.0.1", 0)
            self._servers.append(server)
            self.ports[name] = server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Listen no longer, once the last visitor is gone."""
        for server in self._servers:
            server.close()
        while self._now.total():  # noqa: ASYNC110 - a count tells no event
            await asyncio.sleep(0.01)

    async def _serve(self, name: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            head = await reader.readuntil(b"\r\n\r\n")
            self.asked[f"{name}{head.split(b' ')[1].decode()}"] += 1
            self._now[name] += 1
            self.overlaps += self._now[name] > 1
            try:
                await asyncio.wait_for(reader.read(1), self.answer_s)  # a visitor that dies is gone at once
            except TimeoutError:
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                await writer.drain()
            finally:
                self._now[name] -= 1
        writer.close()


@pytest.fixture
def hosts(request: pytest.FixtureRequest) -> Iterator[Hosts]:
    """Twelve hosts and a shared one, each answer in 20 ms."""
    made = Hosts([*(f"h{number}" for number in range(12)), "shared"], 0.02)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(made.open(), loop).result()
    yield made
    asyncio.run_coroutine_threadsafe(made.close(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
