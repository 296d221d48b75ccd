"""HTTP over guarded connections, one request and one answer at a time: the file that speaks httpx."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import aclosing
from typing import Any

import httpcore
import httpx

from inspector.collect.failures import Deadline
from inspector.model.exchange import Exchange

_READ = 65536
_IDLE_S = 30.0


def strict_context() -> ssl.SSLContext:
    """TLS as it should be: certificates are verified against the bundled authorities."""
    return httpx.create_ssl_context(trust_env=False)


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

    It speaks to the transport and not through `httpx.AsyncClient`, which reads the target of a redirect even when it is
    told not to follow any, and fails where that target is no address.
    """

    def __init__(self, backend: httpcore.AsyncNetworkBackend, context: ssl.SSLContext, connections: int) -> None:
        pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=connections,
            keepalive_expiry=_IDLE_S,
            network_backend=backend,
        )
        self._transport = _Transport(pool)

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
        timeout = httpx.Timeout(timeout_s).as_dict()
        request = httpx.Request(method, url, headers=list(headers), extensions={"timeout": timeout})
        return await self._within(deadline_s, self._exchange(request, url, limit, at, read))

    async def post(
        self, url: str, headers: Sequence[tuple[str, str]], content: bytes, *, timeout_s: float, limit: int, at: str
    ) -> Exchange:
        """Something handed to a service of the office's own choice, and its answer. No page is ever asked for like this."""
        timeout = httpx.Timeout(timeout_s).as_dict()
        request = httpx.Request("POST", url, headers=list(headers), content=content, extensions={"timeout": timeout})
        return await self._within(timeout_s * 4, self._exchange(request, url, limit, at, read=True))

    async def _within(self, deadline_s: float, answer: Awaitable[Exchange]) -> Exchange:
        try:
            async with asyncio.timeout(deadline_s):
                return await answer
        except TimeoutError as fault:
            raise Deadline(f"no whole answer within {deadline_s:g} s") from fault

    async def _exchange(self, request: httpx.Request, url: str, limit: int, at: str, read: bool) -> Exchange:
        response = await self._transport.handle_async_request(request)
        try:
            peer = _peer(response)
            payload, truncated = await _payload(response, limit) if read else (b"", "unspecified")
        finally:
            await response.aclose()
        return Exchange(
            url=url,
            method=request.method,
            request=tuple(request.headers.raw),
            status=response.status_code,
            reason=bytes(response.extensions.get("reason_phrase", b"")),
            headers=tuple(response.headers.raw),
            payload=payload,
            at=at,
            peer=peer,
            truncated=truncated,
            version=response.http_version,
        )

    async def aclose(self) -> None:
        """Closes all connections."""
        await self._transport.aclose()


class _Transport(httpx.AsyncBaseTransport):
    """httpx over a pool whose network backend is ours, which httpx's own transport does not offer."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        raw = httpcore.Request(
            method=request.method,
            url=url,
            headers=request.headers.raw,
            content=request.content or None,
            extensions=request.extensions,
        )
        answer = await self._pool.handle_async_request(raw)
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Stream(answer),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Stream(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._answer.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._answer.aclose()


async def _payload(response: httpx.Response, limit: int) -> tuple[bytes, str]:
    """The content as sent, up to `limit` bytes, and `length` where there is more."""
    parts: list[bytes] = []
    size = 0
    async with aclosing(response.aiter_raw(_READ)) as stream:  # type: ignore[type-var]
        async for part in stream:
            parts.append(part)
            size += len(part)
            if size > limit:
                return b"".join(parts)[:limit], "length"
    return b"".join(parts), ""


def _peer(response: httpx.Response) -> str:
    """The address that was really connected to."""
    stream: Any = response.extensions.get("network_stream")
    address = stream.get_extra_info("server_addr") if stream is not None else None
    return str(address[0]) if address else ""
