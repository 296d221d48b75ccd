"""HTTP/1.1 over one connection, a request and its answer at a time: h11 speaks, the guarded stream carries."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass

import h11
import httpcore

from inspector import lazy
from inspector.collect.mend import mended
from inspector.collect.request import Request
from inspector.model.exchange import Headers, ends, shows, torn, unended, unpack

_READ = 65536
_HEAD = 100 * 1024
"""Bytes that may come in before a head, a chunk's head or trailers have ended."""
_MOST_INTERIM, _MOST_PIECES = 20, 200_000
"""Interim answers (1xx) before the final one, and pieces that one comes in. Beyond, an answer is there to keep us busy."""
_TURN = 1000
_LATE_S = 0.1
"""As long more is waited for, where a page of the length that was promised has no end."""
_BROKEN_OFF = (h11.RemoteProtocolError, httpcore.ReadError, httpcore.ReadTimeout)
_BARE = lazy.pattern(rb"[0-9A-Fa-f]+[ \t]*(?:;[^\r\n]*)?\n")
"""A chunk's head that ends in a line feed alone: browsers read it, h11 waits for more."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, as it was sent but for the transfer coding. `truncated` as in an Exchange."""

    status: int
    reason: bytes
    headers: Headers
    version: str
    payload: bytes
    truncated: str


