"""A real web site on loopback whose every byte the test decides."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field


@dataclass
class Request:
    """What a client asked for."""

    method: str
    path: str
    headers: dict[str, str]
    at: float


Handler = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A whole HTTP answer; `content_type` as a name becomes `content-type`."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Site:
    """Answers each path with bytes or by a handler; counts what was asked and how much of it at once."""

    pages: dict[str, bytes | Handler | list[bytes]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    busy: int = 0
    most: int = 0
    url: str = ""

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order, without robots.txt."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.connections += 1
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self._one(reader, writer):
                pass
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        request = Request(method, path, headers, time.monotonic())
        self.requests.append(request)
        self.busy += 1
        self.most = max(self.most, self.busy)
        try:
            return await self._reply(request, writer)
        finally:
            self.busy -= 1

    async def _reply(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        page = self.pages.get(request.path, answer(b"not here", "404 Not Found"))
        if isinstance(page, list):
            page = page.pop(0) if len(page) > 1 else page[0]
        if callable(page):
            await page(request, writer)
            return False
        whole = page if request.method != "HEAD" else page.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        writer.write(whole)
        await writer.drain()
        return bool(page)


@contextlib.asynccontextmanager
async def served(context: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    """A site on a port of 127.0.0.1, with TLS where there is a context."""
    made = Site()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    made.url = f"{'https' if context else 'http'}://127.0.0.1:{port}"
    try:
        yield made
    finally:
        server.close()
