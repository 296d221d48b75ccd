"""HTTP over guarded connections, one request and one answer at a time."""

from __future__ import annotations

import ssl
from collections.abc import Awaitable, Sequence
from functools import cache

import httpcore
import httpx

from inspector.collect.failures import Deadline
from inspector.collect.patience import Within
from inspector.collect.request import Origin, Request, handed, request
from inspector.collect.wire import Reply, Wire
from inspector.model.exchange import Exchange

_IDLE_S = 30.0
_HUNG_UP = (httpcore.RemoteProtocolError, httpcore.ReadError)


@cache
def strict_context() -> ssl.SSLContext:
    """TLS as it should be: certificates are verified against the bundled authorities. Read once, forks have it too."""
    return httpx.create_ssl_context(trust_env=False)


@cache
def lenient_context() -> ssl.SSLContext:
    """TLS as it is found: nothing verified, old versions and ciphers accepted. What it takes is recorded as a fault."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


class Door:
    """A small HTTP client for one host: few connections, no cookies kept, no proxy from the environment.

    httpx makes the request; it is not sent through `httpx.AsyncClient`, which reads the target of a redirect even when it is
    told not to follow any, and whose pool costs several times what the rest of a request does.
    """

    def __init__(self, backend: httpcore.AsyncNetworkBackend, context: ssl.SSLContext, connections: int) -> None:
        self._backend, self._context, self._most = backend, context, connections
        self._idle: list[tuple[Origin, Wire]] = []
        self.met = False
        """Whether anybody was there: a connection could be made."""
        context.set_alpn_protocols(["http/1.1"])

    async def exchange(
        self,
        method: str,
        url: str,
        headers: Sequence[tuple[str, str]],
        *,
        timeout_s: float,
        deadline_s: float,
        limit: int,
        at: str,
        read: bool = True,
    ) -> Exchange:
        """One request and its answer.

        `timeout_s` bounds each step, `deadline_s` the whole. A payload of more than `limit` bytes is cut there and
        marked `length`; with `read=False` none is read. Raises one of `failures.WIRE` where there is no whole answer.
        """
        asked = request(method, url, headers)
        return await self._within(deadline_s, self._exchange(asked, url, timeout_s, limit, at, read))

    async def post(
        self, url: str, headers: Sequence[tuple[str, str]], content: bytes, *, timeout_s: float, limit: int, at: str
    ) -> Exchange:
        """Something handed to a service of the office's own choice, and its answer. No page is ever asked for like this."""
        asked = handed(url, headers, content)
        return await self._within(timeout_s * 4, self._exchange(asked, url, timeout_s, limit, at, read=True))

    async def _within(self, deadline_s: float, answer: Awaitable[Exchange]) -> Exchange:
        try:
            async with Within(deadline_s):
                return await answer
        except TimeoutError as fault:
            raise Deadline(f"no whole answer within {deadline_s:g} s") from fault

    async def _exchange(self, asked: Request, url: str, timeout_s: float, limit: int, at: str, read: bool) -> Exchange:
        wire, reply = await self._answer(asked, timeout_s, limit, read)
        await self._given_back(asked.origin, wire)
        return Exchange(
            url=url,
            method=asked.method,
            request=asked.headers,
            status=reply.status,
            reason=reply.reason,
            headers=reply.headers,
            payload=reply.payload,
            at=at,
            peer=wire.peer,
            truncated=reply.truncated,
            version=reply.version,
        )

    async def _answer(self, asked: Request, timeout_s: float, limit: int, read: bool) -> tuple[Wire, Reply]:
        """The answer and its connection.

        One that was used before may be closed by the other side while we take it up again: where nothing came back on it,
        what may be repeated goes out once more over a new one (RFC 9112, 9.3.1).
        """
        wire = await self._taken(asked.origin)
        if wire is not None:
            try:
                return wire, await _over(wire, asked, timeout_s, limit, read)
            except _HUNG_UP:
                if wire.heard or asked.method not in ("GET", "HEAD"):
                    raise
        wire = await self._connected(asked.origin, timeout_s)
        return wire, await _over(wire, asked, timeout_s, limit, read)

    async def _taken(self, origin: Origin) -> Wire | None:
        """The connection used last, if it may be used again; those that may not are closed on the way."""
        while found := [one for one in self._idle if one[0] == origin]:
            self._idle.remove(found[-1])
            wire = found[-1][1]
            if wire.ready(_IDLE_S):
                return wire
            await wire.aclose()
        return None

    async def _connected(self, origin: Origin, timeout_s: float) -> Wire:
        scheme, host, port = origin
        stream = await self._backend.connect_tcp(host, port, timeout_s)
        self.met = True
        try:
            return Wire(await stream.start_tls(self._context, host, timeout_s) if scheme == "https" else stream)
        except BaseException:
            await stream.aclose()
            raise

    async def _given_back(self, origin: Origin, wire: Wire) -> None:
        """Kept for the next request, at most so many in all."""
        if not wire.ready(_IDLE_S):
            await wire.aclose()
            return
        self._idle.append((origin, wire))
        if len(self._idle) > self._most:
            await self._idle.pop(0)[1].aclose()

    async def aclose(self) -> None:
        """Closes all connections."""
        while self._idle:
            await self._idle.pop()[1].aclose()


async def _over(wire: Wire, asked: Request, timeout_s: float, limit: int, read: bool) -> Reply:
    try:
        return await wire.exchange(asked, timeout_s, limit, read=read)
    except BaseException:
        await wire.aclose()
        raise
