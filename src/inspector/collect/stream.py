"""A connection as httpcore knows them, on asyncio's own transports: plain, or with TLS once that is asked for."""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from functools import partial
from typing import Any, Self

import httpcore

from inspector.collect.failures import NoHandshake
from inspector.collect.patience import Alarm, Within

_MOST = 1 << 20
"""As many bytes wait to be read before the other side is kept waiting."""


class Stream(asyncio.Protocol, httpcore.AsyncNetworkStream):
    """One reader at a time. Nothing is read from the socket before the first `read` or `start_tls`."""

    def __init__(self) -> None:
        self._parts: deque[bytes] = deque()
        self._size = 0
        self._ended = False
        self._fault: Exception | None = None
        self._waiting: asyncio.Future[None] | None = None
        self._transport: asyncio.Transport
        self._paused = True

    @classmethod
    async def to(cls, address: str, port: int, timeout_s: float | None) -> Self:
        """A connection to an address, which is no name. Raises httpcore.ConnectError and ConnectTimeout."""
        try:
            async with Within(timeout_s):
                _, stream = await asyncio.get_running_loop().create_connection(cls, address, port)
        except TimeoutError as fault:
            raise httpcore.ConnectTimeout(f"no connection within {timeout_s} s") from fault
        except OSError as fault:
            raise httpcore.ConnectError(fault.strerror or str(fault)) from fault
        return stream

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio's: the connection stands."""
        self._transport = transport  # type: ignore[assignment]  # uvloop's transports are no subclasses of asyncio's
        self._transport.pause_reading()

    def data_received(self, data: bytes) -> None:
        """asyncio's: something came in."""
        self._parts.append(data)
        self._size += len(data)
        if self._size > _MOST and not self._paused:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """asyncio's: the other side has said all."""
        self._ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """asyncio's: the connection is gone."""
        self._ended, self._fault = True, self._fault or exc
        self._wake()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's signature
        """What came in, empty where nothing more will. Raises httpcore.ReadError and ReadTimeout."""
        if self._paused and self._size <= _MOST and not self._ended:
            self._paused = False
            self._transport.resume_reading()
        if not self._parts and not self._ended:
            await self._wait(timeout)
        if not self._parts:
            if self._fault is not None:
                raise httpcore.ReadError(str(self._fault)) from self._fault
            return b""
        data = self._parts.popleft()
        if len(data) > max_bytes:
            self._parts.appendleft(data[max_bytes:])
            data = data[:max_bytes]
        self._size -= len(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002, ASYNC109 - httpcore's signature
        """Handed to the system, or waiting for it. Raises httpcore.WriteError."""
        if self._transport.is_closing():
            raise httpcore.WriteError("the connection is closed")
        self._transport.write(buffer)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        """The same connection, secured. Raises httpcore.ConnectError and ConnectTimeout."""
        loop = asyncio.get_running_loop()
        try:
            async with Within(timeout):
                secured = await loop.start_tls(self._transport, self, ssl_context, server_hostname=server_hostname)
        except TimeoutError as fault:
            raise httpcore.ConnectTimeout(f"no TLS within {timeout} s") from fault
        except ssl.SSLError as fault:
            raise httpcore.ConnectError(str(fault)) from fault
        except OSError as fault:
            raise NoHandshake(str(fault) or "hung up while TLS was begun") from fault
        if secured is None or self._fault is not None:
            raise NoHandshake("hung up while TLS was begun") from self._fault
        self._transport, self._paused = secured, False
        return self

    def get_extra_info(self, info: str) -> Any:
        """`server_addr`: whom we are connected to; `is_readable`: whether something came unasked, the end not excepted."""
        if info == "is_readable":
            return bool(self._parts) or self._ended or self._transport.is_closing()
        return self._transport.get_extra_info("peername") if info == "server_addr" else None

    async def aclose(self) -> None:
        """Closed at once; a farewell that can be sent without waiting is sent."""
        self._transport.close()
        await asyncio.sleep(0)
        self._transport.abort()

    async def _wait(self, timeout_s: float | None) -> None:
        self._waiting = asyncio.get_running_loop().create_future()
        late = Alarm(timeout_s, partial(self._late, timeout_s)) if timeout_s is not None else None
        try:
            await self._waiting
        finally:
            self._waiting = None
            if late is not None:
                late.cancel()

    def _late(self, timeout_s: float) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(httpcore.ReadTimeout(f"nothing for {timeout_s} s"))

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