class Wire:
    """An open connection to one origin, used again as long as both sides are ready for another request."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._h11 = h11.Connection(h11.CLIENT, max_incomplete_event_size=_HEAD)
        self._raw: bytearray | None = None
        self._used = time.monotonic()
        address = stream.get_extra_info("server_addr")
        self.peer = str(address[0]) if address else ""
        """The address that was really connected to."""
        self.heard = False
        """Whether anything came back for the last request."""

    def ready(self, idle_s: float) -> bool:
        """Whether another request may be sent: the last answer was whole, not long ago, and nothing came unasked since."""
        rested = time.monotonic() - self._used <= idle_s
        return rested and self._h11.our_state is h11.IDLE and not self._stream.get_extra_info("is_readable")

    async def exchange(self, asked: Request, timeout_s: float, limit: int, *, read: bool) -> Reply:
        """The answer; a payload of more than `limit` bytes is cut there, with `read=False` none is read.

        `timeout_s` bounds each step. Raises httpcore's errors. Whoever is done with the connection, or meets an error, closes it.
        """
        self.heard = False
        try:
            await self._send(asked, timeout_s)
            head = await self._head(asked, timeout_s)
            payload, truncated = await self._payload(head, limit, timeout_s) if read else (b"", "unspecified")
        except h11.RemoteProtocolError as fault:
            raise httpcore.RemoteProtocolError(str(fault)) from fault
        except h11.LocalProtocolError as fault:
            raise httpcore.LocalProtocolError(str(fault)) from fault
        if self._over():
            self._h11.start_next_cycle()
        self._used = time.monotonic()
        version, headers = head.http_version.decode("ascii", "ignore"), tuple(head.headers.raw_items())
        return Reply(head.status_code, bytes(head.reason), headers, f"HTTP/{version}", payload, truncated)

    def _over(self) -> bool:
        """Whether request and answer are whole and nothing follows: what does would pass for the answer to the next request."""
        both = (self._h11.our_state, self._h11.their_state) == (h11.DONE, h11.DONE)
        return both and not self._h11.trailing_data[0]

    async def _send(self, asked: Request, timeout_s: float) -> None:
        with contextlib.suppress(
            httpcore.WriteError
        ):  # a server may hang up before it has heard all: its answer counts
            await self._stream.write(self._said(asked), timeout_s)

    def _said(self, asked: Request) -> bytes:
        line = h11.Request(method=asked.method, target=asked.target, headers=list(asked.headers))
        parts = [self._h11.send(line)]
        if asked.content:
            parts.append(self._h11.send(h11.Data(data=asked.content)))
        parts.append(self._h11.send(h11.EndOfMessage()))
        return b"".join(part for part in parts if part)

    async def _head(self, asked: Request, timeout_s: float) -> h11.Response:
        self._raw = bytearray()
        try:
            return await self._final(timeout_s)
        except h11.RemoteProtocolError:
            if not (again := await self._mended(timeout_s)):
                raise
        self._h11 = h11.Connection(h11.CLIENT, max_incomplete_event_size=_HEAD)
        self._said(asked)
        self._h11.receive_data(again)
        return await self._final(timeout_s)

    async def _mended(self, timeout_s: float) -> bytes:
        """What came so far with its head as browsers read it; empty where they would not either."""
        raw = self._raw or bytearray()
        while (again := mended(bytes(raw))) is None and len(raw) < _HEAD:
            if not (data := await self._stream.read(_READ, timeout_s)):
                break
            raw += data
        return again or b""

    async def _final(self, timeout_s: float) -> h11.Response:
        for _ in range(_MOST_INTERIM + 1):
            event = await self._event(timeout_s)
            if isinstance(event, h11.Response):
                self._raw = None
                return event
            self._raw = bytearray(self._h11.trailing_data[0])
        raise httpcore.RemoteProtocolError(f"more than {_MOST_INTERIM} interim answers")

    async def _payload(self, head: h11.Response, limit: int, timeout_s: float) -> tuple[bytes, str]:
        """The content, and why it is not whole. Of a page that breaks off so much is kept as a browser shows."""
        parts: list[bytes] = []
        try:
            payload, truncated = await self._parts(parts, limit, timeout_s)
        except _BROKEN_OFF as fault:
            seen = _shown(head, b"".join(parts), limit)
            if ends(seen) or shows(seen):
                return b"".join(parts), "disconnect"
            if not parts and _BARE.match(self._h11.trailing_data[0]):
                raise h11.RemoteProtocolError("chunks whose heads end in line feeds alone") from fault
            raise
        part = not truncated and (
            torn(_shown(head, payload, limit)) if _lasts_till_close(head) else await self._late(payload)
        )
        return payload, "disconnect" if part else truncated

    async def _late(self, payload: bytes) -> bool:
        return unended(payload) and await self._goes_on()

    async def _goes_on(self) -> bool:
        """Whether more comes than was promised: servers that count signs in place of bytes promise too little."""
        with contextlib.suppress(httpcore.ReadError, httpcore.ReadTimeout):
            if not self._h11.trailing_data[0]:
                self._h11.receive_data(await self._stream.read(_READ, _LATE_S))
        return bool(self._h11.trailing_data[0])

    async def _parts(self, parts: list[bytes], limit: int, timeout_s: float) -> tuple[bytes, str]:
        size = 0
        while isinstance(event := await self._event(timeout_s), h11.Data):
            parts.append(bytes(event.data))
            size += len(event.data)
            if size > limit:
                return b"".join(parts)[:limit], "length"
            if len(parts) % _TURN == 0:
                await asyncio.sleep(0)  # what waits to be read is read without waiting: others have their turn here
            if len(parts) > _MOST_PIECES:
                raise httpcore.RemoteProtocolError(f"an answer in more than {_MOST_PIECES} pieces")
        return b"".join(parts), ""

    async def _event(self, timeout_s: float) -> type[h11.NEED_DATA | h11.PAUSED] | h11.Event:
        while (event := self._h11.next_event()) is h11.NEED_DATA:
            data = await self._stream.read(_READ, timeout_s)
            self.heard = self.heard or bool(data)
            if self._raw is not None:
                self._raw += data
            if not data and self._h11.their_state is h11.SEND_RESPONSE:
                if self._raw and self._raw.lstrip().startswith(b"<"):
                    raise httpcore.RemoteProtocolError("an answer without a head")
                raise httpcore.RemoteProtocolError("Server disconnected without sending a response.")
            self._h11.receive_data(data)
        return event

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()


def _shown(head: h11.Response, payload: bytes, limit: int) -> bytes:
    encoding = b",".join(value for name, value in head.headers if name == b"content-encoding")
    return unpack(payload, encoding.decode("latin-1"), limit).body


def _lasts_till_close(head: h11.Response) -> bool:
    """Whether nothing but the end of the connection tells the end of the answer: it may have come too early."""
    return not {name for name, _ in head.headers} & {b"content-length", b"transfer-encoding"}
